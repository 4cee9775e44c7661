"""What a source reserves is said beside the plain statement, and of "A or B" neither is stated."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graphs import GraphNames, split_line
from kg.mapping import Plan
from kg.namespaces import LG, LGV, OA, RDF, RICO, SKOS
from kg.records.certainty import Certainty
from kg.records.document import DocumentRecord
from kg.records.locator import Locator
from kg.records.mapping_form import mapping_record
from tests.mappings.conftest import BASE
from tests.mappings.index_letter import KEY, REGISTERED, concise_letter, index_letter

NAMES = GraphNames(BASE)
MOST_QUADS_OF_EVIDENCE = 60


@pytest.fixture(scope="module")
def lines(plan: Plan) -> list[str]:
    return plan.quads(mapping_record(index_letter()))


def objects(lines: list[str], predicate: str, *, subject: str = "") -> list[str]:
    found = [split_line(line) for line in lines]
    return sorted({one.object for one in found if one.predicate == f"<{predicate}>" and one.subject.endswith(subject)})


def test_of_two_alternatives_neither_is_the_addressee(lines: list[str]) -> None:
    possible = objects(lines, f"{LG}hasPossibleAddressee")

    assert [one.rsplit("/", 1)[1] for one in possible] == [f"{KEY}-maier>", f"{KEY}-mayer>"]
    assert set(possible) & set(objects(lines, f"{RICO}hasAddressee")) == set()


def test_a_reserved_sender_is_a_sender_and_has_a_relation_that_says_how_sure_the_source_is(lines: list[str]) -> None:
    relation = f"/relation/{KEY}-sender2>"

    [target] = objects(lines, f"{RICO}relationHasTarget", subject=relation)

    assert target in objects(lines, f"{RICO}hasSender")
    assert objects(lines, f"{LG}certainty", subject=relation) == [f"<{LGV}conjectured>", f"<{LGV}for-another>"]


def test_a_sender_without_reservation_has_no_relation(lines: list[str]) -> None:
    assert objects(lines, f"{RICO}relationHasTarget", subject=f"/relation/{KEY}-sender1>") == []


@pytest.mark.parametrize("certainty", list(Certainty))
def test_every_reservation_is_a_concept(certainty: Certainty, project: Path) -> None:
    text = (project / "ontology" / "concepts" / "certainty.ttl").read_text(encoding="utf-8")

    assert f"lgv:{certainty} a skos:Concept" in text


def test_what_a_register_says_is_found_in_the_register(lines: list[str]) -> None:
    target = f"/annotation/{KEY}-gnd-100000001-born-1870-words#target>"

    assert objects(lines, f"{OA}hasSource", subject=target) == [f"<{BASE}snapshot/{REGISTERED.key}>"]


def test_an_element_of_xml_is_found_by_its_path_too(lines: list[str]) -> None:
    assert objects(lines, f"{RDF}value", subject=f"/annotation/{KEY}-sent-words#path>") == ['"/correspDesc/date[1]"']
    assert objects(lines, f"{OA}start", subject=f"/annotation/{KEY}-sent-words#position>") != []


def test_a_page_that_speaks_of_somebody_identifies_nobody(lines: list[str]) -> None:
    assert [one for one in objects(lines, f"{SKOS}exactMatch") if "wiki" in one] == []


def evidence(plan: Plan, letter: DocumentRecord) -> list[str]:
    graph = f"<{NAMES.evidence(letter.key)}>"
    return [line for line in set(plan.quads(mapping_record(letter))) if split_line(line).graph == graph]


def without_paths(letter: DocumentRecord) -> DocumentRecord:
    """The same letter as a row of a table: no element paths."""

    def bare(locator: Locator) -> Locator:
        return replace(locator, path=None)

    main = replace(
        letter.main,
        senders=tuple(replace(one, locator=bare(one.locator)) for one in letter.main.senders),
        addressees=tuple(replace(one, locator=bare(one.locator)) for one in letter.main.addressees),
        dates=tuple(replace(one, locator=bare(one.locator)) for one in letter.main.dates),
        places=tuple(replace(one, locator=bare(one.locator)) for one in letter.main.places),
    )
    return replace(letter, main=main)


@pytest.mark.parametrize("letter", [concise_letter(), without_paths(concise_letter())], ids=["XML", "row"])
def test_the_evidence_of_a_core_letter_is_concise(plan: Plan, letter: DocumentRecord) -> None:
    concise = evidence(plan, letter)

    assert len(concise) <= MOST_QUADS_OF_EVIDENCE
    assert len(concise) < len(evidence(plan, replace(letter, concise_evidence=False))) / 2


def test_an_unresolved_name_shows_in_concise_evidence(plan: Plan) -> None:
    bases = Counter(objects(evidence(plan, concise_letter()), f"{LG}identificationBasis"))

    assert f"<{LGV}unresolved>" in bases


def test_a_cell_of_a_table_is_a_fragment_and_no_path(plan: Plan) -> None:
    letter = index_letter()
    sender = letter.main.senders[0]
    cell = replace(sender, locator=replace(sender.locator, path="cell=12,9"))
    lines = plan.quads(mapping_record(replace(letter, main=replace(letter.main, senders=(cell,)))))

    assert objects(lines, f"{RDF}value", subject=f"/annotation/{KEY}-sender1#cell>") == ['"cell=12,9"']
    assert objects(lines, f"{RDF}value", subject=f"/annotation/{KEY}-sender1#path>") == []
