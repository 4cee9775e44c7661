"""Compiled alignments are those that the SPARQL engine makes of the same queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.graphs.alignment
from kg.errors import ConfigurationError
from kg.graphs import GraphNames, iri, quad_line, split_line
from kg.graphs.alignment import ALIGNMENTS, Aligner, align
from kg.graphs.construct_code import compile_query
from kg.graphs.construct_query import NotCompiled, read_query
from kg.graphs.construct_values import plain_literal, string_of
from kg.mapping import compile_mapping, load_mapping
from kg.namespaces import PREFIXES
from kg.records.mapping_form import mapping_record
from tests.graphs.strategies import literals, texts
from tests.mappings.records import core_letter, deep_letter

BASE = "https://letters.example.org/"
NAMES = GraphNames(BASE)
GRAPHS = [iri(NAMES.stated("a")), iri(NAMES.inferred("a")), iri(NAMES.labels), iri(NAMES.evidence("a")), ""]
QUERIES = Path(kg.graphs.alignment.__file__).parents[2] / "ontology" / "alignments"
ALIGNER = Aligner(BASE)
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _named(*, classes: bool) -> list[str]:
    """List what the queries ask for, classes or properties, and a little that they do not."""
    patterns = [
        pattern
        for name in ALIGNMENTS
        for branch in read_query((QUERIES / f"{name}.rq").read_text("utf-8")).branches
        for pattern in re.findall(r"(?:predicates=\(|term=)[^)]*", repr(branch))
    ]
    found = sorted({term for pattern in patterns for term in re.findall(r"<[^>]+>", pattern)})
    return [one for one in found if re.search(r"[#/][A-Z][A-Za-z]+>\Z", one) is not None] if classes else found


nodes = st.sampled_from([iri(f"{BASE}id/{kind}/{key}") for kind in ("doc", "date", "person") for key in ("a", "b#c")])
days = st.sampled_from(["1919-11-12", "1919-11-30"]).map(lambda day: f'"{day}"^^<{PREFIXES["xsd"]}date>')
edtf = st.sampled_from(["1919", "1919-11", "1919-11-12", "1919/1920", "1919-11\n", "19"]).map(
    lambda text: f'"{text}"^^<{PREFIXES["edtf"]}EDTF>'.replace("\n", "\\n")
)
graphs = st.sampled_from(GRAPHS)
types = st.builds(quad_line, nodes, st.just(TYPE), st.sampled_from(_named(classes=True)), graphs)
properties = st.builds(
    quad_line, nodes, st.sampled_from(_named(classes=False)), st.one_of(nodes, days, edtf, literals), graphs
)


@given(st.lists(st.one_of(types, properties), max_size=25))
@settings(max_examples=150)
def test_random_lines_are_aligned_as_by_the_engine(lines: list[str]) -> None:
    assert ALIGNER(lines) == align(lines, [], base_iri=BASE)


@pytest.mark.parametrize("letter", [core_letter, deep_letter])
def test_letters_are_aligned_as_by_the_engine(letter: object, project: Path) -> None:
    assert callable(letter)
    plan = compile_mapping(load_mapping(project / "mappings"), base_iri=BASE)
    lines = plan.quads(mapping_record(letter()))

    aligned = ALIGNER(lines)

    assert aligned == align(lines, [], base_iri=BASE)
    assert {split_line(line).graph for line in aligned} == {iri(NAMES.alignment(name)) for name in ALIGNMENTS}


@pytest.mark.parametrize("name", ALIGNMENTS)
def test_our_queries_are_compiled(name: str) -> None:
    query = read_query((QUERIES / f"{name}.rq").read_text("utf-8"))

    assert compile_query(query, iri(NAMES.alignment(name))).source.startswith("def run(")


HEAD = "PREFIX : <https://terms.example/> CONSTRUCT { ?a :made ?b } WHERE "
NOT_COMPILED = {
    "filter": "{ ?a :knows ?b FILTER(?a != ?b) }",
    "path": "{ ?a :knows/:knows ?b }",
    "sub-query": "{ { SELECT ?a ?b { ?a :knows ?b } } }",
    "variable predicate": "{ ?a ?p ?b }",
    "blank node": "{ ?a :knows [ :knows ?b ] }",
    "union inside": "{ ?a :is :x . { ?a :knows ?b } UNION { ?a :met ?b } }",
    "regex with alternatives": '{ ?a :knows ?c BIND(IRI(REPLACE(STR(?c), "a|b", "x")) AS ?b) }',
    "replacement with a reference": '{ ?a :knows ?c BIND(IRI(REPLACE(STR(?c), "[ab]", "$0$0")) AS ?b) }',
    "replacement of nothing": '{ ?a :knows ?c BIND(IRI(REPLACE(STR(?c), "z*", "x")) AS ?b) }',
    "a value that may be missing is looked up": "{ ?a :is :x OPTIONAL { ?a :met ?c } ?c :knows ?b }",
    "function": "{ ?a :knows ?c BIND(UCASE(STR(?c)) AS ?b) }",
    "twice the same": "{ ?a :knows ?a . ?a :knows ?b }",
    "bound before": "{ ?a :knows ?b VALUES ?b { :x } }",
    "optional with nothing new": "{ ?a :knows ?b OPTIONAL { ?a :met ?b } }",
    "value in an optional": "{ VALUES ?k { :x } ?a :knows ?b OPTIONAL { ?a :is ?k ; :met ?c } }",
    "values alone": "{ VALUES ?a { :x } BIND(:y AS ?b) }",
    "bound alone": "{ BIND(:x AS ?a) BIND(:y AS ?b) }",
    "tagged literal": '{ ?a :knows ?b OPTIONAL { ?a :is "x"@en } }',
    "deeper than Python nests": "{ ?a :knows ?b . "
    + " ".join(f"?b :knows ?v{number} ." for number in range(20))
    + " }",
    "condition that is no boolean": "{ ?a :knows ?c BIND(IF(?c, ?c, ?c) AS ?d) ?a :knows ?b }",
    "literal as a node": '{ ?a :knows ?b OPTIONAL { ?a :is "x" ; :met ?c } }',
}
COMPILED = {
    "plain": "{ ?a :knows ?b }",
    "joined at the subject": "{ ?a :is :x ; :knows ?b }",
    "joined at the object": "{ ?c :knows ?a . ?c :met ?b }",
    "chain": "{ ?a :knows ?c . ?c :met ?b }",
    "cross product": "{ ?a :is :x . ?b :is :y }",
    "circle": "{ ?a :knows ?b . ?b :met ?a }",
    "alternatives": "{ ?a :knows|:met|:is ?b }",
    "several alternatives": "{ ?a :knows|:met ?c . ?c :met|:is ?b }",
    "known subject": "{ :x :knows ?b . ?a :is ?b }",
    "values": "{ VALUES ?kind { :x :y } ?a :is ?kind ; :knows ?b }",
    "optional": "{ ?a :is :x OPTIONAL { ?a :knows ?b } }",
    "two optionals": "{ ?a :is ?c OPTIONAL { ?a :knows ?d ; :met ?d } OPTIONAL { ?a :met ?e } "
    "BIND(IF(BOUND(?d), ?d, IF(REGEX(STR(?e), '^[0-9]+$'), STRDT(STR(?e), :t), ?none)) AS ?b) }".replace("'", '"'),
    "new thing": '{ ?c :knows ?b BIND(IRI(CONCAT(STR(?c), "#made")) AS ?a) }',
    "constant": "{ ?a :knows ?c BIND(:x AS ?b) }",
    "two objects": "{ ?a :knows ?b , ?c ; :met ?c ; . }",
    "string": '{ ?a :knows ?c BIND(CONCAT("<", STR(?c), ">") AS ?b) }',
    "union": "{ { ?a :knows ?b } UNION { ?b :met ?a } UNION { ?a :is :x } }",
}
TERMS = [f"<https://terms.example/{name}>" for name in ("x", "y", "z", "é")]
small_lines = st.builds(
    quad_line,
    st.sampled_from(TERMS),
    st.sampled_from([f"<https://terms.example/{name}>" for name in ("knows", "met", "is")]),
    st.one_of(st.sampled_from(TERMS), st.sampled_from(['"12"', '"x y"@en', '"<\\n\\""'])),
    st.sampled_from(GRAPHS),
)


@pytest.fixture
def query_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "query.rq"
    monkeypatch.setattr(kg.graphs.alignment, "resource", lambda *parts: path)
    monkeypatch.setattr(kg.graphs.alignment, "_query", lambda path: path.read_text("utf-8"))
    return path


@pytest.mark.parametrize("where", COMPILED)
def test_what_is_compiled_means_the_same(where: str) -> None:
    @given(st.lists(small_lines, max_size=12))
    @settings(max_examples=40)
    def same(lines: list[str]) -> None:
        assert aligner(lines) == align(lines, [], base_iri=BASE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.graphs.alignment, "resource", lambda *parts: Path("query.rq"))
        patch.setattr(kg.graphs.alignment, "_query", lambda path: HEAD + COMPILED[where])
        aligner = Aligner(BASE)
        compile_query(read_query(HEAD + COMPILED[where]), "<x:g>")
        same()


@pytest.mark.parametrize("where", NOT_COMPILED)
def test_what_is_not_compiled_is_run_by_the_engine(where: str, query_file: Path) -> None:
    query_file.write_text(HEAD + NOT_COMPILED[where], encoding="utf-8")
    one, two = TERMS[:2]
    knows, met, is_ = (f"<https://terms.example/{name}>" for name in ("knows", "met", "is"))
    lines = [quad_line(*triple, GRAPHS[0]) for triple in ((one, knows, two), (two, knows, one), (one, knows, one))]
    lines += [quad_line(one, is_, one, GRAPHS[0]), quad_line(one, met, two, GRAPHS[0])]

    with pytest.raises(NotCompiled):
        compile_query(read_query(HEAD + NOT_COMPILED[where]), "<x:g>")
    assert Aligner(BASE)(lines) == align(lines, [], base_iri=BASE) != []


@given(texts)
def test_a_literal_gives_its_own_text(text: str) -> None:
    assert string_of(plain_literal(text)) == text


@pytest.mark.parametrize("query", ["CONSTRUCT {", "ASK { ?s ?p ?o }"])
def test_a_broken_query_is_an_error_that_names_its_file(query: str, query_file: Path) -> None:
    query_file.write_text(query, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        Aligner(BASE)

    assert caught.value.where.file == str(query_file)
