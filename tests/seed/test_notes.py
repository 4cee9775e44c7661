"""What the four notes tell: holders of offices, other documents, events, the resolution and its directives."""

from __future__ import annotations

import pytest

from tests.seed.building import KEY, NAMES, Seed
from tests.seed.evidence import read_annotations
from tests.seed.facts import (
    CONVEYED,
    LETTER,
    MEETING,
    OFFENSIVE,
    OFFER,
    OWN_TELEGRAM,
    RESOLUTION,
    TELEGRAM,
    A,
    B,
    C,
    Facts,
    own,
)

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("seed")]

COMMANDER = "position/commander-in-chief"
S_KAMENEV, KAMENEV = own("person", "s-s-kamenev"), own("person", "kamenev")
EGOROV, YEGOROV = own("person", "a-i-egorov"), own("person", "yegorov")
LENIN, VLADIMIR = own("person", "lenin"), own("person", "vladimir-ilyich")


@pytest.mark.parametrize(
    ("number", "anchor", "before"),
    [
        (1, "Commander-in-Chief", "hatred of"),
        (2, "Komandyuzh", "Gusev for"),
        (3, "Southern Front", "needs of the"),
        (4, "Stalin", "Serebryakov."),
    ],
)
def test_each_note_is_joined_to_its_anchor(seed: Seed, number: int, anchor: str, before: str) -> None:
    found = [
        one
        for one in read_annotations(seed.evidence)
        if one.motivation == "commenting" and one.bodies == {f"{LETTER}-n{number}"}
    ]
    prefixes = Facts(seed.evidence).of(f"{found[0].iri}#quote", "oa:prefix")

    assert [one.exact for one in found] == [anchor]
    assert [prefix.split()[-len(before.split()) :] for prefix in prefixes] == [before.split()]


def test_the_notes_are_four_and_belong_to_the_entry(stated: Facts) -> None:
    notes = stated.of(f"work/{KEY}-entry", "rico:hasOrHadConstituent")

    assert {one: stated.one(one, "rico:identifier") for one in notes} == {
        f"{LETTER}-n{number}": str(number) for number in (1, 2, 3, 4)
    }


@pytest.mark.parametrize(
    ("note", "person", "office"), [("n1", S_KAMENEV, COMMANDER), ("n2", EGOROV, "position/komandyuzh")]
)
def test_notes_name_the_holders_of_offices_without_a_date(stated: Facts, note: str, person: str, office: str) -> None:
    holding = own("relation", f"{note}-holder1")

    assert stated.one(holding, "rico:relationHasSource") == person
    assert stated.one(holding, "rico:relationHasTarget") == office
    assert stated.one(holding, "rico:isEvidencedBy") == f"{LETTER}-{note}"
    assert stated.one(holding, "lg:identificationBasis") == "lgv:editorial-note"
    assert stated.of(holding, "rico:relationHasDate") == set()
    assert stated.of(person, "rico:occupiesOrOccupied") == set()


def test_the_headquarters_of_note_1_is_a_body_of_its_own(stated: Facts) -> None:
    body = own("body", "headquarters-of-the-commander-in-chief-of-all-the-armed-forces-of-the-republic")

    assert body in stated.of(f"{LETTER}-n1", "schema:mentions")
    assert stated.of(body, "rico:name") & stated.of(own("body", "headquarters"), "rico:name") == set()


def test_the_other_telegram_has_its_three_senders_in_order(stated: Facts, seed: Seed) -> None:
    in_order = {
        one.position: one.bodies
        for one in read_annotations(seed.evidence)
        if one.iri.startswith(f"annotation/{KEY}-n3-1-sender")
    }

    assert stated.of(TELEGRAM, "rico:hasSender") == {"person/stalin", YEGOROV, "person/serebryakov-lp"}
    assert in_order == {1: {"person/stalin"}, 2: {YEGOROV}, 3: {"person/serebryakov-lp"}}


def test_its_senders_are_members_of_the_council_of_the_front(stated: Facts) -> None:
    for person in stated.of(TELEGRAM, "rico:hasSender"):
        assert "body/rmc-southern-front" in stated.of(person, "rico:isOrWasMemberOf")


def test_the_other_telegram_was_sent_that_day_which_is_not_said_of_its_writing(stated: Facts) -> None:
    assert stated.along(TELEGRAM, "lg:dateSent", "rico:expressedDate") == {"November 12, 1919"}
    assert stated.of(TELEGRAM, "rico:hasCreationDate") == set()


def test_the_other_telegram_goes_to_the_office_and_is_set_beside_the_document(stated: Facts) -> None:
    assert stated.of(TELEGRAM, "rico:hasAddressee") == {COMMANDER}
    assert stated.of(TELEGRAM, "rico:hasDocumentaryFormType") == {"lgv:telegram"}
    assert stated.of(TELEGRAM, "rico:isRecordResourceAssociatedWithRecordResource") == {LETTER}


def test_its_demand_is_two_divisions_and_the_sentence_is_defective_by_our_observation(
    stated: Facts, inferred: Facts
) -> None:
    demand = stated.one(TELEGRAM, "rico:expressesOrExpressed")

    assert stated.one(demand, "schema:text") == "that two divisions"
    assert stated.of(demand, "lg:proposedBy") == stated.of(TELEGRAM, "rico:hasSender")
    assert stated.of(demand, "lg:proposedTo") == set()
    assert stated.of(TELEGRAM, "lg:completeness") == set()
    assert inferred.of(TELEGRAM, "lg:completeness") == {"lgv:defective-in-source"}


def test_the_cited_book_is_a_reference_of_the_note_and_not_of_the_telegram(stated: Facts) -> None:
    source = stated.one(f"{LETTER}-n3", "dct:references")

    assert stated.one(source, "bibo:pages") == "555-556"
    assert stated.along(source, "dct:isPartOf", "bibo:volume") == {"2"}
    (title,) = stated.along(source, "dct:isPartOf", "dct:title")
    assert title.startswith("From the History of the Civil War")
    assert stated.of(TELEGRAM, "dct:isReferencedBy") == set()


def test_note_3_calls_the_document_a_telegram_and_nothing_is_chosen(stated: Facts, seed: Seed) -> None:
    (claim,) = (one for one in read_annotations(seed.evidence) if one.motivation == "classifying")

    assert claim.bodies == {"lgv:telegram"}
    assert claim.about == {LETTER}
    assert claim.basis == "editorial-note"
    assert claim.exact.endswith("another telegram")
    assert stated.of(LETTER, "rico:hasDocumentaryFormType") == {"lgv:statement"}


def test_stalin_s_own_telegram_has_neither_date_nor_addressee(stated: Facts) -> None:
    assert stated.predicates(OWN_TELEGRAM) == {
        "a",
        "rico:hasDocumentaryFormType",
        "rico:hasSender",
        "rico:isRecordResourceAssociatedWithRecordResource",
        "rico:scopeAndContent",
    }
    assert stated.of(OWN_TELEGRAM, "rico:hasSender") == {"person/stalin"}
    assert stated.of(OWN_TELEGRAM, "rico:scopeAndContent") == {"threatening resignation"}


def test_the_offensive_began_on_a_day_and_its_suspension_is_no_end(stated: Facts) -> None:
    assert stated.of(OFFENSIVE, "rico:isOrWasPerformedBy") == {"body/southern-front"}
    assert stated.along(OFFENSIVE, "rico:hasBeginningDate", "rico:normalizedDateValue") == {"1919-10-11"}
    assert stated.of(OFFENSIVE, "rico:hasEndDate") == set()
    assert stated.along(OFFENSIVE, "rico:isAssociatedWithDate", "rico:expressedDate") == {"early November 1919"}


def test_the_bounds_of_early_november_are_only_inferred(stated: Facts, inferred: Facts) -> None:
    date = stated.one(OFFENSIVE, "rico:isAssociatedWithDate")

    assert stated.of(date, "rico:normalizedDateValue") == set()
    assert inferred.one(date, "rico:normalizedDateValue") == "[1919-11-01..1919-11-10]"
    assert inferred.one(date, "crm:P82a_begin_of_the_begin") == "1919-11-01"
    assert inferred.one(date, "crm:P82b_end_of_the_end") == "1919-11-10"


@pytest.mark.parametrize(
    ("name", "participant"),
    [
        ("the onslaught of the White armies", "body/white-armies"),
        ("the withdrawal of units of the 8th Army", "body/eighth-army"),
        ("the failure of Budyonny's cavalry corps near Voronezh", "body/budyonny-cavalry-corps"),
    ],
)
def test_what_note_3_tells_besides_are_events(stated: Facts, name: str, participant: str) -> None:
    (event,) = stated.subjects("rico:name", f'"{name}"@en')

    assert stated.of(event, "a") == {"rico:Event"}
    assert stated.of(event, "rico:hasOrHadParticipant") == {participant}


def test_the_politburo_met_on_a_day_and_its_resolution_came_of_it(stated: Facts) -> None:
    assert stated.of(MEETING, "rico:hasActivityType") == {"lgv:meeting"}
    assert stated.of(MEETING, "rico:isOrWasPerformedBy") == {"body/politburo"}
    assert stated.along(MEETING, "rico:occurredAtDate", "rico:normalizedDateValue") == {"1919-11-14"}
    assert stated.of(MEETING, "rico:resultsOrResultedIn") == {RESOLUTION}
    assert stated.of(MEETING, "rico:isAssociatedWithPlace") == set()


def test_what_the_meeting_considered_is_only_inferred(stated: Facts, inferred: Facts) -> None:
    assert stated.of(MEETING, "lg:considers") == set()
    assert inferred.of(MEETING, "lg:considers") == {LETTER}


def test_the_resolution_has_four_items_in_order_and_the_third_has_no_letter(stated: Facts) -> None:
    assert stated.of(RESOLUTION, "rico:expressesOrExpressed") == {A, B, OFFER, C}
    assert [stated.one(one, "schema:position") for one in (A, B, OFFER, C)] == ["1", "2", "3", "4"]
    assert [stated.of(one, "rico:identifier") for one in (A, B, OFFER, C)] == [{"a"}, {"b"}, set(), {"c"}]


def test_every_item_is_issued_by_the_politburo_and_results_from_the_meeting(stated: Facts) -> None:
    for item in (A, B, OFFER, C):
        assert stated.of(item, "rico:issuedBy") == {"body/politburo"}
        assert stated.of(item, "rico:resultsOrResultedFrom") == {MEETING}


@pytest.mark.parametrize(
    ("item", "executors", "recipients"),
    [
        (A, {LENIN}, {"person/smilga"}),
        (B, {"person/trotsky"}, {KAMENEV, COMMANDER}),
        (OFFER, {VLADIMIR}, {COMMANDER}),
        (C, set(), {"person/stalin"}),
    ],
)
def test_who_carries_an_item_out_and_to_whom_it_goes_on(
    stated: Facts, item: str, executors: set[str], recipients: set[str]
) -> None:
    assert stated.of(item, "lg:hasExecutor") == executors
    assert stated.of(item, "lg:hasOnwardRecipient") == recipients


def test_item_b_conveys_a_directive_on_behalf_of_the_government(stated: Facts) -> None:
    assert stated.of(B, "lg:conveys") == {CONVEYED}
    assert stated.of(B, "lg:onBehalfOf") == {own("body", "government")}


def test_the_conveyed_directive_says_whom_it_concerns_and_neither_issuer_nor_executor(stated: Facts) -> None:
    assert stated.one(CONVEYED, "rico:title") == "political and economic directive"
    assert stated.of(CONVEYED, "lg:concerns") == {
        *("place/kursk", "place/kharkov", "place/donbass"),
        *("body/eastern-front", "body/turkestan-front", "body/southern-front", "body/southeastern-front"),
    }
    assert stated.predicates(CONVEYED) == {"a", "lg:concerns", "rico:title", "schema:text"}


def test_the_unlettered_offer_is_about_the_conveyed_directive(stated: Facts) -> None:
    assert stated.of(OFFER, "lg:concerns") == {CONVEYED}


def test_what_the_editors_left_out_is_stated(stated: Facts) -> None:
    for text in (f"{LETTER}-n4", RESOLUTION, B):
        assert stated.of(text, "lg:completeness") == {"lgv:editorial-omission"}
    assert stated.one(RESOLUTION, "schema:text").count("[...]") == 2


def test_that_the_text_ends_abruptly_is_only_our_observation(stated: Facts, inferred: Facts) -> None:
    assert stated.subjects("lg:completeness", "lgv:ends-abruptly") == set()
    assert inferred.subjects("lg:completeness", "lgv:ends-abruptly") == {f"{LETTER}-n4", RESOLUTION, C}


@pytest.mark.parametrize(
    ("one", "other", "who"),
    [
        (EGOROV, YEGOROV, "person/yegorov-ai"),
        (LENIN, VLADIMIR, "person/lenin"),
        (S_KAMENEV, KAMENEV, "person/kamenev-ss"),
    ],
)
def test_two_names_are_two_persons_that_only_a_decision_joins(seed: Seed, one: str, other: str, who: str) -> None:
    authority = Facts(seed.graphs[NAMES.authority])
    stated = Facts(seed.stated)

    assert stated.of(one, "rico:name") & stated.of(other, "rico:name") == set()
    assert authority.of(one, "owl:sameAs") == authority.of(other, "owl:sameAs") == {who}
    for person in (one, other):
        (decision,) = authority.subjects("oa:hasTarget", person)
        assert authority.one(decision, "lg:identificationBasis") == "lgv:curated"
        assert authority.of(decision, "rdfs:comment") != set()


def test_s_s_kamenev_is_never_lev_kamenev(seed: Seed) -> None:
    """Lev Kamenev sat in the Politburo; nothing here may be labelled, born or held as he was."""
    persons = {
        one.subject
        for graph in seed.graphs.values()
        for one in graph
        if one.subject.startswith("person/") and "#" not in one.subject and "amenev" in " ".join(one)
    }
    labels = Facts(one for graph in seed.graphs.values() for one in graph)

    assert persons == {S_KAMENEV, KAMENEV, "person/kamenev-ss"}
    assert labels.of("person/kamenev-ss", "skos:prefLabel") == {"Kamenev, S. S.", "Каменев, С. С."}
    assert {name for one in persons for name in labels.of(one, "rico:name")} == {"S. S. Kamenev", "Kamenev"}
