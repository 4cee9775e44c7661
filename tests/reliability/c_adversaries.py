"""Texts that make a backtracking engine work hard at one pattern (row C5), made from the pattern itself.

For every part that may repeat: the part again and again, behind what comes before it, with an end that does not match;
the beginning of the pattern again and again, so that there are as many places to start at; nearly a match, many times.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

codes = importlib.import_module("re._constants")  # not public, but there since 3.11, and what `re` itself uses
parser = importlib.import_module("re._parser")

_ENDS = ("", "\x00", "!", "\n", "я")
_SINGLES = (*" \naA1.,-([<\"'\\/я", "1919 ", "a ", "a.", "a b, ")
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CANDIDATES = " a1A.,-(\"'<[/я\n\t"
_LONGEST_PART = 60
_MOST = 40
"""Texts of one pattern, the singles not counted."""

Node = tuple[Any, Any]


def _sample(nodes: Sequence[Node], groups: dict[int, str]) -> str:
    """One text that the nodes match, or nearly: what looks around is passed over."""
    return "".join(_one(code, value, groups) for code, value in nodes)


def _one(code: object, value: Any, groups: dict[int, str]) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return next(one for one in _CANDIDATES if ord(one) != value)
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _member(value)
    if code is codes.BRANCH:
        return _sample(max(value[1], key=len), groups)
    if code is codes.SUBPATTERN:
        text = _sample(value[3], groups)
        if value[0] is not None:
            groups[value[0]] = text
        return text
    if code in _REPEATS:
        return _sample(value[2], groups) * max(1, min(int(value[0]), 8))
    if code is codes.ATOMIC_GROUP:
        return _sample(value, groups)
    if code is codes.GROUPREF:
        return groups.get(value, "")
    return ""


def _member(items: Sequence[Node]) -> str:
    negated = bool(items) and items[0][0] is codes.NEGATE
    if not negated:
        code, value = items[0]
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.RANGE:
            return chr(value[0])
        return _OF_CATEGORY.get(value, "a")
    return next((one for one in _CANDIDATES if not any(_holds(item, one) for item in items[1:])), "~")


def _holds(item: Node, character: str) -> bool:
    code, value = item
    if code is codes.LITERAL:
        return bool(ord(character) == value)
    if code is codes.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    kinds = {
        codes.CATEGORY_DIGIT: character.isdigit(),
        codes.CATEGORY_SPACE: character.isspace(),
        codes.CATEGORY_WORD: character.isalnum() or character == "_",
    }
    opposite = {
        codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
        codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
        codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
    }
    return bool(kinds[value] if value in kinds else value in opposite and not kinds[opposite[value]])


def _repeats(nodes: Sequence[Node], before: str, groups: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Every part that may be repeated often, with a sample of what comes before it."""
    for code, value in nodes:
        if code in _REPEATS:
            part = _sample(value[2], groups)
            if part and (value[1] is codes.MAXREPEAT or int(value[1]) > 1):
                yield before, part
            yield from _repeats(value[2], before, groups)
        elif code is codes.SUBPATTERN:
            yield from _repeats(value[3], before, groups)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeats(value, before, groups)
        elif code is codes.BRANCH:
            for one in value[1]:
                yield from _repeats(one, before, groups)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(value[1], before, groups)
        before += _one(code, value, groups)


def adversaries(text: str, flags: int, *, size: int, singles: bool = True) -> Iterator[str]:
    """Make hard texts for a pattern, each of about ``size`` characters."""
    nodes = cast("Sequence[Node]", list(parser.parse(text, flags)))
    groups: dict[int, str] = {}
    whole = _sample(nodes, groups)
    parts = list(dict.fromkeys(_repeats(nodes, "", groups)))
    made: dict[str, None] = {}
    pieces = list(dict.fromkeys(part[:_LONGEST_PART] for _, part in parts))
    for before, part in parts:
        for end in _ENDS[:3]:
            made[_filled(before, part, end, size)] = None
        made[_filled("", before + part, "", size)] = None
        made[_filled("", before, "", size)] = None
    for one, other in pairwise(pieces):
        made[_filled("", one + other, "\x00", size)] = None
    for unit in (whole, whole[:-1], whole[1:], f"{whole} "):
        for end in _ENDS:
            made[_filled("", unit, end, size)] = None
    yield from [one for one in made if one][:_MOST]
    if singles:
        yield from (_filled("", one, "\x00", size) for one in _SINGLES)


def _filled(before: str, unit: str, end: str, size: int) -> str:
    room = size - len(before) - len(end)
    return before + unit * (room // len(unit)) + end if unit and room > 0 else ""


def compiled(text: str, flags: int, *, is_bytes: bool) -> re.Pattern[str]:
    """Compile a pattern as the package does; of bytes, as text with one character a byte."""
    return re.compile(text, flags & ~re.UNICODE if is_bytes else flags)
