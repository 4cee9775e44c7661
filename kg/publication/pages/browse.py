"""The lists of a collection: documents by date, persons, bodies, offices, events, directives, places; by hundreds.

The store puts each list in order, so that no list is ever held in memory; ties are broken by IRI, so that pages are
the same on every call.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import UnknownEntity, Where, did_you_mean
from kg.namespaces import CRM, DCT, LG, OA, OWL, RICO, SCHEMA, SKOS
from kg.publication.pages.context import ReleaseContext
from kg.publication.pages.list_models import BrowsePage, Count, Entry
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Link, Paging, Text

PAGE_SIZE = 100

Cells = Mapping[str, tuple[tuple[Link, ...] | Text, ...]]

_DATES_OF_DOCUMENT = (RICO + "hasCreationDate", LG + "dateSent", LG + "dateReceived")
_DATES_OF_EVENT = (RICO + "occurredAtDate", RICO + "hasBeginningDate", RICO + "isAssociatedWithDate")


@dataclass(frozen=True, slots=True)
class _List:
    """``pattern`` binds ``?x``; ``order`` binds what the list is ordered by, as ``?key``."""

    title: str
    intro: str
    type: str
    columns: tuple[str, ...]
    pattern: str
    order: str
    cells: Callable[[BrowsePages, Sequence[str]], Cells]


class BrowsePages:
    """Make the lists of one release."""

    def __init__(self, context: ReleaseContext) -> None:
        self._context = context
        self._lookup = Lookup(context)

    def page(self, name: str, *, page: int = 1) -> BrowsePage:
        """Make a page of a list.

        Args:
            name: one of `LISTS`.
            page: from 1; one beyond the last gives the last.

        Raises:
            UnknownEntity: there is no such list.
        """
        wanted = LISTS.get(name)
        if wanted is None:
            near = did_you_mean(name, LISTS)
            raise UnknownEntity(
                f'There is no list "{name}".', where=Where(field=name), remedy=near or f"There are {', '.join(LISTS)}."
            )
        self._lookup = Lookup(self._context)
        total = self._count(wanted)
        pages = max(1, -(-total // PAGE_SIZE))
        page = min(max(page, 1), pages)
        iris = self._iris(wanted, page)
        self._lookup.describe(iris)
        cells = wanted.cells(self, iris)
        return BrowsePage(
            site=self._lookup.site(),
            list=name,
            title=wanted.title,
            intro=wanted.intro,
            columns=wanted.columns,
            entries=tuple(Entry(self._name(iri), cells[iri]) for iri in iris),
            paging=Paging(page, pages, total),
        )

    def counts(self) -> tuple[Count, ...]:
        """Count the entries of every list."""
        return tuple(Count(name, one.title, self._count(one)) for name, one in LISTS.items())

    def _where(self, wanted: _List) -> str:
        prefix = f"{self._lookup.base_iri}id/{wanted.type}/"
        authority = self._context.names.authority
        decided = (
            f"GRAPH <{authority}> {{ ?x <{OWL}sameAs>|<{SKOS}exactMatch> ?entity }} "
            f'FILTER(STRSTARTS(STR(?entity), "{self._lookup.base_iri}id/"))'
        )
        return f'{wanted.pattern} FILTER(STRSTARTS(STR(?x), "{prefix}")) FILTER NOT EXISTS {{ {decided} }}'

    def _count(self, wanted: _List) -> int:
        rows = self._lookup.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {self._where(wanted)} }}")
        return int(rows[0]["n"].value)

    def _iris(self, wanted: _List, page: int) -> list[str]:
        language = self._lookup.languages[0].replace('"', "")
        order = wanted.order.replace("LANGUAGE", f'"{language}"')
        query = (
            f"SELECT ?x (MIN(?key) AS ?first) WHERE {{ {self._where(wanted)} {order} }} GROUP BY ?x "
            f"ORDER BY (!BOUND(?first)) ?first ?x LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}"
        )
        return [row["x"].value for row in self._lookup.select(query) if "x" in row]

    def _name(self, iri: str) -> Link:
        link = self._lookup.link(iri)
        heading = self._lookup.literal(iri, RICO + "name") if self._lookup.type_of(iri) == "doc" else None
        return replace(link, label=heading) if heading is not None else link

    def documents(self, iris: Sequence[str]) -> Cells:
        """Date as printed, senders, addressees, form."""
        parties = self._parties(iris)
        return {
            iri: (
                self._dates(iri, _DATES_OF_DOCUMENT),
                self._lookup.links(parties[iri, "sender"]),
                self._lookup.links(parties[iri, "addressee"]),
                Text(self._lookup.concept(iri, RICO + "hasDocumentaryFormType"), "en"),
            )
            for iri in iris
        }

    def persons(self, iris: Sequence[str]) -> Cells:
        """Life; letters sent, signed, received, named in; works compiled."""
        counts = self._roles(iris)
        roles = ("sent", "signed", "received", "named", "compiled")
        return {iri: (Text(self._lookup.life(iri)), *(_number(counts[iri][one]) for one in roles)) for iri in iris}

    def bodies(self, iris: Sequence[str]) -> Cells:
        """When it existed, what it was part of; letters sent, received, named in."""
        counts = self._roles(iris)
        return {
            iri: (
                Text(self._lookup.life(iri)),
                self._links(iri, RICO + "isOrWasSubdivisionOf"),
                *(_number(counts[iri][one]) for one in ("sent", "received", "named")),
            )
            for iri in iris
        }

    def offices(self, iris: Sequence[str]) -> Cells:
        """The body of the office, who held it, named in."""
        holders = self._holders(iris)
        counts = self._roles(iris)
        return {
            iri: (
                self._links(iri, RICO + "existsOrExistedIn"),
                self._lookup.links(holders[iri]),
                _number(counts[iri]["named"]),
            )
            for iri in iris
        }

    def events(self, iris: Sequence[str]) -> Cells:
        """Date as printed, kind, by whom."""
        return {
            iri: (
                self._dates(iri, _DATES_OF_EVENT),
                Text(self._lookup.kind(iri), "en"),
                (*self._links(iri, RICO + "isOrWasPerformedBy"), *self._links(iri, RICO + "hasOrHadParticipant")),
            )
            for iri in iris
        }

    def directives(self, iris: Sequence[str]) -> Cells:
        """The meeting, the letter, issuers, executors, onward recipients."""
        meetings = self._meetings(iris)
        return {
            iri: (
                self._lookup.links(meetings[iri]),
                self._lookup.literal(iri, RICO + "identifier") or Text("–"),
                self._links(iri, RICO + "issuedBy"),
                self._links(iri, LG + "hasExecutor"),
                self._links(iri, LG + "hasOnwardRecipient"),
            )
            for iri in iris
        }

    def places(self, iris: Sequence[str]) -> Cells:
        """Letters written there, sent from there, received there; named in."""
        counts = self._roles(iris)
        roles = ("written", "from", "to", "named")
        return {iri: tuple(_number(counts[iri][one]) for one in roles) for iri in iris}

    def _links(self, iri: str, property_: str) -> tuple[Link, ...]:
        return self._lookup.links(self._lookup.objects(iri, property_))

    def _dates(self, iri: str, properties: Iterable[str]) -> Text:
        """The first date as printed, with its normal form where that differs."""
        for property_ in properties:
            for node in self._lookup.objects(iri, property_):
                line = self._lookup.date(node, role="")
                if line.printed is not None:
                    return line.printed
                if line.normal:
                    return Text(line.normal, "en")
        return Text("")

    def _parties(self, iris: Sequence[str]) -> Mapping[tuple[str, str], list[str]]:
        """Give senders and addressees in the printed order: the evidence of each is numbered, the graph is not."""
        found: dict[tuple[str, str], list[str]] = {}
        numbered: dict[str, tuple[str, str]] = {}
        for iri in iris:
            for role in ("sender", "addressee"):
                stated = self._lookup.objects(iri, f"{RICO}has{role.capitalize()}")
                found[iri, role] = stated + self._lookup.objects(iri, f"{LG}hasPossible{role.capitalize()}")
                for number in range(1, len(found[iri, role]) + 1):
                    name = f"{self._lookup.key_of(iri)}-{role}{number}"
                    numbered[self._lookup.thing("annotation", name)] = (iri, role)
        if not numbered:
            return found
        values = " ".join(f"<{one}>" for one in numbered)
        rows = self._lookup.select(
            f"SELECT ?a ?agent WHERE {{ VALUES ?a {{ {values} }} GRAPH ?g {{ ?a <{OA}hasBody> ?agent }} }}"
        )
        agents = {row["a"].value: row["agent"].value for row in rows}
        for annotation, place in reversed(numbered.items()):
            agent = agents.get(annotation)
            if agent in found[place]:
                found[place].remove(agent)
                found[place].insert(0, agent)
        return found

    def _roles(self, iris: Sequence[str]) -> Mapping[str, Counter[str]]:
        """Count in which roles things occur, under their own IRI or that of a document that means them."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        if not iris:
            return counts
        values = " ".join(f"<{iri}>" for iri in iris)
        roles = " ".join(f"(<{property_}> <urn:{name}>)" for name, property_ in _PROPERTY_OF_ROLE.items())
        query = (
            f"SELECT ?x ?role (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?x {{ {values} }} "
            f"VALUES (?p ?role) {{ {roles} }} {{ ?s ?p ?x }} UNION {{ GRAPH <{self._context.names.authority}> "
            f"{{ ?node <{OWL}sameAs>|<{SKOS}exactMatch> ?x }} ?s ?p ?node }} }} GROUP BY ?x ?role"
        )
        for row in self._lookup.select(query):
            counts[row["x"].value][row["role"].value.removeprefix("urn:")] = int(row["n"].value)
        return counts

    def _holders(self, iris: Sequence[str]) -> Mapping[str, list[str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for position, person in self._pairs(
            iris,
            f"?r a <{RICO}PositionHoldingRelation> ; <{RICO}relationHasTarget> ?x ; <{RICO}relationHasSource> ?y",
        ):
            # Who was identified is listed as who he is, not as one note names him.
            entity = next(
                (one for one in self._lookup.objects(person, OWL + "sameAs") if self._lookup.is_ours(one)), person
            )
            if entity not in holders[position]:
                holders[position].append(entity)
        return holders

    def _meetings(self, iris: Sequence[str]) -> Mapping[str, list[str]]:
        meetings: dict[str, list[str]] = defaultdict(list)
        pattern = (
            f"{{ ?x <{RICO}resultsOrResultedFrom> ?y }} UNION "
            f"{{ ?outer <{LG}conveys> ?x . ?outer <{RICO}resultsOrResultedFrom> ?y }}"
        )
        for directive, meeting in self._pairs(iris, pattern):
            meetings[directive].append(meeting)
        return meetings

    def _pairs(self, iris: Sequence[str], pattern: str) -> list[tuple[str, str]]:
        if not iris:
            return []
        values = " ".join(f"<{iri}>" for iri in iris)
        query = f"SELECT DISTINCT ?x ?y WHERE {{ VALUES ?x {{ {values} }} {pattern} }} ORDER BY ?x ?y"
        return [(row["x"].value, row["y"].value) for row in self._lookup.select(query)]


def _number(count: int) -> Text:
    return Text(str(count) if count else "")


_PROPERTY_OF_ROLE = {
    "sent": RICO + "hasSender",
    "received": RICO + "hasAddressee",
    "signed": LG + "hasSignatory",
    "named": SCHEMA + "mentions",
    "compiled": DCT + "contributor",
    "written": LG + "hasPlaceOfWriting",
    "from": LG + "hasPlaceOfSending",
    "to": LG + "hasPlaceOfArrival",
}

_BY_LABEL = (
    f"OPTIONAL {{ ?x <{SKOS}prefLabel> ?own FILTER(LANGMATCHES(LANG(?own), LANGUAGE)) }} "
    f"OPTIONAL {{ ?x <{SKOS}prefLabel> ?any }} BIND(LCASE(STR(COALESCE(?own, ?any))) AS ?key)"
)


def _by_date(properties: Iterable[str]) -> str:
    path = "|".join(f"<{one}>" for one in properties)
    # A date with a reservation has no bounds: it stands where its normal form puts it.
    return (
        f"OPTIONAL {{ ?x ({path}) ?date OPTIONAL {{ ?date <{CRM}P82a_begin_of_the_begin> ?bound }} "
        f"OPTIONAL {{ ?date <{RICO}normalizedDateValue> ?edtf }} "
        r'BIND(COALESCE(STR(?bound), REPLACE(STR(?edtf), "^[^0-9]*([0-9]{4}(-[0-9]{2})*).*$", "$1")) AS ?key) }'
    )


LISTS: Mapping[str, _List] = {
    "documents": _List(
        "Documents",
        "By date of writing, sending or arrival; those without a date come last.",
        "doc",
        ("Date, as printed", "From", "To", "Form"),
        f"?x a <{RICO}Record> .",
        _by_date(_DATES_OF_DOCUMENT),
        BrowsePages.documents,
    ),
    "persons": _List(
        "Persons",
        "Everybody who is named, by name. A name that nobody has been found for is listed as it is printed.",
        "person",
        ("Lived", "Sent", "Signed", "Received", "Named in", "Compiled"),
        f"?x a <{RICO}Person> .",
        _BY_LABEL,
        BrowsePages.persons,
    ),
    "bodies": _List(
        "Bodies",
        "Councils, committees, armies, archives and other groups, by name.",
        "body",
        ("Existed", "Part of", "Sent", "Received", "Named in"),
        f"?x a ?class . VALUES ?class {{ <{RICO}CorporateBody> <{RICO}Group> }}",
        _BY_LABEL,
        BrowsePages.bodies,
    ),
    "offices": _List(
        "Offices",
        "Offices that are named, and who held them as far as a note or an editor says it.",
        "position",
        ("Office of", "Held by", "Named in"),
        f"?x a <{RICO}Position> .",
        _BY_LABEL,
        BrowsePages.offices,
    ),
    "events": _List(
        "Events",
        "Meetings, operations and what else is told of, by date; those without a date come last.",
        "event",
        ("Date, as printed", "Kind", "Who"),
        f"?x a ?class . VALUES ?class {{ <{RICO}Activity> <{RICO}Event> }}",
        _by_date(_DATES_OF_EVENT),
        BrowsePages.events,
    ),
    "directives": _List(
        "Directives",
        "What was ordered, meeting by meeting, in the order of the resolution. Whether it was done is not said.",
        "prescription",
        ("Meeting", "Letter", "Issued by", "To be carried out by", "To be passed on to"),
        f"?x a <{LG}Directive> .",
        f"OPTIONAL {{ ?x <{RICO}resultsOrResultedFrom> ?mine }} OPTIONAL {{ ?x <{SCHEMA}position> ?place }} "
        f"OPTIONAL {{ ?outer <{LG}conveys> ?x . ?outer <{RICO}resultsOrResultedFrom> ?theirs . "
        f"?outer <{SCHEMA}position> ?outerPlace }} "
        # What another directive conveys has no place of its own: it comes after the one that conveys it.
        "BIND(CONCAT(STR(COALESCE(?mine, ?theirs)), ' ', SUBSTR(STR(1000 + COALESCE(?outerPlace, ?place)), 2), "
        "IF(BOUND(?theirs), '+', '')) AS ?key)",
        BrowsePages.directives,
    ),
    "places": _List(
        "Places",
        "Where letters were written, sent from and received, and what places are named in them.",
        "place",
        ("Written there", "Sent from there", "Received there", "Named in"),
        f"?x a <{RICO}Place> .",
        _BY_LABEL,
        BrowsePages.places,
    ),
}
"""The lists of every collection, in the order of the front page."""
