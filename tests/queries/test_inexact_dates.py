"""Letters between two dates, where the dates are exact, vague, open, missing or not understood."""

from __future__ import annotations

from tests.queries.asking import EXAMPLES, Release
from tests.queries.letters import BASE

QUERY = EXAMPLES["letters-between-two-dates"].query.replace("wd:Q855", f"<{BASE}id/person/tallow>")


def letters_of(release: Release, first: str, last: str) -> dict[str, str]:
    """Ask for the letters from one day to another: the words of the date, and the answer."""
    query = QUERY.replace("1919-11-01", first).replace("1919-11-13", last)
    rows = release.ask(query, "label", "answer")
    return {label.partition("Reed")[2].lstrip(", "): answer for label, answer in rows if answer != "undated"}


def test_the_example_names_the_days_that_these_tests_replace() -> None:
    assert QUERY.count("1919-11-01") == QUERY.count("1919-11-13") == 1


def test_a_month_within_is_certain_and_a_year_around_is_possible(letters: Release) -> None:
    assert letters_of(letters, "1920-05-01", "1920-05-31") == {
        "May 3, 1920": "certainly",
        "May 1920": "certainly",
        "1920": "possibly",
        "after May 10, 1920": "possibly",
    }


def test_a_month_that_only_overlaps_is_possible(letters: Release) -> None:
    assert letters_of(letters, "1920-05-20", "1920-06-30") == {
        "May 1920": "possibly",
        "1920": "possibly",
        "after May 10, 1920": "possibly",
        "early June 1920": "certainly",
    }


def test_both_days_are_included(letters: Release) -> None:
    assert letters_of(letters, "1920-04-30", "1920-05-03") == {
        "April 30, 1920": "certainly",
        "May 3, 1920": "certainly",
        "May 1920": "possibly",
        "1920": "possibly",
    }


def test_only_an_open_end_reaches_into_another_year(letters: Release) -> None:
    assert letters_of(letters, "1925-01-01", "1925-12-31") == {"after May 10, 1920": "possibly"}


def test_a_letter_without_a_date_that_is_understood_is_never_left_out(letters: Release) -> None:
    query = QUERY.replace("1919-11-01", "1925-01-01").replace("1919-11-13", "1925-12-31")

    undated = [row for row in letters.ask(query, "answer", "earliest", "latest") if row[0] == "undated"]

    assert undated == [("undated", "", "")] * 2
