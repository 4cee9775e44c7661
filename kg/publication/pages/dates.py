"""Dates in words. What is printed is never changed; this is only how a normal form is read out."""

from __future__ import annotations

import calendar
import datetime
import re

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_words(day: datetime.date) -> str:
    """Write a day as historians do: ``12 November 1919``."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def date_words(earliest: str | None, latest: str | None, edtf: str | None = None) -> str:
    """Say a date in words, from its bounds; from its EDTF where that says more.

    Args:
        earliest: the first day it can be, ``YYYY-MM-DD``; ``None`` for open.
        latest: the last day it can be.
        edtf: the normal form, e.g. ``[1874-01-01,1874-01-13]``.

    Returns:
        ``12 November 1919``, ``November 1919``, ``1919``, ``between 1 and 10 November 1919``,
        ``1 January 1874 or 13 January 1874``, ``not before …``, ``not after …``; empty if nothing is known.
    """
    one_of = re.fullmatch(r"\[([^\[\].]+)\]", edtf or "")
    if one_of and all(_DAY.fullmatch(part.strip()) for part in one_of[1].split(",")):
        days = [_day(part.strip()) for part in one_of[1].split(",")]
        return " or ".join(day_words(day) for day in days if day is not None)
    words = _range(_day(earliest), _day(latest)) or _nominal(edtf)
    if words and edtf and edtf.endswith(("?", "~", "%")):
        return f"{'about' if edtf.endswith('~') else 'probably'} {words}"
    return words or (edtf or "")


def _nominal(edtf: str | None) -> str:
    """Say what a date with a reservation names: it has no bounds, for it may be another day (``1877-02?``)."""
    named = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]", edtf or "")
    if named is None:
        return ""
    year, month, day = (int(part) if part else None for part in named.groups())
    if year is None or (month is not None and not 1 <= month < len(calendar.month_name)):
        return ""
    if day is not None:
        exact = _day((edtf or "")[:10])
        return day_words(exact) if exact is not None else ""
    return f"{calendar.month_name[month]} {year}" if month is not None else str(year)


def _range(first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None or last is None:
        if first is not None:
            return f"not before {day_words(first)}"
        return f"not after {day_words(last)}" if last is not None else ""
    if first == last:
        return day_words(first)
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_year:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        month = f"{calendar.month_name[first.month]} {first.year}"
        if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
            return month
        return f"between {first.day} and {last.day} {month}"
    return f"between {day_words(first)} and {day_words(last)}"


def _day(text: str | None) -> datetime.date | None:
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
