"""A row becomes the record of one letter: parties, places, dates, shelf mark, notes, each with its cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg.sources.rows.layout
from kg.authorities import Authorities
from kg.config.columns import Constant
from kg.errors import MalformedSource
from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.records.date import DateRole
from kg.records.document import PlaceRole
from kg.records.locator import Basis
from kg.sources.table import TableReader
from kg.sources.text import SourceSettings
from tests.sources.pages import locators
from tests.sources.table.tables import codes, described, identities, letter, names, opened, read, row

DOCUMENT = "tests/documents/table/letters.csv"


@pytest.fixture
def table(project: Path) -> bytes:
    return (project / DOCUMENT).read_bytes()


def test_each_row_that_is_not_empty_is_a_letter(table: bytes) -> None:
    assert [one.main.number for one in read(table).records] == ["1", "2", "3"]


def test_the_parties_of_a_row_have_names_and_ids(table: bytes) -> None:
    first = read(table).records[0]

    assert [party.agent.key for party in first.main.senders] == ["gnd-118540238"]
    assert names(first)["gnd-118540238"] == "Mona Quillfeder"
    assert first.entities[0].links[0].iri == "https://d-nb.info/gnd/118540238"


def test_a_local_id_belongs_to_the_table_and_not_to_the_edition_of_the_row(table: bytes) -> None:
    (tinte,) = (one for one in read(table).records[0].entities if one.names[0].text == "Tadeus Tinte")
    other = read(table, path="other.csv").records[0]

    assert tinte.shared
    assert tinte.reference.key.endswith("-tinte")
    assert tinte.reference not in {one.reference for one in other.entities}


def test_the_edition_of_a_row_stands_in_its_record(table: bytes) -> None:
    (first, *_) = read(table).records

    assert first.edition is not None
    assert (first.edition.key, first.edition.title) == ("laterne-i", "Laterne I")


def test_places_are_those_of_sending_and_of_receiving(table: bytes) -> None:
    first = read(table).records[0]

    assert [(place.role, place.certainty) for place in first.main.places] == [
        (PlaceRole.SENT, ()),
        (PlaceRole.RECEIVED, (Certainty.CONJECTURED,)),
    ]


def test_the_shelf_mark_and_its_holder_are_a_copy(table: bytes) -> None:
    (copy,) = read(table).records[0].instantiations

    assert copy.reference is not None
    assert copy.reference.as_printed == "F. 12/3"
    assert copy.reference.holder is not None
    assert read(table).records[1].instantiations == ()


def test_a_shelf_mark_without_a_holder_is_kept() -> None:
    (copy,) = row(sender="A. Vogel", shelf_mark="Cod. 5").instantiations

    assert copy.reference is not None
    assert copy.reference.holder is None


def test_a_cell_may_hold_several_parties_and_line_ends(table: bytes) -> None:
    second = read(table).records[1]

    assert [party.order for party in second.main.addressees] == [1, 2]
    assert second.notes[0].text == 'Der Brief sagt: "Die Lampe\nist aus."'


def test_brackets_question_marks_and_alternatives_are_kept_as_certainty(table: bytes) -> None:
    _, second, third = read(table).records

    assert second.main.senders[0].certainty == (Certainty.CONJECTURED, Certainty.UNCERTAIN)
    assert [party.certainty for party in third.main.addressees] == [(Certainty.ALTERNATIVE,), (Certainty.ALTERNATIVE,)]


def test_a_sender_who_is_not_known_is_no_party_but_information(table: bytes) -> None:
    third = read(table).records[2]

    assert third.main.senders == ()
    (finding,) = (one for one in third.findings if one.code == "sender-unknown")
    assert finding.severity == "information"


def test_entities_of_html_are_decoded_and_stay_as_printed_in_the_locator(table: bytes) -> None:
    third = read(table).records[2]

    assert third.notes[0].text == "R & D"
    assert third.notes[0].locator.exact == "R &amp; D"
    assert "entities-decoded" in codes(third.findings)


def test_every_locator_names_its_row_and_column_and_gives_its_words(table: bytes) -> None:
    _, text = opened(table)

    for record in read(table).records:
        for one in locators(record):
            assert text.text[one.start : one.end] == one.exact
            assert re.match("row=|cell=", str(one.path))
        assert record.concise_evidence
    assert read(table).records[1].notes[0].locator.path == "cell=3,14"


def test_the_letter_is_an_index_entry_unless_its_text_is_there() -> None:
    assert row(sender="A. Vogel").main.completeness == ("index-entry",)
    with_text = row(sender="A. Vogel", text="The lamp is out.\n\nStill.")
    assert with_text.main.completeness == ()
    assert with_text.main.text == "The lamp is out.\n\nStill."


def test_names_and_ids_are_paired_in_their_order_with_gaps() -> None:
    record = row(sender="A. Vogel|B. Talg", sender_id="|https://viaf.org/viaf/12345")

    assert [one.basis for one in record.entities] == [Basis.UNRESOLVED, Basis.STATED]


def test_one_name_may_have_an_id_of_each_register() -> None:
    record = row(sender="A. Vogel", sender_id="http://d-nb.info/gnd/118540238 | https://viaf.org/viaf/12345")

    assert [link.register for one in record.entities for link in one.links] == ["gnd", "viaf"]
    assert codes(record.findings) == []


def test_unequal_numbers_of_names_and_ids_are_reported_and_none_is_given_away() -> None:
    record = row(sender="A. Vogel|B. Talg|C. Docht", sender_id="http://d-nb.info/gnd/118540238|https://viaf.org/viaf/1")

    assert len(record.main.senders) == 3
    assert all(one.basis is Basis.UNRESOLVED for one in record.entities)
    assert codes(record.findings) == ["names-and-ids-differ"]


def test_alternatives_are_paired_with_their_ids() -> None:
    record = row(sender="A. Vogel oder B. Talg", sender_id="http://d-nb.info/gnd/118540238|https://viaf.org/viaf/12345")

    assert [party.agent.key for party in record.main.senders] == ["gnd-118540238", "viaf-12345"]


def test_an_id_without_a_name_is_somebody() -> None:
    record = row(sender="", sender_id="http://d-nb.info/gnd/118540238", note="x")

    assert [party.agent.key for party in record.main.senders] == ["gnd-118540238"]


def test_a_body_follows_the_persons() -> None:
    record = row(addressee="A. Vogel", addressee_org="Hafenamt")

    kinds = {one.reference: one.kind for one in record.entities}
    assert [kinds[party.agent] for party in record.main.addressees] == [EntityKind.PERSON, EntityKind.CORPORATE_BODY]


def test_somebody_who_stands_there_twice_is_one_party() -> None:
    record = row(sender="A. Vogel; A. Vogel")

    assert len(record.main.senders) == 1


def test_a_value_for_all_letters_is_curated_and_stands_nowhere() -> None:
    settings = SourceSettings("kc", columns=described(sender=Constant("M. Quillfeder", "#mq"), date="Datum"))

    record = letter("Datum,Absender\n1901-05-03,Jemand\n", settings=settings)

    assert [party.basis for party in record.main.senders] == [Basis.CURATED]
    assert record.main.senders[0].locator.path == "row=2"
    assert list(names(record).values()) == ["M. Quillfeder"]


def test_a_certainty_column_speaks_of_its_party() -> None:
    record = row(sender="A. Vogel", sender_certainty="low", addressee="B. Talg", addressee_certainty="erschlossen")

    assert record.main.senders[0].certainty == (Certainty.UNCERTAIN,)
    assert record.main.addressees[0].certainty == (Certainty.CONJECTURED,)


def test_a_certainty_that_is_not_understood_is_a_doubt_and_reported() -> None:
    record = row(sender="A. Vogel", sender_certainty="hm")

    assert record.main.senders[0].certainty == (Certainty.UNCERTAIN,)
    assert codes(record.findings) == ["certainty-not-understood"]


def test_form_language_pages_and_addresses_are_read() -> None:
    record = row(
        form="Ansichtskarte", language="Deutsch; la", page="12-14", url="https://x.example/1", sender="A. Vogel"
    )

    assert record.main.form == "postcard"
    assert record.main.languages == ("de", "la")
    assert record.main.language == "de"
    assert record.main.pages == "12-14"
    assert record.main.addresses == ("https://x.example/1",)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("form", "form-not-understood"),
        ("language", "language-not-understood"),
        ("url", "address-not-understood"),
    ],
)
def test_a_word_that_is_not_understood_is_reported(role: str, code: str) -> None:
    assert code in codes(row(**{"sender": "A. Vogel", role: "quirlig quer"}).findings)


def test_mentioned_persons_and_places_are_mentions() -> None:
    settings = SourceSettings("kc", columns=described(sender="S", person="P", place="O", separator=","))

    record = letter('S;P;O\nA. Vogel;"B. Talg, C. Docht";Federau\n', settings=settings)

    assert [names(record)[one.entity.key] for one in record.mentions] == ["B. Talg", "C. Docht", "Federau"]


def test_a_comma_separates_names_only_where_the_collection_says_so() -> None:
    assert len(row(sender="Vogel, A.").main.senders) == 1


class TestKeys:
    """What makes the key of a letter."""

    def test_the_key_with_its_edition_is_the_own_id(self, table: bytes) -> None:
        assert identities(table)[0].own_id is None  # “Nr.” is a number, not a key
        settings = SourceSettings("kc", columns=described(key="Nr.", edition="Ausgabe", sender="Absender"))
        assert [one.own_id for one in identities(table, settings=settings)] == [
            "laterne-i-1",
            "laterne-i-2",
            "laterne-i-3",
        ]

    @pytest.mark.parametrize(
        ("edition", "key", "own_id"), [(None, "12", "no12"), (None, "a-12", "a-12"), ("lamp", "12", "lamp-12")]
    )
    def test_without_a_column_the_edition_is_the_collections(self, edition: str | None, key: str, own_id: str) -> None:
        settings = SourceSettings("kc", edition=edition)

        (identity,) = identities(f"key,sender\n{key},A. Vogel\n", settings=settings)

        assert identity.own_id == own_id

    def test_two_different_keys_never_make_one_id(self) -> None:
        one, two = identities("key,sender\n12a,A. Vogel\n12 a,A. Vogel\n")

        assert one.own_id == "12a"
        assert two.own_id not in (None, "12a")

    def test_two_equal_keys_make_equal_ids_and_different_loci(self) -> None:
        one, two = identities("key,sender\n12,A. Vogel\n12,B. Talg\n")

        assert one.own_id == two.own_id
        assert one.locus != two.locus

    def test_the_date_serves_the_key_as_far_as_it_is_sure(self) -> None:
        dates = ["1901-05-03", "1901?", "[1901-06..1901-07]", "3. Mai 1901", "5/3/1901", "soon", "1857-00-00"]

        found = identities("date,sender\n" + "".join(f"{date},A. Vogel\n" for date in dates))

        assert [one.date for one in found] == ["1901-05-03", "1901", "1901-06", "1901-05-03", None, None, None]

    def test_a_row_without_a_key_keeps_its_place_when_rows_are_added(self) -> None:
        before = identities("date,sender,note\n1901,A. Vogel,x\n1902,B. Talg,\n")
        after = identities("date,sender,note\n1900,C. Docht,\n1901,A. Vogel,other\n1902,B. Talg,\n")

        assert [one.locus for one in before] == [one.locus for one in after][1:]

    def test_a_letter_without_a_key_is_not_read(self) -> None:
        source, text = opened("date,sender\n1901,A. Vogel\n1902,B. Talg\n")
        reader = TableReader()
        second = reader.identify(source, text)[1].locus

        result = reader.read(source, text, keys={second: "kc-2", "gone": "kc-9"}, authorities=Authorities())

        assert [one.key for one in result.records] == ["kc-2"]

    def test_an_identity_names_parties_and_line(self, table: bytes) -> None:
        assert identities(table)[1].label == "[Mona Quillfeder?] – Tinte, T.; Hafenamt Laternhafen, [Sommer 1901]"
        assert identities(table)[2].line == 6


class TestDates:
    """Dates of sending and of receiving; what they mean is tested in tests/records."""

    def test_the_words_are_what_is_expressed_and_the_form_is_the_date(self, table: bytes) -> None:
        (date,) = read(table).records[0].main.dates

        assert (date.role, date.expressed, date.edtf) == (DateRole.SENT, "3. Mai 1901", "1901-05-03")
        assert date.locator.exact == "1901-05-03"

    def test_brackets_of_the_words_make_it_a_conjecture(self, table: bytes) -> None:
        (date,) = read(table).records[1].main.dates

        assert date.edtf == "[1901-06..1901-07]"
        assert Certainty.CONJECTURED in date.certainty

    def test_an_impossible_date_is_kept_as_printed_with_a_finding(self, table: bytes) -> None:
        third = read(table).records[2]

        (date,) = third.main.dates
        assert (date.expressed, date.edtf, date.earliest) == ("1857-12-40", None, None)
        assert "impossible-date" in codes(third.findings)

    def test_words_alone_are_read_in_the_language_of_the_table(self) -> None:
        (date,) = row(sender="A. Vogel", date="[3. Mai 1901?]").main.dates

        assert date.edtf is not None
        assert date.edtf.startswith("1901-05-03")
        assert Certainty.UNCERTAIN in date.certainty

    def test_words_in_their_own_column_alone_are_read_too(self) -> None:
        (date,) = row(sender="A. Vogel", date_text="3. Mai 1901").main.dates

        assert (date.edtf, date.expressed) == ("1901-05-03", "3. Mai 1901")

    def test_the_month_of_two_small_numbers_is_not_guessed(self) -> None:
        record = row(sender="A. Vogel", date="5/3/1901")

        assert record.main.dates[0].edtf is None
        assert codes(record.findings) != []

    @pytest.mark.parametrize(("words", "edtf"), [("5/31/1901", "1901-05-31"), ("31/5/1901", "1901-05-31")])
    def test_a_number_that_can_only_be_a_day_is_one(self, words: str, edtf: str) -> None:
        assert row(sender="A. Vogel", date=words).main.dates[0].edtf == edtf

    def test_limits_and_spans_have_columns_of_their_own(self) -> None:
        (limits,) = row(sender="A. Vogel", date_not_before="1901-05", date_not_after="1901-07").main.dates
        (span,) = row(sender="A. Vogel", date_from="1901-05-03", date_to="1901-05-05").main.dates

        assert limits.edtf == "[1901-05..1901-07]"
        assert limits.expressed == "1901-05 – 1901-07"
        assert span.edtf == "1901-05-03/1901-05-05"

    def test_a_certainty_column_speaks_of_the_date(self) -> None:
        (date,) = row(sender="A. Vogel", date="1901", date_certainty="conjecture").main.dates

        assert date.certainty == (Certainty.CONJECTURED,)

    def test_the_date_of_receiving_is_another_date(self) -> None:
        record = row(sender="A. Vogel", date="1901-05-03", addressee_date="1901-05-05")

        assert [(date.role, date.key) for date in record.main.dates] == [
            (DateRole.SENT, "kc-1-sent"),
            (DateRole.RECEIVED, "kc-1-received"),
        ]

    def test_the_calendar_is_the_collections(self) -> None:
        settings = SourceSettings("kc", calendar="julian")

        (date,) = letter("date,sender\n1901-05-03,A. Vogel\n", settings=settings).main.dates

        assert str(date.earliest) == "1901-05-16"


class TestReader:
    """What is a table, and what is refused."""

    @pytest.mark.parametrize(
        ("path", "start", "reason"),
        [
            ("a.csv", "<!DOCTYPE html><html>", "begins with a tag"),
            ("a.csv", " \n", "is empty"),
            ("a.txt", "Dear Sender, the date of your letter\n", "names no sender"),
            ("a.txt", "one;two;three\n", "names no sender"),
            ("a.txt", "To the Committee. From, to, date\n", "names no sender"),
        ],
    )
    def test_what_is_no_table_is_declined_with_the_reason(self, path: str, start: str, reason: str) -> None:
        assert reason in str(TableReader().declines(*opened(start, path=path)))

    @pytest.mark.parametrize(
        ("path", "start"),
        [("a.csv", "x,y\n1,2"), ("a.TSV", "x\ty\n"), ("a.txt", "Absender;Datum\n"), ("a", "sep=;\nx;y")],
    )
    def test_a_table_is_known_by_its_name_or_its_heading(self, path: str, start: str) -> None:
        settings = SourceSettings("kc", columns=described(sender="x")) if path == "a" else None

        assert TableReader().declines(*opened(start, path=path, settings=settings)) is None

    def test_it_holds_letters(self) -> None:
        assert not TableReader().is_register(*opened("sender,date\n"))

    def test_a_table_of_unknown_columns_is_refused_with_their_names(self) -> None:
        with pytest.raises(MalformedSource) as refused:
            read("\n\nfoo,bar\n1,2\n")

        assert "“foo”, “bar”" in refused.value.what
        assert refused.value.where.line == 3
        assert "[sources.columns]" in str(refused.value.remedy)

    def test_a_key_column_that_is_not_there_is_refused_because_keys_are_for_ever(self) -> None:
        settings = SourceSettings("kc", columns=described(key="Nummer", sender="sender"))

        with pytest.raises(MalformedSource) as refused:
            read("Numer,sender\n1,A. Vogel\n", settings=settings)

        assert 'Did you mean "Numer"?' in str(refused.value.remedy)

    def test_the_media_type_is_that_of_the_file(self) -> None:
        assert read("sender,date\nA,1901\n").records[0].snapshot.media_type == "text/csv"
        assert (
            read("sender\tdate\nA\t1901\n", path="a.tsv").records[0].snapshot.media_type == "text/tab-separated-values"
        )


class TestFindings:
    """What is odd about a table or its rows."""

    def test_how_columns_were_read_is_told_once_and_which_were_not(self) -> None:
        findings = read("sender,date,foo\nA. Vogel,1901,x\nB. Talg,1902,y\n").findings

        assert codes(findings) == ["columns-inferred", "columns-unused"]
        assert "“sender” as sender" in findings[0].what
        assert "“foo”" in findings[1].what
        assert {finding.severity for finding in findings} == {"information"}

    def test_a_described_column_that_is_not_there_is_reported(self) -> None:
        settings = SourceSettings("kc", columns=described(sender="sender", date="Date of letter"))

        findings = read("sender,Date of leter\nA. Vogel,1901\n", settings=settings).findings

        assert codes(findings) == ["column-missing", "columns-unused"]
        assert findings[0].remedy == 'Did you mean "Date of leter"?'

    def test_a_described_heading_may_be_written_otherwise(self) -> None:
        settings = SourceSettings("kc", columns=described(sender="Absender", date="Datum"))

        assert len(letter("ABSENDER , datum\nA. Vogel,1901\n", settings=settings).main.senders) == 1

    def test_titles_above_the_heading_are_passed_over(self) -> None:
        record = letter("Letters of the lamp\n\nsender,date\nA. Vogel,1901\n")

        assert record.main.senders[0].locator.path == "cell=4,1"

    def test_a_short_row_is_read_and_reported(self) -> None:
        result = read("sender,date,note\nA. Vogel,1901\n")

        assert codes(result.records[0].findings) == ["row-too-short"]
        assert result.records[0].main.dates[0].edtf == "1901"

    def test_a_row_with_too_many_cells_is_not_read_and_reported_with_its_line(self) -> None:
        result = read("sender,date,note\nVogel, A.,1901,x\nB. Talg,1902,\nC. Docht,1903,,,\n")

        assert len(result.records) == 2
        (finding,) = (one for one in result.findings if one.code == "row-too-long")
        assert finding.locator.line == 2

    def test_a_repeated_heading_and_a_row_of_unread_columns_are_no_letters(self) -> None:
        result = read("sender,date,foo\nA. Vogel,1901,\nsender,date,foo\n,,only this\n")

        assert len(result.records) == 1
        assert codes(result.findings)[2:] == ["headings-repeated", "row-without-letter"]

    def test_a_row_that_the_collection_excludes_is_left_out(self) -> None:
        settings = SourceSettings("kc", columns=described(sender="sender", exclude="weg"))

        result = read("sender,weg\nA. Vogel,no letter\nB. Talg,\nC. Docht,nein\n", settings=settings)

        assert len(result.records) == 2
        assert "row-excluded" in codes(result.findings)

    def test_an_open_quotation_mark_is_reported_and_nothing_else_is_lost(self) -> None:
        result = read('sender,note\nA. Vogel,"open\nB. Talg,x\n')

        assert codes(result.records[0].findings) == ["quotation-mark-open"]
        assert len(result.records) == 2

    def test_a_replaced_character_is_reported(self) -> None:
        assert codes(letter("sender,note\nA. Vogel,x\x01y\n").findings) == ["character-replaced"]

    def test_findings_of_one_kind_are_counted_where_there_are_too_many(self) -> None:
        result = read("sender,date\n" + "a,b,c\n" * 600 + "A. Vogel,1901\n")

        assert codes(result.findings).count("row-too-long") == 501
        assert "100 more" in result.findings[-1].what


class TestGiants:
    """Tables beyond all measure are refused at once."""

    def test_a_table_of_too_many_rows_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kg.sources.rows.layout, "MOST_ROWS", 3)

        with pytest.raises(MalformedSource, match="more than 3 rows"):
            read("sender,date\na,b\na,b\na,b\n")

    def test_a_table_of_too_many_columns_is_refused(self) -> None:
        with pytest.raises(MalformedSource, match="20000 cells"):
            read(",".join(f"c{n}" for n in range(20_000)) + "\n")

    def test_a_message_lists_not_more_headings_than_a_person_reads(self) -> None:
        with pytest.raises(MalformedSource, match="and 60 more"):
            read(",".join(f"c{n}" for n in range(100)) + "\n")


def test_words_that_could_be_several_are_one_where_one_id_says_so() -> None:
    record = row(sender="Adam Vogel und Bert Talg", sender_id="http://d-nb.info/gnd/118540238")

    assert [party.agent.key for party in record.main.senders] == ["gnd-118540238"]
    assert names(record) == {"gnd-118540238": "Adam Vogel und Bert Talg"}


def test_further_persons_who_are_not_named_are_information() -> None:
    record = row(sender="A. Vogel u. a.")

    assert len(record.main.senders) == 1
    assert codes(record.findings) == ["others-not-named"]


def test_a_body_among_the_persons_is_known_by_its_words() -> None:
    record = row(sender="Universität Laternhafen")

    assert [one.kind for one in record.entities] == [EntityKind.CORPORATE_BODY]


def test_a_certainty_may_hold_for_all_letters() -> None:
    settings = SourceSettings("kc", columns=described(sender="S", sender_certainty=Constant("low")))

    record = letter("S;T\nA. Vogel;x\n", settings=settings)

    assert record.main.senders[0].certainty == (Certainty.UNCERTAIN,)


def test_the_words_of_a_long_row_are_not_quoted_as_a_whole() -> None:
    record = row(sender="A. Vogel", text="The lamp is out. " * 200)

    assert record.main.locator.exact == "A. Vogel"
