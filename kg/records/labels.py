"""Labels for what has no name of its own: notes, signatures, dates, relations, archival units.

They go to the labels graph, so that every published IRI has a ``skos:prefLabel``; they state nothing about the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from kg.records.agent import Membership, OfficeHolding
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.date import DateRecord
from kg.records.directive import Demand, Directive
from kg.records.document import Document, DocumentRecord
from kg.records.event import Event
from kg.records.note import Citation, EditorialNote
from kg.records.reference import Reference
from kg.records.signature import Signature

Labeller = Callable[..., str]

_LONGEST = 80


def slug(text: str) -> str:
    """Make an identifier of an archive usable in a key, e.g. ``R-130`` -> ``r-130``, ``5450а`` -> ``5450-430``.

    Not `kg.authorities.names.slug`: that one transliterates, for a name is the same name in two scripts. A shelf mark
    is not: ``5450а`` (Cyrillic) and ``5450a`` (Latin) may be two files, so letters outside ASCII are written as their
    code points. Case, marks and punctuation make no difference.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.strip()).lower())
    out = []
    for character in decomposed:
        if character.isascii() and character.isalnum():
            out.append(character)
        elif unicodedata.combining(character):
            continue
        elif character.isalnum():
            out.append(f"-{ord(character):x}")
        else:
            out.append("-")
    key = re.sub("-+", "-", "".join(out)).strip("-")
    return key or "-".join(f"{ord(character):x}" for character in text.strip())


def shorten(text: str) -> str:
    """Cut a text for a label at a word, at most 80 characters."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def of_document(document: Document) -> str:
    """Title or form, parties and date as printed: what a list of letters would show."""
    form = document.title or (document.form or "document").replace("-", " ").capitalize()
    date = next((one.expressed for one in document.dates), None)
    if document.heading is not None:
        name = document.heading if document.form is None else f"{form}: {document.heading}"
    elif document.described_by is not None:
        name = f"{form} told of in note {_note_number(document.described_by)}"
    else:
        name = form
    return f"{name}, {date}" if date else name


def _note_number(note: Reference) -> str:
    return note.key.rsplit("-n", 1)[-1]


def of_date(date: DateRecord, label: str) -> str:
    return f"{date.expressed} ({date.role.value}: {shorten(label)})"


def of_signature(signature: Signature, label: str) -> str:
    return f"Signature {signature.order}, {signature.as_printed.rstrip('.')}, to: {label}"


def of_note(note: EditorialNote, label: str) -> str:
    return f"Note {note.number or note.order} to: {label}"


def of_event(event: object) -> str:
    assert isinstance(event, Event)  # noqa: S101 - called with the events of a record
    date = next((one.expressed for one in event.dates), None)
    return f"{shorten(event.name)}, {date}" if date else shorten(event.name)


def of_directive(directive: Directive) -> str:
    if directive.title is not None:
        return f"Directive: {shorten(directive.title)}"
    name = f"Directive {directive.letter})" if directive.letter else "Directive"
    return f"{name}: {shorten(directive.text)}"


def of_demand(demand: Demand) -> str:
    return f"Demand {demand.order}: {shorten(demand.text)}"


def of_citation(citation: Citation) -> str:
    return shorten(citation.as_printed)


def of_instantiation(copy: Instantiation, label: str) -> str:
    if copy.reference is not None:
        return f"{copy.reference.normalized or copy.reference.as_printed} – copy of: {label}"
    return f"Copy of: {label}"


def of_unit(reference: ArchivalReference, level: str) -> str:
    """Name a fonds, inventory or file with its holder, e.g. ``F. 558, Op. 1 (RTsKhIDNI)``."""
    parts = [f"F. {reference.fonds}"]
    if level != "fonds":
        parts.append(f"Op. {reference.inventory}")
    if level == "file":
        parts.append(f"D. {reference.file}")
    return f"{', '.join(parts)} ({holder_name(reference)})"


def holder_name(reference: ArchivalReference) -> str:
    """The holder's name as it begins the shelf mark, normalised where we have a normal form."""
    return re.split(r"[.;,]?\s+[FФ]\b", reference.normalized or reference.as_printed, maxsplit=1)[0].rstrip(".;, ")


def of_relation(relation: OfficeHolding | Membership, record: DocumentRecord) -> str:
    """Name who and what a relation joins, by the names that the document prints."""
    person = _printed(relation.person, record)
    other = relation.position if isinstance(relation, OfficeHolding) else relation.body
    verb = "held" if isinstance(relation, OfficeHolding) else "was a member of"
    return f"{person} {verb} {_printed(other, record)}"


def _printed(reference: Reference, record: DocumentRecord) -> str:
    for entity in record.entities:
        if entity.reference == reference and entity.names:
            return entity.names[0].text
    return reference.key
