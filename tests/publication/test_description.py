"""What a site says of itself: every figure is what the store answers, and clients find what they look for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from kg.graphs.terms import split_line
from kg.namespaces import DCAT, DCT, RDF, SCHEMA, SD, VOID
from kg.publication.description import description_lines
from kg.release import Manifest, read_manifest
from tests.release.recounting import recounted

BASE = "http://127.0.0.1:8377/"
DATASET = f"<{BASE}void#dataset>"
DEFAULT_GRAPH = f"<{BASE}void#default-graph>"

Described = Mapping[str, Mapping[str, list[str]]]


@pytest.fixture(scope="module")
def release(demonstration: Path) -> Path:
    return demonstration / "site" / "current"


@pytest.fixture(scope="module")
def manifest(release: Path) -> Manifest:
    return read_manifest(release)


@pytest.fixture(scope="module")
def described(manifest: Manifest) -> Described:
    return parsed(description_lines(manifest))


@pytest.fixture(scope="module")
def counted(release: Path) -> dict[str, object]:
    return recounted(release / "store", base_iri=BASE)


def parsed(lines: list[str]) -> Described:
    """Give the objects by subject (a term) and predicate (an IRI)."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        quad = split_line(line)
        found[quad.subject][quad.predicate[1:-1]].append(quad.object)
    return found


def one(node: Mapping[str, list[str]], predicate: str) -> str:
    """The only value, without brackets or quotation marks."""
    (value,) = node[predicate]
    return value[1:-1] if value[0] == "<" else value[1 : value.rindex('"')]


def number(node: Mapping[str, list[str]], name: str) -> int:
    return int(one(node, VOID + name))


def test_a_site_says_what_it_is(manifest: Manifest) -> None:
    lines = description_lines(manifest)
    text = "".join(lines)

    assert len(lines) == len(set(lines))
    assert f"<{BASE}sparql> <{SD}endpoint> <{BASE}sparql> ." in text
    assert f"<{VOID}exampleResource> <{BASE}id/doc/" in text
    assert "_:" not in text
    assert f"<{SD}feature>" not in text


def test_the_versions_of_the_language_are_named_in_the_old_way_and_the_new(described: Described) -> None:
    service = described[f"<{BASE}sparql>"]

    assert service[f"{SD}supportedLanguage"] == [f"<{SD}SPARQLQuery>", f"<{SD}SPARQL11Query>"]
    versions = [one.rpartition("#version-")[2][:-1] for one in service[f"{SD}supportedVersion"]]
    assert versions == ["1.1", "1.2", "1.2-basic"]


@pytest.mark.parametrize("node", [DATASET, DEFAULT_GRAPH])
def test_dataset_and_default_graph_have_the_totals_and_all_partitions(
    described: Described, counted: Mapping[str, object], node: str
) -> None:
    names = {"triples": "triples", "entities": "entities", "subjects": "distinctSubjects", "objects": "distinctObjects"}

    assert {key: number(described[node], name) for key, name in names.items()} == {key: counted[key] for key in names}
    for key, kind in (("classes", "class"), ("properties", "property")):
        partitions = described[node][f"{VOID}{kind}Partition"]
        expected = cast("Mapping[str, int]", counted[key])
        assert number(described[node], key) == len(expected)
        assert {one(described[partition], VOID + kind) for partition in partitions} == set(expected)


def test_property_partitions_have_the_figures_of_the_store(
    described: Described, counted: Mapping[str, Mapping[str, object]]
) -> None:
    expected = cast("Mapping[str, list[int]]", counted["partitions"]["properties"])
    for partition in described[DATASET][f"{VOID}propertyPartition"]:
        node = described[partition]
        property_ = one(node, f"{VOID}property")
        subjects, objects = number(node, "distinctSubjects"), number(node, "distinctObjects")
        assert number(node, "triples") == counted["properties"][property_]
        assert [subjects, objects] == expected[property_]


def test_class_partitions_have_the_figures_of_the_store_and_an_example(
    described: Described, counted: Mapping[str, Mapping[str, object]]
) -> None:
    expected = cast("Mapping[str, Mapping[str, object]]", counted["partitions"]["classes"])
    for partition in described[DATASET][f"{VOID}classPartition"]:
        node = described[partition]
        class_ = one(node, f"{VOID}class")
        nested = [described[name] for name in node[f"{VOID}propertyPartition"]]
        found = {
            one(part, f"{VOID}property"): [number(part, "triples"), number(part, "distinctSubjects")] for part in nested
        }
        assert number(node, "entities") == counted["classes"][class_]
        assert found == expected[class_]["properties"]
        assert node[f"{VOID}exampleResource"][0] in described[DATASET][f"{VOID}exampleResource"]


def test_linksets_lead_to_the_registers(described: Described, counted: Mapping[str, object]) -> None:
    linksets = [described[name] for name in described[DATASET][f"{VOID}subset"]]
    found = [
        {
            "property": one(linkset, f"{VOID}linkPredicate"),
            "target": one(described[linkset[f"{VOID}objectsTarget"][0]], f"{VOID}uriSpace"),
            "triples": number(linkset, "triples"),
        }
        for linkset in linksets
    ]

    assert found == counted["linksets"]
    assert f"<{BASE}void#target-wikidata>" in described
    assert all(linkset[f"{VOID}target"][0] == DATASET for linkset in linksets)


def test_all_vocabularies_are_listed(described: Described, counted: Mapping[str, list[str]]) -> None:
    assert [term[1:-1] for term in described[DATASET][f"{VOID}vocabulary"]] == counted["vocabularies"]


def test_dumps_are_described_with_syntax_and_size(described: Described, release: Path) -> None:
    dumps = described[DATASET][f"{VOID}dataDump"]

    assert [term.rpartition("/")[2] for term in dumps] == ["sf.nq.gz>", "sf.trig.gz>"]
    for dump in dumps:
        size = (release / dump[1:-1].removeprefix(BASE)).stat().st_size
        assert int(one(described[dump], f"{DCAT}byteSize")) == size
        assert described[dump][f"{DCT}format"]


def test_the_graphs_of_documents_are_counted_and_their_names_described(
    described: Described, counted: Mapping[str, Mapping[str, int]], manifest: Manifest
) -> None:
    kinds = {name.rpartition("-")[2][:-1]: described[name] for name in described[DATASET][f"{DCT}hasPart"]}

    assert {kind: int(one(node, f"{SCHEMA}numberOfItems")) for kind, node in kinds.items()} == counted["graphs"]
    assert {kind: number(node, "triples") for kind, node in kinds.items()} == {
        kind: manifest.counts[f"quads_{kind}"] for kind in kinds
    }
    graph = f"{BASE}graph/doc/sf-1919-11-12-1"
    for kind, name in (("stated", graph), ("evidence", f"{graph}/evidence"), ("inferred", f"{graph}/inferred")):
        patterns = {key: one(node, f"{VOID}uriRegexPattern").replace(r"\\", "\\") for key, node in kinds.items()}
        assert [key for key, pattern in patterns.items() if re.search(pattern, name)] == [kind]


def test_all_other_graphs_are_named(described: Described, counted: Mapping[str, Mapping[str, int]]) -> None:
    nodes = [described[name] for name in described[DATASET][f"{SD}namedGraph"]]

    assert {one(node, f"{SD}name"): number(node, "triples") for node in nodes} == counted["named"]


def test_only_the_dataset_the_default_graph_and_targets_of_links_look_like_datasets(described: Described) -> None:
    """Comunica takes such nodes with triples for datasets: those without partitions would seem to be empty."""
    typed = {f"<{VOID}Dataset>", f"<{SD}Graph>"}
    datasets = [name for name, node in described.items() if typed & {*node[f"{RDF}type"]} and node[f"{VOID}triples"]]

    assert datasets == [DATASET, DEFAULT_GRAPH]


def test_a_release_of_before_has_totals_and_no_partitions(manifest: Manifest) -> None:
    statistics = cast("Mapping[str, object]", manifest.metadata["statistics"])
    old = {
        name: value
        for name, value in statistics.items()
        if name not in {"partitions", "linksets", "vocabularies", "graphs", "named"}
    }
    described = parsed(description_lines(replace(manifest, metadata={**manifest.metadata, "statistics": old})))

    assert number(described[DATASET], "triples") == statistics["triples"]
    assert f"{VOID}propertyPartition" not in described[DATASET]
    assert f"<{RDF}>" in described[DATASET][f"{VOID}vocabulary"]
    assert len(described[DATASET][f"{SD}namedGraph"]) == 6


def test_a_release_without_figures_is_described_all_the_same(manifest: Manifest) -> None:
    collection = {"id": "sf", "title": "T", "base_iri": BASE}
    old = replace(manifest, files={}, metadata={"collection": collection})

    assert f"<{VOID}triples>" not in "".join(description_lines(old))
