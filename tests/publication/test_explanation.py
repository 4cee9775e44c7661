"""Every statement says which rule made it from which field, where its words stand, and on which basis."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged, ReleaseError, UnknownEntity
from kg.graphs import GraphKind, GraphNames, split_line
from kg.processes import Limits
from kg.publication import Explanation, explain, explanation_text
from kg.publication.apart import explain_apart
from kg.publication.explanation import Explainer
from tests.pipeline.collections import served

BASE = "http://127.0.0.1:8377/"

WITHOUT_WORDS: dict[str, str] = {}
"""Predicates whose statements rest on no words of the page, and why."""


@cache
def explainer(folder: Path) -> Explainer:
    return Explainer(served(folder).path)


@cache
def statements(folder: Path, kind: GraphKind) -> tuple[tuple[str, str, str, str], ...]:
    names = GraphNames(BASE)
    [dump] = (served(folder).path / "dumps").glob("*.nq.gz")
    found = []
    with gzip.open(dump, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            quad = split_line(line)
            if quad.graph and names.kind(quad.graph[1:-1]) is kind:
                found.append((quad.subject, quad.predicate, quad.object, quad.graph))
    return tuple(found)


@cache
def explanations(folder: Path, subject: str) -> tuple[Explanation, ...]:
    return explainer(folder).explain(subject)


def explained(folder: Path, kind: GraphKind) -> Iterator[tuple[tuple[str, str, str, str], tuple[Explanation, ...]]]:
    for statement in statements(folder, kind):
        subject, predicate, value, graph = statement
        found = explanations(folder, subject)
        yield (
            statement,
            tuple(one for one in found if (one.predicate, one.object, one.graph) == (predicate, value, graph)),
        )


@pytest.mark.parametrize("name", ["demonstration", "seed"])
def test_every_stated_statement_has_a_rule_a_field_and_words(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    missing: Counter[str] = Counter()
    for (_, predicate, _, _), reasons in explained(folder, GraphKind.STATED):
        complete = [one for one in reasons if one.rule and one.field and one.words and one.where.line]
        if not complete and predicate not in WITHOUT_WORDS:
            missing[predicate] += 1

    assert missing == Counter()
    assert len(statements(folder, GraphKind.STATED)) > 100


@pytest.mark.parametrize("name", ["demonstration", "seed"])
def test_every_inferred_statement_is_called_so_and_shows_its_words(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)

    for statement, reasons in explained(folder, GraphKind.INFERRED):
        assert {one.basis for one in reasons} == {"inferred"}, statement
        assert any(one.words for one in reasons), statement


def test_the_bases_of_the_real_page_are_those_of_its_words(seed: Path) -> None:
    bases = Counter(one.basis for _, reasons in explained(seed, GraphKind.STATED) for one in reasons)

    assert bases.keys() == {"stated", "editorial-note", "unresolved"}


def only(folder: Path, iri: str, predicate: str, kind: GraphKind) -> Explanation:
    names = GraphNames(BASE)
    found = [one for one in explainer(folder).explain(iri, predicate) if names.kind(one.graph[1:-1]) is kind]
    assert len({one.object for one in found}) == 1
    return found[0]


def test_a_name_that_nobody_resolved_says_so(seed: Path) -> None:
    one = only(seed, "id/person/bl-1919-11-12-1-s-s-kamenev", "name", GraphKind.STATED)

    assert (one.basis, one.words) == ("unresolved", "S. S. Kamenev")


def test_who_held_an_office_rests_on_the_editors_note(seed: Path) -> None:
    one = only(seed, "id/relation/bl-1919-11-12-1-n1-holder1", "relationHasSource", GraphKind.STATED)

    assert (one.basis, one.rule) == ("editorial-note", "office-holding")


def test_a_curated_statement_says_who_decided_it_when_and_why(demonstration: Path) -> None:
    one = only(
        demonstration, "id/doc/sf-1919-11-14-1", "isRecordResourceAssociatedWithRecordResource", GraphKind.CURATED
    )

    assert one.basis == "curated"
    assert one.decision is not None
    assert one.decision.startswith("The Lettergraph developers, 2026-11-20: ")
    assert one.where.file == "sources/4-resolution.txt"


def test_an_identity_says_who_decided_it_when_and_why(demonstration: Path) -> None:
    decided = [
        (subject, one)
        for (subject, _, _, _), reasons in explained(demonstration, GraphKind.AUTHORITY)
        for one in reasons
        if "sameAs" in one.predicate and subject.startswith(f"<{BASE}id/person/sf-")
    ]

    assert decided != []
    for _, one in decided:
        assert one.basis == "curated"
        assert one.decision is not None


def test_labels_and_what_is_the_same_in_other_words_come_after_what_the_source_says(seed: Path) -> None:
    found = explainer(seed).explain("id/doc/bl-1919-11-12-1")
    names = GraphNames(BASE)
    kinds = list(dict.fromkeys(names.kind(one.graph[1:-1]) for one in found))

    assert kinds[0] is GraphKind.STATED
    assert kinds[-1] is GraphKind.ALIGNMENT
    assert {one.basis for one in found if names.kind(one.graph[1:-1]) is GraphKind.LABELS} == {"derived"}


def test_shapes_that_look_at_a_statement_are_named(seed: Path) -> None:
    found = explainer(seed).explain("id/doc/bl-1919-11-12-1", "hasSender")

    assert any("S01-sender" in one.shapes for one in found)


@pytest.mark.parametrize(
    "predicate", ["hasSender", "rico:hasSender", "https://www.ica.org/standards/RiC/ontology#hasSender"]
)
def test_a_predicate_is_known_by_its_last_part_with_a_prefix_or_whole(seed: Path, predicate: str) -> None:
    stated = [one for one in explainer(seed).explain("id/doc/bl-1919-11-12-1", predicate) if one.words]

    assert [one.words for one in stated] == ["L. P. Serebryakov", "I. V. Stalin"]


def test_an_unknown_iri_is_an_error_that_says_so(demonstration: Path) -> None:
    with pytest.raises(UnknownEntity, match="says nothing about"):
        explain(served(demonstration).path, "id/person/nobody")


def test_an_unknown_predicate_is_an_error_that_lists_the_known_ones(demonstration: Path) -> None:
    with pytest.raises(UnknownEntity) as raised:
        explain(served(demonstration).path, "id/doc/sf-1919-11-14-1", "hasReceiver")

    assert "hasCreationDate" in (raised.value.remedy or "")


@pytest.mark.parametrize("iri", ["id/a b", "id/a<b", 'http://e.org/"'])
def test_what_is_no_iri_never_reaches_the_store(demonstration: Path, iri: str) -> None:
    with pytest.raises(UnknownEntity, match="not an IRI"):
        explain(served(demonstration).path, iri)


def test_a_limited_child_explains_the_same(demonstration: Path) -> None:
    release = served(demonstration).path

    assert explain_apart(release, "id/person/stalin", "name") == explain(release, "id/person/stalin", "name")


def test_errors_of_the_child_are_ours(demonstration: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownEntity) as raised:
        explain_apart(served(demonstration).path, "id/person/nobody")
    assert raised.value.where.field == f"{BASE}id/person/nobody"

    with pytest.raises(ReleaseDamaged):
        explain_apart(tmp_path, "id/person/stalin")


def test_a_child_that_is_given_up_is_an_error_in_words(demonstration: Path) -> None:
    with pytest.raises(ReleaseError, match="was given up: it took longer than 0 seconds"):
        explain_apart(served(demonstration).path, "id/person/stalin", limits=Limits(seconds=0))


def test_an_explanation_reads_as_text(demonstration: Path) -> None:
    text = explanation_text(explainer(demonstration).explain("id/doc/sf-1919-11-12-1", "hasAddressee"))

    lines = text.splitlines()
    assert lines[:2] == [
        "id/doc/sf-1919-11-12-1 rico:hasAddressee id/body/politburo",
        "  in graph/doc/sf-1919-11-12-1, basis: stated",
    ]
    assert re.fullmatch(
        r"  by the rule document-addressee \(mappings/document\.yaml:\d+\) from \$\.documents\[0\]"
        r"\.addressees\[0\]\.agent\.key",
        lines[2],
    )
    assert lines[3] == "  sources/1-statement.txt:9:35: “Politburo”"


def test_what_authority_files_and_vocabulary_say_names_them(demonstration: Path) -> None:
    decision = explainer(demonstration).explain("id/annotation/sf-1919-11-12-1-s-s-kamenev-decision", "creator")
    concept = explainer(demonstration).explain("https://w3id.org/lettergraph/vocab#telegram", "prefLabel")

    assert explanation_text(decision).splitlines()[1:3] == [
        "  in graph/authority, basis: curated",
        "  by the authority files",
    ]
    assert explanation_text(concept).splitlines()[1:3] == ["  in vocab, basis: derived", "  by the vocabulary"]
