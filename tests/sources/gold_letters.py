"""Score the page reader on pages of letters whose gold is that of an encoded edition: who, to whom, when, shelf mark.

A value is scored where the page prints it; what the reader reads and the gold does not have is *invented*. Places are
not scored (the gold normalises them) but may not be invented: the printed place must be, or be part of, the gold's.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities
from kg.records.date import DateRole
from kg.records.document import DocumentRecord
from kg.sources import Source, SourceSettings, decode, reader_for

FIELDS = ("senders", "recipients", "date", "shelf mark")

WRONG_GOLD: Mapping[tuple[str, str, str], str] = {
    ("tillich", "011.txt", "date"): "the page prints a day; the gold gives the month that a note concludes",
}
"""Values of gold files that stand on no page: set, file, field -> reason."""

Action = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(slots=True)
class Tally:
    """Of one field of one set: how many values are printed and right, which are wrong, which are invented."""

    printed: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.printed if self.printed else 1.0


def has_letters(folder: Path) -> bool:
    """Is the gold of this folder that of an encoded edition?"""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        return "actions" in json.loads(next(lines))


def score_letters(folder: Path, *, language: str = "en") -> dict[str, Tally]:
    """Compare every page of a folder, read as a collection in ``language`` that declares no order of names."""
    tallies = {name: Tally() for name in (*FIELDS, "place")}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = folder / gold["file"]
        text, records = _read(path, language)
        for name, printed, expected, actual in _values(gold, text, records):
            if (folder.name, path.name, name) in WRONG_GOLD:
                continue
            tally = tallies[name]
            tally.printed += printed
            tally.right += printed and expected == actual
            if printed and expected != actual:
                tally.wrong.append(f"{path.name}: gold {expected}, read {actual}")
            tally.invented += [f"{path.name}: {value}" for value in actual if not _has(expected, value)]
    return tallies


def _has(expected: Sequence[str], value: str) -> bool:
    return any(value == one or _folded(value) in _folded(one) for one in expected)


def _folded(text: str) -> str:
    """Without case and marks: a page may print ``CREANS`` for *Créans*."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _read(path: Path, language: str) -> tuple[str, tuple[DocumentRecord, ...]]:
    source = Source(path.name, path.read_bytes(), SourceSettings("gold", language=language))
    text = decode(source)
    reader = reader_for(source, text, name="edition_page")
    assert not isinstance(reader, tuple), reader
    keys = {one.locus: f"gold-{one.locus}" for one in reader.identify(source, text)}
    return text.text, reader.read(source, text, keys=keys, authorities=Authorities()).records


def _values(
    gold: Mapping[str, object], text: str, records: Sequence[DocumentRecord]
) -> Iterator[tuple[str, bool, list[str], list[str]]]:
    """For each field: is it printed, what the gold says, what was read."""
    actions = {str(one["type"]): one for one in cast("list[Action]", gold["actions"])}
    lines = " ".join(text.split())
    for name, kind in (("senders", "sent"), ("recipients", "received")):
        expected = [one["name"] for one in actions[kind]["agents"]]
        parties = [one.main.senders if name == "senders" else one.main.addressees for one in records]
        read = [party.locator.exact for listed in parties for party in listed]
        yield name, all(one in lines for one in expected), expected, read
    date = actions["sent"]["dates"][0]
    printed = date["text"] or date.get("when-iso", "")
    role = (DateRole.WRITTEN, DateRole.SENT, DateRole.HEADING, DateRole.RECEIVED)
    dates = [one for record in records for one in record.main.dates if one.role in role and one.edtf]
    yield (
        "date",
        printed in lines,
        [_expected(date)],
        list(dict.fromkeys(_nominal(one.edtf or "", date) for one in dates)),
    )
    mark = str(gold["shelf_mark"])
    copies = [copy.reference for record in records for copy in record.instantiations if copy.reference]
    yield "shelf mark", mark in lines, [mark], [one.as_printed for one in copies]
    places = [place.locator.exact for record in records for place in record.main.places_of_writing]
    yield "place", False, [one["name"] for one in actions["sent"]["places"]], places


def _expected(date: Mapping[str, str]) -> str:
    return date.get("when") or date.get("when-iso") or date["notBefore"]


def _nominal(edtf: str, gold: Mapping[str, str]) -> str:
    """The first day of a date, without its marks of doubt, as far as the gold gives it."""
    first = re.split(r"\.\.|/", edtf.strip("[]"))[0].rstrip("?~%")
    return first + "-01" if "when" not in gold and "when-iso" not in gold and len(first) == 7 else first


def table(name: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The figures of a set as lines of a table."""
    for one, tally in tallies.items():
        figures = f"{tally.right:3} of {tally.printed:3} {tally.share:7.1%}"
        yield f"{name:14} {one:12} {figures} {len(tally.invented):3} invented"
