"""Pages in German, French and other languages, declared or not."""

from __future__ import annotations

import pytest

from kg.records.certainty import Certainty
from kg.records.document import DocumentRecord
from kg.sources import SourceSettings
from tests.sources.pages import locators, names, page, read_all

LETTER = "Lieber Freund, ich habe Deinen Brief bekommen und danke Dir. Es ist nicht leicht, mit der Arbeit zu beginnen."


def german(text: str = LETTER, **parts: str) -> DocumentRecord:
    parts = {"heading": "Jonas Ahrens an Luise Brandt", "date": "3. 5. 1887", "closing": "Dein Jonas"} | parts
    (record,) = read_all(
        page(text, shelfmark="Kiel. Landesarchiv. Nr. 14. Brief", **parts), settings=SourceSettings("kc")
    )
    return record


def codes(record: DocumentRecord) -> list[str]:
    return [one.code for one in record.findings]


def test_a_page_of_another_language_than_declared_is_tagged_with_its_own_and_reported() -> None:
    record = german()

    assert (record.language, record.main.language) == ("de", "de")
    assert {name.language for one in record.entities for name in one.names} == {"de"}
    assert "language-observed" in codes(record)


def test_a_declared_language_is_not_reported() -> None:
    text = page(LETTER, heading="Jonas Ahrens an Luise Brandt", date="3. 5. 1887", closing="", shelfmark="")

    (record,) = read_all(text, settings=SourceSettings("kc", language="de-AT"))

    assert (record.language, codes(record)) == ("de-AT", [])


def test_a_given_name_is_the_signature_of_the_sender_who_bears_it() -> None:
    record = german()

    assert [one.as_printed for one in record.signatures] == ["Jonas"]
    assert record.signatures[0].signatory == record.main.senders[0].agent


def test_a_given_name_of_two_senders_is_nobodys_in_particular() -> None:
    record = german(heading="Jonas Ahrens und Jonas Voss an Luise Brandt")

    assert record.signatures[0].signatory not in {one.agent for one in record.main.senders}


def test_a_weekday_or_a_greeting_is_no_signature() -> None:
    assert german(closing="Montag.").signatures == ()
    assert german(closing="Schönste Grüße").signatures == ()


def test_nouns_with_capitals_name_nobody() -> None:
    record = german(LETTER + " Das war ein guter Tag. Ich kam mit dem Zug. Der Verlag und das Ministerium schweigen.")

    assert record.mentions == ()


def test_a_surname_of_the_heading_is_mentioned_with_its_particles() -> None:
    text = "Nous avons reçu les lettres que vous avez écrites. Paul d'Arcy de Constant est dans cette ville avec nous."
    (record,) = read_all(page(text, heading="Paul d'Arcy de Constant - Luc Brun", date="3 mai 1887", closing=""))

    assert names(record, *(one.entity for one in record.mentions)) == ["d'Arcy de Constant"]


@pytest.mark.parametrize(
    ("line", "reservation"),
    [("i. A. Jonas Ahrens", Certainty.FOR_ANOTHER), ("p. p. Ahrens", Certainty.FOR_ANOTHER)],
)
def test_who_signs_for_another_sends_for_another(line: str, reservation: Certainty) -> None:
    assert german(closing=line).main.senders[0].certainty == (reservation,)


def test_one_of_two_senders_is_an_alternative_each() -> None:
    record = german(heading="Jonas Ahrens oder Otto Voss an Luise Brandt")

    assert [one.certainty for one in record.main.senders] == [(Certainty.ALTERNATIVE,)] * 2


def test_an_unknown_sender_is_no_party() -> None:
    record = german(heading="Unbekannt an Luise Brandt")

    assert record.main.senders == ()
    assert names(record, record.main.addressees[0].agent) == ["Luise Brandt"]
    assert "sender-unknown" in codes(record)


def test_where_the_order_of_names_is_open_no_party_is_read() -> None:
    record = german(heading="Abt, Kunz - Veit, Xaver")

    assert (record.main.senders, record.main.addressees) == ((), ())
    assert "name-order-unclear" in codes(record)


@pytest.mark.parametrize(
    "heading",
    [
        "12. Jonas Ahrens an Luise Brandt",
        "Nr. 12. Jonas Ahrens an Luise Brandt",
        "[12] Jonas Ahrens an Luise Brandt",
    ],
)
def test_a_number_may_stand_before_the_names(heading: str) -> None:
    record = german(heading=heading)

    assert record.main.number == "12"
    assert names(record, record.main.senders[0].agent) == ["Jonas Ahrens"]


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("Jonas Ahrens an Luise Brandt, 3. Mai 1887", []),
        ("Jonas Ahrens an Luise Brandt, Husum, den 3. Mai 1887", ["Husum"]),
        ("Jonas Ahrens an Luise Brandt (3. Mai 1887)", []),
    ],
)
def test_a_date_may_stand_after_the_names(heading: str, place: list[str]) -> None:
    record = german(heading=heading, date="")

    assert [one.edtf for one in record.main.dates] == ["1887-05-03"]
    assert [one.locator.exact for one in record.main.places_of_writing] == place
    assert names(record, record.main.addressees[0].agent) == ["Luise Brandt"]


def test_the_writers_own_number_stands_below_the_heading_and_is_no_second_letter() -> None:
    record = german(date="1887-05-03\n\nBRIEF Nr. 384 a.")

    assert record.main.number == "384 a"


def test_numbers_without_notes_are_reported_and_are_no_notes() -> None:
    record = german(notes="1 .\n\n2 - 2 -\n\n3 nicht ermittelt\n\n4 - 3 -")

    assert [(one.number, one.text) for one in record.notes] == [("3", "nicht ermittelt")]
    assert codes(record).count("note-without-content") == 3


def test_a_year_of_two_digits_is_read_only_beside_a_full_one() -> None:
    sure, alone = german(closing="Husum, 3/V 87"), german(date="3/V 87", closing="")

    assert [one.edtf for one in sure.main.dates] == ["1887-05-03", "1887-05-03"]
    assert [(one.expressed, one.edtf) for one in alone.main.dates] == [("3/V 87", None)]
    assert "date-not-understood" in codes(alone)


def test_the_site_of_a_correspondence_is_its_edition() -> None:
    (record,) = read_all("Briefwechsel Ahrens\n\nStart | Suche | Hilfe\n\n" + page(LETTER, closing=""))

    assert record.edition is not None
    assert (record.edition.title, record.edition.online) == ("Briefwechsel Ahrens", True)


def test_every_locator_of_a_foreign_page_gives_its_words_back() -> None:
    text = page(
        LETTER, heading="Ahrens, Jonas; Voss, Otto - Brandt, Luise", date="[um den 3. 5. 1887?]", closing="Otto Voss"
    )

    (record,) = read_all(text)

    assert [text[one.start : one.end] for one in locators(record)] == [one.exact for one in locators(record)]
    assert len(record.main.senders) == 2
