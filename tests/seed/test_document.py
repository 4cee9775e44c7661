"""The document itself, as the page prints it: parties, dates, place, copy, capacity, signatures, demands, edition."""

from __future__ import annotations

import pytest

from tests.seed.building import KEY, Seed
from tests.seed.corrections import Words
from tests.seed.evidence import read_annotations
from tests.seed.facts import DEMANDS, LETTER, Facts, own

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("seed")]

COUNCIL = own("body", "revolutionary-military-council")


def test_senders_are_the_heading_s_two_in_their_order(stated: Facts, seed: Seed) -> None:
    in_order = {
        one.position: one.exact
        for one in read_annotations(seed.evidence)
        if one.iri.startswith(f"annotation/{KEY}-sender")
    }

    assert stated.of(LETTER, "rico:hasSender") == {"person/serebryakov-lp", "person/stalin"}
    assert in_order == {1: "L. P. Serebryakov", 2: "I. V. Stalin"}


def test_addressee_is_the_body_of_the_heading_and_no_person_of_the_page_s_title(stated: Facts) -> None:
    assert stated.of(LETTER, "rico:hasAddressee") == {"body/politburo"}
    assert stated.of(LETTER, "rico:hasReceiver") == set()


def test_both_dates_are_kept_as_printed(stated: Facts) -> None:
    assert stated.of(LETTER, "rico:hasCreationDate") == {own("date", "written"), own("date", "heading")}
    assert stated.one(own("date", "written"), "rico:expressedDate") == "November 12th day 1919"
    assert stated.one(own("date", "heading"), "rico:expressedDate") == "November 12, 1919"


@pytest.mark.parametrize("role", ["written", "heading"])
def test_a_date_has_its_day_in_edtf_and_as_bounds(stated: Facts, role: str) -> None:
    date = own("date", role)

    assert stated.one(date, "rico:normalizedDateValue") == "1919-11-12"
    assert stated.one(date, "crm:P82a_begin_of_the_begin") == "1919-11-12"
    assert stated.one(date, "crm:P82b_end_of_the_end") == "1919-11-12"


def test_it_was_written_at_serpukhov(stated: Facts) -> None:
    assert stated.of(LETTER, "lg:hasPlaceOfWriting") == {"place/serpukhov"}
    assert stated.one("place/serpukhov", "rico:name") == "Serpukhov"


def test_it_calls_itself_a_statement(stated: Facts) -> None:
    assert stated.one(LETTER, "rico:title") == "Statement"
    assert stated.one(LETTER, "rico:hasDocumentaryFormType") == "lgv:statement"


def test_the_shelf_mark_leads_from_file_to_fonds_to_holder(stated: Facts) -> None:
    up = "rico:isDirectlyIncludedIn"

    assert stated.along(LETTER, up, "rico:identifier") == {"5450"}
    assert stated.along(LETTER, up, up, "rico:identifier") == {"1"}
    assert stated.along(LETTER, up, up, up, "rico:identifier") == {"558"}
    assert stated.along(LETTER, up, up, up, "rico:hasOrHadHolder") == {"body/rtskhidni"}
    assert stated.along(LETTER, up, up, "rico:hasRecordSetType") == {"lgv:opis"}


def test_the_shelf_mark_stands_as_printed_and_normalised_only_by_inference(
    stated: Facts, inferred: Facts, page: str
) -> None:
    identifier = own("identifier", "1")

    assert stated.one(identifier, "rico:textualValue") == Words("RTSKHIDNI", "L. 2.").on(page)
    assert stated.of(identifier, "rico:normalizedValue") == set()
    assert inferred.one(identifier, "rico:normalizedValue") == "RTsKhIDNI. F. 558. Op. 1. D. 5450. L. 2."


def test_the_copy_is_typewritten_and_its_signatures_are_autographs(stated: Facts) -> None:
    copy = own("inst", "1")

    assert stated.one(LETTER, "rico:hasOrHadInstantiation") == copy
    assert stated.one(copy, "rico:hasProductionTechniqueType") == "lgv:typewritten"
    assert stated.one(copy, "rico:physicalCharacteristicsNote") == "Typewritten text."
    assert stated.one(copy, "rico:authenticityNote") == "Signatures are autographs."
    assert stated.one(copy, "rico:hasOrHadHolder") == "body/rtskhidni"


@pytest.mark.parametrize(
    ("order", "person", "printed", "fuller"),
    [
        (1, "person/serebryakov-lp", "L. Serebryakov", "L. P. Serebryakov"),
        (2, "person/stalin", "Stalin", "I. V. Stalin"),
    ],
)
def test_signatures_stand_in_order_joined_to_the_heading_s_fuller_forms(
    stated: Facts, order: int, person: str, printed: str, fuller: str
) -> None:
    signature = own("relation", f"signature{order}")

    assert stated.one(signature, "rico:relationHasTarget") == person
    assert stated.one(signature, "rico:relationHasSource") == LETTER
    assert stated.one(signature, "schema:position") == str(order)
    assert {printed, fuller} <= stated.of(person, "rico:name")


def test_without_authority_files_too_the_signatures_are_joined_to_the_heading(alone: Seed) -> None:
    facts = Facts(alone.stated)

    assert facts.of(LETTER, "lg:hasSignatory") == facts.of(LETTER, "rico:hasSender")
    assert facts.of(own("person", "l-p-serebryakov"), "rico:name") == {"L. P. Serebryakov", "L. Serebryakov"}
    assert facts.of(own("person", "i-v-stalin"), "rico:name") == {"I. V. Stalin", "Stalin"}


@pytest.mark.parametrize("order", [1, 2])
def test_the_capacity_line_applies_to_each_signature_with_both_its_bodies(stated: Facts, order: int) -> None:
    capacities = stated.of(own("relation", f"signature{order}"), "lg:inCapacity")

    assert {body for one in capacities for body in stated.of(one, "rico:existsOrExistedIn")} == {
        "body/central-committee",
        COUNCIL,
    }


@pytest.mark.parametrize("person", ["person/serebryakov-lp", "person/stalin"])
def test_membership_is_printed_for_both_signatories(stated: Facts, person: str) -> None:
    relations = stated.subjects("rico:relationHasTarget", person) & stated.subjects("a", "rico:MembershipRelation")
    by_document = {one for one in relations if stated.of(one, "rico:isEvidencedBy") == {LETTER}}

    assert {stated.one(one, "rico:relationHasSource") for one in by_document} == {"body/central-committee", COUNCIL}
    assert {stated.one(one, "lg:identificationBasis") for one in by_document} == {"lgv:stated"}


def test_the_council_of_the_capacity_line_is_not_taken_for_that_of_the_front(stated: Facts, seed: Seed) -> None:
    """Nothing on the page says which council is meant, and the authority files do not decide it either."""
    said = [one for graph in seed.graphs.values() for one in graph if {COUNCIL, "body/rmc-southern-front"} <= set(one)]

    assert stated.one(COUNCIL, "rico:name") == "Revolutionary Military Council"
    assert said == []


def test_it_asks_for_one_of_three_alternatives_of_one_another(stated: Facts) -> None:
    assert stated.of(LETTER, "rico:expressesOrExpressed") == set(DEMANDS)
    for demand in DEMANDS:
        assert stated.of(demand, "lg:alternativeTo") == set(DEMANDS) - {demand}


def test_the_demands_concern_the_soviet_the_headquarters_and_gusev(stated: Facts) -> None:
    assert [stated.one(demand, "lg:concerns") for demand in DEMANDS] == [
        own("body", "revolutionary-soviet"),
        own("body", "headquarters"),
        "person/gusev",
    ]


def test_only_the_third_demand_has_a_condition_and_the_latter_is_the_second(stated: Facts) -> None:
    assert [stated.of(demand, "lg:condition") for demand in DEMANDS] == [
        set(),
        set(),
        {"if the latter is considered untimely"},
    ]
    assert stated.of(DEMANDS[2], "lg:conditionRefersTo") == {DEMANDS[1]}


def test_the_reason_is_a_claim_in_the_document_s_words_and_nothing_is_said_of_gusev(stated: Facts, page: str) -> None:
    reason = stated.one(DEMANDS[2], "lg:reason")

    assert reason.startswith("who, according to our information,")
    assert reason in page
    assert stated.predicates("person/gusev") == {"a", "rico:name"}


def test_the_signatories_propose_and_the_addressee_is_proposed_to(stated: Facts) -> None:
    for demand in DEMANDS:
        assert stated.of(demand, "lg:proposedBy") == {"person/serebryakov-lp", "person/stalin"}
        assert stated.of(demand, "lg:proposedTo") == {"body/politburo"}


def test_the_whole_text_is_published(stated: Facts, page: str) -> None:
    text = stated.one(LETTER, "schema:text")

    assert text.startswith("In view of")
    assert text.endswith("against the southern front.")
    assert text in page


def test_the_equation_of_the_parenthesis_is_only_inferred(stated: Facts, inferred: Facts) -> None:
    one, other = own("body", "headquarters"), own("body", "small-revolutionary-council-of-the-republic")

    assert stated.of(one, "skos:closeMatch") == set()
    assert inferred.of(one, "skos:closeMatch") == {other}


def test_genitives_are_only_inferred(stated: Facts, inferred: Facts) -> None:
    part_of = "rico:isOrWasSubdivisionOf"

    assert not any(one.predicate == part_of for one in stated.triples)
    assert inferred.of("body/politburo", part_of) == {"body/central-committee"}
    assert inferred.of("body/central-committee", part_of) == {"body/rcp-b"}
    assert inferred.of("body/rmc-southern-front", part_of) == {"body/southern-front"}


def test_the_edition_has_its_four_compilers_in_order(stated: Facts) -> None:
    book = stated.one(f"work/{KEY}-entry", "dct:isPartOf")
    compilers = {
        stated.one(one, "schema:position"): stated.along(one, "rico:relationHasTarget", "rico:name")
        for one in stated.subjects("a", "rico:CreationRelation")
    }

    assert stated.one(book, "dct:title") == "Bolshevik leadership Correspondence. 1912-1927"
    assert stated.one(book, "dct:issued") == "1996"
    assert compilers == {
        "1": {"A.V.Kvashonkin"},
        "2": {"L.P.Kosheleva"},
        "3": {"L.A.Rogovaya"},
        "4": {"O.V.Khlevnyuk"},
    }


def test_the_edition_has_subtitle_section_and_span(stated: Facts) -> None:
    entry = f"work/{KEY}-entry"
    book = stated.one(entry, "dct:isPartOf")

    assert stated.one(book, "dct:alternative") == "Collection of documents 1996."
    assert stated.one(entry, "bibo:section") == "Stalin Correspondences"
    assert stated.along(book, "dct:temporal", "rico:normalizedDateValue") == {"1912/1927"}
