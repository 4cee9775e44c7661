"""Who sent what to whom, when and from where: the same answer in RiC-O, CIDOC CRM and schema.org."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

import kg.graphs.alignment
from kg.errors import ConfigurationError
from kg.graphs import GraphNames, split_line
from kg.graphs.alignment import align
from kg.mapping import Plan, compile_mapping, load_mapping
from kg.namespaces import PREFIXES
from kg.records.mapping_form import mapping_record
from tests.mappings.records import core_letter, deep_letter

BASE = "https://river.example/"
NAMES = GraphNames(BASE)
AUTHORITY = [
    f"<{BASE}id/person/vogel-a> <http://www.w3.org/2004/02/skos/core#prefLabel> "
    f'"Vogel, Anna"@en <{NAMES.authority}> .\n'
]
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

RICO = """
SELECT ?sender ?document ?addressee ?day ?place WHERE {
  ?document rico:hasSender ?sender ; rico:hasAddressee ?addressee ; lg:hasPlaceOfWriting ?place ;
    rico:hasCreationDate|lg:dateSent ?date .
  ?date crm:P82a_begin_of_the_begin ?day .
}"""
CRM = """
SELECT ?sender ?document ?addressee ?day ?place WHERE {
  ?sending crm:P2_has_type lgv:sending ; crm:P16_used_specific_object ?document ; crm:P14_carried_out_by ?sender .
  ?addressing crm:P2_has_type lgv:addressing ; crm:P140_assigned_attribute_to ?document ;
    crm:P141_assigned ?addressee .
  ?creation crm:P94_has_created ?document ; crm:P7_took_place_at ?place .
  { ?creation crm:P4_has_time-span ?date } UNION { ?sending crm:P4_has_time-span ?date }
  ?date crm:P82a_begin_of_the_begin ?day .
}"""
SCHEMA = """
SELECT ?sender ?document ?addressee ?day ?place WHERE {
  ?document a schema:Message ; schema:sender ?sender ; schema:recipient ?addressee ; schema:locationCreated ?place ;
    schema:dateCreated|schema:dateSent ?day .
}"""


@pytest.fixture(scope="module")
def plan(project: Path) -> Plan:
    return compile_mapping(load_mapping(project / "mappings"), base_iri=BASE)


@pytest.fixture(scope="module")
def deep(plan: Plan) -> list[str]:
    return plan.quads(mapping_record(deep_letter()))


@pytest.fixture(scope="module")
def core(plan: Plan) -> list[str]:
    return plan.quads(mapping_record(core_letter()))


def answers(lines: list[str], query: str) -> list[tuple[str, ...]]:
    """Ask over the union of the graphs that are loaded."""
    store = pyoxigraph.Store()
    store.load("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    result = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    assert isinstance(result, pyoxigraph.QuerySolutions)
    return sorted({tuple(str(row[name]) for name in result.variables) for row in result})


def in_graphs(lines: list[str], *graphs: str) -> list[str]:
    return [line for line in lines if split_line(line).graph[1:-1] in graphs]


def test_the_question_has_the_same_answer_in_each_vocabulary(deep: list[str], core: list[str]) -> None:
    said = deep + core
    aligned = align(said, AUTHORITY, base_iri=BASE)
    dates = [line for line in said if "/id/date/" in split_line(line).subject]
    crm = in_graphs(aligned, NAMES.alignment("cidoc-crm")) + dates
    schema = in_graphs(aligned, NAMES.alignment("schema-org"))

    in_rico = answers(said, RICO)

    assert [(row[0].rsplit("/", 1)[1], row[3][1:11]) for row in in_rico] == [
        ("vogel-a>", "1920-05-18"),
        ("vogel-a>", "1920-05-18"),
        ("vogel-a>", "1921-02-01"),
    ]
    assert answers(crm, CRM) == in_rico
    assert answers(schema, SCHEMA) == in_rico


def test_the_alignment_of_a_collection_is_the_union_of_its_documents(deep: list[str], core: list[str]) -> None:
    one_by_one = {line for lines in (deep, core) for line in align(lines, AUTHORITY, base_iri=BASE)}

    together = align(deep + core, AUTHORITY, base_iri=BASE)

    assert sorted(one_by_one) == together


def test_the_alignment_has_no_blank_nodes(deep: list[str]) -> None:
    terms = [term for line in align(deep, [], base_iri=BASE) for term in split_line(line)]

    assert [term for term in terms if term.startswith("_:")] == []


def test_the_alignment_stands_in_its_two_graphs(deep: list[str]) -> None:
    graphs = {split_line(line).graph for line in align(deep, [], base_iri=BASE)}

    assert graphs == {f"<{NAMES.alignment('cidoc-crm')}>", f"<{NAMES.alignment('schema-org')}>"}


def test_what_evidence_and_provenance_say_is_not_aligned(deep: list[str]) -> None:
    said = [line for line in deep if NAMES.in_default_graph(split_line(line).graph[1:-1])]

    assert align(deep, [], base_iri=BASE) == align(said, [], base_iri=BASE)


def test_a_name_comes_from_the_authority(core: list[str]) -> None:
    names = [line for line in align(core, AUTHORITY, base_iri=BASE) if "Vogel, Anna" in line]

    assert [split_line(line).predicate for line in names] == ["<http://schema.org/name>"]


def test_a_date_of_a_month_is_no_day_in_schema_org() -> None:
    document, date = f"<{BASE}id/doc/x>", f"<{BASE}id/date/x-written>"
    graph = f"<{NAMES.stated('x')}>"
    lines = [
        f"{document} <{PREFIXES['rico']}hasCreationDate> {date} {graph} .\n",
        f'{date} <{PREFIXES["rico"]}normalizedDateValue> "1919-11"^^<{PREFIXES["edtf"]}EDTF> {graph} .\n',
        f'{date} <{PREFIXES["crm"]}P82a_begin_of_the_begin> "1919-11-01"^^<{PREFIXES["xsd"]}date> {graph} .\n',
        f'{date} <{PREFIXES["crm"]}P82b_end_of_the_end> "1919-11-30"^^<{PREFIXES["xsd"]}date> {graph} .\n',
    ]

    created = [split_line(line) for line in align(lines, [], base_iri=BASE) if "dateCreated" in line]

    assert [line.object for line in created] == [f'"1919-11"^^<{PREFIXES["xsd"]}gYearMonth>']


def test_an_interval_is_left_out_of_schema_org() -> None:
    document, date = f"<{BASE}id/doc/x>", f"<{BASE}id/date/x-written>"
    graph = f"<{NAMES.stated('x')}>"
    lines = [
        f"{document} <{PREFIXES['rico']}hasCreationDate> {date} {graph} .\n",
        f'{date} <{PREFIXES["rico"]}normalizedDateValue> "1919-11-01/1919-11-04"^^<{PREFIXES["edtf"]}EDTF> {graph} .\n',
    ]

    assert [line for line in align(lines, [], base_iri=BASE) if "dateCreated" in line] == []


@pytest.mark.parametrize("query", ["CONSTRUCT {", "ASK { ?s ?p ?o }"])
def test_a_broken_alignment_is_an_error_that_names_its_file(
    query: str, tmp_path: Path, core: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "cidoc-crm.rq"
    broken.write_text(query, encoding="utf-8")
    monkeypatch.setattr(kg.graphs.alignment, "resource", lambda *parts: broken)

    with pytest.raises(ConfigurationError) as caught:
        align(core, [], base_iri=BASE)

    assert caught.value.where.file == str(broken)
