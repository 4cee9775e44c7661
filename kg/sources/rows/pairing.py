"""Names and ids that stand in two cells of a row, brought together one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from kg.authorities.names import Order
from kg.sources.names import NameReading, read_names
from kg.sources.references import read_references
from kg.sources.rows.row import Given, Row


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what says who is meant; one of them may be missing.

    ``reading`` is ``None`` where the name says that nobody is known (``[unknown]``), or there is none.
    """

    name: Given | None
    reading: NameReading | None
    reference: Given | None


def pairs(row: Row, role: str, *, language: str, name_order: str) -> list[Pair]:
    """Pair the values of ``role`` with those of its ``{role}_id``, in their order.

    A single name may have several ids, if no two are of one register (a GND and a VIAF number). Otherwise the counts
    must be equal: where they are not, nobody can say which id is whose, the names stay without, and a finding says so.
    """
    if not row.has(role) and not row.has(f"{role}_id"):
        return []

    each = [_read(given, row, language, name_order) for given in row.values(role)]
    names = [one for read in each for one in read if one[0].text]
    ids = row.values(f"{role}_id")
    filled = [one for one in ids if one.text]
    if not filled:
        return [Pair(name, reading, None) for name, reading in names]
    if not names:
        return [Pair(None, None, one) for one in filled]
    if len(ids) == len(each) and all(len(read) == 1 for read in each):
        both = zip((read[0] for read in each), ids, strict=True)
        named = [(name if name.text else None, reading, one if one.text else None) for (name, reading), one in both]
        return [Pair(*three) for three in named if three[0] is not None or three[2] is not None]
    whole = [one for one in row.printed(f"{role}_id", several=False) if one.text]
    if len(names) == 1 and len(whole) == 1 and _one_identity(whole[0].text):
        return [Pair(*names[0], whole[0])]
    if len(filled) == len(names):
        return [Pair(*name, one) for name, one in zip(names, filled, strict=True)]
    if len({name.locator.start for name, _ in names}) == 1 and len(whole) == 1 and _one_identity(whole[0].text):
        return [Pair(names[0][0], _as_one(names[0][0].text, [reading for _, reading in names if reading]), whole[0])]
    what = f"There are {len(names)} values of {role} and {len(filled)} ids for them: which is whose is not known."
    remedy = "Write as many ids as names, with empty places where one is missing (A|B and |id)."
    row.note("names-and-ids-differ", what, remedy, filled[0].locator)
    return [Pair(name, reading, None) for name, reading in names]


def _read(given: Given, row: Row, language: str, name_order: str) -> list[tuple[Given, NameReading | None]]:
    """Read the names of one value; an empty one, and one that says that nobody is known, has no reading."""
    order = cast("Order", name_order)
    readings = read_names(given.text, language, name_order=order, separator=row.layout.separator)
    return [(given, reading) for reading in readings] or [(given, None)]


def _as_one(printed: str, readings: list[NameReading]) -> NameReading:
    """Take words that could be several names for one: a single id says that they are."""
    certainty = tuple(dict.fromkeys(one for reading in readings for one in reading.certainty))
    return NameReading(printed, certainty, next((one.kind_hint for one in readings), None))


def _one_identity(printed: str) -> bool:
    """Tell whether ids may be of one and the same: no register occurs twice."""
    read = read_references(printed)
    registers = [link.register for link in read.links]
    return len(read.local) <= 1 and len(set(registers)) == len(registers)
