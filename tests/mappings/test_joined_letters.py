"""Two documents of one letter speak of one record, each in its own graph; nothing of either is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.graphs import split_line
from kg.graphs.witness_labels import beside_preferred
from kg.mapping import Plan
from kg.records.document import LetterLink, LinkKind
from kg.records.mapping_form import mapping_record
from kg.records.reference import EntityType, Reference
from tests.mappings.conftest import BASE
from tests.mappings.index_letter import concise_letter
from tests.mappings.joined_letter import FIRST, JOINED, SECOND, renamed, unjoined, witnesses

LETTER = f"<{BASE}id/doc/{FIRST}>"
OLD = f"<{BASE}id/doc/{SECOND}>"
CURATED = f"<{BASE}graph/curated>"
PREFERRED = "<https://w3id.org/lettergraph/ontology#preferredGraph>"
REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
TOPIC = "<http://xmlns.com/foaf/0.1/primaryTopic>"


def quads(plan: Plan, record: object) -> list[str]:
    return plan.quads(mapping_record(record))  # type: ignore[arg-type]


def test_a_joined_document_says_of_the_letter_what_it_said_of_itself(plan: Plan) -> None:
    alone = set(quads(plan, unjoined()[1]))

    joined = {line for line in quads(plan, witnesses()[1]) if CURATED not in line}

    own = re.compile(rf"{re.escape(OLD)}")
    assert joined == {own.sub(LETTER, line) for line in alone}


def test_each_document_keeps_its_graphs_dates_entry_and_evidence(plan: Plan) -> None:
    lines = [split_line(line) for line in quads(plan, witnesses()[1]) if CURATED not in line]

    graphs = {line.graph for line in lines if "/doc/" in line.graph}
    assert graphs
    assert all(f"/graph/doc/{SECOND}" in graph for graph in graphs)
    own = {line.subject for line in lines if re.match(rf"<{BASE}id/(date|annotation|work)/{SECOND}-", line.subject)}
    assert {f"<{BASE}id/work/{SECOND}-entry>", f"<{BASE}id/date/{SECOND}-sent1>"} & own
    assert (f"<{BASE}id/work/{SECOND}-entry>", TOPIC, LETTER) in {(x.subject, x.predicate, x.object) for x in lines}


def test_the_curated_graph_says_whose_claims_come_first_and_where_the_old_iri_leads(plan: Plan) -> None:
    said = [split_line(line) for one in witnesses() for line in quads(plan, one) if CURATED in line]

    preferences = [(line.subject, line.object) for line in said if line.predicate == PREFERRED]
    assert preferences == [(LETTER, f"<{BASE}graph/doc/{FIRST}>")]
    assert [(line.subject, line.object) for line in said if line.predicate == REPLACED] == [(OLD, LETTER)]
    notes = {line.subject for line in said if line.predicate.endswith("changeNote>")}
    assert notes == {f"<{BASE}id/work/{key}-entry>" for key in (FIRST, SECOND)}


def test_the_first_document_of_a_letter_is_mapped_as_it_was_before(plan: Plan) -> None:
    joined = [line for line in quads(plan, witnesses()[0]) if CURATED not in line]

    assert joined == quads(plan, unjoined()[0])


def test_a_link_to_a_joined_document_leads_to_its_letter(plan: Plan) -> None:
    other = renamed(concise_letter(), "zz-1")
    link = LetterLink(LinkKind.REPLY_TO, "No. 7", other.main.locator, Reference(EntityType.DOC, SECOND))
    replying = replace(other, main=replace(other.main, links=(link,)))

    lines = quads(plan, JOINED.enter(replying))

    assert [line for line in lines if OLD in line] == []
    assert [line for line in lines if f"isReplyTo> {LETTER}" in line]


def test_a_letter_that_is_joined_to_none_is_not_touched() -> None:
    record = concise_letter()

    assert JOINED.enter(renamed(record, "zz-1")) == renamed(record, "zz-1")
    assert mapping_record(record)["letter"] == record.key


def test_the_label_of_another_than_the_preferred_document_is_an_alternative_one(plan: Plan) -> None:
    lines = quads(plan, witnesses()[1])

    changed = beside_preferred(lines, letter=FIRST, base_iri=BASE)

    before = [line for line in lines if line not in changed]
    assert len(before) == 1
    assert "prefLabel" in before[0]
    assert before[0].startswith(LETTER)
    assert before[0].replace("prefLabel", "altLabel") in changed
    assert len(changed) == len(lines)
