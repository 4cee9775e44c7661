"""Dates are read out, never changed."""

from __future__ import annotations

import pytest

from kg.publication.pages.dates import date_words


@pytest.mark.parametrize(
    ("earliest", "latest", "edtf", "words"),
    [
        ("1919-11-12", "1919-11-12", "1919-11-12", "12 November 1919"),
        ("1919-11-01", "1919-11-30", "1919-11", "November 1919"),
        ("1919-11-01", "1919-11-10", "[1919-11-01..1919-11-10]", "between 1 and 10 November 1919"),
        ("1919-01-01", "1919-12-31", "1919", "1919"),
        ("1912-01-01", "1927-12-31", "1912/1927", "1912–1927"),
        ("1919-10-28", "1919-11-03", None, "between 28 October 1919 and 3 November 1919"),
        ("1874-01-01", "1874-01-13", "[1874-01-01,1874-01-13]", "1 January 1874 or 13 January 1874"),
        ("1919-11-12", None, "1919-11-12/..", "not before 12 November 1919"),
        (None, "1919-11-12", "../1919-11-12", "not after 12 November 1919"),
        ("1919-11-12", "1919-11-12", "1919-11-12?", "probably 12 November 1919"),
        ("1919-01-01", "1919-12-31", "1919~", "about 1919"),
        (None, None, None, ""),
        (None, None, "XXXX", "XXXX"),
        ("1919-02-31", None, None, ""),
    ],
)
def test_a_date_is_said_in_words(earliest: str | None, latest: str | None, edtf: str | None, words: str) -> None:
    said = date_words(earliest, latest, edtf)

    assert said == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1877-02?", "probably February 1877"),
        ("1877~", "about 1877"),
        ("1877-02-03%", "probably 3 February 1877"),
        ("1877-13?", "1877-13?"),
        ("1877-02-31?", "1877-02-31?"),
    ],
)
def test_a_date_with_a_reservation_is_read_without_bounds(edtf: str, words: str) -> None:
    assert date_words(None, None, edtf) == words
