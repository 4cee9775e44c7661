"""Quads as canonical lines, drawn by Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.graphs.terms import iri, literal, quad_line

BASE = "https://letters.example.org/"

iris = st.builds(
    lambda kind, key: iri(f"{BASE}id/{kind}/{key}"),
    st.sampled_from(["doc", "person", "date"]),
    st.text("abc-.1é_", max_size=6),
)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
literals = st.one_of(
    st.builds(literal, texts),
    st.builds(lambda text, tag: literal(text, language=tag), texts, st.sampled_from(["en", "ru-Latn", "de"])),
    st.builds(
        lambda number: literal(str(number), datatype="http://www.w3.org/2001/XMLSchema#integer"),
        st.integers(0, 99),
    ),
    st.builds(lambda text: literal(text, datatype="http://id.loc.gov/datatypes/edtf/EDTF"), texts),
)
graphs = st.sampled_from(
    [
        "",
        iri(f"{BASE}graph/doc/a"),
        iri(f"{BASE}graph/doc/a/evidence"),
        iri(f"{BASE}graph/doc/b/inferred"),
        iri(f"{BASE}graph/meta"),
        iri(f"{BASE}vocab"),
    ]
)
lines = st.builds(quad_line, iris, iris, st.one_of(iris, literals), graphs)
"""Lines as our stages write them."""
