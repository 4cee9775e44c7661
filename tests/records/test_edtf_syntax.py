"""What is EDTF, and of which points it consists."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records.edtf_syntax import LONGEST, Point, is_edtf, is_edtf_by_library, parse_edtf
from tests.records.edtf_strategies import edtf_texts, mutated


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("1919", ((Point("1919"), Point("1919")),)),
        ("1919-11-12?", ((Point("1919", "11", "12", qualifier="?"),) * 2,)),
        ("2004-06-~11", ((Point("2004", "06", "11", qualifier="~"),) * 2,)),
        ("2004?-06-~11", ((Point("2004", "06", "11", qualifier="%"),) * 2,)),
        ("1950S2", ((Point("1950", digits=2),) * 2,)),
        ("1541/..", ((Point("1541"), None),)),
        ("/1541", ((None, Point("1541")),)),
        ("[1667,1668..]", ((Point("1667"),) * 2, (Point("1668"), None))),
        ("1919-11-12T10:00:00Z", ((Point("1919", "11", "12"),) * 2,)),
    ],
)
def test_a_text_is_taken_apart(text: str, ranges: tuple[tuple[Point | None, Point | None], ...]) -> None:
    expression = parse_edtf(text)

    assert expression is not None
    assert expression.ranges == ranges
    assert expression.is_set == text.startswith("[")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "May 1919",
        "1919-13",
        "1919-02-30",
        "1919-04-31/1920",
        "[..]",
        "1888\n",
        " 1888",
        "18 88",
        "１８８８",
        "1560-1X",  # the library raises an AttributeError
        "2001-21^x",  # EDTF, but its point is not one that is understood
        "9" * (LONGEST + 1),
    ],
)
def test_what_is_not_edtf_is_not_taken_apart(text: str) -> None:
    assert parse_edtf(text) is None


def agrees_with_the_library(text: str) -> None:
    if text.isascii() and not any(character.isspace() for character in text):
        assert is_edtf(text) == is_edtf_by_library(text)
    else:
        assert not is_edtf(text)


@given(edtf_texts() | mutated(edtf_texts()))
def test_our_expressions_know_what_the_library_knows(text: str) -> None:
    agrees_with_the_library(text)


@pytest.mark.parametrize(
    "text",
    [
        *("1857-12-40", "1888-11-00", "1900-13-01", "1900-02-30", "1900-06-31", "1900-21-01", "1900-02-29"),
        *("[1905-03-30..1905]", "{1905..1905-03}", "[1900-02-30..1900]", "[1905-03..1905-04]", "[1905-03-30..1906-01]"),
        *("1809-10-03T11:30:00+01:00", "1809-10-03T11:30:00Z", "1809-10-03T24:00:00", "1809-10-03T11:30:00+13:00"),
        *("1809-10-03T11:60:00", "1809-10-03T11:30", "1809-02-30T11:30:00", "1809-10-03T11:30:00-05:30"),
    ],
)
def test_common_mistakes_and_times_are_known_as_the_library_knows_them(text: str) -> None:
    agrees_with_the_library(text)


@pytest.mark.acceptance
@settings(max_examples=2000, deadline=None)
@given(edtf_texts() | mutated(edtf_texts()) | st.text(alphabet="0123456789X-/.[]{},?~%YTZ", max_size=25))
def test_our_expressions_know_what_the_library_knows_of_many_texts(text: str) -> None:
    agrees_with_the_library(text)


def test_the_library_is_silent_and_only_loaded_when_needed() -> None:
    code = (
        "import sys; from kg.records.edtf_syntax import parse_edtf; from kg.records import edtf_dates, date_attributes;"
        "parse_edtf('1919-11-12'); parse_edtf('[1919..1920]'); parse_edtf('1669~/1670~');"
        "assert 'edtf' not in sys.modules;"
        "parse_edtf('1560-1X'); parse_edtf('15X6'); assert 'edtf' in sys.modules"
    )

    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
