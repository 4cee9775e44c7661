"""Read ``[sources.columns]``: roles and the headings, or constant values, that they have."""

from __future__ import annotations

from kg.config.columns import DELIMITERS, ROLE_NAMES, WITH_ID, ColumnDescription, Constant
from kg.config.table import Table
from kg.errors import did_you_mean

SETTINGS = ("separator", "delimiter")
"""Keys beside the roles."""

_REMEDY = 'Write the heading of the column, e.g. sender = "Absender", or sender = { value = "…", id = "…" }.'


def read_columns(table: Table) -> ColumnDescription | None:
    """Read the description of the columns of one ``[[sources]]`` table; problems are noted.

    Args:
        table: the table of the source, which may hold a table ``columns``.

    Returns:
        The description, or ``None`` where there is none.
    """
    columns = table.table("columns")
    if columns is None:
        return None
    found: list[tuple[str, tuple[str, ...]]] = []
    constants: list[tuple[str, Constant]] = []
    for role, value in columns.values.items():
        if role in SETTINGS:
            continue
        if role not in ROLE_NAMES:
            remedy = did_you_mean(role, (*ROLE_NAMES, *SETTINGS)) or f"Known are {', '.join((*ROLE_NAMES, *SETTINGS))}."
            columns.problems.note(columns.place(role), f'A column has no role "{role}".', remedy)
        elif isinstance(value, dict):
            constant = _constant(Table(value, columns.place(role), columns.problems), role)
            constants += [] if constant is None else [(role, constant)]
        elif isinstance(value, list):
            found.append((role, columns.texts(role)))
        elif isinstance(value, str):
            found.append((role, (columns.text(role) or "",)))
        else:
            columns.problems.note(columns.place(role), f'"{value}" is no heading.', _REMEDY)
    _note_repeated(columns, found)
    return ColumnDescription(
        columns=tuple(found),
        constants=tuple(constants),
        separator=columns.text("separator"),
        delimiter=_delimiter(columns),
    )


def _constant(table: Table, role: str) -> Constant | None:
    for name in table.values:
        if name not in ("value", "id"):
            table.problems.note(
                table.place(name), f'Unknown key "{name}".', "A constant has a value and perhaps an id."
            )
    value = table.text("value")
    identifier = table.text("id")
    if "value" not in table.values:
        table.problems.note(table.path, "The constant has no value.", _REMEDY)
    if identifier is not None and role not in WITH_ID:
        table.problems.note(table.place("id"), f'A constant "{role}" has no id.', "Leave the id out.")
    return None if value is None else Constant(value, identifier)


def _note_repeated(table: Table, columns: list[tuple[str, tuple[str, ...]]]) -> None:
    """Note a column that has two roles: one of them is a slip."""
    first: dict[str, str] = {}
    for role, headings in columns:
        for heading in headings:
            if heading in first:
                what = f'The column "{heading}" has two roles, {first[heading]} and {role}.'
                table.problems.note(table.place(role), what, "Take one of them out.")
            first.setdefault(heading, role)


def _delimiter(table: Table) -> str | None:
    if "delimiter" not in table.values:
        return None
    value = table.values["delimiter"]
    if isinstance(value, str) and (value in DELIMITERS.values() or value in DELIMITERS):
        return DELIMITERS.get(value, value)
    remedy = f"Write one of: {', '.join(DELIMITERS)}."
    table.problems.note(table.place("delimiter"), f'"{value}" cannot stand between two cells.', remedy)
    return None
