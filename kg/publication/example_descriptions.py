"""The example queries as RDF, by the vocabulary of SHACL: editors and assistants that know it offer them by themselves.

Each is a ``sh:SPARQLExecutable`` (https://www.w3.org/TR/shacl/#sparql-constraints-prefixes for ``sh:prefixes``), in the
form that the SPARQL examples of the Swiss Institute of Bioinformatics have and their tools read
(https://github.com/sib-swiss/sparql-examples): the question is the ``rdfs:comment``, the endpoint the
``schema:target``. Nodes that are blank there have IRIs here, for nothing that we publish is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.graphs.terms import iri, literal
from kg.namespaces import DCT, PREFIXES, RDF, RDFS, SH, XSD
from kg.publication.examples import ExampleQuery, example_queries

SCHEMA_HTTPS = "https://schema.org/"
"""The tools ask for ``schema:target`` in the namespace with https; our own statements have the one with http."""
EXAMPLE_PREFIXES = {**PREFIXES, "sdo": SCHEMA_HTTPS}

_DECLARATION = re.compile(r"^PREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|#[^\n]*(?:\n|$)|(?:PREFIX\s+[^\s:]*:|BASE)\s*<[^<>]*>)+", re.IGNORECASE)

Triple = tuple[str, str, str]


def example_lines(
    base_iri: str, *, name: str | None = None, examples: Iterable[ExampleQuery] | None = None
) -> list[str]:
    """Describe the example queries of a site.

    Args:
        base_iri: of the collection; ``{base}queries/{name}`` is an example, ``{base}sparql`` what it is asked of.
        name: of the only one to describe, e.g. ``who-wrote-to-whom``; without it all of them and their list.
        examples: without them those that travel with the library.

    Returns:
        N-Triples lines, subject by subject; none if there is no example of that name.
    """
    return list(_own_lines(base_iri, name)) if examples is None else _lines(base_iri, name, examples)


@lru_cache(maxsize=64)
def _own_lines(base_iri: str, name: str | None) -> tuple[str, ...]:
    """Those of the library: they are in every service description, which each client reads first."""
    return tuple(_lines(base_iri, name, example_queries()))


def _lines(base_iri: str, name: str | None, examples: Iterable[ExampleQuery]) -> list[str]:
    chosen = tuple(one for one in examples if name in (None, one.name))
    triples: list[Triple] = []
    if name is None:
        triples += _list_triples(base_iri, chosen)
    for example in chosen:
        triples += _example_triples(base_iri, example)
    if chosen:
        triples += _prefix_triples(base_iri, prefixes_of(chosen))
    return [f"{subject} {iri(predicate)} {value} .\n" for subject, predicate, value in triples]


def prefixes_of(examples: Iterable[ExampleQuery]) -> dict[str, str]:
    """Give the namespaces that the queries declare, by prefix, sorted by prefix."""
    return dict(sorted(pair for one in examples for pair in _DECLARATION.findall(one.query)))


def form_of(query: str) -> str:
    """Give the form of a query in lower case: ``select``, ``ask``, ``construct`` or ``describe``."""
    prologue = _PROLOGUE.match(query)
    found = _FORM.match(query, prologue.end() if prologue else 0)
    return found[1].lower() if found else "select"


def _list_triples(base_iri: str, examples: Iterable[ExampleQuery]) -> Iterator[Triple]:
    node = iri(f"{base_iri}queries")
    yield node, f"{DCT}title", literal("Example queries", language="en")
    for example in examples:
        yield node, f"{DCT}hasPart", iri(f"{base_iri}queries/{example.name}")
    yield iri(f"{base_iri}sparql"), f"{RDFS}seeAlso", node


def _example_triples(base_iri: str, example: ExampleQuery) -> Iterator[Triple]:
    node, form = iri(f"{base_iri}queries/{example.name}"), form_of(example.query)
    yield node, f"{RDF}type", iri(f"{SH}SPARQLExecutable")
    yield node, f"{RDF}type", iri(f"{SH}SPARQL{form.capitalize()}Executable")
    yield node, f"{RDFS}comment", literal(example.question, language="en")
    yield node, f"{DCT}description", literal(example.meaning, language="en")
    yield node, f"{SH}prefixes", iri(f"{base_iri}queries#prefixes")
    yield node, f"{SH}{form}", literal(example.query)
    yield node, f"{SCHEMA_HTTPS}target", iri(f"{base_iri}sparql")


def _prefix_triples(base_iri: str, prefixes: dict[str, str]) -> Iterator[Triple]:
    for prefix in prefixes:
        yield iri(f"{base_iri}queries#prefixes"), f"{SH}declare", iri(f"{base_iri}queries#prefix-{prefix}")
    for prefix, namespace in prefixes.items():
        node = iri(f"{base_iri}queries#prefix-{prefix}")
        yield node, f"{SH}prefix", literal(prefix)
        yield node, f"{SH}namespace", literal(namespace, datatype=f"{XSD}anyURI")
