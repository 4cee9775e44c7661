"""The authority graph: what the editors of a collection say on their own account, never a document.

Labels, links to registers, dates of lives, memberships, offices, parts, and the decisions that join a name printed in
one letter with an entity. The terms are those of the stated graphs (RiC-O 1.1, SKOS, the bounds of CIDOC CRM), so one
query reads both. Printed ``names`` are not published from here: they are keys for recognising, and the stated graphs
have every form as printed.

Identity of persons is ``owl:sameAs``, of everything else ``skos:exactMatch``: only of persons has somebody reviewed it.
The IRI of a key that does not stay (`kg.authorities.decisions`) leads to the one in its place by ``dct:isReplacedBy``,
and by ``owl:sameAs`` where an editor decided that both are one. Joined letters are not told of here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg.authorities import Authorities, Authority, AuthorityDate, Identification, Tie
from kg.authorities.decisions import Replaced
from kg.graphs.naming import GraphNames
from kg.graphs.terms import iri, literal, quad_line
from kg.namespaces import CRM, DCT, EDTF, LG, LGV, OA, OWL, RDF, RDFS, RICO, SCHEMA, SKOS, XSD
from kg.records.agent import EntityKind
from kg.records.reference import EntityType, Reference

CLASSES = {
    EntityKind.PERSON: "Person",
    EntityKind.CORPORATE_BODY: "CorporateBody",
    EntityKind.GROUP: "Group",
    EntityKind.POSITION: "Position",
    EntityKind.PLACE: "Place",
}
"""The class of RiC-O for each kind of entity."""

_LABEL_LANGUAGE = "en"
"""Of the labels that are made here, for dates, relations and decisions."""


def authority_quads(authorities: Authorities, *, base_iri: str, documents: Collection[str] | None = None) -> list[str]:
    """Give the authority graph.

    Args:
        authorities: what the authority files of the collection say.
        base_iri: the collection's, with its closing slash.
        documents: the keys of the letters that are published; decisions about others are left out. Without it all
            decisions are published.

    Returns:
        Sorted N-Quads lines, each once, all in the graph ``{base}graph/authority``. The dates obey
        ontology/shapes/date.ttl, entities and relations ontology/shapes/agent.ttl.
    """
    graph = _AuthorityGraph(authorities, base_iri)
    for authority in authorities:
        graph.add_entity(authority)
    for decision in authorities.identifications:
        if documents is None or decision.document in documents:
            graph.add_decision(decision)
    for old, replaced in authorities.decisions.replaced.items():
        if old.type is not EntityType.DOC:
            graph.add_replaced(old, replaced)
    return sorted(graph.lines)


class _AuthorityGraph:
    """The lines, while they are collected."""

    def __init__(self, authorities: Authorities, base_iri: str) -> None:
        self.lines: set[str] = set()
        self._authorities = authorities
        self._base_iri = base_iri
        self._graph = iri(GraphNames(base_iri).authority)

    def add_entity(self, authority: Authority) -> None:
        subject = self._thing(authority.reference)
        self._add(subject, RDF + "type", iri(RICO + CLASSES[authority.kind]))
        for language, text in authority.labels:
            self._add(subject, SKOS + "prefLabel", literal(text, language=language))
        preferred = set(authority.labels)
        # SKOS, S13: no two of the three kinds of label share a form in one language.
        for language, text in (form for form in authority.also if form not in preferred):
            self._add(subject, SKOS + "altLabel", literal(text, language=language))
        shown = preferred | set(authority.also)
        for language, text in (form for form in authority.misprints if form not in shown):
            self._add(subject, SKOS + "hiddenLabel", literal(text, language=language))
        self._add_links(subject, authority)
        self._add_life(subject, authority)
        self._add_ties(subject, authority)
        self._add_notes(subject, authority.note, authority.sources)
        if authority.coordinates is not None:
            point = authority.coordinates
            self._add(subject, SCHEMA + "latitude", literal(point.latitude, datatype=XSD + "decimal"))
            self._add(subject, SCHEMA + "longitude", literal(point.longitude, datatype=XSD + "decimal"))

    def add_decision(self, decision: Identification) -> None:
        """Join a document's node with an entity, and say who decided it, when and why.

        The annotation has two targets: the node, and the name as printed in that document, so that it can be looked
        up like every other annotation (ontology/shapes/annotation.ttl).
        """
        printed, target = self._thing(decision.printed), self._thing(decision.target)
        reviewed = decision.target.type == EntityType.PERSON
        self._add(printed, OWL + "sameAs" if reviewed else SKOS + "exactMatch", target)
        node = self._thing(Reference(EntityType.ANNOTATION, f"{decision.printed.key}-decision"))
        label = f"“{decision.name}” in {decision.document} is {self._label(decision.target)}"
        self._add(node, RDF + "type", iri(OA + "Annotation"))
        self._add(node, SKOS + "prefLabel", literal(label, language=_LABEL_LANGUAGE))
        self._add(node, OA + "motivatedBy", iri(OA + "identifying"))
        self._add(node, OA + "hasTarget", printed)
        self._add(node, OA + "hasBody", target)
        self._add_quote(node, decision)
        self._add(node, LG + "identificationBasis", iri(LGV + "curated"))
        self._add(node, DCT + "creator", literal(decision.by))
        self._add(node, DCT + "created", literal(decision.on.isoformat(), datatype=XSD + "date"))
        self._add(node, RDFS + "comment", literal(decision.why))

    def add_replaced(self, old: Reference, replaced: Replaced) -> None:
        """Lead from a key that does not stay to the one in its place; the old IRI is never forgotten."""
        self._add(self._thing(old), DCT + "isReplacedBy", self._thing(replaced.by))
        if replaced.same:
            self._add(self._thing(old), OWL + "sameAs", self._thing(replaced.by))

    def _add_quote(self, node: str, decision: Identification) -> None:
        place, quote = (iri(f"{node[1:-1]}#{fragment}") for fragment in ("target", "quote"))
        self._add(node, OA + "hasTarget", place)
        self._add(place, RDF + "type", iri(OA + "SpecificResource"))
        self._add(place, OA + "hasSource", self._thing(Reference(EntityType.DOC, decision.document)))
        self._add(place, OA + "hasSelector", quote)
        self._add(quote, RDF + "type", iri(OA + "TextQuoteSelector"))
        self._add(quote, OA + "exact", literal(decision.name))

    def _add_links(self, subject: str, authority: Authority) -> None:
        for property_, values in (
            (OWL + "sameAs", authority.same_as),
            (SKOS + "exactMatch", authority.exact_match),
            (SKOS + "closeMatch", authority.close_match),
        ):
            for value in values:
                self._add(subject, property_, iri(value))

    def _add_life(self, subject: str, authority: Authority) -> None:
        key, label = authority.key, self._label(authority.reference)
        for property_, role, words, date in (
            ("hasBirthDate", "birth", "Birth of", authority.born),
            ("hasDeathDate", "death", "Death of", authority.died),
            ("hasBeginningDate", "begin", "Beginning of", authority.begun),
            ("hasEndDate", "end", "End of", authority.ended),
        ):
            if date is not None:
                node = self._date(f"{key}-{role}", date, f"{words} {label}")
                self._add(subject, RICO + property_, node)

    def _add_ties(self, subject: str, authority: Authority) -> None:
        place = authority.kind == EntityKind.PLACE
        for property_, ties in (
            ("isOrWasMemberOf", authority.member_of),
            ("isOrWasContainedBy" if place else "isOrWasSubdivisionOf", authority.part_of),
            ("existsOrExistedIn", authority.exists_in),
            ("hasSuccessor", authority.successors),
        ):
            for tie in ties:
                self._add(subject, RICO + property_, self._thing(tie.target))
        # Source and target as RiC-O has them: from group to person, but from person to position.
        for number, tie in _numbered(authority.member_of):
            self._relation("MembershipRelation", tie.target, authority.reference, f"member{number}", tie)
        for number, tie in _numbered(authority.holds):
            self._relation("PositionHoldingRelation", authority.reference, tie.target, f"held{number}", tie)

    def _relation(self, class_: str, source: Reference, target: Reference, name: str, tie: Tie) -> None:
        person, other = (target, source) if class_ == "MembershipRelation" else (source, target)
        verb = "was a member of" if class_ == "MembershipRelation" else "held"
        key = f"{person.key}-{name}-{other.key}"
        label = f"{self._label(person)} {verb} {self._label(other)}"
        node = self._thing(Reference(EntityType.RELATION, key))
        self._add(node, RDF + "type", iri(RICO + class_))
        self._add(node, SKOS + "prefLabel", literal(label, language=_LABEL_LANGUAGE))
        self._add(node, RICO + "relationHasSource", self._thing(source))
        self._add(node, RICO + "relationHasTarget", self._thing(target))
        self._add(node, LG + "identificationBasis", iri(LGV + "curated"))
        self._add_notes(node, None, [tie.source] if tie.source else [])
        if tie.begin is not None:
            begin = self._date(f"{key}-begin", tie.begin, f"{label}, from")
            self._add(node, RICO + "hasBeginningDate", begin)
        if tie.end is not None:
            self._add(node, RICO + "hasEndDate", self._date(f"{key}-end", tie.end, f"{label}, until"))

    def _date(self, key: str, date: AuthorityDate, words: str) -> str:
        node = self._thing(Reference(EntityType.DATE, key))
        bounds = [day.isoformat() if day else "…" for day in (date.earliest, date.latest)]
        label = f"{words}: {date.edtf or ' – '.join(bounds)}"
        self._add(node, RDF + "type", iri(RICO + "Date"))
        self._add(node, RDF + "type", iri(CRM + "E52_Time-Span"))
        self._add(node, SKOS + "prefLabel", literal(label, language=_LABEL_LANGUAGE))
        if date.edtf is not None:
            self._add(node, RICO + "normalizedDateValue", literal(date.edtf, datatype=EDTF + "EDTF"))
        for property_, day in (
            ("P82a_begin_of_the_begin", date.earliest),
            ("P82b_end_of_the_end", date.latest),
        ):
            if day is not None:
                self._add(node, CRM + property_, literal(day.isoformat(), datatype=XSD + "date"))
        self._add_notes(node, date.note, [date.source] if date.source else [])
        return node

    def _add_notes(self, subject: str, note: str | None, sources: Iterable[str]) -> None:
        if note is not None:
            self._add(subject, SKOS + "note", literal(note))
        for source in sources:
            self._add(subject, DCT + "source", literal(source))

    def _label(self, reference: Reference) -> str:
        """Give an entity's label: the English one if there is one, else the first."""
        authority = self._authorities.get(reference.type, reference.key)
        labels = authority.labels if authority is not None else ()
        return dict(labels).get(_LABEL_LANGUAGE, next((text for _, text in labels), reference.key))

    def _thing(self, reference: Reference) -> str:
        return iri(f"{self._base_iri}id/{reference.type}/{reference.key}")

    def _add(self, subject: str, property_: str, object_: str) -> None:
        self.lines.add(quad_line(subject, iri(property_), object_, self._graph))


def _numbered(ties: Sequence[Tie]) -> list[tuple[str, Tie]]:
    """Tell ties to the same target apart: the second one is ``"2"``, the first needs nothing."""
    seen: dict[Reference, int] = {}
    numbered = []
    for tie in ties:
        seen[tie.target] = seen.get(tie.target, 0) + 1
        numbered.append((str(seen[tie.target]) if seen[tie.target] > 1 else "", tie))
    return numbered
