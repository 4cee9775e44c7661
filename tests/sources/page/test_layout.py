"""The layout of pages: what stands where, and how many documents there are."""

from __future__ import annotations

import pytest

from kg.sources import SourceSettings
from tests.sources.pages import page, read, read_all

HEADER = """Sharov to Gorin

Index |  Letters   | Sharov |  Home Page

 Papers of the Kama Commission. 1912-1927
Collection of documents 1996.

Compiled by: N.N.Vetrov, O.I.Luzhina.

Sharov Correspondences

"""


def test_the_header_names_book_year_compilers_and_section() -> None:
    edition = read(HEADER + page()).edition

    assert edition is not None
    assert (edition.title, edition.subtitle, edition.issued) == (
        "Papers of the Kama Commission. 1912-1927",
        "Collection of documents 1996.",
        "1996",
    )
    assert (edition.span, edition.section) == (("1912", "1927"), "Sharov Correspondences")
    assert [one.locator.exact for one in edition.compilers] == ["N.N.Vetrov", "O.I.Luzhina"]


def test_the_editions_key_is_the_collections_where_it_says_one() -> None:
    (record,) = read_all(HEADER + page(), settings=SourceSettings("kc", edition="kama"))

    assert record.edition is not None
    assert record.edition.key == "kama"


def test_the_pages_title_names_neither_sender_nor_addressee() -> None:
    record = read(HEADER + page(heading="No. 3"))

    assert (record.main.senders, record.main.addressees) == ((), ())
    assert record.snapshot.title == "Sharov to Gorin"
    assert "no-heading" in [one.code for one in record.findings]


def test_a_page_without_header_has_no_edition() -> None:
    assert read(page()).edition is None


def test_date_address_and_genre_stand_in_any_order() -> None:
    one = read("A. B. Sharov - Orgburo\n\nReport\n\nTo the Orgburo.\n\nMay 3, 1920\n\nAll is well.\n\nSharov.\n")
    other = read("A. B. Sharov - Orgburo\n\nMay 3, 1920\n\nTo the Orgburo.\n\nReport\n\nAll is well.\n\nSharov.\n")

    for record in (one, other):
        assert (record.main.form, record.main.address_line, record.main.text) == (
            "report",
            "To the Orgburo.",
            "All is well.",
        )
        assert [one.edtf for one in record.main.dates] == ["1920-05-03"]


def test_the_address_line_names_the_addressee_where_the_heading_does_not() -> None:
    record = read("Telegram from A. B. Sharov\n\nMay 3, 1920\n\nTo the Orgburo.\n\nAll is well.\n\nSharov.\n")

    assert [one.locator.exact for one in record.main.addressees] == ["Orgburo"]


def test_a_word_before_the_date_says_its_role() -> None:
    sent = read(page(date="Sent November 12, 1919"))
    received = read(page(date="Received on November 14, 1919"))

    assert [(one.role, one.expressed) for one in sent.main.dates] == [("sent", "November 12, 1919")]
    assert [(one.role, one.expressed) for one in received.main.dates] == [("received", "November 14, 1919")]


def test_a_date_line_that_is_not_understood_is_kept_and_reported() -> None:
    record = read(page(date="[May 32, 1920]"))

    (date,) = record.main.dates
    assert (date.expressed, date.edtf) == ("[May 32, 1920]", None)
    assert [one.code for one in record.findings] == ["date-not-understood"]


def test_each_document_of_a_page_has_its_own_notes() -> None:
    first = page("Boats 1 are here.", heading="No. 1\n\nA. B. Sharov - V. A. Gorin", notes="1 Of the fleet.")
    second = page("Carts 1 are here.", heading="No. 2\n\nV. A. Gorin - A. B. Sharov", closing="Gorin.", notes="1 Ours.")

    records = read_all(f"{first}\n{second}")

    assert [one.main.number for one in records] == ["1", "2"]
    assert [[note.text for note in one.notes] for one in records] == [["Of the fleet."], ["Ours."]]
    assert [one.notes[0].anchors[0].exact for one in records] == ["Boats", "Carts"]


def test_two_documents_without_numbers_are_parted_by_heading_and_date() -> None:
    records = read_all(page() + "\n" + page(heading="V. A. Gorin - L. P. Sharov", date="March 5, 1920"))

    assert [one.main.heading for one in records] == ["L. P. Sharov - V. A. Gorin", "V. A. Gorin - L. P. Sharov"]


def test_a_number_within_the_text_begins_no_document() -> None:
    records = read_all(page("See the list.\n\nNo. 12 of the list is missing. We ask for No. 13."))

    assert len(records) == 1


def test_a_line_that_is_only_a_number_in_a_note_begins_no_document() -> None:
    records = read_all(page("Boats 1 are here.", notes="1 See document No. 12."))

    assert len(records) == 1


def test_a_line_between_shelf_mark_and_notes_is_reported() -> None:
    record = read(page(shelfmark="RGASPI. F. 17. Op. 3. D. 40. L. 1.\n\nWritten in pencil", notes="1 Boats."))

    assert "line-not-read" in [one.code for one in record.findings]


def test_a_printed_source_is_a_printed_copy() -> None:
    (copy,) = read(page(shelfmark="Published: Zarya. 1920. May 5.")).instantiations

    assert (copy.reference, copy.techniques, copy.technique_note) == (
        None,
        ("printed",),
        "Published: Zarya. 1920. May 5.",
    )


def test_a_text_that_ends_without_an_end_is_observed_to() -> None:
    broken = read(page("We have nothing to report and we", closing=""))
    whole = read(page("We have nothing to report.", closing=""))

    assert (broken.main.observed, whole.main.observed) == (("ends-abruptly",), ())


def test_words_left_out_by_the_editors_make_the_text_incomplete() -> None:
    assert read(page("We report [...] nothing.")).main.completeness == ("editorial-omission",)


def test_a_replaced_character_is_reported_at_its_place() -> None:
    record = read(page("We have \x00 nothing."))

    (finding,) = record.findings
    assert (finding.code, finding.locator.exact) == ("character-replaced", "\ufffd")
    assert record.main.text == "We have \ufffd nothing."


@pytest.mark.parametrize(
    ("heading", "senders", "recipients"),
    [
        ("To N. N. Hooke   11 January 1844", [], ["N. N. Hooke"]),
        ("From Thomas Brown to James Green, 11 January 1844", ["Thomas Brown"], ["James Green"]),
        ("To James Green from Thomas Brown, 11 January 1844", ["Thomas Brown"], ["James Green"]),
        ("Thomas Brown to James Green. The Hague, Monday, 11 January 1844.", ["Thomas Brown"], ["James Green"]),
        ("James Green to Thomas Brown [11 January 1844]", ["James Green"], ["Thomas Brown"]),
    ],
)
def test_editions_in_english_print_heading_and_date_on_one_line(
    heading: str, senders: list[str], recipients: list[str]
) -> None:
    record = read(page(heading=heading, date="", closing="", shelfmark=""))

    assert [one.locator.exact for one in record.main.senders] == senders
    assert [one.locator.exact for one in record.main.addressees] == recipients
    assert [one.edtf for one in record.main.dates] == ["1844-01-11"]


def test_an_address_line_before_the_date_begins_no_second_document() -> None:
    records = read_all(page(heading="L. P. Sharov to V. A. Gorin\n\nTo comrade Gorin"))

    assert [one.main.address_line for one in records] == ["To comrade Gorin"]
