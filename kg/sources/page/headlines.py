"""A heading with what stands on its line: ``12. Goethe an Schiller``, ``X to Y, 3 May 1920``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.records.date_words import says_undated
from kg.sources.page.heading import Heading
from kg.sources.page.language import PageLanguage
from kg.sources.page.layout_rules import SHORT_LINE, DateLine, LayoutRules
from kg.sources.page.lines import Line
from kg.sources.page.patterns import UPPER, any_of, honorific

_CUT = re.compile(r"\s*(?:,|\.(?=\s)|\s[-–—]|\()\s*|\s+(?=\[?\d)|\s+(?=\[)|\s{2,}")

_RANKS = (
    "(?i:"
    + any_of(
        (
            *(
                "prof.",
                "rev.",
                "gen.",
                "col.",
                "capt.",
                "maj.",
                "lieut.",
                "sgt.",
                "hon.",
                "gov.",
                "sen.",
                "adm.",
                "bp.",
            ),
            *("geh.", "exz.", "ing.", "mag.", "mons.", "sig.", "проф.", "ген.", "акад."),
        )
    )
    + ")"
)
"""Abbreviated ranks that stand before a name: their stop ends nothing."""


@dataclass(frozen=True, slots=True)
class Headline:
    heading: Heading
    number: str | None = None
    date: DateLine | None = None


@cache
def _number(words: PageLanguage) -> re.Pattern[str]:
    number = r"\d{1,5}[a-z]?"
    return re.compile(
        rf"(?:(?i:{any_of(words.number_titles)})\s*(?P<titled>{number})[.:)]?|(?P<stopped>{number})[.)]"
        rf"|\[(?P<boxed>{number})\])\s+(?=[\[{UPPER}])"
    )


def read_headline(line: Line, rules: LayoutRules) -> Headline | None:
    """Read a line as a heading, with a number before it and a date after it.

    Args:
        line: the line.
        rules: how the collection prints.

    Returns:
        ``None`` if it is no heading. A place before the date belongs to the date, never to the names.
    """
    if len(line.text) > 2 * SHORT_LINE:
        return None
    number = _number(rules.words).match(line.text)
    printed = next((one for one in number.groups() if one), None) if number else None
    start = number.end() if number else 0
    rest = Line(line.start + start, line.end, line.text[start:])
    heading = rules.heading(rest)
    if heading is not None:
        return Headline(heading, printed)
    return _dated(rest, printed, rules) if re.search(r"\d", rest.text) else _undated(rest, printed, rules)


def _undated(line: Line, number: str | None, rules: LayoutRules) -> Headline | None:
    """The first cut after which the line says that there is no date: ``X an Y, o. D.``."""
    for cut in _CUT.finditer(line.text):
        if says_undated(line.text[cut.end() :]):
            heading = rules.heading(Line(line.start, line.start + cut.start(), line.text[: cut.start()]))
            return Headline(heading, number) if heading else None
    return None


@cache
def _abbreviation(words: PageLanguage) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?:{honorific(words)}|{_RANKS}|\w{{1,2}}\.)\s*$")


def _dated(line: Line, number: str | None, rules: LayoutRules) -> Headline | None:
    """The first cut after which only a date stands."""
    for cut in _CUT.finditer(line.text):
        if cut[0].startswith(".") and _abbreviation(rules.words).search(line.text, 0, cut.end()):
            continue  # "X to Mr. Birch, 3 May 1820"
        text = line.text[cut.end() :].rstrip(" ).")
        begin = line.start + cut.end()
        date = rules.date(Line(begin, begin + len(text), text)) if text else None
        if date is None or date.reading is None:
            continue
        heading = rules.heading(Line(line.start, line.start + cut.start(), line.text[: cut.start()]))
        return Headline(heading, number, date) if heading else None
    return None
