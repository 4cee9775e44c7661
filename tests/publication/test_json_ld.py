"""JSON-LD compacted by our context says what the lines say; other processors expand it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graphs.terms import literal, quad_line
from kg.namespaces import PREFIXES, RDF, XSD
from kg.publication.json_ld import Context, compact, read_context

CONTEXT = Context(
    {"e": "http://e.org/", "ee": "http://e.org/x/", "xsd": XSD},
    {"e:to": "@id", "e:on": "xsd:date", "e:text": None},
)


@pytest.fixture(scope="module")
def context(project: Path) -> Context:
    return read_context((project / "ontology" / "context.jsonld").read_bytes())


def expanded(document: object) -> set[str]:
    """What the engine, an independent processor, reads in a document."""
    data = json.dumps(document).encode()
    quads = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.JSON_LD)
    return {f"{quad.triple} .\n" for quad in quads}


def test_every_statement_of_the_vocabulary_survives(context: Context, project: Path) -> None:
    quads = pyoxigraph.parse(path=str(project / "ontology" / "lettergraph.ttl"))
    lines = sorted({f"{quad.triple} .\n" for quad in quads if not isinstance(quad.subject, pyoxigraph.BlankNode)})

    assert set(lines) == expanded(compact(lines, context))


def test_the_context_has_our_prefixes_and_types(context: Context) -> None:
    assert PREFIXES.items() <= context.prefixes.items()
    assert context.terms["rico:hasSender"] == "@id"


def test_a_document_about_one_thing_is_a_node() -> None:
    lines = [
        quad_line("<http://e.org/a>", f"<{RDF}type>", "<http://e.org/Letter>"),
        quad_line("<http://e.org/a>", "<http://e.org/on>", literal("1919-11-12", datatype=f"{XSD}date")),
        quad_line("<http://e.org/a>", "<http://e.org/text>", literal("письмо", language="ru")),
        quad_line("<http://e.org/a>", "<http://e.org/to>", "<http://e.org/x/b>"),
        quad_line("<http://e.org/a>", "<http://e.org/to>", "<http://other.org/c>"),
    ]

    assert compact(lines, CONTEXT) == {
        "@context": {
            "@version": 1.1,
            "id": "@id",
            "type": "@type",
            "e": "http://e.org/",
            "ee": "http://e.org/x/",
            "xsd": XSD,
            "e:on": {"@id": "e:on", "@type": "xsd:date"},
            "e:text": {"@id": "e:text"},
            "e:to": {"@id": "e:to", "@type": "@id"},
        },
        "id": "e:a",
        "type": "e:Letter",
        "e:on": "1919-11-12",
        "e:text": {"@value": "письмо", "@language": "ru"},
        "e:to": ["ee:b", "http://other.org/c"],
    }


def test_nothing_is_an_empty_graph() -> None:
    assert compact([], CONTEXT)["@graph"] == []


def test_a_repeated_statement_is_one() -> None:
    line = quad_line("<http://e.org/a>", "<http://e.org/text>", '"a"')

    assert compact([line, line], CONTEXT)["e:text"] == "a"


def test_blank_nodes_keep_their_names() -> None:
    lines = [quad_line("_:a", "<http://e.org/to>", "_:b"), quad_line("_:a", "<http://e.org/other>", "_:b")]

    assert compact(lines, CONTEXT) == {
        **compact(lines, CONTEXT),
        "id": "_:a",
        "e:to": "_:b",
        "e:other": {"id": "_:b"},
    }


IRIS = st.builds(
    "<{}{}>".format,
    st.sampled_from(["http://e.org/", "http://e.org/x/", "https://f.org/#", "urn:g:"]),
    st.text(st.sampled_from("abcé-./:"), min_size=1, max_size=6),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LITERALS = st.one_of(
    st.builds(literal, TEXTS),
    st.builds(lambda text, tag: literal(text, language=tag), TEXTS, st.sampled_from(["en", "ru-latn"])),
    st.builds(
        lambda text, name: literal(text, datatype=name),
        TEXTS,
        st.sampled_from([f"{XSD}date", f"{XSD}integer", f"{XSD}boolean", "http://e.org/own"]),
    ),
)
PREDICATES = st.sampled_from(
    ["<http://e.org/to>", "<http://e.org/on>", "<http://e.org/text>", "<http://e.org/other>", "<https://f.org/p>"]
)
STATEMENTS = st.lists(st.tuples(IRIS, PREDICATES, st.one_of(IRIS, LITERALS)), max_size=8)


@given(STATEMENTS)
def test_whatever_is_said_is_said_again(statements: Sequence[tuple[str, str, str]]) -> None:
    lines = [quad_line(*one) for one in statements]

    assert {quad_line(*one) for one in statements} == {
        quad_line(*line[:-3].split(" ", 2)) for line in expanded(compact(lines, CONTEXT))
    }
