"""The archive of a workbook before and beside its reading: what is dangerous in it, and odd cells of a sheet.

Nothing is unpacked before the sizes that the central directory states have been checked; `zipfile` never reads more of
a member than stands there. No part may hold a document type declaration: then no parser meets an entity.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from kg.errors import MalformedSource, Where

LARGEST_PART = 192 * 1024 * 1024
"""Bytes of one part, unpacked."""

LARGEST_BOOK = 384 * 1024 * 1024
"""Bytes of all parts together, unpacked."""

MOST_PARTS = 5000

_PROLOG = 64 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_ODD = 10_000


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A range of merged cells that goes down over several rows, e.g. ``A2:A9``."""

    name: str
    first_row: int


@dataclass(frozen=True, slots=True)
class OddCells:
    """What a reading of values alone does not see."""

    without_value: list[tuple[int, str]] = field(default_factory=list)
    """Row and column (``C``) of formulas whose results are not stored."""
    merged_ranges: list[MergedCells] = field(default_factory=list)
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """By row the columns (from 1) of cells merged over several rows, each with the row that holds the value."""


def check_archive(path: str, data: bytes) -> None:
    """Refuse what is no workbook, too large or dangerous.

    Raises:
        MalformedSource: says what is wrong and how to get a table that can be read.
    """
    where = Where(file=path)
    again = "Save it as .xlsx, or export the sheet as CSV."
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        what = "This is an Excel file of the old form (.xls), or a workbook with a password."
        raise MalformedSource(what, where=where, remedy=again)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive, where)
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise MalformedSource("This ZIP archive is no workbook.", where=where, remedy=again)
            for name in sorted(names):
                if name.endswith((".xml", ".rels")):
                    _check_part(archive, name, where)
    except MalformedSource:
        raise
    except Exception as error:
        # zipfile lets many kinds through: BadZipFile, zlib.error, RuntimeError (a password), NotImplementedError …
        raise MalformedSource(f"The workbook is damaged: {error}.", where=where, remedy=again) from error


def _check_sizes(archive: zipfile.ZipFile, where: Where) -> None:
    parts = archive.infolist()
    largest = max((part.file_size for part in parts), default=0)
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or largest > LARGEST_PART or total > LARGEST_BOOK:
        what = f"Unpacked, the workbook would have {len(parts)} parts and {total} bytes, the largest {largest}."
        remedy = f"Export the sheet as CSV: a workbook may have {LARGEST_BOOK} bytes, a part {LARGEST_PART}."
        raise MalformedSource(what, where=where, remedy=remedy)
    if len({part.filename for part in parts}) != len(parts):
        what = "The workbook holds two parts of one name: which one counts is not known."
        raise MalformedSource(what, where=where, remedy="Save it again.")


def _check_part(archive: zipfile.ZipFile, name: str, where: Where) -> None:
    """Refuse a part whose beginning declares a document type, or does not show that it declares none."""
    with archive.open(name) as part:
        beginning = part.read(_PROLOG)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", beginning):
        what = f"The part {name} declares a document type; workbooks have none."
        raise MalformedSource(what, where=where, remedy="Open it and save it again.")
    if not re.search(rb"<[A-Za-z_]", beginning):
        what = f"The part {name} is not XML in UTF-8."
        raise MalformedSource(what, where=where, remedy="Open it and save it again.")


def odd_cells(data: bytes, part: str) -> OddCells:
    """Find merged cells and formulas without a stored result; of a damaged sheet those before the damage."""
    odd = OddCells()
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as sheet:
        tags = [f"{space}{tag}" for space in (_MAIN, _STRICT) for tag in ("c", "row", "mergeCell")]
        steps = etree.iterparse(sheet, tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
        for _, element in steps:
            local = etree.QName(element).localname
            if local == "c":
                _note_formula(element, odd)
            elif local == "mergeCell":
                _note_merged(element.get("ref", ""), odd)
            if local == "row":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    return odd


def _note_formula(element: etree._Element, odd: OddCells) -> None:
    children = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
    place = _CELL.fullmatch(element.get("r", ""))
    value = children.get("v")
    # A formula whose result is the empty text is of type "str" and has an empty value or none.
    if "f" in children and place is not None and (value is None or not value.text) and element.get("t") != "str":
        odd.without_value.append((int(place[2]), place[1]))


def _note_merged(name: str, odd: OddCells) -> None:
    match = _RANGE.fullmatch(name)
    if match is None:
        return
    first, last = int(match[2]), int(match[4])
    if last <= first or len(odd.merged) + last - first > _MOST_ODD:
        return
    odd.merged_ranges.append(MergedCells(name, first))
    column = column_number(match[1])
    for row in range(first, last + 1):
        odd.merged.setdefault(row, []).append((column, first))


def column_number(letters: str) -> int:
    """Give the number (from 1) of a column, e.g. 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
