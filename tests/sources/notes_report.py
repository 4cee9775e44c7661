"""Measure how far the grammar of notes carries: tests/documents/notes, fifty wordings that it was not made from.

    python -m tests.sources.notes_report [--wrong]

Each wording is set under a letter with a marker at its anchor and read without authority files. A fact is a holder with
the office, a membership, a document's form, a sender or addressee, each date, each part of a directive, and so on; it
is *found* if the record states it, and *over-read* if the record states one that the wording does not.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities
from kg.records.date import DateRecord
from kg.records.directive import Directive
from kg.records.document import DocumentRecord
from kg.records.reference import Reference
from kg.sources import Source, SourceSettings, decode, reader_for

WORDINGS = Path(__file__).resolve().parent.parent / "documents" / "notes" / "notes.jsonl"

Fact = tuple[str, ...]
Json = Mapping[str, object]


@dataclass(slots=True)
class Figures:
    """Facts per kind."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    over: Counter[str] = field(default_factory=Counter)
    missing_facts: list[tuple[str, Fact]] = field(default_factory=list)
    over_facts: list[tuple[str, Fact]] = field(default_factory=list)


def wordings() -> Iterator[Json]:
    """List the wordings."""
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read_wording(wording: Json) -> DocumentRecord:
    """Read a wording as the only note of a letter."""
    anchor = wording["anchor"] or "the matter"
    page = (
        "A. B. Verkhov - V. G. Nizov\n\nOctober 1, 1921\n\n"
        f"We write to you about {anchor} 1 . There is no more to say.\n\nVerkhov.\n\n"
        f"GARF. F. 1. Op. 2. D. 3. L. 4.\n\nNotes:\n\n1 {wording['text']}\n"
    )
    source = Source("page.txt", page.encode(), SourceSettings("notes", calendar="julian-until-1918"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    return reader.read(source, text, keys={"1": "n"}, authorities=Authorities()).records[0]


def plain(text: str) -> str:
    """Take blanks, ``.,;``, quotation marks and ``[...]`` from the end, and a leading article."""
    text = re.sub(r"(?:[\s.,;“”\"«»]|\[\s*(?:\.\.\.|…)\s*\])+$", "", " ".join(text.split()))
    return re.sub(r"^(?:the|The|a|an)\s+", "", text).replace("–", "-")


class Names:
    """The printed names of the entities of a record, within the note."""

    def __init__(self, record: DocumentRecord) -> None:
        self._all: dict[Reference, set[str]] = {
            one.reference: {plain(name.text) for name in one.names} for one in record.entities
        }

    def of(self, reference: Reference) -> set[str]:
        return self._all.get(reference, {reference.key})

    def one(self, reference: Reference, wanted: Iterable[str]) -> str:
        """The name that the wording uses, if it is one of the printed ones; else the first."""
        names = self.of(reference)
        for name in wanted:
            if plain(name) in names:
                return plain(name)
        return min(names)


def expected_facts(expected: Json) -> set[Fact]:
    facts: set[Fact] = set()
    for one in _list(expected, "holders"):
        facts.add(("holder", plain(str(one["person"])), plain(str(one["office"]))))
    for one in _list(expected, "memberships"):
        facts.add(("membership", plain(str(one["person"])), plain(str(one["body"]))))
    for number, one in enumerate(_list(expected, "documents"), start=1):
        facts |= _document_facts(str(number), one)
    for number, one in enumerate(_list(expected, "events"), start=1):
        facts |= _event_facts(str(number), one)
    for one in _list(expected, "meetings"):
        facts.add((str(one["kind"]), plain(str(one["body"])), str(one["date"])))
    for number, one in enumerate(_list(expected, "directives"), start=1):
        facts |= _directive_facts(str(number), one)
    for one in _list(expected, "citations"):
        for name in ("title", "volume", "pages"):
            if one[name]:
                facts.add(("citation", name, plain(str(one[name]))))
    return facts


def _list(parent: Json, name: str) -> list[Json]:
    return cast("list[Json]", parent[name])


def _strings(parent: Json, name: str) -> list[str]:
    return cast("list[str]", parent[name])


def _document_facts(number: str, one: Json) -> set[Fact]:
    facts: set[Fact] = {("document", number, str(one["form"]))}
    for role in ("senders", "addressees"):
        facts |= {("document", number, role, str(order), plain(name)) for order, name in enumerate(_strings(one, role))}
    facts |= {("document", number, role, str(one[role])) for role in ("sent", "written", "received") if one[role]}
    return facts


def _event_facts(number: str, one: Json) -> set[Fact]:
    facts: set[Fact] = {("event", number, "name", plain(str(one["name"])))}
    facts |= {("event", number, role, plain(str(one[role]))) for role in ("begin", "end", "suspended") if one[role]}
    for role in ("performers", "participants", "places"):
        facts |= {("event", number, role, plain(name)) for name in _strings(one, role)}
    return facts


_LISTS = ("executors", "onward_recipients", "on_behalf_of", "concerns")


def _directive_facts(number: str, one: Json) -> set[Fact]:
    facts: set[Fact] = {("directive", number, "text", plain(str(one["text"]))), ("directive", number, "item")}
    if one["letter"]:
        facts.add(("directive", number, "letter", str(one["letter"])))
    for name in ("omission", "breaks_off"):
        if one[name]:
            facts.add(("directive", number, name))
    for name in _LISTS:
        facts |= {("directive", number, name, plain(value)) for value in _strings(one, name)}
    conveys = cast("Json | None", one["conveys"])
    if conveys is not None:
        facts.add(("directive", number, "conveys", plain(str(conveys["title"]))))
        facts |= {("directive", number, "conveys", "concerns", plain(value)) for value in _strings(conveys, "concerns")}
    return facts


def read_facts(record: DocumentRecord, expected: set[Fact]) -> set[Fact]:
    """The facts of a record, in the words that the wording uses where the record has them."""
    names = Names(record)
    words = sorted({part for fact in expected for part in fact[1:]}, key=len, reverse=True)
    facts: set[Fact] = set()
    for one in record.office_holdings:
        facts.add(("holder", names.one(one.person, words), names.one(one.position, words)))
    for member in record.memberships:
        if member.evidence != record.main.reference:
            facts.add(("membership", names.one(member.person, words), names.one(member.body, words)))
    told = [one for one in record.other_documents if one.form != "resolution"]
    for number, document in enumerate(told, start=1):
        facts.add(("document", str(number), str(document.form)))
        for role, parties in (("senders", document.senders), ("addressees", document.addressees)):
            facts |= {
                ("document", str(number), role, str(order), names.one(one.agent, words))
                for order, one in enumerate(parties)
            }
        facts |= {("document", str(number), one.role.value, _date(one)) for one in document.dates}
    facts |= _read_events(record, names, words)
    facts |= _read_decisions(record, names, words)
    facts |= _read_directives(record, names, words)
    for citation in record.citations:
        facts.add(("citation", "title", plain(citation.title)))
        facts |= {("citation", "volume", plain(citation.volume))} if citation.volume else set()
        facts |= {("citation", "pages", plain(citation.pages))} if citation.pages else set()
    return facts


def _date(date: DateRecord) -> str:
    return date.edtf if date.edtf and re.fullmatch(r"\d{4}-\d{2}-\d{2}", date.edtf) else date.expressed


def _read_events(record: DocumentRecord, names: Names, words: Sequence[str]) -> set[Fact]:
    facts: set[Fact] = set()
    number = 0
    for event in record.events:
        if event.activity_type == "meeting":
            date = next((_date(one) for one in event.dates), "")
            facts |= {("meeting", names.one(one, words), date) for one in event.performers}
        elif event.dates:
            number += 1
            facts.add(("event", str(number), "name", plain(event.name)))
            facts |= {("event", str(number), one.role.value, plain(_date(one))) for one in event.dates}
            for role in ("performers", "participants", "places"):
                references = cast("tuple[Reference, ...]", getattr(event, role))
                facts |= {("event", str(number), role, names.one(one, words)) for one in references}
    return facts


def _read_decisions(record: DocumentRecord, names: Names, words: Sequence[str]) -> set[Fact]:
    """A resolution with a date of its own and no meeting: its directives say who decided."""
    facts: set[Fact] = set()
    for document in record.other_documents:
        issuers = {one for each in record.directives if each.resolution == document.reference for one in each.issuers}
        if document.form == "resolution" and document.records_event is None:
            facts |= {("decision", names.one(one, words), _date(date)) for one in issuers for date in document.dates}
    return facts


def _read_directives(record: DocumentRecord, names: Names, words: Sequence[str]) -> set[Fact]:
    facts: set[Fact] = set()
    nested = {one.conveys.key for one in record.directives if one.conveys}
    outer = [one for one in record.directives if one.key not in nested]
    for number, one in enumerate(outer, start=1):
        facts |= _read_directive(str(number), one, record, names, words)
    return facts


def _read_directive(
    number: str, one: Directive, record: DocumentRecord, names: Names, words: Sequence[str]
) -> set[Fact]:
    facts: set[Fact] = {("directive", number, "text", plain(one.text)), ("directive", number, "item")}
    if one.letter:
        facts.add(("directive", number, "letter", one.letter))
    for name in ("omission", "breaks_off"):
        if getattr(one, name):
            facts.add(("directive", number, name))
    for name in _LISTS:
        references = [other for other in getattr(one, name) if other.type.value != "prescription"]
        facts |= {("directive", number, name, names.one(other, words)) for other in references}
    for other in record.directives:
        if one.conveys and other.key == one.conveys.key:
            facts.add(("directive", number, "conveys", plain(other.title or "")))
            facts |= {
                ("directive", number, "conveys", "concerns", names.one(entity, words)) for entity in other.concerns
            }
    return facts


def _is_tolerated(fact: Fact, expected: set[Fact]) -> bool:
    """What the README allows: the office beside its holder as recipient, the body inside an office."""
    if fact[0] == "directive" and len(fact) > 3 and fact[2] in ("onward_recipients", "concerns"):
        holders = {one[2] for one in expected if one[0] == "holder"}
        inside = any(fact[-1] in one[-1] and fact[-1] != one[-1] for one in expected if one[:3] == (*fact[:2], fact[2]))
        return fact[-1] in holders or inside
    return False


def measure() -> Figures:
    """Read all wordings."""
    figures = Figures()
    for wording in wordings():
        name = f"{wording['note']}.{wording['form']}"
        expected = expected_facts(cast("Json", wording["expected"]))
        actual = read_facts(read_wording(wording), expected)
        for fact in sorted(expected):
            figures.expected[fact[0]] += 1
            if fact in actual:
                figures.found[fact[0]] += 1
            else:
                figures.missing_facts.append((name, fact))
        for fact in sorted(actual - expected):
            if not _is_tolerated(fact, expected):
                figures.over[fact[0]] += 1
                figures.over_facts.append((name, fact))
    return figures


def main(arguments: Sequence[str]) -> int:
    """Print the figures, and with ``--wrong`` each missing and each over-read fact."""
    figures = measure()
    for kind in figures.expected:
        found, expected = figures.found[kind], figures.expected[kind]
        sys.stdout.write(f"{kind:12} found {found:3} of {expected:3}, over-read {figures.over[kind]}\n")
    found, expected = figures.found.total(), figures.expected.total()
    share = f"{100 * found / expected:.1f} %"
    sys.stdout.write(f"{'all':12} found {found:3} of {expected:3} ({share}), over-read {figures.over.total()}\n")
    if "--wrong" in arguments:
        for name, fact in figures.missing_facts:
            sys.stdout.write(f"missing   {name} {fact}\n")
        for name, fact in figures.over_facts:
            sys.stdout.write(f"over-read {name} {fact}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
