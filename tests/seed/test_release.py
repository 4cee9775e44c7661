"""The release of the seed: what validation says of it, what it is without authority files, and three vocabularies."""

from __future__ import annotations

import pytest

from kg.outcome import Severity, Status
from kg.publication.explanation import Explainer
from kg.release.contents import STORE
from kg.store.oxigraph import ReadOnlyStore
from tests.graphs.test_alignment import CRM, PROLOGUE, RICO, SCHEMA
from tests.seed.building import BASE, KEY, NAMES, Seed
from tests.seed.evidence import read_annotations
from tests.seed.facts import CONVEYED, LETTER, OWN_TELEGRAM, Facts
from tests.seed.report import Correspondence
from tests.seed.terms import compact, compact_iri

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("seed")]

WARNINGS = {
    # Note 4 says of Stalin's own telegram what it threatened, and neither when nor to whom it was sent.
    ("S01-addressee", OWN_TELEGRAM),
    ("S01-date", OWN_TELEGRAM),
    # The directive that Trotsky is to convey: the page does not say who drew it up, nor who shall carry it out.
    ("S08-issuer", CONVEYED),
    ("S08-executor", CONVEYED),
}


@pytest.fixture(params=["seed", "alone"])
def built(request: pytest.FixtureRequest) -> Seed:
    """With the authority files, and without."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Seed)
    return found


def of_severity(built: Seed, severity: Severity) -> set[tuple[str, str]]:
    (outcome,) = built.result.outcomes
    return {
        (one.shape.rpartition("#")[2], compact_iri(one.focus_node, BASE))
        for one in outcome.violations
        if one.severity is severity
    }


def test_the_page_is_published_without_a_violation(built: Seed) -> None:
    (outcome,) = built.result.outcomes

    assert outcome.status is Status.OK
    assert of_severity(built, Severity.VIOLATION) == set()
    assert built.result.exit_status == 0


def test_every_warning_is_true_of_the_page(built: Seed) -> None:
    assert of_severity(built, Severity.WARNING) == WARNINGS


def test_the_reader_doubts_nothing(built: Seed) -> None:
    (outcome,) = built.result.outcomes

    assert [one for one in outcome.findings if one.severity is not Severity.INFORMATION] == []
    assert built.result.findings == ()


def test_without_authority_files_every_thing_still_appears(alone: Seed, names: Correspondence) -> None:
    there = {one.subject for one in alone.stated}
    lost = [example for example in names.examples() if not there & set(names.terms_alone(example))]

    assert lost == []


def test_without_authority_files_every_name_is_unresolved(alone: Seed) -> None:
    names = [one for one in read_annotations(alone.evidence) if "-name" in one.iri]

    assert {one.basis for one in names} == {"unresolved"}
    assert len(names) > 60


def test_without_authority_files_nobody_is_joined_to_anybody(alone: Seed) -> None:
    joined = [one for graph in alone.graphs.values() for one in graph if one.predicate == "owl:sameAs"]
    own = {one.object for one in alone.stated if one.object.startswith(("person/", "body/", "place/", "position/"))}

    assert joined == []
    assert [one for one in own if KEY not in one and "/bolshevik-leadership-" not in one] == []


def test_the_question_has_the_same_answer_in_each_vocabulary(seed: Seed) -> None:
    """Who sent what to whom, when, from where."""
    with ReadOnlyStore(seed.site / STORE) as store:
        in_rico, in_crm, in_schema = (_answers(store, query) for query in (RICO, CRM, SCHEMA))

    assert in_rico == {
        (sender, LETTER, "body/politburo", '"1919-11-12"^^xsd:date', "place/serpukhov")
        for sender in ("person/serebryakov-lp", "person/stalin")
    }
    assert in_crm == in_rico
    assert in_schema == in_rico


def _answers(store: ReadOnlyStore, query: str) -> set[tuple[str, ...]]:
    columns = ("sender", "document", "addressee", "day", "place")
    rows = store.select(PROLOGUE + query)
    return {tuple(compact(row[name], BASE) for name in columns) for row in rows}


def test_every_published_thing_of_the_page_has_a_label(seed: Seed) -> None:
    labelled = {one.subject for graph in seed.graphs.values() for one in graph if one.predicate == "skos:prefLabel"}

    assert {one.subject for one in seed.stated} - labelled == set()


def test_quotations_point_at_the_page(seed: Seed, page: str) -> None:
    facts = Facts(seed.evidence)
    wrong = []
    for one in read_annotations(seed.evidence):
        (exact,) = facts.of(f"{one.iri}#quote", "oa:exact")
        start, end = (int(facts.one(f"{one.iri}#position", name)) for name in ("oa:start", "oa:end"))
        if page[start:end] != exact:
            wrong.append(one.iri)

    assert wrong == []


def test_every_statement_of_the_page_is_explained_by_a_rule_and_by_words_of_the_page(seed: Seed, page: str) -> None:
    explainer = Explainer(seed.site)
    graphs = {NAMES.stated(KEY), NAMES.inferred(KEY)}
    unexplained = [
        f"{compact(one.subject, BASE)} {compact(one.predicate, BASE)}"
        for subject in sorted({one.subject for one in seed.stated | seed.inferred})
        for one in explainer.explain(f"id/{subject}", graphs=graphs)
        if not one.rule or not one.words or one.words not in page
    ]

    assert unexplained == []
