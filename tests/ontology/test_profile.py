"""The profile and the JSON-LD context name every term that the mappings use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph
import pytest

from kg.graphs import split_line
from kg.graphs.alignment import align
from kg.graphs.terms import RDF_TYPE
from kg.mapping import Mapping, Plan, compile_mapping, load_mapping
from kg.mapping.model import RDF_TYPE as TYPE
from kg.mapping.model import Constant, Join
from kg.namespaces import PREFIXES
from kg.records.mapping_form import mapping_record
from tests.mappings.records import core_letter, deep_letter

BASE = "https://river.example/"


@pytest.fixture(scope="module")
def mapping(project: Path) -> Mapping:
    return load_mapping(project / "mappings")


@pytest.fixture(scope="module")
def plan(mapping: Mapping) -> Plan:
    return compile_mapping(mapping, base_iri=BASE)


@pytest.fixture(scope="module")
def context(project: Path) -> dict[str, object]:
    text = (project / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)["@context"]
    return loaded


def curie(iri: str) -> str:
    prefix = max((name for name in PREFIXES if iri.startswith(PREFIXES[name])), key=lambda name: len(PREFIXES[name]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


def terms_of(mapping: Mapping) -> tuple[set[str], set[str]]:
    """List the properties and the classes of the mappings, as prefixed names."""
    properties: set[str] = set()
    classes: set[str] = set()
    for rule in mapping.rules:
        for statement in rule.statements:
            names = {term.expression.value for term in statement.predicates if isinstance(term.expression, Constant)}
            properties |= {curie(name) for name in names - {TYPE}}
            if TYPE not in names:
                continue
            for target in statement.objects:
                term = mapping.rule(target.rule).subject if isinstance(target, Join) else target
                if isinstance(term.expression, Constant):
                    classes.add(curie(term.expression.value))
    return properties, classes


def test_every_property_and_class_of_the_mappings_is_in_the_profile(mapping: Mapping, project: Path) -> None:
    named = set(re.findall(r"`([a-z]+:[\w-]+)`", (project / "ontology" / "profile.md").read_text(encoding="utf-8")))
    properties, classes = terms_of(mapping)

    assert sorted((properties | classes) - named) == []


def test_every_own_term_is_in_the_profile_or_is_abstract(project: Path) -> None:
    text = (project / "ontology" / "profile.md").read_text(encoding="utf-8")
    own = re.findall(
        r"^(lg:\w+) a ", (project / "ontology" / "lettergraph.ttl").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert [term for term in own if f"`{term}`" not in text] == ["lg:Prescription"]


def test_every_property_of_the_mappings_is_in_the_context(mapping: Mapping, context: dict[str, object]) -> None:
    properties, _ = terms_of(mapping)

    assert sorted(properties - set(context)) == []


def test_the_prefixes_of_the_context_are_those_of_the_library(context: dict[str, object]) -> None:
    assert {name: iri for name, iri in context.items() if isinstance(iri, str) and name in PREFIXES} == PREFIXES


def test_the_context_types_a_property_as_the_data_have_it(plan: Plan, context: dict[str, object]) -> None:
    lines = [line for letter in (deep_letter(), core_letter()) for line in plan.quads(mapping_record(letter))]
    wrong = set()
    for line in (split_line(each) for each in lines + align(lines, [], base_iri=BASE)):
        if line.predicate == f"<{RDF_TYPE}>":
            continue
        name = curie(line.predicate[1:-1])
        definition = context.get(name)
        assert isinstance(definition, dict), name
        if (definition.get("@type") == "@id") != line.object.startswith("<"):
            wrong.add(name)

    assert wrong == set()


def test_the_context_expands_a_letter(context: dict[str, object]) -> None:
    letter = {
        "@context": context,
        "id": f"{BASE}id/doc/x",
        "type": "rico:Record",
        "rico:hasSender": f"{BASE}id/person/vogel-a",
        "rico:title": {"@value": "Petition", "@language": "en"},
    }

    triples = pyoxigraph.parse(json.dumps(letter), format=pyoxigraph.RdfFormat.JSON_LD)

    assert sorted(str(triple.object) for triple in triples) == [
        '"Petition"@en',
        f"<{BASE}id/person/vogel-a>",
        f"<{PREFIXES['rico']}Record>",
    ]
