"""The dates of a row: when a letter was sent and when it arrived."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.records.calendars import CalendarRule
from kg.records.date import Calendar, DateRecord, DateRole, DateValue
from kg.records.date_attributes import date_from_attributes
from kg.records.date_words import says_undated
from kg.sources.page.dates import read_date_line
from kg.sources.page.language import line_words
from kg.sources.rows.reservations import ATTRIBUTES, certainty_of
from kg.sources.rows.row import Given, Row

_ATTRIBUTES = {
    "date": "when",
    "date_from": "from",
    "date_to": "to",
    "date_not_before": "notBefore",
    "date_not_after": "notAfter",
}
_AMBIGUOUS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTHS = 12


def read_dates(row: Row, prefix: str, role: DateRole, *, key: str, language: str) -> tuple[DateRecord, ...]:
    """Read the date columns of one kind.

    Args:
        row: the row.
        prefix: of the roles of its columns: empty for sending, ``addressee_``.
        role: of the dates that are made.
        key: of the letter.
        language: of words that are dates.

    Returns:
        One date; several where the columns contradict each other, none where they are empty. What is wrong with a date
        is a finding of the row.
    """
    given = {name: one for name in _ATTRIBUTES if (one := row.value(f"{prefix}{name}")) is not None}
    words = row.value(f"{prefix}date_text")
    if not given and (parts := _parts(row, prefix, language)) is not None:
        given = {"date": parts}
    if not given and words is None:
        return ()
    values = _values(row, prefix, given, words, language)
    expressed = words or _expressed(given)
    place = next(iter(given.values()), expressed)
    records = []
    for number, value in enumerate(values, start=1):
        name = f"{key}-{role.value}" if number == 1 else f"{key}-{role.value}-{number}"
        records.append(value.record(name, role, expressed.text, place.locator))
    for problem in dict.fromkeys(problem for value in values for problem in value.problems):
        row.note(problem.code, problem.what, problem.remedy, place.locator)
    return tuple(records)


def date_for_key(row: Row, *, language: str) -> str | None:
    """Give the date of sending as far as a key needs it: the year, month and day that are sure."""
    given = row.value("date") or row.value("date_from") or row.value("date_not_before") or row.value("date_text")
    given = given or _parts(row, "", language)
    if given is None:
        return None
    match = re.match(r"\d{4}(?:-\d{2}){0,2}(?![\d-])", given.text.lstrip("[{"))
    if match is not None and not re.search(r"-0?0(?!\d)", match.group()):
        return match.group()
    value = _from_words(given.text, language, row)
    found = re.search(r"\d{4}(?:-\d{2}){0,2}", value.edtf) if value is not None and value.edtf else None
    return None if found is None else found.group()


def rule_of(row: Row) -> CalendarRule:
    """The calendar of the dates of a table."""
    return CalendarRule(row.calendar)


def _values(
    row: Row, prefix: str, given: dict[str, Given], words: Given | None, language: str
) -> tuple[DateValue, ...]:
    reservations = certainty_of(row, f"{prefix}date_certainty")
    attributes: dict[str, str] = {}
    for name, one in given.items():
        normal, calendar = _normal(row, one.text, language)
        attributes |= {_ATTRIBUTES[name]: normal} | ({"calendar": "julian"} if calendar is Calendar.JULIAN else {})
    if any(_is_concluded(one.text) for one in given.values()):
        attributes["evidence"] = "conjecture"
    attributes |= dict(ATTRIBUTES[one] for one in reservations if one in ATTRIBUTES)
    if given:
        only = _expressed(given).text
        if words is None and says_undated(only):
            return date_from_attributes({}, only, rule=rule_of(row))
        return date_from_attributes(attributes, words.text if words else None, rule=rule_of(row))
    assert words is not None  # noqa: S101 - the caller has looked; said for the type checker
    read = _from_words(words.text, language, row)
    if read is None:
        return tuple(
            value.with_certainty(*reservations) for value in date_from_attributes({}, words.text, rule=rule_of(row))
        )
    # The marks of the words ([…], ?) are those of any date.
    marked = date_from_attributes({"when": read.edtf or ""}, words.text, rule=rule_of(row))
    certainty = [one for value in marked for one in value.certainty]
    return (replace(read, certainty=()).with_certainty(*read.certainty, *certainty, *reservations),)


def _normal(row: Row, text: str, language: str) -> tuple[str, Calendar | None]:
    """Give the EDTF of a cell that holds words (``3. Mai 1914``), and its calendar; any other cell as it is."""
    if re.match(r"[\[{/.]*-?[0-9Y]{4}", text) or not re.search(r"\d", text):
        return text, None
    read = _from_words(text, language, row)
    return (text, None) if read is None or read.edtf is None else (read.edtf, read.calendar)


def _is_concluded(text: str) -> bool:
    """``[1805]``, ``[3.] Mai 1805``: the editors' brackets; ``[1801..1803]`` and ``[1801, 1803]`` are EDTF."""
    return "[" in text and not re.search(r"\.\.|\d\s*,\s*-?[\dY]{4}", text)


def _from_words(text: str, language: str, row: Row) -> DateValue | None:
    """Read words; of ``5/3/1914`` nobody knows the month."""
    slashes = _AMBIGUOUS.fullmatch(text)
    if slashes is not None:
        first, second = int(slashes[1]), int(slashes[2])
        if first != second and first <= _MONTHS and second <= _MONTHS:
            return None
        if second > _MONTHS:
            text = f"{second}.{first}.{slashes[3]}"
    return read_date_line(text, line_words(language), rule_of(row))


def _parts(row: Row, prefix: str, language: str) -> Given | None:
    """Make one date of the columns for year, month and day, as far as they are filled: ``1871-03-05``."""
    year, month, day = (row.value(f"{prefix}date_{part}") for part in ("year", "month", "day"))
    if year is None:
        return None
    if month is None or not re.fullmatch(r"\d{4}", year.text):
        return year
    read = None if month.text.isdecimal() else _from_words(f"{month.text} {year.text}", language, row)
    number = month.text.zfill(2) if month.text.isdecimal() else (read.edtf or "")[5:7] if read else ""
    if not number:
        return replace(year, text=f"{month.text} {year.text}")
    text = f"{year.text}-{number}"
    if day is None or month.text == "0" or day.text == "0":
        return replace(year, text=text if month.text != "0" else year.text)
    return replace(year, text=f"{text}-{day.text.zfill(2)}" if day.text.isdecimal() else f"{day.text} {text}")


def _expressed(given: dict[str, Given]) -> Given:
    """What stands for the printed words where there are none: the cells."""
    cells = list(given.values())
    if len(cells) == 1:
        return cells[0]
    return replace(cells[0], text=" – ".join(cell.text for cell in cells))
