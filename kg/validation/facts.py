"""What one document contributes to the rules across documents: few facts, so that few questions are left to ask.

Asked of everything, the rules of ``ontology/rules`` cost as much as the rest of the validation. What can break a rule
shows mostly in one document already (it describes what is not its own, it refers to what it does not describe), or in
comparing a few words of each. `facts_of` finds that where the document is made; `kg.validation.candidates` brings the
facts of all documents together and says of which nodes a rule is to be asked. A fact only makes a node suspicious:
whether it breaks the rule is for the query to say. So there may be a fact too many, and never one too few.

A fact is one line of fields with tabs between them; IRIs are in N-Triples form:

=====  ==========================================  =====================================================
``+``  name of the candidates, node                ask of this node
``=``  name, what must be unique, node             ask of every node of which the same is said
``?``  node                                        refers to this node and does not describe it
``!``  node                                        describes this node
``k``  key of the document                         is there
=====  ==========================================  =====================================================

Not here: what the rules ask (``ontology/rules/*.rq``), and how documents are parted (`kg.graphs.parts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.graphs.parts import Part
from kg.namespaces import CRM, DCT, LG, OA, OWL, PROV, RDF, RICO, SKOS

CONSTITUENTS = "constituents"
MATCHES = "matches"
IDENTITIES = "identities"
LABELS = "labels"
PROVENANCE = "provenance"
DESCRIPTIONS = "descriptions"
REFERENCES = "references"
BLANK_NODES = "blank-nodes"
DATES = "dates"
NAMES = (
    *(CONSTITUENTS, MATCHES, IDENTITIES, LABELS, PROVENANCE),
    *(DESCRIPTIONS, REFERENCES, BLANK_NODES, DATES),
)
"""The candidates that a rule can name in its head."""

TYPE = f"<{RDF}type>"
LABEL = f"<{SKOS}prefLabel>"
MATCH = f"<{SKOS}exactMatch>"
SAME_AS = f"<{OWL}sameAs>"
CONSTITUENT = f"<{RICO}hasOrHadConstituent>"
DERIVED = f"<{PROV}wasDerivedFrom>"
TEMPORAL = f"<{DCT}temporal>"
LIFE_DATES = frozenset(f"<{RICO}{name}>" for name in ("hasBirthDate", "hasDeathDate", "hasBeginningDate", "hasEndDate"))
DATE_VALUES = frozenset(
    (
        *(f"<{RICO}expressedDate>", f"<{RICO}normalizedDateValue>"),
        *(f"<{CRM}P82a_begin_of_the_begin>", f"<{CRM}P82b_end_of_the_end>"),
    )
)
_ENTITIES = frozenset(f"<{RICO}{name}>" for name in ("Person", "CorporateBody", "Group", "Place"))
OF_ONE_DOCUMENT = frozenset(
    (
        *(f"<{RICO}{name}>" for name in ("Date", "Instantiation", "Identifier", "Activity", "Event")),
        *(f"<{RICO}{name}Relation>" for name in ("Authorship", "PositionHolding", "Membership")),
        *(f"<{RICO}{name}Relation>" for name in ("OrganicProvenance", "Place")),
        *(f"<{LG}{name}>" for name in ("EditorialNote", "Directive", "Demand")),
        f"<{OA}Annotation>",
    )
)
"""The classes of which S28-one-document asks."""

_WATCHED = frozenset((LABEL, MATCH, SAME_AS, CONSTITUENT, DERIVED, TEMPORAL)) | LIFE_DATES | DATE_VALUES


def facts_of(part: Part, *, key: str, base_iri: str) -> list[str]:
    """Find what is suspicious about a document, or must be compared with other documents.

    Args:
        part: the document's, as it is published.
        key: of the document.
        base_iri: the collection's, with its closing slash.

    Returns:
        Facts, sorted, each once. A sound letter has one or two.
    """
    facts = _Facts(key, base_iri)
    elsewhere = [line for line in part.shared if facts.doc_graph in line]
    for line in elsewhere:  # it speaks in the graph of another document
        facts.graph(line[line.rfind(" <") + 1 :])
    facts.read(part.own if not elsewhere else (*part.own, *elsewhere))
    return sorted({*facts.found, *facts.in_the_end()})


class _Facts:
    """The facts of one document while its lines are read."""

    def __init__(self, key: str, base_iri: str) -> None:
        self.key = key
        self.base_iri = base_iri
        self.doc_graph = f" <{base_iri}graph/doc/"
        self.stated = f"<{base_iri}graph/doc/{key}>"
        self.found: set[str] = set()
        self.graphs: dict[str, _Graph] = {}
        """By the end of their lines."""
        self.values: dict[tuple[str, str], str] = {}
        """What was said first of a node by a predicate of which there may be one value only."""
        self.derived: set[str] = set()
        self.constituents: dict[str, str] = {}

    def read(self, lines: Sequence[str]) -> None:
        """Look at all lines; this is written for speed, most lines are of no interest."""
        own, described, named = f"{self.key}-", set(), set()
        for line in lines:
            # Of a literal with spaces the object is its first word only.
            subject, predicate, value, rest = line.split(" ", 3)
            named.add(value)
            if predicate == TYPE:
                described.add(subject)
                if not subject.startswith(own, subject.rfind("/") + 1):
                    self.graph(rest).describe(subject, value)
            elif predicate in _WATCHED:
                self._watch(line, subject, predicate, value, rest)
        node = f"<{self.base_iri}id/doc/{self.key}>"
        self.found.add(f"k\t{self.key}")
        if node in described:
            self.found.add(f"!\t{node}")
        thing = f"<{self.base_iri}id/"
        self.found.update(f"?\t{node}" for node in named - described if node.startswith(thing) and "#" not in node)
        if any(node.startswith("_:") for node in named | described):
            self._blank_nodes(lines)

    def _watch(self, line: str, subject: str, predicate: str, value: str, rest: str) -> None:
        """Look at a line whose predicate a rule asks of."""
        if predicate == LABEL:
            self._label(line, subject)
        elif predicate in DATE_VALUES:
            if is_default(line):
                self._one_value(DATES, subject, predicate, line)
        elif predicate == SAME_AS:
            self.found.add(f"=\t{IDENTITIES}\t{value}\t{subject}")
        elif predicate == MATCH:
            if rest == ".\n":
                self.found.add(f"=\t{MATCHES}\t{value}\t{subject}")
        elif predicate == DERIVED:
            self.derived.add(subject)
        elif predicate == TEMPORAL:
            self.graph(rest).spans.add(value)
        elif predicate in LIFE_DATES:
            self.graph(rest).dates.append((subject, value))
        elif rest.startswith(self.doc_graph[1:]):
            self._constituent(subject, value)

    def _blank_nodes(self, lines: Sequence[str]) -> None:
        for line in lines:
            subject, _, value, rest = line.split(" ", 3)
            if subject.startswith("_:") or value.startswith("_:"):
                self._add(BLANK_NODES, rest.removesuffix(" .\n"))

    def in_the_end(self) -> Iterator[str]:
        """Give the facts that show when all lines were read."""
        stated = {self.stated}
        for graph in self.graphs.values():
            if graph.document is not None:
                stated.add(f"<{self.base_iri}graph/doc/{graph.document}>")
                for node in graph.foreign():
                    yield f"+\t{DESCRIPTIONS}\t{node}"
        for name in stated - self.derived:
            yield f"+\t{PROVENANCE}\t{name}"

    def graph(self, end: str) -> _Graph:
        """Give what is kept of a graph, by the end of its lines."""
        known = self.graphs.get(end)
        if known is None:
            name = end[1:].removeprefix(self.doc_graph[2:])
            document = name.split(">")[0].removesuffix("/inferred").removesuffix("/evidence")
            known = self.graphs[end] = _Graph(document if end.startswith(self.doc_graph[1:]) else None)
        return known

    def _label(self, line: str, subject: str) -> None:
        suffix = line[line.rfind('"') + 1 :]
        language = suffix.split(" ", 1)[0] if suffix.startswith("@") else ""
        if language or is_default(line):
            # Of a language the graphs are told apart by the end of the line: two labels in one of them are two.
            self._one_value(LABELS, subject, suffix if language else "", line)

    def _one_value(self, name: str, subject: str, predicate: str, line: str) -> None:
        if self.values.setdefault((subject, predicate), line) != line:
            self._add(name, subject)

    def _constituent(self, subject: str, value: str) -> None:
        if self.constituents.setdefault(value, subject) != subject or not self._belongs(value):
            self._add(CONSTITUENTS, value)

    def _belongs(self, node: str) -> bool:
        name = node[node.rfind("/") + 1 : -1]
        return name == self.key or name.startswith(f"{self.key}-")

    def _add(self, name: str, node: str) -> None:
        self.found.add(f"+\t{name}\t{node}")


class _Graph:
    """What one graph of a document describes; ``document`` is its key, ``None`` for graphs of no document."""

    __slots__ = ("dates", "document", "entities", "spans", "suspects")

    def __init__(self, document: str | None) -> None:
        self.document = document
        self.suspects: list[str] = []
        self.spans: set[str] = set()
        self.dates: list[tuple[str, str]] = []
        self.entities: set[str] = set()

    def describe(self, subject: str, class_: str) -> None:
        """Take in the class of a node."""
        if class_ in _ENTITIES:
            self.entities.add(subject)
        elif class_ in OF_ONE_DOCUMENT and not subject[subject.rfind("/") + 1 :].startswith(f"{self.document}-"):
            self.suspects.append(subject)

    def foreign(self) -> Iterator[str]:
        """Give what does not begin with the document's key and is no span and no date of a life."""
        if self.suspects:
            of_lives = {
                date
                for entity, date in self.dates
                if entity in self.entities
                and date[date.rfind("/") + 1 :].startswith(f"{entity[entity.rfind('/') + 1 : -1]}-")
            }
            yield from (node for node in self.suspects if node not in of_lives and node not in self.spans)


def is_default(line: str) -> bool:
    r"""Say whether a canonical line stands in the default graph, e.g. ``<s> <p> "o"@en .\n``."""
    quote = line.rfind('"')
    return line.count(" ", quote) == 1 if quote >= 0 else line.count(" ") == 3
