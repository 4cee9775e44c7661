"""Errors say where: as much of file, line, column and field as is known."""

from __future__ import annotations

import pytest

from kg.errors import LettergraphError, Where, did_you_mean


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where(), ""),
        (Where("a.txt"), "a.txt"),
        (Where("a.txt", 2), "a.txt:2"),
        (Where("a.txt", 2, 3), "a.txt:2:3"),
        (Where("a.txt", 2, 3, "sources[0].path"), "a.txt:2:3 (sources[0].path)"),
        (Where(line=1, column=69), "line 1:69"),
        (Where(line=1), "line 1"),
        (Where(field="base_iri"), "base_iri"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(where: Where, text: str) -> None:
    assert str(where) == text


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = LettergraphError("It is wrong.", where=Where("a.txt", 2), remedy="Mend it.")

    assert str(error) == "a.txt:2: It is wrong. Mend it."


def test_an_error_without_place_or_remedy_is_its_sentence() -> None:
    assert str(LettergraphError("It is wrong.")) == "It is wrong."


def test_the_nearest_name_is_suggested_and_nothing_far_away() -> None:
    assert did_you_mean("publischer", ["publisher", "licence"]) == 'Did you mean "publisher"?'
    assert did_you_mean("zzz", ["publisher", "licence"]) is None
