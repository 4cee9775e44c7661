"""Which column of a table holds what: the roles, and the description of one kind of tables as values.

`kg.config.reading` reads it from ``[sources.columns]`` of ``collection.toml``; `kg.sources.table` obeys it. What the
well-known headings mean without a description stands in `kg.sources.rows.headings`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """What a column may hold; ``several`` tells that a cell may hold several values."""

    name: str
    meaning: str
    several: bool = False


def _agent(role: str, who: str) -> tuple[Role, ...]:
    return (
        Role(role, f"{who}, by name.", several=True),
        Role(
            f"{role}_id",
            f"Who is meant: an IRI of a register, or an id of the edition, for each `{role}`.",
            several=True,
        ),
        Role(f"{role}_org", f"{who} that is no person, by name.", several=True),
        Role(f"{role}_org_id", f"The same for each `{role}_org`.", several=True),
        Role(f"{role}_certainty", "How sure that is: e.g. `conjecture`, `low`, `?`; empty: sure."),
        Role(f"{role}_place", "The place, by name.", several=True),
        Role(f"{role}_place_id", f"Which place is meant, for each `{role}_place`.", several=True),
        Role(f"{role}_place_certainty", "How sure the place is."),
    )


def _date(prefix: str, what: str) -> tuple[Role, ...]:
    return (
        Role(f"{prefix}date", f"{what}: EDTF, ISO 8601, or words in the language of the source."),
        Role(f"{prefix}date_text", "The date as the edition prints it."),
        Role(f"{prefix}date_from", "The first day, month or year of a span of time."),
        Role(f"{prefix}date_to", "The last of a span of time."),
        Role(f"{prefix}date_not_before", "The earliest possible date."),
        Role(f"{prefix}date_not_after", "The latest possible date."),
        Role(f"{prefix}date_year", "The year, where the date stands in several columns."),
        Role(f"{prefix}date_month", "The month, by number or name."),
        Role(f"{prefix}date_day", "The day of the month."),
        Role(f"{prefix}date_certainty", "How sure the date is."),
    )


ROLES = (
    Role("key", "The edition's own id or number of the letter: it makes the letter's key and must stay."),
    Role("edition", "The id or short title of the edition that the id is of."),
    Role("bibl", "The edition, as it is cited."),
    *_agent("sender", "Who sent the letter"),
    *_date("", "When it was sent"),
    *_agent("addressee", "To whom it was sent"),
    *_date("addressee_", "When it arrived"),
    Role("language", "The language of the letter: a tag of BCP 47 (`de`) or its name.", several=True),
    Role("form", "What it is: `letter`, `telegram`, `postcard` …"),
    Role("number", "The number that the edition prints, where it is not the key."),
    Role("page", "The pages of the edition."),
    Role("repository", "Who holds the original."),
    Role("repository_id", "An IRI of a register, or an id of the edition, for the holder."),
    Role("shelf_mark", "The shelf mark of the original."),
    Role("url", "Where the letter stands on the web.", several=True),
    Role("title", "The heading of the letter."),
    Role("text", "The words of the letter."),
    Role("note", "What the editors remark."),
    Role("person", "Persons that the letter mentions.", several=True),
    Role("person_id", "Who is meant, for each `person`.", several=True),
    Role("org", "Corporate bodies that the letter mentions.", several=True),
    Role("org_id", "Which is meant, for each `org`.", several=True),
    Role("place", "Places that the letter mentions.", several=True),
    Role("place_id", "Which is meant, for each `place`.", several=True),
    Role("exclude", "Rows in which it is not empty (nor `no`, `false`, `0`) are left out."),
)
"""In the order in which a draft and the reference page list them."""

ROLE_NAMES = tuple(role.name for role in ROLES)

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""What may stand between two cells of a text file."""

WITH_ID = tuple(name for name in ROLE_NAMES if f"{name}_id" in ROLE_NAMES)
"""Roles that a constant may give an id."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that every letter of the table has and that stands in no column."""

    value: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """The columns of the tables of one ``[[sources]]``."""

    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pairs of a role and the headings of its columns, in the order of the file; empty: the headings are known ones."""
    constants: tuple[tuple[str, Constant], ...] = ()
    separator: str | None = None
    """What stands between several values of one cell."""
    delimiter: str | None = None
    """What stands between two cells: one character; ``None``: found out by the heading."""

    def headings(self, role: str) -> tuple[str, ...]:
        """Give the headings of the columns of a role; empty if it has none."""
        return next((headings for name, headings in self.columns if name == role), ())

    def constant(self, role: str) -> Constant | None:
        """Give the value that all letters have for a role."""
        return next((value for name, value in self.constants if name == role), None)
