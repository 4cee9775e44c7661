"""What one document adds to a release."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReleaseError
from kg.graphs.alignment import Aligner
from kg.graphs.canonical import default_graph_lines
from kg.graphs.parts import Part, part_of
from kg.namespaces import OWL, SCHEMA, SKOS
from tests.graphs.documents import BASE, LABEL, LABELS, SHARED, documents

NAME = "<https://e.org/p>"
ALIGNER = Aligner(BASE)


def nothing(_: object) -> list[str]:
    return []


def part(*lines: str, letter: str | None = None, shared: tuple[str, ...] = ()) -> Part:
    return part_of(lines, key="x-a", base_iri=BASE, aligner=nothing, letter=letter, shared=shared)


@given(documents("x-a"))
def test_a_part_holds_all_lines_and_their_default_graph_once(lines: tuple[str, ...]) -> None:
    made = part_of(lines, key="x-a", base_iri=BASE, aligner=ALIGNER)
    named = {line for line in lines if line not in made.labels}
    named.update(ALIGNER(sorted(named)))
    assert sorted(named | set(default_graph_lines(named, base_iri=BASE))) == sorted((*made.own, *made.shared))
    assert [list(one) for one in (made.own, made.shared)] == [sorted(one) for one in (made.own, made.shared)]


@given(documents("x-a"), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(lines: tuple[str, ...], random: object) -> None:
    shuffled = [*lines, *lines]
    random.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis gives a Random
    parts = [part_of(one, key="x-a", base_iri=BASE, aligner=ALIGNER) for one in (lines, shuffled)]
    assert parts[0] == parts[1]


@given(documents("x-a"), documents("x-b"))
def test_two_documents_own_no_line_together(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first = part_of(one, key="x-a", base_iri=BASE, aligner=ALIGNER)
    second = part_of(other, key="x-b", base_iri=BASE, aligner=ALIGNER)
    assert not {*first.own} & {*second.own, *second.shared}


def test_what_carries_the_key_belongs_to_the_document() -> None:
    mine = [f"<{BASE}{name}>" for name in ("id/doc/x-a", "id/date/x-a-1", "id/doc/x-a#s", "graph/doc/x-a", "run/x-a")]
    others = [f"<{BASE}id/doc/x-ab>", f"<{BASE}run/x-a-1>", SHARED[0], "<https://e.org/x-a>"]
    made = part(*(f'{subject} {NAME} "1" <{BASE}graph/meta> .\n' for subject in (*mine, *others)))
    assert {line.split(" ")[0] for line in made.own} == set(mine)
    assert {line.split(" ")[0] for line in made.shared} == set(others)


def test_the_default_graph_of_a_shared_node_is_shared() -> None:
    made = part(f'{SHARED[0]} {NAME} "1" <{BASE}graph/doc/x-a> .\n')
    assert made == Part((f'{SHARED[0]} {NAME} "1" <{BASE}graph/doc/x-a> .\n',), (f'{SHARED[0]} {NAME} "1" .\n',), ())


def test_lines_about_a_letter_of_several_documents_are_shared() -> None:
    line = f'<{BASE}id/doc/x-a> {NAME} "1" <{BASE}graph/meta> .\n'
    assert part(line).own == part(line, letter="x-a").shared == (line,)


def test_lines_about_a_node_that_others_are_joined_to_are_shared() -> None:
    person, graph = f"<{BASE}id/person/x-a-lind>", f"<{BASE}graph/doc/x-a>"
    lines = (f'{person} {NAME} "1" {graph} .\n', f'{person} {LABEL} "Lind"@de {LABELS} .\n')
    made = part(*lines, shared=("person/x-a-lind",))
    assert made == Part(lines[:1], (f'{person} {NAME} "1" .\n',), lines[1:])
    assert part(*lines).shared == ()


@pytest.mark.parametrize("predicate", [f"<{OWL}sameAs>", f"<{SKOS}exactMatch>"])
def test_an_identity_that_an_editor_added_may_be_decided_as_well(predicate: str) -> None:
    person = f"<{BASE}id/person/x-a-lind>"
    said = f"{person} {predicate} {SHARED[0]}"
    made = part_of([f"{said} <{BASE}graph/curated> .\n"], key="x-a", base_iri=BASE, aligner=ALIGNER)
    aligned = f"{person} <{SCHEMA}sameAs> {SHARED[0]}"
    assert made.own == (f"{said} <{BASE}graph/curated> .\n",)
    assert {f"{said} .\n", f"{aligned} .\n", f"{aligned} <{BASE}graph/alignment/schema-org> .\n"} >= {*made.shared}
    assert f"{said} .\n" in made.shared


def test_labels_of_shared_nodes_are_votes() -> None:
    labels = [
        f'{subject} <http://www.w3.org/2004/02/skos/core#prefLabel> "Lind"@de {LABELS} .\n'
        for subject in (SHARED[0], f"<{BASE}id/person/x-a-lind>")
    ]
    made = part(*labels)
    assert made.labels == (labels[0],)
    assert set(made.own) == {labels[1], labels[1].replace(f" {LABELS}", "")}


def test_language_tags_are_lowered() -> None:
    [line] = part(f'{SHARED[0]} {NAME} "1"@ru-Latn <{BASE}graph/meta> .\n').shared
    assert '"1"@ru-latn ' in line


def test_text_that_looks_like_a_tag_or_a_blank_node_stays() -> None:
    line = f'{SHARED[0]} {NAME} "a \\"@DE _:b" <{BASE}graph/meta> .\n'
    assert part(line).shared == (line,)


@pytest.mark.parametrize(
    "line", [f"_:a {NAME} {SHARED[0]} <{BASE}graph/meta> .\n", f"{SHARED[0]} {NAME} _:a {LABELS} .\n"]
)
def test_blank_nodes_are_refused(line: str) -> None:
    with pytest.raises(ReleaseError, match="blank node"):
        part(line)


def test_lines_of_the_default_graph_are_refused() -> None:
    with pytest.raises(ReleaseError, match="no named graph"):
        part(f'{SHARED[0]} {NAME} "1"@de .\n')
