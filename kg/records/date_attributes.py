"""The dating attributes of TEI -> dates: ``when``, ``notBefore``, ``from`` and the like, beside the printed words.

TEI P5, att.datable.w3c, .iso and .custom, att.editLike
(https://www.tei-c.org/release/doc/tei-p5-doc/en/html/ref-att.datable.html). Where we bend it: ``@calendar`` is, there,
the calendar of the words, and ``@when`` is Gregorian; files often repeat the Julian day in ``@when``. If the words give
the day of ``@when``, or there are none, ``@when`` is by the calendar that is marked or the collection's rule; if they
give that day by the Julian calendar, ``@when`` is Gregorian.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records.calendars import CalendarRule, julian_day
from kg.records.certainty import Certainty
from kg.records.date import Calendar, DateProblem, DateValue, Precision
from kg.records.date_words import DateWords, day_numbers, read_date_words, says_undated
from kg.records.edtf_dates import COARSENESS, date_from_edtf, not_after, not_before, qualified
from kg.records.edtf_syntax import is_edtf

_GREGORIAN, _JULIAN = CalendarRule("gregorian"), CalendarRule("julian")
_CALENDARS = (  # what the names of calendars contain; the last two of each are Wikidata's items
    (_JULIAN, ("julian", "julien", "iulian", "giulian", "юлиан", "oldstyle", "old-style", "q11184", "q1985786")),
    (_GREGORIAN, ("gregor", "григор", "newstyle", "new-style", "q12138", "q1985727")),
)
_FAMILIES = ("", "-iso", "-custom")
_ZONED_DAY = re.compile(r"(-?[0-9]{4,}(?:-[0-9]{2}){0,2})(?:Z|[+-][0-9]{2}:[0-9]{2})")
_WITH_TIME = re.compile(r"(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})[T ][0-9].*")
_LONG_YEAR = re.compile(r"(-?)([1-9][0-9]{4,})(?:-[0-9]{2}){0,2}")
_WITHOUT_YEAR = re.compile(r"--(?:[0-9]{2}(?:-[0-9]{2})?|-[0-9]{2})")
_BASIC_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_UNPADDED = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_SHORT_END = re.compile(r"([0-9]{4}-)([0-9]{2}-)?([0-9]{2})/((?:[0-9]{2}-)?[0-9]{2})")
_PLAIN_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def date_from_attributes(
    attributes: Mapping[str, str], words: str | None, *, rule: CalendarRule
) -> tuple[DateValue, ...]:
    """Read the attributes of one TEI ``date`` (or any element of att.datable).

    Args:
        attributes: by local name, e.g. ``{"notBefore": "1898-01-18", "notAfter": "1898", "cert": "low"}``; others
            than those of dating are not looked at.
        words: the content of the element as printed; ``None`` or blank if it has none.
        rule: the calendar of dates that are not marked.

    Returns:
        One date; two or more where the attributes contradict each other (each says so); none if there are neither
        dating attributes nor words. What is wrong is in the problems of the date; a range of which one end is wrong
        keeps the other.
    """
    words = " ".join(words.split()) if words else ""
    marked = _marked_rule(attributes, rule)
    values = _consistent([value for family in _FAMILIES for value in _family(attributes, family, words, marked)])
    if not values and words:
        problem = DateProblem(
            "date-not-normalised",
            f"The date “{words[:80]}” has no normal form.",
            "It is kept as printed, without bounds. Add when, or notBefore and notAfter.",
        )
        values = [DateValue(problems=() if says_undated(words) else (problem,))]
    problem_of_calendar = _calendar_problem(attributes)
    if problem_of_calendar and values:
        values[0] = values[0].with_problem(problem_of_calendar)
    return tuple(_with_reservations(value, attributes, words) for value in values)


def _family(attributes: Mapping[str, str], family: str, words: str, rule: CalendarRule) -> list[DateValue]:
    """Read ``when``, limits and span of one family; limits are preferred to a ``when`` that they agree with."""

    def given(name: str) -> str | None:
        return attributes.get(name + family, "").strip() or None

    when, values = given("when"), list[DateValue]()
    if family == "-custom" and rule != _JULIAN:
        return []  # the normal forms of other calendars are not ours to read
    if family != "-custom" and any(name.endswith("-custom") for name in attributes):
        rule = _GREGORIAN  # the marked calendar is that of the custom form
    if when is not None:
        is_alone = not any(map(given, ("notBefore", "notAfter", "from", "to")))
        values.append(_read_when(when, words, rule, is_alone=is_alone))
    span, limits = (given("from"), given("to")), (given("notBefore"), given("notAfter"))
    start, end = span[0] or limits[0], span[1] or limits[1]
    if start is not None or end is not None:
        values.append(_range(start, end, is_span=any(span), rule=rule))
    return values


def _range(start: str | None, end: str | None, *, is_span: bool, rule: CalendarRule) -> DateValue:
    """Make a date of its ends: ``[a..b]`` for limits of a day, ``a/b`` for a time that lasts; mixed units allowed."""
    ends = [None if end is None else _read_point(end, rule) for end in (start, end)]
    problems = tuple(problem for end in ends if end is not None for problem in end.problems)
    # The time of a day tells nothing more of a range, and EDTF has no range of times.
    first, last = (end.edtf.partition("T")[0] if end and end.edtf else None for end in ends)
    if first is None and last is None:
        return DateValue(problems=problems)
    if first == last and first is not None:
        text = first
    elif is_span:
        text = f"{first or ''}/{last or ''}"
    else:
        text = f"[{first or ''}..{last or ''}]"
    value = date_from_edtf(text, rule=rule)
    if value.edtf is None and not is_span and first and last and not _reversed(value):
        value = date_from_edtf(f"{first}/{last}", rule=rule)  # a set cannot hold points with qualifiers
    return replace(value, problems=(*problems, *value.problems))


def _reversed(value: DateValue) -> bool:
    return any(problem.code == "reversed-date" for problem in value.problems)


def _read_when(text: str, words: str, rule: CalendarRule, *, is_alone: bool) -> DateValue:
    """Read ``when``; alone, it is no finer than its words."""
    value = _read_point(text, rule)
    plain = _PLAIN_DAY.fullmatch(value.edtf or "")
    if plain and value.calendar is Calendar.JULIAN and words:
        value = _by_calendar_of_words(value, words)
    said = read_date_words(words) if words and is_alone else None
    return value if said is None else _as_fine_as(value, said, words)


def _by_calendar_of_words(value: DateValue, words: str) -> DateValue:
    """Where the words print the Julian day of ``@when``, ``@when`` is Gregorian; the EDTF becomes the printed day."""
    try:
        gregorian = datetime.date.fromisoformat(value.edtf or "")
    except ValueError:
        return value  # 29 February 1900: a Julian day only
    year, month, day = julian_day(gregorian)
    numbers = day_numbers(words)
    if year < 1 or day not in numbers or (gregorian.day in numbers and day == gregorian.month):
        return value
    converted = date_from_edtf(f"{year:04}-{month:02}-{day:02}", rule=_JULIAN)
    return replace(converted, problems=value.problems)


def _as_fine_as(value: DateValue, said: DateWords, words: str) -> DateValue:
    """Coarsen a date to the unit of its words, or to a limit where they say ``before`` or ``after``."""
    match = re.match(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![^T])", value.edtf or "")
    if match is None or value.precision is None:
        return value
    rule = CalendarRule(value.calendar.value)
    if said.limit is not None:
        coarse = _limit(said, match[1], rule)
        if coarse is None:
            return value
        contradicts = not _agree(coarse, value)
    else:
        given = tuple(None if part is None else int(part) for part in match.groups())
        contradicts = any(
            one is not None and other is not None and one != other
            for one, other in zip((said.year, said.month, said.day), given, strict=True)
        )
        coarse = _coarsened(value, said, rule)
    if contradicts:
        problem = DateProblem(
            "dates-disagree",
            f'The normal form "{value.edtf}" is another date than the words “{words}”.',
            "The normal form is used. Correct it or the words.",
        )
        return value.with_problem(problem)
    if coarse is not value:
        problem = DateProblem(
            "falsely-precise",
            f'The normal form "{value.edtf}" is more precise than the words “{words}”.',
            f"The date counts as {coarse.edtf}. Write so, or notBefore and notAfter.",
        )
        coarse = replace(coarse, problems=(*value.problems, problem))
    return qualified(coarse, "~", said.about) if said.about else coarse


def _coarsened(value: DateValue, said: DateWords, rule: CalendarRule) -> DateValue:
    """The date in the unit of the words, if that is the coarser."""
    if value.precision is None or COARSENESS.index(said.precision) <= COARSENESS.index(value.precision):
        return value
    year, month = (value.edtf or "")[:4], (value.edtf or "")[5:7]
    forms = {Precision.MONTH: f"{year}-{month}", Precision.SEASON: f"{year}-{20 + (said.season or 0)}"}
    return date_from_edtf(forms.get(said.precision, year), rule=rule)


def _limit(said: DateWords, year: str, rule: CalendarRule) -> DateValue | None:
    """The limit that the words set, by their own day: ``nach dem 7. April`` is no day that the editors think of."""
    parts = [str(said.year) if said.year else year]
    if said.precision is not Precision.YEAR:
        if said.month is None:
            return None
        parts += [f"{number:02}" for number in (said.month, said.day) if number is not None]
    limit = date_from_edtf("-".join(parts), rule=rule)
    if limit.edtf is None:
        return None
    return not_after(limit) if said.limit == "before" else not_before(limit)


def _read_point(text: str, rule: CalendarRule) -> DateValue:
    """Read one value: xsd:date, gYear, gYearMonth, dateTime with or without zone, ISO 8601, or EDTF."""
    if _WITHOUT_YEAR.fullmatch(text):
        problem = DateProblem("date-without-year", f'"{text}" has no year.', "It is kept as printed. Add the year.")
        return DateValue(problems=(problem,))
    edtf = _as_edtf(text)
    value = date_from_edtf(edtf, rule=rule)
    if value.edtf is not None or not (unpadded := _UNPADDED.fullmatch(edtf)):
        return value
    padded = "-".join(part.zfill(2) for part in unpadded.groups() if part)
    if padded == edtf:
        return value
    problem = DateProblem("irregular-date", f'"{text}" is not written as a date is.', f"It is read as {padded}.")
    return date_from_edtf(padded, rule=rule).with_problem(problem)


def _as_edtf(text: str) -> str:
    """Turn what XML Schema and ISO 8601 allow, and EDTF does not, into EDTF; a time that is not EDTF is left out."""
    if zoned := _ZONED_DAY.fullmatch(text):
        text = zoned[1]
    if (timed := _WITH_TIME.fullmatch(text)) and not is_edtf(text):
        text = timed[1]
    if (basic := _BASIC_DAY.fullmatch(text)) and is_edtf("-".join(basic.groups())):
        return "-".join(basic.groups())
    if short := _SHORT_END.fullmatch(text):
        year, month, day, end = short.groups()
        return f"{year}{month}{day}/{year}{month if len(end) == 2 else ''}{end}"
    if long := _LONG_YEAR.fullmatch(text):
        return f"Y{long[1]}{long[2]}"
    return text


def _consistent(values: Sequence[DateValue]) -> list[DateValue]:
    """Keep one of dates that agree, and all of those that do not, saying so."""
    problems = tuple(problem for value in values if value.edtf is None for problem in value.problems)
    understood = [value for value in values if value.edtf is not None]
    if not understood:
        return [DateValue(problems=problems)] if values else []
    kept: list[DateValue] = []
    for value in understood:
        rival = next((one for one in kept if _agree(one, value)), None)
        if rival is None:
            kept.append(value)
        else:
            kept[kept.index(rival)] = _better(rival, value)
    if len(kept) > 1:
        shown = " and ".join(f'"{value.edtf}"' for value in kept)
        disagreement = DateProblem(
            "dates-disagree", f"The attributes give different dates, {shown}.", "Each is kept. Correct the wrong one."
        )
        kept = [value.with_problem(disagreement) for value in kept]
    kept[0] = replace(kept[0], problems=(*kept[0].problems, *problems))
    return kept


def _agree(one: DateValue, other: DateValue) -> bool:
    """One lies within the other; an open bound is no limit."""
    (a, b), (c, d) = _days(one), _days(other)
    return (a <= c and d <= b) or (c <= a and b <= d)


def _days(value: DateValue) -> tuple[datetime.date, datetime.date]:
    return value.earliest or datetime.date.min, value.latest or datetime.date.max


def _better(one: DateValue, other: DateValue) -> DateValue:
    """The one with both bounds; else the later in order: limits after ``when``, custom and ISO after the plain form."""
    is_less = (other.earliest is None or other.latest is None) and one.earliest is not None and one.latest is not None
    better, worse = (one, other) if is_less else (other, one)
    return replace(better, problems=tuple(dict.fromkeys((*better.problems, *worse.problems))))


def _marks(attributes: Mapping[str, str]) -> tuple[set[CalendarRule], list[str]]:
    """The calendars that are marked, and the marks that name none that we know."""
    found, unknown = set(), []
    for mark in f"{attributes.get('calendar', '')} {attributes.get('datingMethod', '')}".split():
        rule = next((rule for rule, names in _CALENDARS if any(name in mark.lower() for name in names)), None)
        if rule is None:
            unknown.append(mark)
        else:
            found.add(rule)
    return found, unknown


def _marked_rule(attributes: Mapping[str, str], rule: CalendarRule) -> CalendarRule:
    found, unknown = _marks(attributes)
    if not found and not unknown:
        return rule
    return _JULIAN if found == {_JULIAN} else _GREGORIAN


def _calendar_problem(attributes: Mapping[str, str]) -> DateProblem | None:
    _, unknown = _marks(attributes)
    if not unknown:
        return None
    return DateProblem(
        "unknown-calendar",
        f'The calendar "{unknown[0]}" is not known.',
        "Its normal form is read as Gregorian. Write #julian or #gregorian.",
    )


def _with_reservations(value: DateValue, attributes: Mapping[str, str], words: str) -> DateValue:
    """Add what ``evidence``, ``cert``, ``precision``, and brackets and question marks of the words reserve."""
    if "conjecture" in attributes.get("evidence", "").split() or "[" in words:
        value = value.with_certainty(Certainty.CONJECTURED)
    for name, mark in (("cert", "?"), ("precision", "~")):
        degree = attributes.get(name, "").strip()
        if degree in {"low", "medium"}:
            value = qualified(value, mark, degree)
    if "?" not in words:
        return value
    if value.edtf is None or (value.edtf.startswith("[") and value.earliest and value.latest):
        return value.with_certainty(Certainty.UNCERTAIN)  # the limits are how far the doubt goes
    return qualified(value, "?", "?")
