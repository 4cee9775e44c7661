"""How fine the words of a date are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records.date import Precision
from kg.records.date_words import _MONTHS, _SEASONS, DateWords, day_numbers, read_date_words


@pytest.mark.parametrize(
    ("words", "precision", "year", "month"),
    [
        ("[Februar 1877?]", Precision.MONTH, 1877, 2),
        ("1. Februar 1877", Precision.DAY, 1877, 2),
        ("5. II. 1877", Precision.DAY, 1877, 2),
        ("5.2.1877", Precision.DAY, 1877, None),
        ("1877", Precision.YEAR, 1877, None),
        ("avril 1743", Precision.MONTH, 1743, 4),
        ("le 1er avril 1743", Precision.DAY, 1743, 4),
        ("май 1920 г.", Precision.MONTH, 1920, 5),
        ("3rd of May 1920", Precision.DAY, 1920, 5),
        ("mense", None, None, None),
        ("maart 1650", Precision.MONTH, 1650, 3),
        ("12 settembre 1850", Precision.DAY, 1850, 9),
        ("w maju", None, None, None),
        ("maja 1830 r.", Precision.MONTH, 1830, 5),
        ("Februar", Precision.MONTH, None, 2),
    ],
)
def test_words_have_a_unit(words: str, precision: Precision | None, year: int | None, month: int | None) -> None:
    said = read_date_words(words)

    found = (None, None, None) if said is None else (said.precision, said.year, said.month)
    assert found == (precision, year, month)


@pytest.mark.parametrize(
    "name", [name for table in _MONTHS.values() for names in table.split("|") for name in names.split()]
)
def test_a_month_has_the_same_number_in_every_language(name: str) -> None:
    numbers = {
        number
        for table in _MONTHS.values()
        for number, names in enumerate(table.split("|"), start=1)
        if name in names.split()
    }

    assert len(numbers) == 1
    assert read_date_words(f"{name} 1877") == DateWords(Precision.MONTH, 1877, numbers.pop())


def test_every_language_has_twelve_months_and_four_seasons() -> None:
    assert _MONTHS.keys() == _SEASONS.keys()
    assert {len(table.split("|")) for table in _MONTHS.values()} == {12}
    assert {len(table.split("|")) for table in _SEASONS.values()} == {4}


def test_the_season_the_doubt_and_the_limit_are_told() -> None:
    assert read_date_words("Sommer 1893") == DateWords(Precision.SEASON, 1893, season=2)
    assert read_date_words("um 1877") == DateWords(Precision.YEAR, 1877, about="um")
    assert read_date_words("[nach dem 7. April 1892]") == DateWords(Precision.DAY, 1892, 4, day=7, limit="after")
    assert read_date_words("not later than May 1920") == DateWords(Precision.MONTH, 1920, 5, limit="before")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Pfingsten 1877",
        "Montag Februar 1877",
        "Februar/März 1877",
        "1. Februar – 3. März 1877",
        "1./2. Februar 1877",
        "Februar 1877 / 1878",
        "5/1877",
        "Juli 07",
        "32. Februar",
        "5. Sommer 1893",
        "1 2 3",
        "Februar 1877 " * 20,
    ],
)
def test_of_other_words_nothing_is_said(words: str) -> None:
    assert read_date_words(words) is None


def test_numbers_of_days_are_found() -> None:
    assert day_numbers("25 октября (7 ноября) 1917, 45") == {25, 7}


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["um", "vor", "5", "31", "1877", "Mai", "?", "[", "II"])).map(" ".join)
)
def test_no_words_raise(words: str) -> None:
    read_date_words(words)
    day_numbers(words)
