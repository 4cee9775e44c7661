"""A workbook becomes the text of one sheet, always the same; what is dangerous in it is refused before it is opened."""

from __future__ import annotations

import contextlib
import datetime
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.sources.spreadsheet
import kg.sources.workbook_archive
from kg.errors import MalformedSource
from kg.sources.spreadsheet import MEDIA_TYPE, is_workbook, sheet_text
from kg.sources.text import SourceSettings
from kg.sources.workbook_archive import column_number
from tests.sources.table.tables import codes, described, read, workbook

ROWS: list[list[object]] = [["Absender", "Datum", "Anmerkung"], ["A. Vogel", "1901-05-03", 'a\tb "c"\nd']]


def text_of(data: bytes, *, sheet: str | None = None) -> str:
    return sheet_text("letters.xlsx", data, sheet=sheet).text


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Write the archive anew, each part as ``change`` gives it (``None``: without it)."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def edited(data: bytes, end: str, old: bytes, new: bytes) -> bytes:
    """Replace bytes in the part whose name ends so."""
    return changed(data, lambda name, part: part.replace(old, new) if name.endswith(end) else part)


def saved(write: Callable[[object], None]) -> bytes:
    """A workbook of one sheet that ``write`` fills."""
    from openpyxl import Workbook

    book = Workbook()
    write(book.active)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_sheet_is_tab_separated_text_with_quotation_marks_where_they_are_needed() -> None:
    data = workbook(("Letters", ROWS))

    assert text_of(data) == 'Absender\tDatum\tAnmerkung\nA. Vogel\t1901-05-03\t"a\tb ""c""\nd"\n'


def test_a_workbook_is_read_like_the_table_that_it_holds() -> None:
    result = read(workbook(("Letters", ROWS)), path="letters.xlsx")

    (record,) = result.records
    assert record.main.dates[0].edtf == "1901-05-03"
    assert record.notes[0].text == 'a\tb "c"\nd'
    assert record.snapshot.media_type == MEDIA_TYPE
    assert record.main.senders[0].locator.path == "cell=2,1"


def test_the_rows_of_the_text_are_those_of_the_sheet() -> None:
    data = workbook(("Letters", [["Absender", "Datum"], [], [], ["A. Vogel", "1901"]]))

    (record,) = read(data, path="letters.xlsx").records

    assert record.main.senders[0].locator.path == "cell=4,1"


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (datetime.date(1914, 5, 3), None, "1914-05-03"),
        (datetime.datetime.combine(datetime.date(1914, 5, 3), datetime.time(12, 30)), None, "1914-05-03T12:30:00"),
        (datetime.date(1914, 1, 1), "yyyy", "1914"),
        (datetime.date(1914, 5, 1), "mmmm yyyy", "1914-05"),
        (datetime.date(1914, 5, 3), '[$-407]d. mmmm yyyy;"y"', "1914-05-03"),
        (datetime.time(12, 30), None, "12:30:00"),
        (1914, None, "1914"),
        (1914.0, None, "1914"),
        (1.5, None, "1.5"),
        (True, None, "true"),
        (False, None, "false"),
        (" a ", None, '" a "'),
        ("", None, ""),
    ],
)
def test_a_value_is_written_as_the_sheet_shows_it(value: object, number_format: str | None, expected: str) -> None:
    def write(sheet: object) -> None:
        sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "x", "y", value, "end"  # type: ignore[index] # openpyxl
        if number_format is not None:
            sheet["A2"].number_format = number_format  # type: ignore[index] # openpyxl

    assert text_of(saved(write)) == f"x\ty\n{expected}\tend\n"


def test_cells_merged_downwards_have_the_value_in_every_row_and_it_is_told() -> None:
    def write(sheet: object) -> None:
        for row in (["Absender", "Datum"], ["A. Vogel", "1901"], [None, "1902"], ["B. Talg", "1903"]):
            sheet.append(row)  # type: ignore[attr-defined] # openpyxl
        sheet.merge_cells("A2:A3")  # type: ignore[attr-defined] # openpyxl

    result = read(saved(write), path="letters.xlsx")

    assert [one.entities[0].names[0].text for one in result.records] == ["A. Vogel", "A. Vogel", "B. Talg"]
    (finding,) = (one for one in result.findings if one.code == "cells-merged")
    assert "A2:A3" in finding.what
    assert finding.locator.line == 2


def test_a_formula_without_its_result_is_told_with_its_cell() -> None:
    data = workbook(("Letters", [["Absender", "Datum", "Nr."], ["A. Vogel", "1901", "=1+1"]]))

    result = read(data, path="letters.xlsx")

    (finding,) = (one for one in result.findings if one.code == "formula-without-value")
    assert "C2" in finding.what


def test_the_first_sheet_with_a_table_is_read_and_others_are_told() -> None:
    data = workbook(("About", [["Letters of the lamp"]]), ("Letters", ROWS), ("People", [["name", "born"]]))

    result = read(data, path="letters.xlsx")

    assert len(result.records) == 1
    told = [one.what for one in result.findings if one.code == "sheet-not-read"]
    assert [("About" in one, "People" in one) for one in told] == [(True, False), (False, True)]


def test_the_collection_may_name_the_sheet() -> None:
    data = workbook(("Drafts", [["sender", "date"], ["X", "1900"]]), ("Letters", ROWS))

    result = read(data, path="letters.xlsx", settings=SourceSettings("kc", language="de", sheet="Letters"))

    assert result.records[0].main.dates[0].edtf == "1901-05-03"
    assert "sheet-not-read" not in codes(result.findings)


def test_a_sheet_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(MalformedSource) as refused:
        text_of(workbook(("Letters", ROWS)), sheet="Leters")

    assert refused.value.remedy == 'Did you mean "Letters"?'


def test_a_workbook_without_a_table_is_refused() -> None:
    with pytest.raises(MalformedSource, match="holds a table"):
        text_of(workbook(("About", [["only"], ["words"]])))


def test_too_many_remarks_of_one_kind_are_counted() -> None:
    formulas: list[list[object]] = [["A. Vogel", "=1+1"]] * 30

    findings = read(workbook(("Letters", [["sender", "date"], *formulas])), path="letters.xlsx").findings

    assert codes(findings).count("formula-without-value") == 21
    assert any("10 more" in one.what for one in findings)


def test_what_stands_far_to_the_right_is_left_out_with_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.sources.spreadsheet, "WIDEST_ROW", 3)
    data = workbook(("Letters", [["sender", "date"], ["A. Vogel", "1901", None, "far"]]))

    result = read(data, path="letters.xlsx")

    assert "row-too-wide" in codes(result.findings)
    assert len(result.records) == 1


class TestDangers:
    """Refused with a remedy, before anything is unpacked or parsed."""

    @pytest.mark.parametrize(("limit", "value"), [("LARGEST_PART", 100), ("LARGEST_BOOK", 1000), ("MOST_PARTS", 2)])
    def test_a_workbook_that_would_be_too_large_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
    ) -> None:
        monkeypatch.setattr(kg.sources.workbook_archive, limit, value)

        with pytest.raises(MalformedSource, match="Unpacked") as refused:
            text_of(workbook(("Letters", ROWS)))

        assert "CSV" in str(refused.value.remedy)

    def test_a_bomb_is_refused_by_the_size_that_its_directory_states(self) -> None:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for _ in range(200):
                    part.write(b" " * (1024 * 1024))

        assert len(stream.getvalue()) < 1024 * 1024
        with pytest.raises(MalformedSource, match="Unpacked"):
            text_of(stream.getvalue())

    @pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "styles.xml", ".rels", "[Content_Types].xml"])
    def test_a_document_type_is_refused_in_every_part(self, part: str) -> None:
        declaration = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        data = changed(workbook(("Letters", ROWS)), lambda name, old: declaration + old if name.endswith(part) else old)

        with pytest.raises(MalformedSource, match="document type"):
            text_of(data)

    def test_a_part_in_another_encoding_hides_no_document_type(self) -> None:
        declaration = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'
        data = changed(
            workbook(("Letters", ROWS)),
            lambda name, old: declaration.encode("utf-16") if name.endswith("sheet1.xml") else old,
        )

        with pytest.raises(MalformedSource, match="not XML in UTF-8"):
            text_of(data)

    def test_a_sheet_of_more_rows_than_excel_has_is_refused(self) -> None:
        data = edited(workbook(("Letters", ROWS)), "sheet1.xml", b'r="2"', b'r="999999999"')

        with pytest.raises(MalformedSource, match="rows"):
            text_of(data)

    def test_a_sheet_of_too_many_characters_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kg.sources.spreadsheet, "LARGEST_SHEET", 30)

        with pytest.raises(MalformedSource, match="more than 30 characters"):
            text_of(workbook(("Letters", ROWS)))

    def test_a_sheet_that_lies_about_its_size_is_read_by_its_rows(self) -> None:
        data = workbook(("Letters", ROWS))
        lying = edited(data, "sheet1.xml", b'<dimension ref="A1:C2"', b'<dimension ref="A1:XFD1048576"')

        assert lying != data
        assert text_of(lying) == text_of(data)

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old form"),
            (b"PK\x03\x04 and then nothing", "damaged"),
            (b"PK\x05\x06" + b"\x00" * 18, "no workbook"),
        ],
    )
    def test_what_is_no_workbook_is_refused_with_a_way_out(self, data: bytes, what: str) -> None:
        assert is_workbook(data)
        with pytest.raises(MalformedSource, match=what) as refused:
            text_of(data)

        assert "export the sheet as CSV" in str(refused.value.remedy)

    def test_another_zip_archive_is_no_workbook(self) -> None:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")

        with pytest.raises(MalformedSource, match="no workbook"):
            text_of(stream.getvalue())

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_parts_of_one_name_are_refused(self) -> None:
        stream = BytesIO(workbook(("Letters", ROWS)))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")

        with pytest.raises(MalformedSource, match="two parts of one name"):
            text_of(stream.getvalue())

    @pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "[Content_Types].xml"])
    @pytest.mark.parametrize("content", [b"<x", b"<x/>", b"<worksheet><sheetData><row><c>"])
    def test_a_damaged_part_is_refused(self, part: str, content: bytes) -> None:
        data = changed(workbook(("Letters", ROWS)), lambda name, old: content if name.endswith(part) else old)

        with pytest.raises(MalformedSource):
            text_of(data)


@cache
def whole() -> bytes:
    return workbook(("Letters", ROWS))


@settings(max_examples=150)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    kept=st.floats(0.01, 1),
)
def test_damaged_bytes_are_read_or_refused_but_never_crash(changes: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(whole())
    for place, value in changes:
        data[4 + int(place * (len(data) - 5))] = value

    with contextlib.suppress(MalformedSource):
        read(bytes(data[: 4 + int(kept * (len(data) - 4))]), path="letters.xlsx")


CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(datetime.date(1900, 3, 1)),
)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_any_sheet_is_read_the_same_twice(rows: list[list[object]]) -> None:
    data = workbook(("Letters", [["sender", "date"], ["A. Vogel", "1901"], *rows]))

    assert text_of(data) == text_of(data)
    assert read(data, path="letters.xlsx").records == read(data, path="letters.xlsx").records


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_counted_from_one(letters: str, number: int) -> None:
    assert column_number(letters) == number


def test_described_columns_are_those_of_the_sheet() -> None:
    columns = described(sender="Absender", date="Datum")

    (record,) = read(
        workbook(("Letters", ROWS)), path="letters.xlsx", settings=SourceSettings("kc", columns=columns)
    ).records

    assert len(record.main.senders) == 1
