"""What a release says, read from its dump by plain Python: the oracle of row C4, and the addresses it is asked by."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from hypothesis import strategies as st

from kg.publication.examples import example_queries
from server.errors import PROBLEMS

REFUSED = frozenset({400, 404, 414})
"""What an address that names nothing may be answered with."""

INJECTIONS = (
    'x" } SELECT * { ?s ?p ?o } #',
    "x> ?p ?o . ?s ?p ?o } #",
    "person/stalin> ?p ?o } UNION { ?s ?p ?o",
    "person/stalin>",
    "person/stalin?p",
    "person/stalin#",
    "<person/stalin>",
    "person/stalin\\u003e",
    "person/stalin%3e ?p ?o",
    "'; DROP TABLE record; --",
    "' OR '1'='1",
    "person/stalin' UNION SELECT data FROM record --",
    "person/%",
    "person/_talin",
    "person/stalin\x00",
    "{{7*7}}",
    "%s%s%n",
    "${jndi:ldap://x}",
    "../person/stalin",
    "person//stalin",
    "person/stalin/",
    "PERSON/STALIN",
    "person/stаlin",  # a Cyrillic letter among Latin ones is the point
    "person/ſtalin",  # a long s, which folds to an s
    "person/stalin.ttl",
    "\ud800",
    "x" * 8_300,
)
"""Texts that mean something to SPARQL, SQL, templates or paths, and twins of a key that exists."""


_AS_WRITTEN, _AS_KEPT = "XMLSchema#nonNegativeInteger>", "XMLSchema#integer>"
"""The engine keeps whole numbers under one datatype; dumps have them as they were mapped."""


@dataclass(frozen=True, slots=True)
class Oracle:
    """Lines of the dump by subject and by graph; ``texts`` are the keys of the sources' texts."""

    base: str
    texts: frozenset[str]
    subjects: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    graphs: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parts: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Of things that have parts (``…#part``) which point to them."""
    lines: set[str] = field(default_factory=set)

    def read(self, dump: Path) -> Oracle:
        """Read N-Quads, compressed."""
        with gzip.open(dump, "rt", encoding="utf-8", newline="\n") as lines:
            for printed in lines:
                line = printed.replace(_AS_WRITTEN, _AS_KEPT)
                subject, _, rest = line.removesuffix(" .\n").split(" ", 2)
                _, graph = _value_and_graph(rest)
                self.lines.add(line)
                self.subjects[subject[1:-1]].add(line)
                if graph is not None:
                    self.graphs[graph].add(line)
                whole = subject[1:-1].partition("#")[0]
                if whole != subject[1:-1] and f"<{whole}>" in rest:
                    self.parts[whole].add(line)
        return self

    @property
    def keys(self) -> list[str]:
        """What stands behind ``id/`` of everything that the release describes."""
        start = f"{self.base}id/"
        return sorted(iri.removeprefix(start) for iri in self.subjects if iri.startswith(start))

    def iri(self, path: str) -> str:
        """Name a path of the site: what is ASCII and has no place in an IRI is percent-encoded (RFC 3987)."""
        safe = "/:@!$&'()*+,;=-._~"
        return self.base + "".join(one if ord(one) > 127 else quote(one, safe=safe) for one in path)


def _value_and_graph(text: str) -> tuple[str, str | None]:
    """Part the object of a line from its graph, if it names one; a literal may hold spaces and what looks like IRIs."""
    end = text.index(">") + 1 if text.startswith("<") else _end_of_literal(text)
    return text[:end], text[end:].strip()[1:-1] or None


def _end_of_literal(text: str) -> int:
    end = 1
    while text[end] != '"':
        end += 2 if text[end] == "\\" else 1
    after = text.find(" ", end)
    return len(text) if after < 0 else after


@dataclass(frozen=True, slots=True)
class Place:
    """An address that takes a text, and what its answer must be."""

    name: str
    path: Callable[[Oracle, str], str]
    """Of the request, percent-encoded."""
    expected: Callable[[Oracle, str], set[str] | bool]
    """The lines that must be in the answer, or only whether there is one."""
    whole: bool = False
    """Whether the answer has these lines and no others."""
    status: int = 200


def encoded(text: str) -> str:
    """Percent-encode everything but letters and digits."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _described(oracle: Oracle, text: str) -> set[str]:
    iri = oracle.iri(f"id/{text}")
    return oracle.subjects.get(iri, set()) | oracle.parts.get(iri, set())


_EXAMPLES = frozenset(one.name for one in example_queries())

PLACES = (
    Place("id", lambda _, text: f"/id/{encoded(text)}", lambda _, text: bool(text), status=303),
    Place("description", lambda _, text: f"/doc/{encoded(text)}.nq", _described),
    Place("page", lambda _, text: f"/doc/{encoded(text)}.html", lambda oracle, text: bool(_described(oracle, text))),
    Place(
        "graph",
        lambda _, text: f"/graph/{encoded(text)}.nq",
        lambda oracle, text: oracle.graphs.get(oracle.iri(f"graph/{text}"), set()),
        whole=True,
    ),
    Place(
        "graph by its name",
        lambda oracle, text: f"/data?graph={encoded(oracle.base + 'graph/' + text)}",
        lambda oracle, text: oracle.graphs.get(f"{oracle.base}graph/{text}", set()),
        whole=True,
    ),
    Place(
        "any graph",
        lambda _, text: f"/data?graph={encoded(text)}",
        lambda oracle, text: oracle.graphs.get(text, set()),
        whole=True,
    ),
    Place("text", lambda _, text: f"/snapshot/{encoded(text)}.txt", lambda oracle, text: text in oracle.texts),
    Place("example", lambda _, text: f"/queries/{encoded(text)}.nt", lambda _, text: text in _EXAMPLES),
    Place("problem", lambda _, text: f"/problems/{encoded(text)}", lambda _, text: text in PROBLEMS),
    Place(
        "run", lambda _, text: f"/run/{encoded(text)}.nq", lambda o, text: o.subjects.get(o.iri(f"run/{text}"), set())
    ),
)


def texts(oracle: Oracle) -> st.SearchStrategy[str]:
    """Any text, what is meant badly, what is there, and what is nearly there."""
    known = [*oracle.keys, *(iri.removeprefix(f"{oracle.base}graph/") for iri in sorted(oracle.graphs))]
    known += [*sorted(oracle.texts), *sorted(_EXAMPLES), *sorted(PROBLEMS), *sorted(oracle.graphs)]
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    there = st.sampled_from(known)
    nearly = st.builds(_inserted, there, anything, st.integers(0, 80))
    return st.one_of(anything, there, nearly, st.sampled_from(INJECTIONS))


def _inserted(text: str, other: str, at: int) -> str:
    return text[:at] + other + text[at:]
