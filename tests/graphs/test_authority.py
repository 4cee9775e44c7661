"""What the authority files say, as a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.graphs.authority import authority_quads
from kg.graphs.serialisation import trig_text
from kg.graphs.terms import split_line
from kg.namespaces import PREFIXES

BASE = "https://letters.example.org/"
SHOWN = {
    **{prefix: PREFIXES[prefix] for prefix in ("crm", "dct", "edtf", "lg", "lgv", "oa", "owl", "rdfs")},
    **{prefix: PREFIXES[prefix] for prefix in ("rico", "schema", "skos", "xsd")},
    **{name: f"{BASE}id/{name}/" for name in ("annotation", "body", "date", "doc", "person", "place", "position")},
    "relation": f"{BASE}id/relation/",
}


def quads(tmp_path: Path, text: str) -> list[str]:
    return authority_quads(authorities(tmp_path, text), base_iri=BASE)


def authorities(tmp_path: Path, text: str) -> Authorities:
    (tmp_path / "people.yaml").write_text(text, encoding="utf-8")
    return load_authorities([tmp_path / "people.yaml"])


def paragraph(lines: list[str], subject: str) -> str:
    """Give what the graph says of one subject, as it stands in a TriG dump."""
    wanted = subject.split(":")
    term = f"<{SHOWN[wanted[0]]}{wanted[1]}>"
    text = trig_text([line for line in lines if split_line(line).subject == term], prefixes=SHOWN)
    return text.partition("graph/authority> {\n")[2].removesuffix("}\n")


PERSON = """\
persons:
  - key: ivanov
    labels: {en: "Ivanov, Ivan", ru: "Иванов, Иван"}
    names: [I. Ivanov]
    also: {en: ["Ivanoff, I.", "Ivanov, Ivan"]}
    misprints: {en: [Ivnov, "Ivanoff, I."]}
    same_as: ["http://www.wikidata.org/entity/Q1"]
    born: {edtf: "[1888-06-11,1890-06-11]", note: Sources disagree., source: A dictionary}
    died: {latest: 1937-02-01}
    note: Not the other one.
    sources: [A register]
"""


def test_a_person_has_labels_links_dates_and_sources(tmp_path: Path) -> None:
    expected = """\
    person:ivanov a rico:Person ;
        dct:source "A register" ;
        owl:sameAs <http://www.wikidata.org/entity/Q1> ;
        skos:altLabel "Ivanoff, I."@en ;
        skos:hiddenLabel "Ivnov"@en ;
        skos:note "Not the other one." ;
        skos:prefLabel "Ivanov, Ivan"@en ,
            "Иванов, Иван"@ru ;
        rico:hasBirthDate date:ivanov-birth ;
        rico:hasDeathDate date:ivanov-death .
"""

    assert expected == paragraph(quads(tmp_path, PERSON), "person:ivanov")


def test_a_date_on_which_sources_disagree_has_all_that_they_leave_open(tmp_path: Path) -> None:
    expected = """\
    date:ivanov-birth a crm:E52_Time-Span ,
            rico:Date ;
        dct:source "A dictionary" ;
        crm:P82a_begin_of_the_begin "1888-06-11"^^xsd:date ;
        crm:P82b_end_of_the_end "1890-06-11"^^xsd:date ;
        skos:note "Sources disagree." ;
        skos:prefLabel "Birth of Ivanov, Ivan: [1888-06-11,1890-06-11]"@en ;
        rico:normalizedDateValue "[1888-06-11,1890-06-11]"^^edtf:EDTF .
"""

    assert expected == paragraph(quads(tmp_path, PERSON), "date:ivanov-birth")


def test_a_date_that_is_open_on_one_side_says_so(tmp_path: Path) -> None:
    expected = """\
    date:ivanov-death a crm:E52_Time-Span ,
            rico:Date ;
        crm:P82b_end_of_the_end "1937-02-01"^^xsd:date ;
        skos:prefLabel "Death of Ivanov, Ivan: … – 1937-02-01"@en .
"""

    assert expected == paragraph(quads(tmp_path, PERSON), "date:ivanov-death")


def test_printed_names_are_keys_and_are_not_published(tmp_path: Path) -> None:
    assert [line for line in quads(tmp_path, PERSON) if "I. Ivanov" in line] == []


TIES = """\
persons:
  - key: ivanov
    labels: {ru: Иванов}
    member_of:
      - {body: council, from: 1919-07-16, to: 1920-01-10, source: A dictionary}
      - {body: council, from: 1921}
    holds: [chief]
bodies:
  - key: council
    labels: {en: Council}
    part_of: [front]
    successors: [staff]
    begun: 1918
  - {key: front, labels: {en: Front}}
  - {key: staff, labels: {en: Staff}, ended: 1926-01}
groups:
  - {key: volunteers, labels: {en: Volunteers}, part_of: [front]}
positions:
  - {key: chief, labels: {en: Chief}, exists_in: [front]}
places:
  - {key: province, labels: {en: Province}}
  - key: town
    labels: {en: Town}
    part_of: [province]
    exact_match: ["http://www.wikidata.org/entity/Q2"]
    close_match: ["https://sws.geonames.org/3/"]
    coordinates: {latitude: 54.9198, longitude: 37.41618}
"""


def test_a_membership_goes_from_the_body_to_the_person(tmp_path: Path) -> None:
    expected = """\
    relation:ivanov-member-council a rico:MembershipRelation ;
        dct:source "A dictionary" ;
        skos:prefLabel "Иванов was a member of Council"@en ;
        lg:identificationBasis lgv:curated ;
        rico:hasBeginningDate date:ivanov-member-council-begin ;
        rico:hasEndDate date:ivanov-member-council-end ;
        rico:relationHasSource body:council ;
        rico:relationHasTarget person:ivanov .
"""

    assert expected == paragraph(quads(tmp_path, TIES), "relation:ivanov-member-council")


def test_a_second_membership_in_the_same_body_is_another_relation(tmp_path: Path) -> None:
    assert "date:ivanov-member2-council-begin" in paragraph(quads(tmp_path, TIES), "relation:ivanov-member2-council")


def test_an_office_goes_from_the_person_to_the_position(tmp_path: Path) -> None:
    expected = """\
    relation:ivanov-held-chief a rico:PositionHoldingRelation ;
        skos:prefLabel "Иванов held Chief"@en ;
        lg:identificationBasis lgv:curated ;
        rico:relationHasSource person:ivanov ;
        rico:relationHasTarget position:chief .
"""

    assert expected == paragraph(quads(tmp_path, TIES), "relation:ivanov-held-chief")


@pytest.mark.parametrize(
    ("subject", "statement"),
    [
        ("person:ivanov", "rico:isOrWasMemberOf body:council"),
        ("body:council", "rico:isOrWasSubdivisionOf body:front"),
        ("body:council", "rico:hasSuccessor body:staff"),
        ("body:council", "rico:hasBeginningDate date:council-begin"),
        ("body:council", "a rico:CorporateBody"),
        ("body:staff", "rico:hasEndDate date:staff-end"),
        ("body:volunteers", "a rico:Group"),
        ("body:volunteers", "rico:isOrWasSubdivisionOf body:front"),
        ("position:chief", "a rico:Position"),
        ("position:chief", "rico:existsOrExistedIn body:front"),
        ("place:town", "rico:isOrWasContainedBy place:province"),
        ("place:town", "skos:exactMatch <http://www.wikidata.org/entity/Q2>"),
        ("place:town", "skos:closeMatch <https://sws.geonames.org/3/>"),
        ("place:town", 'schema:latitude "54.9198"^^xsd:decimal'),
        ("place:town", 'schema:longitude "37.41618"^^xsd:decimal'),
    ],
)
def test_entities_are_tied_by_the_terms_of_the_model(tmp_path: Path, subject: str, statement: str) -> None:
    assert statement in paragraph(quads(tmp_path, TIES), subject)


DECISIONS = """\
persons: [{key: ivanov, labels: {en: "Ivanov, Ivan"}}]
bodies: [{key: council, labels: {en: Council}}]
identifications:
  - {document: l-1919-11-12-1, name: I. Ivnov, person: ivanov, by: A. Reader, on: 2026-01-31, why: Initials agree.}
  - {document: l-1919-11-14-1, name: the council, body: council, by: A. Reader, on: 2026-01-31, why: There is one.}
"""


def test_a_decision_says_who_decided_what_about_which_words_and_why(tmp_path: Path) -> None:
    lines = quads(tmp_path, DECISIONS)

    expected = """\
    annotation:l-1919-11-12-1-i-ivnov-decision a oa:Annotation ;
        dct:created "2026-01-31"^^xsd:date ;
        dct:creator "A. Reader" ;
        rdfs:comment "Initials agree." ;
        skos:prefLabel "“I. Ivnov” in l-1919-11-12-1 is Ivanov, Ivan"@en ;
        oa:hasBody person:ivanov ;
        oa:hasTarget <https://letters.example.org/id/annotation/l-1919-11-12-1-i-ivnov-decision#target> ,
            person:l-1919-11-12-1-i-ivnov ;
        oa:motivatedBy oa:identifying ;
        lg:identificationBasis lgv:curated .
"""
    assert expected == paragraph(lines, "annotation:l-1919-11-12-1-i-ivnov-decision")
    target = paragraph(lines, "annotation:l-1919-11-12-1-i-ivnov-decision#target")
    assert "oa:hasSource doc:l-1919-11-12-1" in target
    quote = paragraph(lines, "annotation:l-1919-11-12-1-i-ivnov-decision#quote")
    assert 'oa:exact "I. Ivnov"' in quote


def test_a_person_decided_upon_is_the_same_and_a_body_matches(tmp_path: Path) -> None:
    lines = quads(tmp_path, DECISIONS)

    assert "person:l-1919-11-12-1-i-ivnov owl:sameAs person:ivanov" in paragraph(lines, "person:l-1919-11-12-1-i-ivnov")
    assert "body:l-1919-11-14-1-the-council skos:exactMatch body:council" in paragraph(
        lines, "body:l-1919-11-14-1-the-council"
    )


def test_decisions_about_letters_that_are_not_published_are_left_out(tmp_path: Path) -> None:
    lines = authority_quads(authorities(tmp_path, DECISIONS), base_iri=BASE, documents={"l-1919-11-14-1"})

    assert [line for line in lines if "l-1919-11-12-1" in line] == []
    assert paragraph(lines, "annotation:l-1919-11-14-1-the-council-decision") != ""


def test_without_authorities_the_graph_is_empty() -> None:
    assert authority_quads(Authorities(), base_iri=BASE) == []


def test_the_graph_of_the_demonstration_has_a_label_for_everything(project: Path) -> None:
    files = sorted((project / "collections/southern-front-1919/authorities").glob("*.yaml"))
    lines = [split_line(line) for line in authority_quads(load_authorities(files), base_iri=BASE)]

    typed = {terms.subject for terms in lines if terms.predicate.endswith("#type>")}
    labelled = {terms.subject for terms in lines if terms.predicate == f"<{PREFIXES['skos']}prefLabel>"}
    assert {subject for subject in typed - labelled if "#" not in subject} == set()
    assert {terms.graph for terms in lines} == {f"<{BASE}graph/authority>"}
