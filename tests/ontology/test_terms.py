"""Every own term and concept is defined: label, definition, scope note, example; nothing points nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.graphs import canonical_lines, split_line
from kg.graphs.terms import RDF_TYPE
from kg.namespaces import LG, LGV, PREFIXES, RDFS, RICO, SKOS
from kg.sources.page.language import LANGUAGES

Statements = dict[str, dict[str, list[str]]]
"""Objects by subject and predicate, all as IRIs without brackets or as literal terms."""


def read(paths: list[Path]) -> Statements:
    statements: Statements = {}
    for path in paths:
        for line in canonical_lines(path.read_bytes(), media_type="text/turtle"):
            subject, predicate, value, _ = split_line(line)
            values = statements.setdefault(subject.strip("<>"), {}).setdefault(predicate.strip("<>"), [])
            values.append(value[1:-1] if value.startswith("<") else value)
    return statements


@pytest.fixture(scope="module")
def ontology(project: Path) -> Statements:
    return read([project / "ontology" / "lettergraph.ttl"])


@pytest.fixture(scope="module")
def concepts(project: Path) -> Statements:
    return read(sorted((project / "ontology" / "concepts").glob("*.ttl")))


@pytest.fixture(scope="module")
def external(project: Path) -> set[str]:
    text = (project / "ontology" / "external-terms.txt").read_text(encoding="utf-8")
    curies = [line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return {PREFIXES[prefix] + name for prefix, name in curies}


def in_english(values: list[str]) -> list[str]:
    return [value for value in values if value.endswith("@en")]


def test_every_own_term_has_label_definition_scope_note_and_example(ontology: Statements) -> None:
    wanted = (f"{RDFS}label", f"{SKOS}definition", f"{SKOS}scopeNote", f"{SKOS}example", f"{RDFS}isDefinedBy")
    terms = {iri: said for iri, said in ontology.items() if iri.startswith(LG)}

    assert len(terms) >= 20
    assert [(iri, name) for iri, said in terms.items() for name in wanted if name not in said] == []


def test_every_property_has_a_domain(ontology: Statements) -> None:
    domains = (f"{RDFS}domain", f"{PREFIXES['schema']}domainIncludes")
    properties = [
        (iri, said)
        for iri, said in ontology.items()
        if any(kind.endswith(("ObjectProperty", "DatatypeProperty")) for kind in said[RDF_TYPE])
    ]

    assert [iri for iri, said in properties if not any(name in said for name in domains)] == []


def test_alignments_go_one_way(ontology: Statements) -> None:
    equivalences = [
        (iri, name) for iri, said in ontology.items() for name in said if "equivalent" in name or "sameAs" in name
    ]

    assert equivalences == []


def test_every_concept_has_label_definition_scope_note_example_and_scheme(concepts: Statements) -> None:
    wanted = ("prefLabel", "definition", "scopeNote", "example", "inScheme")
    own = {iri: said for iri, said in concepts.items() if iri.startswith(LGV) and f"{SKOS}Concept" in said[RDF_TYPE]}

    assert len(own) >= 40
    assert [(iri, name) for iri, said in own.items() for name in wanted if f"{SKOS}{name}" not in said] == []


def test_a_concept_has_one_label_a_language(concepts: Statements) -> None:
    languages = {
        iri: [value.rsplit("@", 1)[1] for value in said.get(f"{SKOS}prefLabel", [])] for iri, said in concepts.items()
    }

    assert {iri: tags for iri, tags in languages.items() if len(tags) != len(set(tags)) or "en" not in tags} == {}


def test_schemes_and_concepts_name_each_other(concepts: Statements) -> None:
    listed = {
        (scheme, concept) for scheme, said in concepts.items() for concept in said.get(f"{SKOS}hasTopConcept", [])
    }
    placed = {(scheme, iri) for iri, said in concepts.items() for scheme in said.get(f"{SKOS}inScheme", [])}

    assert listed == placed


def test_types_of_records_are_typed_as_ric_o_wants_them(concepts: Statements) -> None:
    classes = {
        "documentary-forms": "DocumentaryFormType",
        "activity-types": "ActivityType",
        "role-types": "RoleType",
        "record-set-types": "RecordSetType",
        "production-techniques": "ProductionTechniqueType",
        "transmission-states": "RecordState",
        "identifier-types": "IdentifierType",
    }
    untyped = [
        iri
        for iri, said in concepts.items()
        for scheme in said.get(f"{SKOS}inScheme", [])
        if (name := classes.get(scheme.removeprefix(LGV))) and RICO + name not in said[RDF_TYPE]
    ]

    assert untyped == []


def test_a_file_of_concepts_is_named_after_its_scheme(project: Path) -> None:
    wrong = [
        path.name
        for path in (project / "ontology" / "concepts").glob("*.ttl")
        if f"lgv:{path.stem} a skos:ConceptScheme" not in path.read_text(encoding="utf-8")
    ]

    assert wrong == []


def test_what_terms_and_concepts_refer_to_exists(
    ontology: Statements, concepts: Statements, external: set[str]
) -> None:
    known = external | set(ontology) | set(concepts)
    referred = {
        value
        for said in (*ontology.values(), *concepts.values())
        for values in said.values()
        for value in values
        if value.startswith((LG, LGV, *(iri for name, iri in PREFIXES.items() if name not in ("lgs", "sh"))))
    }

    assert sorted(referred - known) == []


def test_the_alignments_use_known_terms_only(
    project: Path, ontology: Statements, concepts: Statements, external: set[str]
) -> None:
    known = external | set(ontology) | set(concepts)
    used = set()
    for path in (project / "ontology" / "alignments").glob("*.rq"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
        for prefix, name in re.findall(r"(?<![\w/<])([a-z]+):([A-Za-z][\w-]*)", "\n".join(lines)):
            if prefix in PREFIXES:
                used.add(PREFIXES[prefix] + name)

    assert sorted(used - known) == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_a_page_reader_calls_forms_techniques_and_states_are_concepts(language: str, concepts: Statements) -> None:
    words = LANGUAGES[language]
    schemes = {
        "documentary-forms": set(words.forms.values()),
        "production-techniques": set(words.techniques.values()),
        "transmission-states": set(words.states.values()),
    }
    unknown = {
        (scheme, name)
        for scheme, names in schemes.items()
        for name in names
        if LGV + scheme not in concepts.get(LGV + name, {}).get(f"{SKOS}inScheme", [])
    }

    assert unknown == set()
