"""Plain pages of statements: graphs, ontology, shapes, and every resource that has no better page."""

from __future__ import annotations

import json
import re
from typing import cast

from flask import request

from kg.namespaces import DESCRIPTION_PREFIXES
from kg.publication.resource_formats import N_QUADS, RDF_FORMATS
from server.answers import run
from server.links import Links, root_of
from server.request import link_to, release, render

LIMIT = 1_000
"""Statements shown; the downloads have all of them."""

_TERM = re.compile(r'<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

Cell = dict[str, str | None]


def entity_page(iri: str) -> str:
    """Make the page of a resource."""
    answer = run({"task": "describe", "iri": iri, "media_type": N_QUADS.media_type})
    subjects = read_statements(answer.read().decode())
    first = f"<{iri}>"
    subjects.sort(key=lambda one: (one[0] != first, one[0]))
    return statements_page(iri, subjects, more=False, path=None)


def read_statements(lines: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Read N-Quads lines: each subject with its predicates and values, in the order of the lines."""
    subjects: dict[str, list[tuple[str, str]]] = {}
    for line in lines.splitlines():
        terms = _TERM.finditer(line)
        subject, predicate, value = (next(terms)[0] for _ in range(3))
        subjects.setdefault(subject, []).append((predicate, value))
    return list(subjects.items())


def graph_page(title: str, graph: str, *, path: str, prefix: str = "") -> str:
    """Make the page of a graph, or of the part of it whose subjects begin with a prefix."""
    answer = run({"task": "terms", "graph": graph, "prefix": prefix, "limit": LIMIT})
    model = json.loads(answer.read())
    subjects = [(one["subject"], [(p, o) for p, o in one["statements"]]) for one in model["subjects"]]
    return statements_page(title, subjects, more=cast("bool", model["more"]), path=path)


def statements_page(
    title: str, subjects: list[tuple[str, list[tuple[str, str]]]], *, more: bool, path: str | None
) -> str:
    """Make a page of statements, subject by subject; each subject of a vocabulary has its anchor."""
    shown = [
        {
            "subject": cell(subject),
            "anchor": subject.strip("<>").partition("#")[2],
            "statements": [{"predicate": cell(p), "value": cell(o)} for p, o in sorted(set(statements))],
        }
        for subject, statements in subjects
    ]
    downloads = [(one.name, link_to(f"{path}.{one.suffix}")) for one in RDF_FORMATS] if path else []
    return render("statements.html", title=title, note="", subjects=shown, more=more, limit=LIMIT, downloads=downloads)


def cell(term: str | None) -> Cell:
    """Turn an N-Triples term into what a template shows: ``text``, ``link``, ``language``, ``datatype``."""
    match = _TERM.fullmatch(term or "")
    if term is None or match is None:
        return {"text": term or "", "link": None, "language": None, "datatype": None}
    if match[1] is not None:
        links = Links(release().base_iri, root_of(request.path))
        return {"text": short(match[1]), "link": links.href(match[1]), "language": None, "datatype": None}
    text = _ESCAPE.sub(_unescaped, match[2])
    return {"text": text, "link": None, "language": match[3], "datatype": short(match[4]) if match[4] else None}


def short(iri: str) -> str:
    """Shorten an IRI to read it: ``rico:hasSender``, or ``id/person/stalin`` within the collection."""
    base = release().base_iri
    if iri.startswith(base):
        return iri.removeprefix(base) or iri
    for prefix, namespace in DESCRIPTION_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code is not None else _SHORT.get(match[3], match[3])
