"""Records through a plan: lines, traces, and faults that name their place."""

from __future__ import annotations

import pickle

import pytest

from kg.errors import MappingError
from kg.mapping import Plan, compile_mapping, read_yarrrml

BASE = "https://letters.example/"
HEAD = """\
prefixes:
  rico: https://www.ica.org/standards/RiC/ontology#
  schema: http://schema.org/
  lgv: https://w3id.org/lettergraph/vocab#
  xsd: http://www.w3.org/2001/XMLSchema#
mappings:
"""
DOCUMENT = """\
  document:
    sources: [['record~jsonpath', '$.documents[*]']]
    subjects: id/doc/$(doc)
    graphs: graph/doc/$(doc)
    predicateobjects:
"""


def plan_of(statements: str, *, head: str = DOCUMENT, more: str = "") -> Plan:
    """Compile one rule over ``$.documents[*]`` with these statements (indented by six)."""
    text = HEAD + head + statements + more
    return compile_mapping(read_yarrrml([("letters.yaml", text)]), base_iri=BASE)


def objects_of(plan: Plan, **fields: object) -> list[str]:
    """Map one document and give the objects of its quads; the trace must agree."""
    record = {"documents": [{"doc": "d1", **fields}]}
    traced = list(plan.trace(record))
    assert plan.quads(record) == [quad.line for quad in traced]
    return [quad.object for quad in traced]


def test_a_quad_has_subject_predicate_object_and_graph() -> None:
    plan = plan_of("      - [rico:title, $(title)]\n")

    quads = plan.quads({"documents": [{"doc": "d1", "title": "On the front"}]})

    assert quads == [
        "<https://letters.example/id/doc/d1> <https://www.ica.org/standards/RiC/ontology#title> "
        '"On the front" <https://letters.example/graph/doc/d1> .\n'
    ]


def test_an_absent_field_makes_no_quad() -> None:
    assert objects_of(plan_of("      - [rico:title, $(title)]\n")) == []
    assert objects_of(plan_of("      - [rico:title, $(title)]\n"), title=None) == []
    assert objects_of(plan_of("      - [rico:title, $(a.b.c)]\n"), a={"b": 3}) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", '"7"'),
        (7, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (30.0, '"3.0E1"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (-0.25, '"-2.5E-1"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (float("inf"), '"INF"^^<http://www.w3.org/2001/XMLSchema#double>'),
        ('a "b"\\\n\t', '"a \\"b\\"\\\\\\n\\t"'),
        ("", '""'),
    ],
)
def test_a_literal_has_the_natural_datatype_of_its_json_type(value: object, expected: str) -> None:
    assert objects_of(plan_of("      - [schema:value, $(value)]\n"), value=value) == [expected]


def test_a_language_may_come_from_the_record_and_is_written_in_lower_case() -> None:
    plan = plan_of("      - [rico:title, $(title), $(language)~lang]\n")

    assert objects_of(plan, title="x", language="en-GB") == ['"x"@en-gb']
    assert objects_of(plan, title="x") == ['"x"']


def test_values_in_a_template_are_percent_encoded_but_cyrillic_stays() -> None:
    plan = plan_of("      - [rico:hasSender, id/person/$(agent.key)~iri]\n")

    assert objects_of(plan, agent={"key": "Ленин/В И"}) == ["<https://letters.example/id/person/Ленин%2FВ%20И>"]


def test_a_path_with_a_wildcard_makes_one_quad_for_each_value() -> None:
    plan = plan_of("      - [schema:mentions, 'id/$(mentions[*].type)/x~iri']\n")

    assert objects_of(plan, mentions=[{"type": "person"}, {}, {"type": "place"}]) == [
        "<https://letters.example/id/person/x>",
        "<https://letters.example/id/place/x>",
    ]


def test_a_statement_may_have_graphs_of_its_own_beside_the_rules() -> None:
    plan = plan_of("      - {p: rico:title, o: $(title), g: graph/doc/$(doc)/inferred}\n")

    traced = plan.trace({"documents": [{"doc": "d1", "title": "x"}]})

    assert [quad.graph for quad in traced] == [
        "<https://letters.example/graph/doc/d1>",
        "<https://letters.example/graph/doc/d1/inferred>",
    ]


def test_a_join_leads_to_the_subjects_of_another_rule() -> None:
    join = """\
      - p: rico:hasSender
        o:
          - mapping: signature
            condition:
              function: equal
              parameters: [[str1, $(doc), s], [str2, $(of), o]]
"""
    signature = """\
  signature:
    sources: [['record~jsonpath', '$.signatures[*]']]
    subjects: id/relation/$(key)
    po: [[a, rico:AuthorshipRelation]]
"""
    plan = plan_of(join, more=signature)
    record = {
        "documents": [{"doc": "d1"}, {"doc": "d2"}],
        "signatures": [{"key": "s1", "of": "d1"}, {"key": "s2", "of": "d1"}, {"key": "s3"}],
    }

    joined = [quad for quad in plan.trace(record) if quad.rule == "document"]

    assert [quad.object for quad in joined] == [
        "<https://letters.example/id/relation/s1>",
        "<https://letters.example/id/relation/s2>",
    ]
    assert joined[1].fields == ("$.documents[0].doc", "$.signatures[1].of", "$.signatures[1].key")
    assert plan.quads(record) == [quad.line for quad in plan.trace(record)]


def test_a_trace_names_rule_file_line_and_the_fields_of_the_object_first() -> None:
    plan = plan_of("      - [a, rico:Record]\n      - [rico:title, $(title), $(language)~lang]\n")

    traced = list(plan.trace({"documents": [{"doc": "d0"}, {"doc": "d1", "title": "x", "language": "en"}]}))[2]

    assert (traced.rule, traced.file, traced.line_number) == ("document", "letters.yaml", 13)
    assert traced.fields == ("$.documents[1].title", "$.documents[1].language", "$.documents[1].doc")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "a\x00b"}, "rule document, $.documents[1].title"),
        ({"title": "\ud800"}, "rule document, $.documents[1].title"),
        ({"title": "\uffff"}, "rule document, $.documents[1].title"),
        ({"title": ["a"]}, "rule document, $.documents[1].title"),
        ({"title": "a", "language": "not a tag"}, "rule document, $.documents[1].language"),
        ({"doc": None, "key": "d"}, "rule document, $.documents[1]"),
    ],
)
def test_a_fault_of_a_record_names_file_line_rule_and_field(fields: dict[str, object], field: str) -> None:
    head = DOCUMENT.replace("id/doc/$(doc)", "id/doc/$(key)")
    plan = plan_of("      - [rico:title, $(title), $(language)~lang]\n", head=head)

    with pytest.raises(MappingError) as caught:
        plan.quads({"documents": [{"doc": "d", "key": "d"}, {"doc": "d", "key": "d", **fields}]})

    assert (caught.value.where.file, caught.value.where.field) == ("letters.yaml", field)
    assert caught.value.where.line in (9, 10, 12)


def test_a_plan_can_be_sent_to_another_process() -> None:
    plan = plan_of("      - [rico:title, $(title)]\n")
    record = {"documents": [{"doc": "d1", "title": "x"}]}

    again = pickle.loads(pickle.dumps(plan))  # noqa: S301 - our own bytes

    assert again.quads(record) == plan.quads(record)
    assert list(again.trace(record)) == list(plan.trace(record))


def test_text_of_the_mapping_cannot_become_code() -> None:
    nasty = """{x}' + __import__("os").getcwd() + f'{record} \\\\ \\n"""
    plan = plan_of(f"      - [rico:title, '$(title) {nasty.replace(chr(39), chr(39) * 2)}']\n")

    quads = plan.quads({"documents": [{"doc": "d1", "title": "x"}]})

    assert "__import__" in quads[0]
    assert [quad.line for quad in plan.trace({"documents": [{"doc": "d1", "title": "x"}]})] == quads


def test_the_generated_source_can_be_read() -> None:
    assert plan_of("      - [rico:title, $(title)]\n").source.startswith("def run(record, out, fresh):")
