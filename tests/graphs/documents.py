"""Documents as N-Quads lines, drawn by Hypothesis, and what a release of them must hold, said as simply as possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from kg.graphs.alignment import align
from kg.graphs.canonical import default_graph_lines
from kg.graphs.terms import iri, literal, lower_language, quad_line
from kg.namespaces import RDF, RICO, SKOS

BASE = "https://letters.example.org/"
LABELS = f"<{BASE}graph/labels>"
LABEL = f"<{SKOS}prefLabel>"
KEYS = [f"x-{letter}" for letter in "abcdefgh"]
SHARED = [iri(f"{BASE}id/{name}") for name in ("person/gnd-1", "person/gnd-2", "place/geonames-3", "work/w")]
CLASSES = [f"<{RICO}{name}>" for name in ("Person", "Place", "Record")]

texts = st.text(st.characters(codec="utf-8"), max_size=8)
objects = st.one_of(
    st.sampled_from(SHARED),
    st.builds(literal, texts),
    st.builds(lambda text, tag: literal(text, language=tag), texts, st.sampled_from(["en", "de"])),
    st.builds(lambda number: literal(str(number), datatype="http://www.w3.org/2001/XMLSchema#integer"), st.integers(0)),
)
predicates = st.sampled_from([iri(f"https://e.org/{name}") for name in "pq"])


def documents(key: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw the lines of the document of a key: about itself, and about what others know too."""
    graphs = st.sampled_from(
        [iri(f"{BASE}graph/{name}") for name in (f"doc/{key}", f"doc/{key}/evidence", f"doc/{key}/inferred", "meta")]
    )
    own = st.sampled_from(
        [iri(BASE + name) for name in (f"id/doc/{key}", f"id/date/{key}-sent", f"id/doc/{key}#sent", f"run/{key}")]
    )
    subjects = st.one_of(own, st.sampled_from(SHARED))
    types = st.builds(
        quad_line,
        subjects,
        st.just(f"<{RDF}type>"),
        st.sampled_from(CLASSES),
        st.just(iri(f"{BASE}graph/doc/{key}")),
    )
    labels = st.builds(
        lambda subject, text, tag: quad_line(subject, LABEL, literal(text, language=tag), LABELS),
        subjects,
        st.sampled_from(["Lind", "Lind, Otto", "O. Lind"]),
        st.sampled_from(["en", "de", None]),
    )
    lines = st.one_of(st.builds(quad_line, subjects, predicates, objects, graphs), types, labels)
    return st.lists(lines, max_size=12).map(tuple)


collections = st.fixed_dictionaries({}, optional={key: documents(key) for key in KEYS})
"""Documents by key, as `released` takes them."""


def released(collection: Mapping[str, Sequence[str]]) -> set[str]:
    """Say what a release of these documents holds."""
    lines = {lower_language(line) for document in collection.values() for line in document}
    votes = [line for key, document in collection.items() for line in set(document) if _is_vote(line, key)]
    chosen: dict[tuple[str, str], str] = {}
    for line in sorted(votes, key=lambda one: (-votes.count(one), -len(_label(one)), _label(one))):
        chosen.setdefault((line.split(" ")[0], line.rpartition('"')[2]), line)
    kept = lines - (set(votes) - set(chosen.values()))
    kept |= set(align(sorted(kept), [], base_iri=BASE))
    return kept | set(default_graph_lines(kept, base_iri=BASE))


def _is_vote(line: str, key: str) -> bool:
    return f" {LABEL} " in line and line.endswith(f" {LABELS} .\n") and f"/{key}" not in line.split(" ")[0]


def _label(line: str) -> str:
    return line[line.index('"') : line.rindex('"') + 1]
