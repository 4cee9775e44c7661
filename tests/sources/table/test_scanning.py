"""Rows and cells as RFC 4180 has them, and what becomes of files that do not follow it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.rows.scanning import DELIMITERS, find_delimiter, index_rows, separator_line_end

CELLS = st.text(st.characters(exclude_characters="\r\x00", codec="utf-8"), max_size=12)
TABLES = st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    rows = index_rows(text, delimiter)
    return [[cell.value for cell in rows.cells(number)] for number in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b", [["a", "b"]]),
        ('"a,b",c', [["a,b", "c"]]),
        ('"a\nb",c\nd,e', [["a\nb", "c"], ["d", "e"]]),
        ('"say ""no""",b', [['say "no"', "b"]]),
        ('a, "b, c" ,d', [["a", "b, c", "d"]]),
        (",\n", [["", ""]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ('a "quoted" word,b', [['a "quoted" word', "b"]]),
        ("", []),
    ],
)
def test_cells_are_what_stands_between_delimiters(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_words_behind_a_closing_mark_are_kept_as_printed() -> None:
    assert cells('"Bob" Smith,b') == [['"Bob" Smith', "b"]]


def test_a_quotation_mark_that_nothing_closes_does_not_swallow_the_rest() -> None:
    rows = index_rows('a,"b\nc,d\n', ",")

    assert [cell.value for cell in rows.cells(1)] == ["a", '"b']
    assert [cell.value for cell in rows.cells(2)] == ["c", "d"]
    assert rows.cells(1)[1].unclosed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The mark of the first row is closed by the opening one of the second.
        ('1,"Vogel\n2,"Talg, B.",x', [["1", '"Vogel'], ["2", "Talg, B.", "x"]]),
        ('1,"Vogel' + "\nx" * 6000 + '",y', [["1", '"Vogel'], *[["x"]] * 5999, ['x"', "y"]]),
        ('1,"' + "x" * 1_100_000 + '",y', [["1", '"' + "x" * 1_100_000 + '"', "y"]]),
        ('1,"a, b" c,2', [["1", "a, b c", "2"]]),
    ],
    ids=["words-of-the-next-row", "many-lines", "many-characters", "same-row"],
)
def test_a_quotation_mark_takes_in_no_other_rows(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize("delimiter", DELIMITERS)
@given(table=TABLES)
def test_what_a_writer_of_csv_writes_is_read_back(delimiter: str, table: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)

    assert cells(stream.getvalue(), delimiter) == table


@given(text=st.text(st.sampled_from('ab,";\n\t |'), max_size=60))
def test_every_cell_lies_within_its_row_and_none_overlap(text: str) -> None:
    rows = index_rows(text, ",")
    at = 0

    for number in range(1, len(rows) + 1):
        for cell in rows.cells(number):
            assert at <= cell.start <= cell.end <= len(text)
            at = cell.end


@given(text=st.text(st.sampled_from('ab,"\n'), max_size=40))
def test_every_character_that_is_no_mark_stands_in_a_cell(text: str) -> None:
    covered = {at for cells_ in _places(text) for start, end in cells_ for at in range(start, end)}

    assert {at for at, mark in enumerate(text) if mark in "ab"} <= covered


def _places(text: str) -> list[list[tuple[int, int]]]:
    rows = index_rows(text, ",")
    return [[(cell.start, cell.end) for cell in rows.cells(number)] for number in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2", ","),
        ("a;b;c\n1,5;2,5;3\n", ";"),
        ("a\tb\nx, y\tz\n", "\t"),
        ("a|b\n1|2", "|"),
        ("sender\n", None),
        ("", None),
        ("sep=;\na;b\n", ";"),
        ("\n\na;b\n1;2", ";"),
        ('"a,b",c;d\n1,2;3', ","),
    ],
)
def test_the_delimiter_is_found_by_the_first_rows(text: str, delimiter: str | None) -> None:
    assert find_delimiter(text) == delimiter


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    text = "sep=;\na;b\n"

    rows = index_rows(text, ";", start=separator_line_end(text))

    assert [cell.value for cell in rows.cells(1)] == ["a", "b"]
