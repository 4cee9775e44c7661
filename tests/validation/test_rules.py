"""Every rule across documents is broken by documents made for it, and names the one to hold back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ValidationFailure
from kg.outcome import Severity
from kg.resources import ontology_folder
from kg.store.oxigraph import ReadOnlyStore, bulk_build
from kg.validation.rules import Breach, check_rules, document_of, load_rules

BASE = "https://example.org/t/"
PREFIXES = {
    "a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "rico:": "https://www.ica.org/standards/RiC/ontology#",
    "lg:": "https://w3id.org/lettergraph/ontology#",
    "owl:": "http://www.w3.org/2002/07/owl#",
    "skos:": "http://www.w3.org/2004/02/skos/core#",
    "prov:": "http://www.w3.org/ns/prov#",
    "dct:": "http://purl.org/dc/terms/",
}


def term(text: str) -> str:
    if text == "a":
        return f"<{PREFIXES['a']}>"
    if text.startswith(('"', "_:", "<")):
        return text
    prefix, local = text.split(":", 1)
    return f"<{PREFIXES[prefix + ':']}{local}>" if f"{prefix}:" in PREFIXES else f"<{BASE}id/{prefix}/{local}>"


def quads(*lines: str) -> list[str]:
    """Write quads such as ``doc1 date:x a rico:Date``, the graph first."""
    out = []
    for line in lines:
        graph, subject, predicate, value = line.split(" ", 3)
        triple = f"{term(subject)} {term(predicate)} {term(value)}"
        out.append(f"{triple} <{BASE}graph/{graph}> .\n")
        out.append(f"{triple} .\n")
    return out


PROVENANCE = [
    f"<{BASE}graph/doc/{key}> <{PREFIXES['prov:']}wasDerivedFrom> <{BASE}snapshot/1> <{BASE}graph/meta> .\n"
    for key in ("one", "two")
]
SOUND = (
    "doc/one person:x a rico:Person",
    "doc/two person:x a rico:Person",
    'labels person:x skos:prefLabel "X"@en',
    "doc/one date:one-written a rico:Date",
    "doc/one/inferred date:one-written a rico:Date",
    "doc/one work:edition dct:temporal date:span",
    "doc/two work:edition dct:temporal date:span",
    "doc/one work:edition a rico:Record",
    "doc/one date:span a rico:Date",
    "doc/two date:span a rico:Date",
    # a life date is the person's: two letters state it
    "doc/one person:x rico:hasBirthDate date:x-born-1870",
    "doc/two person:x rico:hasBirthDate date:x-born-1870",
    "doc/one date:x-born-1870 a rico:Date",
    "doc/two date:x-born-1870 a rico:Date",
    'doc/one date:x-born-1870 rico:expressedDate "1870"',
    'doc/two date:x-born-1870 rico:expressedDate "1870"',
    "doc/one person:x skos:exactMatch <https://d-nb.info/gnd/1>",
    "doc/two person:x skos:exactMatch <https://d-nb.info/gnd/1>",
    "authority person:y a rico:Person",
    "authority person:x owl:sameAs <http://www.wikidata.org/entity/Q1>",
    "authority person:one-x owl:sameAs person:x",
    "authority person:two-x owl:sameAs person:x",
)
BROKEN: dict[str, tuple[tuple[str, ...], set[str | None]]] = {
    "S13-same-as-unique": (
        ("authority person:y owl:sameAs <http://www.wikidata.org/entity/Q1>",),
        {None, "one", "two"},
    ),
    "S13-match-unique": (("doc/two person:y skos:exactMatch <https://d-nb.info/gnd/1>",), {None}),
    "S28-one-document": (("doc/two/inferred date:one-written a rico:Date",), {"two"}),
    "S36-one-date": (('doc/two date:x-born-1870 rico:expressedDate "in 1870"',), {None}),
    "S06-one-entry": (
        (
            "doc/one doc:n1 a lg:EditorialNote",
            "doc/one work:e1 rico:hasOrHadConstituent doc:n1",
            "doc/two work:e2 rico:hasOrHadConstituent doc:n1",
        ),
        {"one", "two"},
    ),
    "S17-one-label": (('labels person:x skos:prefLabel "Another X"@en',), {None}),
    "S29-dangling": (("doc/two doc:two rico:hasSender person:nobody",), {"two"}),
    "S25-graph-described": (("doc/three doc:three a rico:Record",), {"three"}),
    "S30-no-blank-nodes": (("doc/two doc:two rico:hasSender _:b",), {"two"}),
}
RULES = load_rules(ontology_folder() / "rules")


def breaches(folder: Path, *lines: str) -> tuple[Breach, ...]:
    path = folder / "store"
    bulk_build(path, [*PROVENANCE, *quads(*SOUND, *lines)])
    with ReadOnlyStore(path) as store:
        return check_rules(store, RULES, base_iri=BASE)


def test_every_rule_has_documents_that_break_it() -> None:
    assert {rule.code for rule in RULES} == set(BROKEN)


def test_sound_documents_break_no_rule(tmp_path: Path) -> None:
    assert breaches(tmp_path) == ()


@pytest.mark.parametrize("code", BROKEN)
def test_documents_made_to_break_one_rule_break_it_and_no_other(tmp_path: Path, code: str) -> None:
    lines, documents = BROKEN[code]

    found = breaches(tmp_path, *lines)

    assert {breach.code for breach in found} == {code}
    assert {breach.document for breach in found} == documents


@pytest.mark.parametrize(
    "owner",
    ["work:edition dct:temporal date:one-written", "person:z rico:hasBirthDate date:one-written"],
    ids=["span", "of another's key"],
)
def test_a_date_is_shared_only_with_the_key_of_its_owner(tmp_path: Path, owner: str) -> None:
    found = breaches(
        tmp_path, "doc/two date:one-written a rico:Date", "doc/two person:z a rico:Person", f"doc/two {owner}"
    )

    assert {breach.document for breach in found} == (set() if owner.startswith("work") else {"two"})


def test_a_breach_has_the_words_of_its_rule(tmp_path: Path) -> None:
    (breach,) = breaches(tmp_path, *BROKEN["S29-dangling"][0])

    (rule,) = [rule for rule in RULES if rule.code == "S29-dangling"]
    assert (breach.what, breach.why, breach.remedy) == (rule.what, rule.why, rule.remedy)
    assert (breach.severity, breach.value) == (Severity.WARNING, f"{BASE}id/person/nobody")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# code: X\nSELECT * WHERE {}", "severity and message and description and remedy"),
        ("# code: X\n# severity: bad\n# message: w\n# description: y\n# remedy: r\n", '"bad" is no severity'),
    ],
)
def test_a_rule_without_its_header_is_an_error_that_names_the_file(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "x.rq").write_text(text, encoding="utf-8")

    with pytest.raises(ValidationFailure, match=complaint) as caught:
        load_rules(tmp_path)

    assert caught.value.where.file == str(tmp_path / "x.rq")


@pytest.mark.parametrize(
    ("graph", "document"),
    [
        (f"{BASE}graph/doc/one", "one"),
        (f"{BASE}graph/doc/one/evidence", "one"),
        (f"{BASE}graph/doc/one/inferred", "one"),
        (f"{BASE}graph/authority", None),
        (None, None),
    ],
)
def test_the_document_is_read_from_the_graph_name(graph: str | None, document: str | None) -> None:
    assert document_of(graph, base_iri=BASE) == document
