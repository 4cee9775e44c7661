"""Headings that go on behind the names: dates, words for no date, abbreviated ranks."""

from __future__ import annotations

import pytest

from kg.records.calendars import CalendarRule
from kg.sources.page.headlines import Headline, read_headline
from kg.sources.page.language import LANGUAGES
from kg.sources.page.layout_rules import LayoutRules
from kg.sources.page.lines import Line


def _rules(language: str) -> LayoutRules:
    return LayoutRules(LANGUAGES[language], CalendarRule("gregorian"))


def _headline(text: str, language: str) -> Headline:
    found = read_headline(Line(0, len(text), text), _rules(language))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Emma Krug an Paul Veit, o. D.", "de"),
        ("Emma Krug an Paul Veit, undatiert", "de"),
        ("Emma Krug to Paul Veit, undated", "en"),
    ],
)
def test_a_heading_may_say_that_there_is_no_date(text: str, language: str) -> None:
    found = _headline(text, language)

    assert [one.text for one in found.heading.recipients] == ["Paul Veit"]
    assert found.date is None


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("Emma Krug an Paul Veit, o. D. [vor 5.3.1871]", "de", "[..1871-03-05]"),
        ("Emma Krug to Paul Veit, n.d. [June 1820]", "en", "1820-06"),
    ],
)
def test_what_the_editors_put_for_a_missing_date_is_concluded(text: str, language: str, edtf: str) -> None:
    found = _headline(text, language)

    assert found.date is not None
    assert found.date.reading is not None
    assert found.date.reading.edtf == edtf
    assert [one.value for one in found.date.reading.certainty] == ["conjectured"]


@pytest.mark.parametrize("rank", ["Mr.", "Rev.", "Dr."])
def test_the_stop_of_a_rank_does_not_end_the_names(rank: str) -> None:
    found = _headline(f"Ada Ash to {rank} Birch, 3 June 1820", "en")

    assert [one.text for one in found.heading.recipients] == [f"{rank} Birch"]
    assert found.date is not None
    assert found.date.place is None


def test_a_date_behind_names_that_may_be_a_place_is_understood() -> None:
    line = "Mount Pleasant, 12 May 1799"
    date = _rules("en").date(Line(0, len(line), line))

    assert date is not None
    assert date.reading is not None
    assert (date.reading.edtf, date.place, line[slice(*date.span)]) == ("1799-05-12", None, line)
