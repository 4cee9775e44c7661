"""What an EDTF text consists of: the points of a date, an interval or a set. Not what they mean (`edtf_dates`).

EDTF is ISO 8601-2, https://www.loc.gov/standards/datetime/. The ``edtf`` library decides what is EDTF. It takes some
10 ms a text, so that the forms that nearly all sources use are recognised by expressions of our own (a property test
holds them against the library), and the library's answers are cached. Its bounds are not used: it has no bound for
some open intervals, and none that is right for winters and for days of unspecified months.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

LONGEST = 120
"""Characters; a longer text is no date, and the library's time grows with the length."""

_Q = "[?~%]?"
_PLAIN = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_YEARS, _MONTHS, _DAYS = r"[0-9]{4}", r"[0-9]{4}-(?:0[1-9]|1[0-2])", _PLAIN.replace(")?)?", "))")
_END = rf"(?:{_PLAIN}{_Q}|\.\.)"
_RANGE = rf"(?:{_YEARS}\.\.{_YEARS}|{_MONTHS}\.\.{_MONTHS}|{_DAYS}\.\.{_DAYS})"
_MEMBER = rf"(?:{_PLAIN}{_Q}|{_RANGE})"
_MEMBERS = (
    rf"(?:{_RANGE}|\.\.{_PLAIN}(?:,{_MEMBER})*|(?:\.\.{_PLAIN},)?(?:{_MEMBER},)*{_PLAIN}\.\.|{_MEMBER}(?:,{_MEMBER})+)"
)
_COMMON = re.compile(
    rf"{_PLAIN}{_Q}|[0-9]{{2}}(?:[0-9]X|XX){_Q}|[0-9]{{4}}-(?:XX|XX-XX|(?:0[1-9]|1[0-2])-XX){_Q}"
    rf"|{_END}/{_END}|{_PLAIN}{_Q}/|/{_PLAIN}{_Q}|\[{_MEMBERS}\]|\{{{_MEMBERS}\}}"
    rf"|{_DAYS}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-2]):[0-5][0-9])?"
)
_COMMON_MISTAKE = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|\[{_PLAIN}\.\.{_PLAIN}\]|\{{{_PLAIN}\.\.{_PLAIN}\}}")
"""Days, and ranges in a set, that are written as such: what is not found right is wrong (``1857-12-40``)."""
_NO_SUCH_DAY = re.compile(r"(?:02-3[01]|(?:04|06|09|11)-31)")  # the library knows the lengths of months
_POINT = re.compile(
    rf"{_Q}(?P<year>Y-?[0-9]+(?:E[0-9]+)?|-?[0-9X]{{4}})(?:S(?P<digits>[0-9]+))?{_Q}"
    rf"(?:-{_Q}(?P<month>[0-9X]{{2}}){_Q}(?:-{_Q}(?P<day>[0-9X]{{2}}){_Q})?)?(?:T[0-9:Z+-]+)?"
)
_QUALIFIER = re.compile(r"[?~%]")


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season or year as written: ``year`` ``1560``, ``156X``, ``-0044`` or ``Y12000``; ``month`` ``04``,
    ``XX``, or ``21`` and more for a season. ``digits`` is the number of significant digits of the year, if given."""

    year: str
    month: str | None = None
    day: str | None = None
    digits: int | None = None
    qualifier: str | None = None
    """``?``, ``~`` or ``%``, wherever in the point it stands."""


Range = tuple[Point | None, Point | None]
"""From and to; ``None`` is an open or unknown end; the same point twice is a date that is no range."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An EDTF text taken apart. A date or interval has one range; a set has one for each member."""

    text: str
    ranges: tuple[Range, ...]
    is_set: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(dict.fromkeys(point for pair in self.ranges for point in pair if point is not None))


@lru_cache(maxsize=1 << 16)
def parse_edtf(text: str) -> Expression | None:
    """Take an EDTF text apart; ``None`` if it is none. Blanks within are not EDTF, whatever the library says."""
    if len(text) > LONGEST or not is_edtf(text):
        return None
    is_set = text[0] in "[{"
    parts = text[1:-1].split(",") if is_set else [text]
    ranges = []
    for part in parts:
        pair = _range(part, ".." if is_set else "/")
        if pair is None:
            return None
        ranges.append(pair)
    return Expression(text, tuple(ranges), is_set)


def is_edtf(text: str) -> bool:
    """Tell whether a text without blanks is EDTF."""
    if _COMMON.fullmatch(text) and not _NO_SUCH_DAY.search(text):
        return True
    if _COMMON_MISTAKE.fullmatch(text):
        return False
    return bool(text) and text.isascii() and not re.search(r"\s", text) and is_edtf_by_library(text)


def is_edtf_by_library(text: str) -> bool:
    """Ask the library. It raises errors of many kinds for odd texts (``AttributeError`` for ``1560-1X``)."""
    try:
        return _library()(text) is not None
    except Exception:  # noqa: BLE001 - whatever it raises, it has not understood the text
        return False


@cache
def _library() -> Callable[[str], object]:
    """Import the library when it is first needed: that costs 0.1 s, and few texts need it."""
    with warnings.catch_warnings():
        # Its grammar names results in a way that pyparsing 3.3 warns of, once, while it is built.
        warnings.filterwarnings("ignore", message=r"(?s).*warn_(multiple_tokens|ungrouped_named_tokens)_in")
        from edtf.parser import parser_classes  # lazy for its cost
        from edtf.parser.grammar import parse_edtf as parse
    # It prints "trying to …" for texts that it cannot build; our output may be a protocol.
    parser_classes.print = lambda *_: None  # type: ignore[attr-defined]  # it hides the built-in, there alone
    return lambda text: parse(text, fail_silently=True)


def _range(part: str, separator: str) -> Range | None:
    first, found, last = part.partition(separator)
    texts = (first, last) if found else (part, part)
    points = {text: _point(text) for text in texts if text not in {"", ".."}}
    return None if None in points.values() else (points.get(texts[0]), points.get(texts[1]))


def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    digits = match["digits"]
    marks = set(_QUALIFIER.findall(text))
    qualifier = None if not marks else marks.pop() if len(marks) == 1 else "%"
    return Point(match["year"], match["month"], match["day"], int(digits) if digits else None, qualifier)
