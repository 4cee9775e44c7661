"""The running text of a letter: what belongs to it, and how it is laid out."""

from __future__ import annotations

import pytest

from kg.records.document import DocumentRecord
from tests.sources.tei.letters import codes, read, read_document, tei


def text(body: str, **given: str) -> str | None:
    return read(tei(body, **given)).main.text


def parts(record: DocumentRecord) -> list[tuple[str, str]]:
    whole = record.main.text or ""
    return [(one.kind, whole[one.start : one.end]) for one in record.main.parts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>Der <choice><orig>Thal</orig><reg>Tal</reg></choice>.</p>", "Der Thal."),
        ("<p>Der <choice>\n <reg>Tal</reg>\n <orig>Thal</orig>\n</choice>.</p>", "Der Thal."),
        ("<p>A <choice><sic>goos</sic><corr>goose</corr></choice>.</p>", "A goos."),
        ("<p><choice><abbr>Dr.</abbr><expan>Doctor</expan></choice> X</p>", "Dr. X"),
        ("<p><choice><expan>Doctor</expan></choice> X</p>", "Doctor X"),
        ("<p>We <del>went</del><add>came</add>.</p>", "We came."),
        ("<p>We <subst>\n<del>went</del>\n<add>came</add>\n</subst>.</p>", "We came."),
        ("<p><restore><del>All</del></restore> of it.</p>", "All of it."),
        ("<p>One<lb/>two</p>", "One two"),
        ('<p>go<lb break="no"/>ose</p>', "goose"),
        ('<p>go-\n  <pb break="no"/>\n  ose</p>', "goose"),
        ('<p>A<space unit="chars"/>B</p>', "A B"),
        ("<p>A <gap/> B</p>", "A […] B"),
        ("<p>A<del><gap/></del> B</p>", "A B"),
        ("<p><unclear>A</unclear><supplied>B</supplied></p>", "AB"),
        ("<p>A<note>not this</note> B<fw>page 2</fw></p>", "A B"),
        ('<p>A<note type="authorial"> B</note></p>', "A B"),
        ("<lg><l>One</l><l>Two</l></lg>", "One\nTwo"),
        ("<list><item>One</item><item>Two</item></list>", "One\nTwo"),
        ("<p><app><lem>A</lem><rdg>B</rdg></app></p>", "A"),
        ("<p>A<figure><figDesc>a goose</figDesc></figure> B</p>", "A\n\nB"),
        ("<p><c>s</c>o <hi>it</hi> <foreign>is</foreign></p>", "so it is"),
        ("<p>A<!-- comment --> B<?pi?> C</p>", "A B C"),
        ("<p>  </p>", None),
    ],
)
def test_a_text_is_as_printed(body: str, expected: str | None) -> None:
    assert expected == text(body)


def test_the_parts_of_a_letter_are_told_apart() -> None:
    record = read_document("v001.xml")

    assert [kind for kind, _ in parts(record)] == [
        "address",
        "dateline",
        "salute",
        "paragraph",
        "verse",
        "paragraph",
        "salute",
        "signed",
        "postscript",
    ]
    assert ("verse", "Ein Vers,\nnoch ein Vers.") in parts(record)


def test_an_opening_inside_of_a_paragraph_is_a_part_of_its_own() -> None:
    record = read(tei("<p><salute>Dear Bo,</salute> the geese <signed>Ada</signed> are back.</p>"))

    assert parts(record) == [
        ("salute", "Dear Bo,"),
        ("paragraph", "the geese"),
        ("signed", "Ada"),
        ("paragraph", "are back."),
    ]


def test_parts_do_not_overlap_and_come_in_order() -> None:
    record = read_document("v001.xml")
    ends = [0, *(one.end for one in record.main.parts)]

    assert all(end <= one.start < one.end for end, one in zip(ends, record.main.parts, strict=False))


@pytest.mark.parametrize(
    ("reason", "expected"), [("omitted", ("editorial-omission",)), ("illegible", ("illegible",)), ("", ("illegible",))]
)
def test_a_gap_is_an_omission_only_where_the_source_says_so(reason: str, expected: tuple[str, ...]) -> None:
    record = read(tei(f'<p>A <gap reason="{reason}"/> B</p>'))

    assert expected == record.main.completeness


def test_the_edition_s_own_divisions_are_no_text_and_are_reported() -> None:
    record = read(tei('<div type="regest"><p>Ada writes of geese.</p></div><div><p>Geese.</p></div>'))

    assert record.main.text == "Geese."
    assert "division-left-out" in codes(record)


def test_the_mark_of_a_note_is_no_text() -> None:
    record = read(
        tei('<p>Geese<ref target="#n1">1</ref> fly.</p>', back='<div type="notes"><note xml:id="n1">Grey.</note></div>')
    )

    assert record.main.text == "Geese fly."
    assert [one.text for one in record.notes] == ["Grey."]


def test_an_envelope_behind_the_letter_belongs_to_it() -> None:
    record = read(tei("<p>Geese.</p>", back='<div type="envelope"><p>To Bo.</p></div>'))

    assert record.main.text == "Geese.\n\nTo Bo."


def test_an_enclosure_is_a_document_of_its_own() -> None:
    record = read_document("v001.xml")
    (enclosure,) = record.other_documents

    assert enclosure.title == "Das Rezept"
    assert enclosure.text == "Das Rezept\n\nMan nehme Mehl & Sohn."
    assert enclosure.enclosed_in == record.main.reference
    assert "Rezept" not in (record.main.text or "")


def test_a_letter_without_words_has_no_text_and_concise_evidence() -> None:
    record = read(tei('<pb n="1"/>'))

    assert record.main.text is None
    assert record.main.text_locator is None
    assert record.main.completeness == ("index-entry",)
    assert record.concise_evidence


def test_a_letter_with_words_has_full_evidence() -> None:
    assert not read(tei()).concise_evidence


def test_a_translation_is_no_text_beside_the_original_and_is_the_text_without_it() -> None:
    both = '<div type="original"><p>Gänse.</p></div><div type="translation"><p>Geese.</p></div>'

    assert text(both) == "Gänse."
    assert text('<div type="translation"><p>Geese.</p></div>') == "Geese."


def test_an_omission_that_is_printed_as_text_is_one() -> None:
    assert read(tei("<p>The geese [...] fly.</p>")).main.completeness == ("editorial-omission",)
