"""RML in Turtle: both vocabularies, and mistakes told with the rule."""

from __future__ import annotations

import pytest

from kg.errors import MappingError
from kg.mapping import compile_mapping, load_rml, read_yarrrml, rml_turtle
from tests.mapping.conftest import BASE

HEAD = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix dct: <http://purl.org/dc/terms/> .
"""
SOURCE = """rml:logicalSource [ rml:source "record" ; rml:referenceFormulation rml:JSONPath ; \
rml:iterator "$.notes[*]" ]"""
OLD = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix dct: <http://purl.org/dc/terms/> .
<#Note> a rr:TriplesMap ;
  rml:logicalSource [ rml:source "record" ; rml:referenceFormulation ql:JSONPath ; rml:iterator "$.notes[*]" ] ;
  rr:subjectMap [ rr:template "note/{key}" ; rr:class dct:Text ; rr:graph rr:defaultGraph ] ;
  rr:predicateObjectMap [ rr:predicate dct:title ; rr:objectMap [ rml:reference "text" ; rr:language "en" ] ] ;
  rr:predicateObjectMap [ rr:predicate dct:source ; rr:objectMap [ rml:reference "at" ; rr:termType rr:IRI ] ] ;
  rr:predicateObjectMap [ rr:predicate dct:relation ; rr:objectMap [
    rr:parentTriplesMap <#Note> ; rr:joinCondition [ rr:child "of" ; rr:parent "key" ] ] ] .
"""
RECORD = {"notes": [{"key": "1", "text": "a", "at": "https://a.example/"}, {"key": "2", "of": "1"}]}


def turtle(*parts: str) -> str:
    """Write a document with one triples map."""
    return f"{HEAD}<#Note> a rml:TriplesMap ; {' ; '.join(parts)} ."


def test_the_older_vocabulary_is_read() -> None:
    plan = compile_mapping(load_rml(OLD, base="https://m.example/"), base_iri=BASE)

    assert [quad.line for quad in plan.trace(RECORD)] == plan.quads(RECORD)
    assert [(quad.subject.rpartition("/")[2], quad.object, quad.graph) for quad in plan.trace(RECORD)] == [
        ("1>", "<http://purl.org/dc/terms/Text>", None),
        ("1>", '"a"@en', None),
        ("1>", "<https://a.example/>", None),
        ("2>", "<http://purl.org/dc/terms/Text>", None),
        ("2>", "<https://letters.example/note/1>", None),
    ]


def test_every_element_may_have_a_new_blank_node() -> None:
    text = turtle(SOURCE, "rml:subjectMap [ rml:termType rml:BlankNode ; rml:class dct:Text ]")
    plan = compile_mapping(load_rml(text, base=BASE), base_iri=BASE)
    other = {"notes": [{"key": "3"}]}

    subjects = {quad.subject for record in (RECORD, other) for quad in plan.trace(record)}
    assert len(subjects) == 3
    assert [quad.line for quad in plan.trace(RECORD)] == plan.quads(RECORD)


def test_a_rule_may_have_a_base_iri_of_its_own() -> None:
    text = turtle(
        SOURCE, "rml:baseIRI <https://other.example/>", 'rml:subjectMap [ rml:template "{key}" ; rml:class dct:Text ]'
    )
    plan = compile_mapping(load_rml(text, base=BASE), base_iri=BASE)

    assert [quad.subject for quad in plan.trace(RECORD)] == ["<https://other.example/1>", "<https://other.example/2>"]


SUBJECT = 'rml:subjectMap [ rml:template "{key}" ]'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<#Note> a ", "not Turtle"),
        (turtle(SUBJECT), "no logical source"),
        (turtle(SOURCE), "0 subject maps"),
        (turtle(SOURCE, SUBJECT, "rml:subject dct:x"), "2 subject maps"),
        (turtle(SUBJECT, 'rml:logicalSource [ rml:source "r" ]'), "formulation None"),
        (turtle(SUBJECT, "rml:logicalSource [ rml:referenceFormulation rml:JSONPath ]"), "no source"),
        (turtle(SOURCE.replace("$.notes", "$..notes"), SUBJECT), "JSONPath"),
        (turtle(SOURCE, 'rml:subjectMap [ rml:template "{key" ]'), "template"),
        (turtle(SOURCE, 'rml:subjectMap [ rml:template "{key}" ; rml:reference "key" ]'), "more than one constant"),
        (turtle(SOURCE, 'rml:subjectMap [ rml:template "{a}" ; rml:termType rml:Thing ]'), "term type"),
        (turtle(SOURCE, 'rml:subjectMap [ rml:constant "x" ; rml:termType rml:IRI ]'), "is a Literal, not a IRI"),
        (turtle(SOURCE, SUBJECT, "rml:predicateObjectMap [ rml:predicate dct:x ]"), "a predicate and an object"),
        (
            turtle(
                SOURCE,
                SUBJECT,
                "rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:parentTriplesMap <#No> ] ]",
            ),
            "does not exist",
        ),
        (
            turtle(
                SOURCE,
                SUBJECT,
                "rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:parentTriplesMap <#Note> ;"
                ' rml:joinCondition [ rml:child "a" ] ] ]',
            ),
            "no parent",
        ),
        (
            turtle(
                SOURCE,
                SUBJECT,
                'rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:reference "a" ;'
                ' rml:language "en", "de" ] ]',
            ),
            "2 languages",
        ),
        (
            turtle(SOURCE, SUBJECT, "rml:baseIRI <https://a.example/>, <https://b.example/>"),
            "more than one rml:baseIRI",
        ),
    ],
)
def test_a_mistake_is_told_with_the_rule(text: str, message: str) -> None:
    with pytest.raises(MappingError, match=message) as caught:
        load_rml(text, base=BASE, file="note.ttl")

    assert caught.value.where.file == "note.ttl"
    assert caught.value.where.line is not None or caught.value.where.field == "rule Note"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (('rml:subjectMap [ rml:template "{key}" ; rml:termType rml:Literal ]',), "term type Literal"),
        (("rml:subjectMap [ rml:class dct:Text ]",), "subject has no value"),
        (('rml:subjectMap [ rml:template "{key}" ; rml:termType rml:UnsafeIRI ]',), "switched off"),
        (
            (SUBJECT, 'rml:predicateObjectMap [ rml:predicate "text" ; rml:object "x" ]'),
            "A predicate cannot have the term type Literal",
        ),
        (
            (
                SUBJECT,
                'rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:reference "a" ;'
                ' rml:termType rml:IRI ; rml:language "en" ] ]',
            ),
            "only a literal|Only a literal",
        ),
        (
            (
                SUBJECT,
                'rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:reference "a" ;'
                ' rml:datatype dct:y ; rml:language "en" ] ]',
            ),
            "not both",
        ),
    ],
)
def test_a_term_map_that_cannot_work_is_refused(parts: tuple[str, ...], message: str) -> None:
    mapping = load_rml(turtle(SOURCE, *parts), base=BASE, file="note.ttl")

    with pytest.raises(MappingError, match=message):
        compile_mapping(mapping, base_iri=BASE)


def test_a_join_to_new_blank_nodes_is_refused() -> None:
    text = turtle(
        SOURCE,
        "rml:subjectMap [ rml:termType rml:BlankNode ]",
        "rml:predicateObjectMap [ rml:predicate dct:x ; rml:objectMap [ rml:parentTriplesMap <#Note> ] ]",
    )

    with pytest.raises(MappingError, match="new blank node"):
        compile_mapping(load_rml(text, base=BASE), base_iri=BASE)


def test_a_mapping_is_written_for_one_collection_with_its_base_iri() -> None:
    yarrrml = "mappings: {note: {s: 'id/$(key)', sources: [['record~jsonpath']], po: [[a, https://a.example/T]]}}"
    text = rml_turtle(read_yarrrml([("note.yaml", yarrrml)]), base_iri=BASE)
    plan = compile_mapping(load_rml(text, base="https://m.example/"), base_iri="https://ignored.example/")

    assert [quad.subject for quad in plan.trace({"key": "x"})] == [f"<{BASE}id/x>"]
