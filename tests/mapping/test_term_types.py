"""Term types that only RML Turtle has: URIs, unsafe IRIs and blank nodes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import MappingError
from kg.mapping import Mapping, Plan, compile_mapping, load_rml, rml_turtle
from tests.mapping.conftest import BASE

TURTLE = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix ex: <https://terms.example/#> .
<#Thing> a rml:TriplesMap ;
  rml:logicalSource [ rml:source "record" ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$.things[*]" ] ;
  rml:subjectMap [ rml:template "node {key}" ; rml:termType rml:BlankNode ; rml:graph <https://g.example/> ] ;
  rml:predicateObjectMap [ rml:predicate ex:uri ; rml:objectMap [ rml:template "t/{key}" ; rml:termType rml:URI ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:uri2 ; rml:objectMap [ rml:reference "key" ; rml:termType rml:URI ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:any ; rml:objectMap [
    rml:template "{scheme}:{key}" ; rml:termType rml:IRI ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:host ; rml:objectMap [
    rml:template "http://h{key}/" ; rml:termType rml:IRI ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:unsafe ; rml:objectMap [
    rml:template "t/{key}" ; rml:termType rml:UnsafeIRI ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:node ; rml:objectMap [
    rml:reference "key" ; rml:termType rml:BlankNode ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:typed ; rml:objectMap [
    rml:reference "key" ; rml:datatypeMap [ rml:template "https://t.example/{types[*]}" ] ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:tagged ; rml:object "a"@en, 7, true, "x"^^ex:t, "plain" ] ;
  rml:predicateObjectMap [ rml:predicate ex:said ; rml:objectMap [
    rml:constant "said" ; rml:languageMap [ rml:reference "language" ] ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:self ; rml:objectMap [ rml:parentTriplesMap <#Thing> ] ;
    rml:graph rml:defaultGraph ] .
<#Fresh> a rml:TriplesMap ;
  rml:logicalSource [ rml:source "record" ; rml:referenceFormulation rml:JSONPath ; rml:iterator "$.things[*]" ] ;
  rml:subjectMap [ rml:termType rml:BlankNode ; rml:class ex:Fresh ] .
"""


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    """The mapping above."""
    return load_rml(TURTLE, base="https://m.example/")


@pytest.fixture(scope="module")
def plan(mapping: Mapping) -> Plan:
    """Its plan, with unsafe IRIs."""
    return compile_mapping(mapping, base_iri=BASE, unsafe_iris=True)


RECORDS = [
    {"things": [{"key": "a", "scheme": "urn", "types": ["x", "y"], "language": "de"}, {"key": "b/c", "types": []}]},
    {"things": [{"key": 7}, {"scheme": "urn"}]},
]


@pytest.mark.parametrize("record", RECORDS)
def test_the_plan_and_the_trace_agree(plan: Plan, record: object) -> None:
    assert plan.quads(record) == [quad.line for quad in plan.trace(record)]


@pytest.mark.parametrize("record", RECORDS)
def test_written_and_read_again_it_makes_the_same_quads(mapping: Mapping, plan: Plan, record: object) -> None:
    again = load_rml(rml_turtle(replace(mapping, prefixes=())), base="https://m.example/")

    assert compile_mapping(again, base_iri=BASE, unsafe_iris=True).quads(record) == plan.quads(record)


def test_each_term_type_has_its_form(plan: Plan) -> None:
    objects = {
        quad.predicate.rpartition("#")[2].rstrip(">"): quad.object
        for quad in plan.trace({"things": [{"key": "a", "scheme": "urn", "language": "de"}]})
    }

    assert objects["uri"] == f"<{BASE}t/a>"
    assert objects["any"] == "<urn:a>"
    assert objects["host"] == "<http://ha/>"
    assert objects["unsafe"] == f"<{BASE}t/a>"
    assert objects["node"] == "_:ba"
    assert objects["said"] == '"said"@de'
    assert objects["self"] == "_:bnode_20_a"


@pytest.mark.parametrize("key", ["ключ", "a b", "http://a b", "\x01"])
def test_a_reference_that_is_no_uri_is_refused(plan: Plan, key: str) -> None:
    with pytest.raises(MappingError) as caught:
        plan.quads({"things": [{"key": key}]})

    assert caught.value.where.field == "rule Thing, $.things[0].key"


def test_two_rules_of_one_name_are_refused(mapping: Mapping) -> None:
    twice = replace(mapping, rules=(*mapping.rules, mapping.rules[0]))

    with pytest.raises(MappingError, match="Two rules"):
        compile_mapping(twice, base_iri=BASE, unsafe_iris=True)
