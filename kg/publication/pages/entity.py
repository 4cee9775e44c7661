"""The page of one thing: what is said of it, where each statement stands, what points to it, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.graphs import GraphKind
from kg.namespaces import LG, LGV, OA, RDF, RICO, XSD
from kg.publication.explanation import Explainer
from kg.publication.pages.around import Surroundings
from kg.publication.pages.chain import Chains
from kg.publication.pages.context import ReleaseContext
from kg.publication.pages.dates import date_words
from kg.publication.pages.entity_models import EntityPage
from kg.publication.pages.letters import Letters, shorten
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Fact, Meeting, Reading, Reference, Statement, Text, Value
from kg.publication.pages.notices import Notices
from kg.publication.pages.reading import Readings
from kg.publication.pages.reasons import Reasons, Stated
from kg.publication.pages.terms import Term
from kg.publication.pages.witnesses import Witnesses
from kg.publication.pages.words import ORDER, TYPES, property_words
from kg.publication.resource import missing

_DERIVED = frozenset({GraphKind.LABELS, GraphKind.ALIGNMENT, GraphKind.VOCABULARY})
_WITH_CHAIN = frozenset({"doc", "event", "prescription"})
_LONGEST_VALUE = 600


class EntityPages:
    """Make the pages of the things of one release; what is costly to read is read once."""

    def __init__(self, context: ReleaseContext) -> None:
        self._context = context
        self._letters = Letters(context)
        self._explainer: Explainer | None = None
        self._notices = Notices(context.records, self._letters)

    def page(self, iri: str, *, page: int = 1) -> EntityPage:
        """Make a page.

        Args:
            iri: of the thing, whole or from ``id/`` on.
            page: which hundred of what points to it, from 1.

        Raises:
            UnknownEntity: the release says nothing about the IRI; EntityGone: not any more.
        """
        lookup = Lookup(self._context)
        subject = lookup.whole(iri)
        around = Surroundings(lookup)
        graphs = around.graphs(subject)
        if not graphs:
            raise missing(self._context.release, lookup.base_iri, subject)
        stated = self._reasons(lookup).statements(subject, graphs)
        lookup.describe(one.value.value for one in stated if one.value.is_iri)
        witnesses = Witnesses(lookup, self._letters)
        letters = witnesses.preferred_first(subject, around.letters(graphs))
        reading, chain = self._deep(lookup, subject, letters)
        references, paging = around.references(subject, page)
        passages, left = around.passages(subject)
        facts = _Facts(lookup, subject)
        return EntityPage(
            site=lookup.site(),
            iri=subject,
            type=lookup.type_of(subject),
            kind=lookup.kind(subject) or "Thing",
            title=lookup.label(subject),
            subtitle=lookup.life(subject),
            names=tuple(lookup.labels(subject)),
            facts=facts.of([one for one in stated if not one.kinds <= _DERIVED]),
            derived=facts.of([one for one in stated if one.kinds <= _DERIVED]),
            identities=around.identities(subject),
            elsewhere=around.elsewhere(subject),
            passages=passages,
            passages_left=left,
            references=_in_short(references, lookup.label(subject).text),
            paging=paging,
            reading=reading,
            chain=chain,
            notices=self._notices.of(subject, letters, lookup),
            documents=lookup.links(dict.fromkeys(lookup.letter(key) for key in letters[:20])),
            witnesses=witnesses.of(subject, letters),
            described_at=subject.replace(f"{lookup.base_iri}id/", f"{lookup.base_iri}doc/", 1),
        )

    def _reasons(self, lookup: Lookup) -> Reasons:
        if self._explainer is None:
            self._explainer = Explainer(self._context.release, store=self._context.store)
        return Reasons(lookup, self._letters, self._explainer)

    def _deep(self, lookup: Lookup, iri: str, letters: Sequence[str]) -> tuple[Reading | None, tuple[Meeting, ...]]:
        type_ = lookup.type_of(iri)
        reading = Readings(lookup, self._letters).of(lookup.key_of(iri), letters) if type_ == "doc" else None
        chain = Chains(lookup).of(iri) if type_ in _WITH_CHAIN else ()
        return reading, chain


class _Facts:
    """Statements put in order and into words."""

    def __init__(self, lookup: Lookup, subject: str) -> None:
        self._lookup = lookup
        self._subject = subject

    def of(self, stated: Iterable[Stated]) -> tuple[Fact, ...]:
        groups: dict[str, list[Statement]] = {}
        for one in stated:
            inner = one.value.is_iri and one.value.value.startswith(f"{self._subject}#")
            if not inner:
                statement = Statement(self._value(one), one.basis, one.reasons, one.more)
                groups.setdefault(one.property_iri, []).append(statement)
        order = sorted(groups, key=lambda one: (ORDER.get(one, len(ORDER)), one))
        return tuple(Fact(iri, self._label(iri), tuple(_plain(groups[iri]))) for iri in order)

    def _label(self, iri: str) -> str:
        """Name a property: in our words, else by the label that the ontology gives it."""
        if iri == RICO + "name" and self._lookup.type_of(self._subject) == "doc":
            return "Heading of the editors"
        if iri not in ORDER and iri.startswith(LG):
            return self._lookup.label(iri).text.removeprefix("has ").capitalize()
        return property_words(iri).label

    def _value(self, one: Stated) -> Value:
        term, look = one.value, self._lookup
        if not term.is_iri:
            return _literal(term, one.property_iri)
        iri = term.value
        if look.type_of(iri) == "date":
            line = look.date(iri, role="")
            printed = line.printed or Text(line.normal or look.label(iri).text, "en")
            return Value("date", printed, iri, line.normal if line.normal != printed.text else "")
        if look.is_ours(iri):
            return Value("link", look.label(iri), iri, look.kind(iri))
        if one.property_iri == RDF + "type":
            return Value("address", Text(TYPES.get(iri, look.label(iri).text), "en"), iri)
        if iri.startswith((LG, LGV, look.base_iri)):
            return Value("link", look.label(iri), iri)
        return Value("address", Text(iri.removeprefix(OA) if iri.startswith(OA) else iri), iri)


def _in_short(references: Sequence[Reference], title: str) -> tuple[Reference, ...]:
    """Do not repeat the title of the page in the labels of what belongs to it: ``Signature 1, …, to: this``."""
    return tuple(
        replace(
            one,
            things=tuple(
                replace(thing, label=replace(thing.label, text=thing.label.text.replace(f": {title}", ": this")))
                for thing in one.things
            ),
        )
        for one in references
    )


def _plain(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out what kind the things are, where they are all of one kind."""
    if len({one.value.note for one in statements}) > 1 or any(one.value.kind != "link" for one in statements):
        return list(statements)
    return [replace(one, value=replace(one.value, note="")) for one in statements]


def _literal(term: Term, property_iri: str) -> Value:
    text = Text(shorten(term.value, _LONGEST_VALUE), term.language)
    note = "shortened at ⟨…⟩" if text.text != term.value else ""
    if term.datatype == f"{XSD}date":
        note = date_words(term.value, term.value)
    elif property_iri == RICO + "normalizedDateValue":
        note = "EDTF"
    return Value("text", text, None, note)
