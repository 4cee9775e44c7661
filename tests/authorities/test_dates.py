"""The bounds of the EDTF dates of authority files."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities.dates import edtf_bounds


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1883-10-25", "1883-10-25", "1883-10-25"),
        ("1919-07", "1919-07-01", "1919-07-31"),
        ("1920-02", "1920-02-01", "1920-02-29"),
        ("1888", "1888-01-01", "1888-12-31"),
        ("188X", "1880-01-01", "1889-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1888?", "1888-01-01", "1888-12-31"),
        ("1888-06~", "1888-06-01", "1888-06-30"),
        ("1888-06-11%", "1888-06-11", "1888-06-11"),
        ("[1888-06-11,1890-06-11]", "1888-06-11", "1890-06-11"),
        ("[1890, 1888]", "1888-01-01", "1890-12-31"),
        ("{1888..1890}", "1888-01-01", "1890-12-31"),
        ("[..1890]", None, "1890-12-31"),
        ("[1888..]", "1888-01-01", None),
        ("[1887,1888..]", "1887-01-01", None),
        ("1919-07-16/1920-01-10", "1919-07-16", "1920-01-10"),
        ("1919/..", "1919-01-01", None),
        ("../1920", None, "1920-12-31"),
        ("/1920", None, "1920-12-31"),
        ("1919/", "1919-01-01", None),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, earliest: str | None, latest: str | None) -> None:
    bounds = edtf_bounds(text)

    assert bounds == tuple(None if day is None else datetime.date.fromisoformat(day) for day in (earliest, latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "May 1888",
        "1888-13",
        "1888-00",
        "1919-02-29",
        "1919-02-00",
        "0000",
        "88",
        "188X-05",
        "X888",
        "1919-21",
        "Y170000002",
        "1920/1919",
        "1919-01-01T00:00:00",
        "[1888",
        "[1888-13]",
        "1888\n",
        "１８８８",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        edtf_bounds(text)


@given(st.dates(min_value=datetime.date(1, 1, 1)))
def test_a_day_is_its_own_bounds(day: datetime.date) -> None:
    assert edtf_bounds(day.isoformat()) == (day, day)


@given(st.text(alphabet="0123456789X-/.[]{},?~%", max_size=25))
def test_any_text_is_a_date_in_order_or_refused(text: str) -> None:
    try:
        earliest, latest = edtf_bounds(text)
    except ValueError:
        return

    assert earliest is None or latest is None or earliest <= latest
