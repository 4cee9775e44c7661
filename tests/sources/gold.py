"""Score the page reader against a folder of pages with ``gold.jsonl``: every field whose value is printed on the page.

    python -m tests.sources.gold FOLDER …

prints the figures of each field, each wrong and each invented value. Folders whose gold is that of an encoded edition
are scored by `tests.sources.gold_letters`. Gold files write partial dates in a notation of their own
(``1921-03/late``, ``../1918-05-04``, ``1920-05-04/..``); they are compared as EDTF.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.date import DateRole
from kg.records.document import DocumentRecord
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.sources.gold_letters import has_letters, score_letters, table

Gold = Mapping[str, object]

WRONG_GOLD: Mapping[tuple[str, int, str], str] = {
    ("33.txt", 2, "received"): "the page prints no line of receipt",
}
"""Values of gold files that no eye finds on the page: file, document (from 1), field -> reason."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that was not read as it is printed."""

    file: str
    document: int
    field: str
    expected: object
    actual: object


@dataclass(slots=True)
class Figures:
    """How many values of each field were compared and right, and which were wrong."""

    compared: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def invented(self) -> list[Wrong]:
        """Values that were read and that the gold does not have."""
        return [one for one in self.wrong if _more(one.expected, one.actual)]

    def add(self, file: str, document: int, name: str, expected: object, actual: object) -> None:
        self.compared[name] = self.compared.get(name, 0) + 1
        actual = shorten(expected, actual) if name == "notes" else actual
        if expected == actual:
            self.right[name] = self.right.get(name, 0) + 1
        else:
            self.wrong.append(Wrong(file, document, name, expected, actual))


def _more(expected: object, actual: object) -> bool:
    """Was a value read that the gold does not have?"""
    if expected in (None, [], ""):
        return actual not in (None, [], "")
    if isinstance(expected, list) and isinstance(actual, list):
        return any(one not in expected for one in actual)
    return False


def read_page(path: Path, *, authorities: Authorities | None = None) -> tuple[DocumentRecord, ...]:
    """Read a page as a collection of Russian letters would; a page without a letter gives no record."""
    settings = SourceSettings("gold", calendar="julian-until-1918")
    source = Source(path.name, path.read_bytes(), settings)
    text = decode(source)
    reader = reader_for(source, text)
    if isinstance(reader, tuple):
        return ()
    keys = {one.locus: f"gold-{one.locus}" for one in reader.identify(source, text)}
    try:
        return reader.read(source, text, keys=keys, authorities=authorities or Authorities()).records
    except MalformedSource:
        return ()


def gold_of(folder: Path) -> Iterator[tuple[Path, list[Gold]]]:
    """List the pages of a folder with the documents that they hold."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        yield folder / page["file"], page["docs"]


def score(folder: Path) -> Figures:
    """Compare every printed field of every document of a folder."""
    figures = Figures()
    for path, expected in gold_of(folder):
        records = read_page(path)
        figures.add(path.name, 0, "documents", len(expected), len(records))
        for number, (gold, record) in enumerate(zip(expected, records, strict=False), start=1):
            for name, value in gold.items():
                if (path.name, number, name) not in WRONG_GOLD and _is_printed(name, value, record):
                    figures.add(path.name, number, name, _expected(name, value), FIELDS[name](record))
    return figures


def _is_printed(name: str, value: object, record: DocumentRecord) -> bool:
    """Gold says ``letter`` where no genre is printed, and takes other genres from elsewhere: both are not scored."""
    if name != "genre" or not isinstance(value, str):
        return True
    lines = (record.main.locator.exact).lower().splitlines()
    heading = (record.main.heading or "").lower()
    return heading.startswith(f"{value} ") or any(_genre(line) == value for line in lines if len(line) < 40)


def _genre(words: str) -> str:
    return words.strip(" .:").replace("by direct wire", "by wire")


def _expected(name: str, value: object) -> object:
    if name == "date" and isinstance(value, str):
        return _edtf(value)
    if name == "genre" and isinstance(value, str):
        return value.replace(" ", "-")
    if name == "notes" and isinstance(value, list):
        return [(one["number"], one["first_words"], one["anchor"]) for one in value]
    return value


def _edtf(value: str) -> str:
    """``1921-03/late`` -> ``[1921-03-21..1921-03-31]``; the bounds of parts of a month are the reader's convention."""
    part = re.fullmatch(r"(\d{4}-\d{2})/(early|late)", value)
    if part:
        first, last = ("01", "10") if part[2] == "early" else ("21", "31")
        return f"[{part[1]}-{first}..{part[1]}-{last}]"
    if "/" in value and ".." in value.split("/"):
        first, last = value.split("/")
        return f"[{first.strip('.')}..{last.strip('.')}]"
    return value


def _parties(record: DocumentRecord, *, senders: bool) -> list[str]:
    """As printed in the heading; gold corrects the edition's ``J. V.``, which the record keeps."""
    heading = record.main.heading_locator
    parties = record.main.senders if senders else record.main.addressees
    inside = [one.locator for one in parties if heading and heading.start <= one.locator.start < heading.end]
    return [re.sub(r"^J\. V\.", "I. V.", one.exact) for one in inside]


def _date_line(record: DocumentRecord) -> tuple[str | None, str | None]:
    """The date above the text."""
    text = record.main.text_locator
    for one in record.main.dates:
        if text is None or one.locator.start < text.start:
            return one.locator.exact, one.edtf
    return None, None


def _foot(record: DocumentRecord) -> str | None:
    """The date below the text, as printed."""
    text = record.main.text_locator
    for one in record.main.dates:
        if text is not None and one.locator.start > text.start:
            return one.locator.exact.rstrip(".")
    return None


def _reference(record: DocumentRecord) -> str | None:
    if record.instantiations and record.instantiations[0].reference:
        return record.instantiations[0].reference.as_printed
    return record.instantiations[0].technique_note if record.instantiations else None


def _form(record: DocumentRecord) -> str | None:
    copies = [one for one in record.instantiations if one.reference]
    notes = [one for copy in copies for one in (copy.technique_note, copy.authenticity_note) if one]
    return " ".join(notes) or None


def _received(record: DocumentRecord) -> str | None:
    return next((one.edtf for one in record.main.dates if one.role is DateRole.RECEIVED), None)


def _capacity(record: DocumentRecord) -> str | None:
    located = [one.capacity_locator for one in record.signatures if one.capacity_locator]
    return located[0].exact if located else None


def _notes(record: DocumentRecord) -> list[tuple[str | None, str, str | None]]:
    found = []
    for note in record.notes:
        words = re.findall(r"\S+", note.anchors[0].exact) if note.anchors else []
        anchor = words[-1].strip('"“”«».,;:!?') if words else None
        found.append((note.number, note.text, anchor))
    return found


FIELDS: Mapping[str, Callable[[DocumentRecord], object]] = {
    "no": lambda record: f"No. {record.main.number}" if record.main.number else None,
    "heading": lambda record: record.main.heading,
    "genre": lambda record: record.main.form,
    "senders": lambda record: _parties(record, senders=True),
    "recipients": lambda record: _parties(record, senders=False),
    "address_line": lambda record: record.main.address_line,
    "date_line": lambda record: _date_line(record)[0],
    "date": lambda record: _date_line(record)[1],
    "received": _received,
    "ref": _reference,
    "form": _form,
    "capacity": _capacity,
    "signatures": lambda record: [one.as_printed for one in record.signatures],
    "place": lambda record: next((one.locator.exact for one in record.main.places_of_writing), None),
    "foot_date": _foot,
    "notes": _notes,
}


def shorten(expected: object, actual: object) -> object:
    """Of the notes that were read compare number, first words and anchor only."""
    if not isinstance(actual, list) or not isinstance(expected, list):
        return actual
    pairs = zip(expected, cast("list[tuple[str, str, str]]", actual), strict=False)
    return [(number, text[: len(words[1])], anchor) for words, (number, text, anchor) in pairs] + actual[
        len(expected) :
    ]


def main(arguments: list[str]) -> int:
    """Print the figures of folders."""
    return max(_print_letters(Path(one)) if has_letters(Path(one)) else _print(Path(one)) for one in arguments)


def _print_letters(folder: Path) -> int:
    tallies = score_letters(folder)
    for line in table(folder.name, tallies):
        sys.stdout.write(line + "\n")
    found = [f"{name} {one}" for name, tally in tallies.items() for one in (*tally.wrong, *tally.invented)]
    sys.stdout.write("".join(f"  {one}\n" for one in found))
    return 1 if found else 0


def _print(folder: Path) -> int:
    figures = score(folder)
    for name, compared in figures.compared.items():
        sys.stdout.write(f"{name:14} {figures.right.get(name, 0):3} of {compared}\n")
    for one in figures.wrong:
        sys.stdout.write(f"{one.file} {one.document} {one.field}\n  gold {one.expected!r}\n  read {one.actual!r}\n")
    sys.stdout.write(f"{'invented':14} {len(figures.invented):3}\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
