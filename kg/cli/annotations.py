"""What was read from which words of a source, in their order: the notes of ``lettergraph read``.

Notes are made of the evidence of the records alone, so that they are the same for every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.pipeline.single import SingleReading
from kg.records.date import DateRecord
from kg.records.document import Document, DocumentRecord, Finding
from kg.records.evidence import Evidence, evidence_of
from kg.records.locator import Basis, Locator
from kg.records.reference import EntityType, Reference

LONGEST_MARK = 400
"""Characters of words that are marked in the text; a note about more stands beside its first line only."""

_ROLES = (
    (re.compile(r"sender|addressee|compiler|editor|signature|capacity|performer", re.IGNORECASE), "party"),
    (re.compile(r"date|bounds|dated", re.IGNORECASE), "date"),
    (re.compile(r"place", re.IGNORECASE), "place"),
    (re.compile(r"shelf|technique|authenticity|edition|copy|holder", re.IGNORECASE), "archive"),
    (re.compile(r"heading|form|document|observed", re.IGNORECASE), "document"),
)
"""How a note is coloured, by its label; the first that fits."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say about words. ``severity`` is that of a finding, ``None`` for what was read."""

    locator: Locator
    label: str
    meaning: str
    """Whom or what the words mean: ``person/serebryakov-lp``, or what a finding says."""
    role: str
    """``party``, ``date``, ``place``, ``archive``, ``document``, ``name``, ``other`` or ``finding``."""
    basis: str | None = None
    certainty: tuple[str, ...] = ()
    identifies: bool = False
    severity: str | None = None
    remedy: str = ""

    @property
    def start(self) -> int:
        return self.locator.start

    @property
    def end(self) -> int:
        return self.locator.end

    @property
    def words(self) -> str:
        """The words on one line, cut if they are long."""
        words = " ".join(self.locator.exact.split())
        return f"{words[:57]}…" if len(words) > 60 else words

    @property
    def reservations(self) -> str:
        """Why it is not certain or not said in so many words, in parentheses; empty if it is."""
        said = [*(() if self.basis is None else (self.basis,)), *self.certainty]
        return f" ({', '.join(said)})" if said else ""

    @property
    def text(self) -> str:
        """The note on one line: ``Sender 1: L. P. Serebryakov = person/serebryakov-lp``."""
        if self.severity is not None:
            return f"! {self.severity}: {self.meaning} {self.remedy}".rstrip()
        if self.role == "name":
            return f"“{self.words}” = {self.meaning}{self.reservations}"
        return f"{self.label}: {self.words} {'=' if self.identifies else '→'} {self.meaning}{self.reservations}"


def notes_of(reading: SingleReading) -> tuple[list[Note], list[Note]]:
    """List what there is to say of the source that was read, and what of others (registers), in the order of words."""
    notes: dict[tuple[object, ...], Note] = {}
    for note in _notes(reading):
        notes.setdefault((note.locator.source, note.start, note.end, note.text), note)
    ordered = sorted(notes.values(), key=lambda one: (one.locator.source, one.start, -one.end))
    here = [note for note in ordered if note.locator.source == reading.text.path]
    return here, [note for note in ordered if note.locator.source != reading.text.path]


def _notes(reading: SingleReading) -> Iterator[Note]:
    findings = list(reading.findings)
    for record in reading.records:
        evidence = list(evidence_of(record))
        known = _Known(_reservations(record), _dates(record), {one.reference: one.basis for one in record.entities})
        roles = {(one.locator.start, one.body) for one in evidence if _says_a_role(one)}
        for one in evidence:
            # A name that is said in a role (sender, compiler …) need not be said again as a bare name.
            if _says_a_role(one) or one.motivation != "identifying" or (one.locator.start, one.body) not in roles:
                yield _note(one, known)
        findings += record.findings
    yield from map(_finding, findings)


def _says_a_role(one: Evidence) -> bool:
    return one.motivation == "identifying" and not one.label.startswith("“")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record says beside the evidence."""

    certainty: Mapping[tuple[str, int], tuple[str, ...]]
    dates: Mapping[str, DateRecord]
    bases: Mapping[Reference, Basis]


def _note(one: Evidence, known: _Known) -> Note:
    name = one.label.startswith("“")
    key = "" if one.body is None else one.body.key
    meaning = f"{one.body.type.value}/{key}" if one.body is not None else f"form {one.concept}"
    reservations = known.certainty.get((key, one.locator.start), ())
    identifies = one.motivation == "identifying"
    # That somebody is the sender is stated, though nobody may know who that is.
    basis = (
        known.bases.get(one.body) if identifies and one.body is not None and one.basis is Basis.STATED else one.basis
    )
    if one.body is not None and one.body.type is EntityType.DATE and key in known.dates:
        meaning += _date_words(known.dates[key])
        reservations = tuple(each.value for each in known.dates[key].certainty)
    role = "name" if name else next((role for pattern, role in _ROLES if pattern.search(one.label)), "other")
    return Note(
        one.locator,
        one.label,
        meaning,
        role,
        basis=None if basis is None or basis is Basis.STATED else basis.value,
        certainty=reservations,
        identifies=identifies,
    )


def _finding(finding: Finding) -> Note:
    return Note(
        finding.locator, finding.code, finding.what, "finding", severity=finding.severity, remedy=finding.remedy
    )


def _date_words(date: DateRecord) -> str:
    """What was understood of a date: its normal form, its bounds, its calendar if it is not the usual one."""
    if date.edtf is None and date.earliest is None and date.latest is None:
        return " (not understood)"
    bounds = f"{date.earliest or '..'} to {date.latest or '..'}" if date.earliest != date.latest else ""
    if date.edtf == bounds.replace(" to ", "/"):
        bounds = ""
    parts = (date.edtf or "", bounds or (str(date.earliest) if date.edtf is None else ""))
    calendar = "" if date.calendar.value == "gregorian" else f", {date.calendar.value}"
    return f" = {', '.join(part for part in parts if part)}{calendar}"


def _documents(record: DocumentRecord) -> Iterable[Document]:
    return (record.main, *record.other_documents)


def _dates(record: DocumentRecord) -> dict[str, DateRecord]:
    holders: tuple[Sequence[DateRecord], ...] = (
        *(one.dates for one in _documents(record)),
        *(one.dates for one in record.events),
        *(one.dates for one in record.entities),
    )
    return {date.key: date for dates in holders for date in dates}


def _reservations(record: DocumentRecord) -> dict[tuple[str, int], tuple[str, ...]]:
    """The reservations on parties and places, by the key of the node and the place of the words."""
    found = {}
    for document in _documents(record):
        said = [(one.agent, one.locator, one.certainty) for one in (*document.senders, *document.addressees)]
        said += [(one.place, one.locator, one.certainty) for one in document.places_of_writing]
        said += [(one.place, one.locator, one.certainty) for one in document.places]
        for reference, locator, certainty in said:
            if certainty:
                found[reference.key, locator.start] = tuple(each.value for each in certainty)
    return found
