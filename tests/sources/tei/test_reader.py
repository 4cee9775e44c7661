"""Which files are TEI letters, how they are identified, and that no dirt breaks the reading."""

from __future__ import annotations

import pytest

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.document import LinkKind
from tests.sources.tei.letters import (
    DOCUMENTS,
    READER,
    addressees,
    codes,
    decoded,
    read,
    read_all,
    read_document,
    senders,
    tei,
)


def own(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No. 4. A - B", "does not begin with a tag"),
        ("<root><row/></root>", "root element is <root>"),
        (own("essay.xml"), "no letter and no register"),
        (tei("").replace("<text><body></body></text>", ""), "index"),
    ],
)
def test_what_is_no_tei_letter_is_declined_with_a_reason(text: str, reason: str) -> None:
    told = READER.declines(*decoded(text))

    assert told is not None
    assert reason in told


def test_a_broken_file_is_taken_so_that_it_can_say_where() -> None:
    source, text = decoded("<TEI>\n<text>\n<p>Geese</text></TEI>")

    assert READER.declines(source, text) is None
    with pytest.raises(MalformedSource) as caught:
        READER.identify(source, text)
    assert caught.value.where.line == 3


@pytest.mark.parametrize("body", ["<opener><salute>Dear Bo</salute></opener><closer><signed>A</signed></closer>"])
def test_an_opening_and_a_closing_make_a_letter(body: str) -> None:
    assert READER.declines(*decoded(tei(body, title="Papers, 4", actions=""))) is None


def test_a_letter_is_identified_by_its_id_within_its_edition() -> None:
    (identity,) = READER.identify(*decoded(own("v001.xml")))

    assert (identity.own_id, identity.scope, identity.date) == ("v001", "anna-vogel-briefwechsel", "1921-03-03")
    assert "v000" in identity.points_to
    assert identity.label == "Anna Vogel an Jakob Reimann, 3. März 1921"


def test_an_address_of_the_correspdesc_comes_before_the_id() -> None:
    text = tei(attributes='xml:id="x"').replace("<correspDesc>", '<correspDesc ref="https://www.letters.example/l/7">')

    assert [one.own_id for one in READER.identify(*decoded(text))] == ["letters-example-l-7"]


def test_a_letter_without_an_id_is_identified_by_its_date() -> None:
    (identity,) = READER.identify(*decoded(own("older-title.xml")))

    assert (identity.own_id, identity.date) == (None, "1893-09-18")


def test_links_to_letters_of_the_collection_have_their_keys() -> None:
    links = read_document("v001.xml").main.links

    assert [(one.kind, one.target.key if one.target else None) for one in links] == [
        (LinkKind.PREVIOUS, None),
        (LinkKind.NEXT, "kc-v002"),
    ]


def test_a_corpus_holds_several_letters_with_one_register() -> None:
    first, second = read_all(own("corpus.xml"))

    assert (senders(first), addressees(first)) == (["Ada Finch"], ["Bo Crane"])
    assert (senders(second), addressees(second)) == (["Bo Crane"], ["Ada Finch"])
    assert first.main.senders[0].agent == second.main.addressees[0].agent


def test_the_letters_of_a_volume_have_the_texts_that_their_descriptions_point_to() -> None:
    first, second = read_all(own("volume.xml"))

    assert [(senders(one), (one.main.text or "")[:8]) for one in (first, second)] == [
        (["Bo Crane"], "Dear Ada"),
        (["Ada Finch"], "Dear Bo,"),
    ]
    assert first.edition is not None
    assert first.edition.title == "The letters of Ada Finch"
    assert first.main.title is None


def test_only_letters_with_a_key_are_read() -> None:
    source, text = decoded(own("volume.xml"))
    read_letters = READER.read(source, text, keys={"2": "kc-2"}, authorities=Authorities()).records

    assert [one.key for one in read_letters] == ["kc-2"]


def test_empty_elements_are_nothing_and_break_nothing() -> None:
    record = read(own("empty.xml"))

    main = record.main
    assert not any((main.senders, main.addressees, main.dates, main.places_of_writing, main.links))
    assert not any((record.instantiations, record.citations, record.signatures, record.agent_relations))
    assert record.main.text == "Words."
    assert {"sender-missing", "addressee-missing"} <= set(codes(record))


def test_a_prefix_or_no_namespace_makes_no_difference() -> None:
    plain = read(tei())
    without = read(tei().replace(' xmlns="http://www.tei-c.org/ns/1.0"', ""))

    assert (senders(plain), plain.main.text) == (senders(without), without.main.text)


def test_reading_twice_gives_the_same_record() -> None:
    assert read_document("v001.xml") == read_document("v001.xml")


def test_a_part_of_a_corpus_that_is_no_letter_is_told() -> None:
    essay = "<TEI><teiHeader><fileDesc><titleStmt><title>On geese</title></titleStmt></fileDesc></teiHeader></TEI>"
    source, text = decoded(f"<teiCorpus>\n{essay}\n{tei(title='Papers')}</teiCorpus>")
    found = READER.read(source, text, keys={"1": "kc-1"}, authorities=Authorities())

    assert len(found.records) == 1
    assert [(one.code, one.locator.line) for one in found.findings] == [("part-without-letter", 2)]


def test_a_letter_of_a_volume_without_a_description_is_told() -> None:
    source, text = decoded(own("volume.xml").replace("</body>", '<div type="letter"><p>More geese.</p></div></body>'))
    found = READER.read(source, text, keys={"1": "kc-1"}, authorities=Authorities())

    assert [one.code for one in found.findings] == ["part-without-letter"]


def test_the_header_of_a_corpus_is_that_of_the_edition_of_its_letters() -> None:
    first, second = READER.identify(*decoded(own("corpus.xml")))
    record, _ = read_all(own("corpus.xml"))

    assert first.scope == second.scope == "two-letters"
    assert record.edition is not None
    assert record.edition.title == "Two letters"
