"""Dates as a source gives them: the words, the normal form, the bounds, and how much of that is certain."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.records.certainty import Certainty
from kg.records.locator import Basis, Locator


class Calendar(StrEnum):
    GREGORIAN = "gregorian"
    JULIAN = "julian"


class DateRole(StrEnum):
    """What happened at the date. Heading and document may both give a date of writing."""

    WRITTEN = "written"
    HEADING = "heading"
    """The editors' date in the heading, beside the date that the document itself gives."""
    SENT = "sent"
    RECEIVED = "received"
    BEGIN = "begin"
    END = "end"
    OCCURRED = "occurred"
    SUSPENDED = "suspended"
    PUBLISHED = "published"
    BORN = "born"
    DIED = "died"


class Precision(StrEnum):
    """How fine a date is known: the unit of its finest part, or of the coarser end of a range."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class DateRecord:
    """One date node; ``key`` is scoped to the document, e.g. ``bl-1919-11-12-1-written``.

    ``edtf`` and the bounds are ``None`` where the words are not understood: nothing is guessed. ``earliest`` and
    ``latest`` are inclusive days in the Gregorian calendar; a missing one means open. Where the bounds are our
    convention (``early November``), ``bounds_basis`` is inferred and they leave the stated graph.
    """

    key: str
    role: DateRole
    expressed: str
    locator: Locator
    edtf: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    calendar: Calendar = Calendar.GREGORIAN
    qualifier: str | None = None
    """The source's own reservation, as printed (``late``, ``previously``, ``suspended``)."""
    bounds_basis: Basis = Basis.STATED
    precision: Precision | None = None
    """``None`` where the words are not understood."""
    certainty: tuple[Certainty, ...] = ()


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Why a date is kept with a reservation, for the report: ``code`` is stable and hyphenated."""

    code: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """What a normal form or the attributes of a date mean, before it is the date of anything.

    The fields are those of `DateRecord`. ``edtf`` is ``None`` where the date is impossible or not understood; then
    there are no bounds and no precision, and ``problems`` says why.
    """

    edtf: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    calendar: Calendar = Calendar.GREGORIAN
    precision: Precision | None = None
    certainty: tuple[Certainty, ...] = ()
    qualifier: str | None = None
    bounds_basis: Basis = Basis.STATED
    problems: tuple[DateProblem, ...] = ()

    def record(self, key: str, role: DateRole, expressed: str, locator: Locator) -> DateRecord:
        """Make the record of the date: ``expressed`` are its words as printed, ``locator`` where they stand."""
        return DateRecord(
            key=key,
            role=role,
            expressed=expressed,
            locator=locator,
            edtf=self.edtf,
            earliest=self.earliest,
            latest=self.latest,
            calendar=self.calendar,
            qualifier=self.qualifier,
            bounds_basis=self.bounds_basis,
            precision=self.precision,
            certainty=self.certainty,
        )

    def with_certainty(self, *certainty: Certainty) -> DateValue:
        """Add reservations, each once."""
        return replace(self, certainty=tuple(dict.fromkeys((*self.certainty, *certainty))))

    def with_problem(self, problem: DateProblem) -> DateValue:
        """Add a problem for the report."""
        return replace(self, problems=(*self.problems, problem))
