"""Labels for what has no name of its own: notes, signatures, dates, relations, archival units.

They go to the labels graph, so that every published IRI has a ``skos:prefLabel``; they state nothing about the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kg.records.agent import AgentRelation, Membership, NamedEntity, OfficeHolding, Party
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.certainty import Certainty
from kg.records.date import DateRecord, DateRole
from kg.records.directive import Demand, Directive
from kg.records.document import Document, DocumentRecord
from kg.records.edition import Compiler
from kg.records.event import Event
from kg.records.note import Citation, EditorialNote
from kg.records.reference import Reference
from kg.records.signature import Signature

Labeller = Callable[..., str]

_LONGEST = 80
_NAMED_PARTIES = 3
_LATER = (DateRole.RECEIVED, DateRole.PUBLISHED)
Names = Mapping[Reference, str]
"""The first printed name of each entity of a letter."""


class Label(NamedTuple):
    """A label and its language: the source's where its words stand alone, English where we word it."""

    text: str
    language: str


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


def of_document(document: Document, names: Names | None = None) -> Label:
    """Title or form, parties and date as printed: what a list of letters would show.

    Args:
        names: what the parties are called, for letters without a heading (``Anna Vogel to Maier, 1 February 1921``).
    """
    form = (document.form or "document").replace("-", " ").capitalize()
    if document.heading is not None:
        name = _headed(document, form)
    elif document.title is not None:
        name = Label(document.title, document.language)
    elif document.described_by is not None:
        name = Label(f"{form} told of in note {_note_number(document.described_by)}", "en")
    else:
        parties = _parties(document, names or {})
        wordy = document.form not in (None, "letter") or parties is None
        name = Label(": ".join([*([form] if wordy else []), *([parties] if parties else [])]), "en")
    date = _first_date(document)
    if date is None or _says(name.text, date):
        return name
    return Label(f"{name.text}, {_words(date)}", name.language)


def _headed(document: Document, form: str) -> Label:
    heading = str(document.heading)
    if document.title is not None and document.title != heading:
        return Label(f"{document.title}: {heading}", document.language)
    if document.form is None or document.language.partition("-")[0].lower() != "en":
        return Label(heading, document.language)
    return Label(heading if heading.lower().startswith(form.lower()) else f"{form}: {heading}", document.language)


def _first_date(document: Document) -> DateRecord | None:
    dates = [one for one in document.dates if one.role not in _LATER]
    return next(iter([*dates, *document.dates]), None)


def _says(name: str, date: DateRecord) -> bool:
    """Tell whether a heading has the date already, in these words or with this year."""
    return date.expressed in name or (date.earliest is not None and f"{date.earliest.year:04}" in name)


def _words(date: DateRecord) -> str:
    """Give the words of a date; attributes of XML are no words, of them the normal form is shown."""
    return date.edtf if date.edtf is not None and '="' in date.expressed else date.expressed


def _parties(document: Document, names: Names) -> str | None:
    senders, addressees = _names(document.senders, names), _names(document.addressees, names)
    if addressees is None:
        return senders
    return f"{senders} to {addressees}" if senders else f"To {addressees}"


def _names(parties: Sequence[Party], names: Names) -> str | None:
    known = [(names[party.agent], party) for party in parties if party.agent in names]
    if not known:
        return None
    open_ = [Certainty.ALTERNATIVE in party.certainty for _, party in known]
    word = "or" if all(open_) else "and"
    mixed = any(open_) and not all(open_)
    shown = [f"possibly {name}" if mixed and one else name for (name, _), one in zip(known, open_, strict=True)]
    if len(shown) > _NAMED_PARTIES:
        return f"{', '.join(shown[:2])} and {len(shown) - 2} others"
    return f" {word} ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def printed_names(record: DocumentRecord) -> Names:
    """List what each entity of a letter is called: its first printed form."""
    return {entity.reference: entity.names[0].text for entity in record.entities if entity.names}


def of_entity(entity: NamedEntity) -> Label:
    """Call an entity by its first printed name; one without a name by the end of its first authority IRI or its key."""
    if entity.names:
        return Label(entity.names[0].text, entity.names[0].language)
    if entity.links:
        return Label(entity.links[0].iri.rstrip("/").rsplit("/", 1)[-1], "und")
    return Label(entity.reference.key, "und")


def _note_number(note: Reference) -> str:
    return note.key.rsplit("-n", 1)[-1]


def of_date(date: DateRecord, label: str) -> str:
    return f"{_words(date)} ({date.role.value}: {shorten(label)})"


def of_signature(signature: Signature, label: str) -> str:
    return f"Signature {signature.order}, {signature.as_printed.rstrip('.')}, to: {label}"


def of_note(note: EditorialNote, label: str) -> str:
    return f"Note {note.number or note.order} to: {label}"


def of_event(event: object) -> str:
    assert isinstance(event, Event)  # noqa: S101 - called with the events of a record
    date = next((one.expressed for one in event.dates), None)
    return f"{shorten(event.name)}, {date}" if date and date not in event.name else shorten(event.name)


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
    printed = reference.normalized or reference.as_printed
    return re.split(r"(?:[.;,]|(?<![\s.;,]))\s++[FФ]\b", printed, maxsplit=1)[0].rstrip(".;, ")


def of_compiler(compiler: Compiler, edition: str) -> str:
    return f"{compiler.role.capitalize()} {compiler.order} of {edition}"


def of_reservation(name: str, role: str, label: str) -> str:
    """Name what is held back of a party or place, e.g. ``A. Vogel as sender of: Letter, 1921``."""
    return f"{name} as {role} of: {label}"


def of_agent_relation(relation: AgentRelation, names: Names) -> str:
    """Name both sides and what joins them, as a register prints it: ``A. Vogel – hat Tochter – Marie Vogel``."""
    sides = [names.get(side, side.key) for side in (relation.source, relation.target)]
    return f"{sides[0]} – {relation.name} – {sides[1]}"


def of_relation(relation: OfficeHolding | Membership, record: DocumentRecord) -> str:
    """Name who and what a relation joins, by the names that the document prints."""
    names = printed_names(record)
    person = names.get(relation.person, relation.person.key)
    other = relation.position if isinstance(relation, OfficeHolding) else relation.body
    verb = "held" if isinstance(relation, OfficeHolding) else "was a member of"
    return f"{person} {verb} {names.get(other, other.key)}"
