"""Dates in the first line of a text."""

from __future__ import annotations

import pytest

from kg.records.calendars import CalendarRule
from kg.sources.page.dates import read_date, years_of
from kg.sources.page.language import line_words
from kg.sources.page.lines import Line
from kg.sources.page.openings import OpeningDate, read_opening_date

WORDS = line_words("de")
RULE = CalendarRule("gregorian")


def read(text: str, above: str | None) -> OpeningDate | None:
    heading = read_date(above, WORDS, RULE) if above else None
    return read_opening_date(Line(0, len(text), text), WORDS, RULE, years=years_of(heading), above=heading)


@pytest.mark.parametrize(
    ("text", "above", "date", "place"),
    [
        ("Wien, 12. X. 913Mein lieber Freund,", "12. 10. 1913", "12. X. 913", "Wien"),
        ("PARIS, le 26 Février 1919. LE VOYAGE. Mon cher ami,", "1919-02-26", "26 Février 1919", "PARIS"),
        ("LE CROISIC, 3 mai 1918. LA CÔTE.", "1918-05-03", "3 mai 1918", "LE CROISIC"),
        ("29. 9. 903.", "29. 9. 1903", "29. 9. 903", None),
        ("d. 18. Dez. 1915. Liebe Großmama", "18.12.1915", "18. Dez. 1915", None),
        ("Tondern, 14. Juni 1911. Geehrter Herr!", None, "14. Juni 1911", "Tondern"),
    ],
)
def test_the_date_line_of_the_letter_is_read(text: str, above: str | None, date: str, place: str | None) -> None:
    found = read(text, above)

    assert found is not None
    assert text[slice(*found.span)] == date
    assert found.reading is not None
    assert (text[slice(*found.place)] if found.place else None) == place


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Am 3. Mai 1920 war ich in der Stadt.", "5. 6. 1920"),
        ("1918 ist ein schweres Jahr.", "1918-05-03"),
        ("3. Mai 1920 war der Tag, an dem er kam.", None),
        ("Bad Aussee14 XI 25.lieber Freund", None),
        ("Lieber Freund,", "5. 6. 1920"),
    ],
)
def test_a_text_may_begin_with_any_other_date(text: str, above: str | None) -> None:
    assert read(text, above) is None


def test_a_date_line_that_contradicts_the_heading_is_not_understood() -> None:
    found = read("Zehlendorf, 24/II 19 Lieber Freund,", "22.02.1919")

    assert found is not None
    assert found.reading is None
