"""What is said of one resource: its description, as N-Quads lines.

A description holds the statements about the IRI itself, about its parts (``…#part``), about the dates and identifiers
that belong to it alone, and a label of everything it points to: enough to read it without a second request.

It is taken from the default graph. For syntaxes that can name graphs, each statement stands in its named graphs as
well, as in the dumps: a client that prefers N-Quads and asks no ``GRAPH`` (Comunica) finds everything, too. What stands
in no default graph (annotations, sources, runs of the build) is taken from the named graphs in any case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import EntityGone, ReleaseDamaged, UnknownEntity, Where
from kg.graphs.naming import GraphNames
from kg.graphs.terms import quad_line
from kg.namespaces import RDFS, SKOS
from kg.release import RecordsReader
from kg.release.records import RECORDS
from kg.store.oxigraph import ReadOnlyStore

Statement = tuple[str, str, str, str]

_OWN = ("id/date/", "id/identifier/")
"""What belongs to one resource alone, and is described with it."""
_LABELS = (f"{SKOS}prefLabel", f"{RDFS}label")
_DEEPEST = 3
REPORT = "report.json"
_ENTRY = b'{"code": '


def describe(store: ReadOnlyStore, names: GraphNames, iri: str, *, named_graphs: bool = False) -> list[str]:
    """Describe a resource.

    Args:
        store: of the release.
        names: of its graphs.
        iri: without angle brackets.
        named_graphs: say of each statement which named graphs it stands in, besides the default graph.

    Returns:
        Sorted lines; none if nothing is said of the IRI.

    Raises:
        QueryError: that is no IRI.
    """
    graph = None if named_graphs or next(store.statements(iri, graph=""), None) is None else ""
    found: set[Statement] = set()
    described: set[str] = set()
    waiting = [(iri, 0)]
    while waiting:
        subject, depth = waiting.pop()
        described.add(subject)
        statements = list(store.statements(subject, graph=graph))
        found.update(statements)
        if depth < _DEEPEST:
            own = _own_parts(iri, names, statements) | _parts_that_point_here(store, iri, subject, graph)
            waiting += [(part, depth + 1) for part in sorted(own - described - {one for one, _ in waiting})]
    if found:
        found.update(_labels(store, names, found, described, graph))
    return sorted(quad_line(*statement) for statement in found)


def _own_parts(iri: str, names: GraphNames, statements: Sequence[Statement]) -> set[str]:
    own = tuple(f"{names.base_iri}{path}" for path in _OWN)
    objects = (value[1:-1] for _, _, value, _ in statements if value[0] == "<")
    return {value for value in objects if value.startswith((f"{iri}#", *own))}


def _parts_that_point_here(store: ReadOnlyStore, iri: str, subject: str, graph: str | None) -> set[str]:
    if subject != iri:
        return set()
    pointing = (statement[0][1:-1] for statement in store.statements(object=iri, graph=graph))
    return {part for part in pointing if part.startswith(f"{iri}#")}


def _labels(
    store: ReadOnlyStore, names: GraphNames, found: set[Statement], described: set[str], graph: str | None
) -> Iterator[Statement]:
    objects = {value[1:-1] for _, _, value, _ in found if value[0] == "<"} - described
    graphs = [""] if graph == "" else ["", names.labels, names.vocabulary]
    for iri in objects:
        for where in graphs:
            for label in _LABELS:
                yield from store.statements(iri, predicate=label, graph=where)


def missing(release: Path, base_iri: str, iri: str) -> UnknownEntity:
    """Say in words why the release says nothing of an IRI: it is gone, it was held back, or it was never there.

    Args:
        release: the folder of the release; its report knows of letters that vanished and of those held back.
        base_iri: the collection's.
        iri: without angle brackets.
    """
    where = Where(field=iri)
    key = iri.removeprefix(f"{base_iri}id/doc/")
    if key != iri and _vanished(release, key):
        what = "This letter was published once, and is no longer in its source."
        return EntityGone(what, where=where, remedy="Its identifier stays reserved and is never given to another.")
    if key != iri and _held_back(release, key):
        what = "This letter was held back from publication."
        return UnknownEntity(what, where=where, remedy="The report says why: /report.")
    what = f"This site says nothing about <{iri}>."
    return UnknownEntity(what, where=where, remedy="The lists on the front page show everything that is here.")


def _held_back(release: Path, key: str) -> bool:
    """What is known of a letter lies with its record, or in place of one."""
    with RecordsReader(release / RECORDS) as records:
        return bool(records.findings(key))


def _vanished(release: Path, key: str) -> bool:
    """Look among the entries about the collection: they stand first in the report, which may be very long."""
    try:
        with (release / REPORT).open("rb") as lines:
            for line in lines:
                if line.startswith(_ENTRY):
                    entry = json.loads(line.rstrip().rstrip(b","))
                    if entry["document"] is not None:
                        return False
                    if entry["code"] == "letter-vanished" and entry["field"] == key:
                        return True
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseDamaged("The report cannot be read.", where=Where(str(release / REPORT))) from error
    return False
