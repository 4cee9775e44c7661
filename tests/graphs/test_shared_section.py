"""What no document states alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg.graphs.alignment import Aligner
from kg.graphs.parts import part_of
from kg.graphs.shared_section import SharedSection
from kg.namespaces import RDF, RICO, SCHEMA
from tests.graphs.documents import BASE, LABEL, LABELS, SHARED, collections, released

ALIGNER = Aligner(BASE)
NODE = SHARED[0]


def label(text: str) -> str:
    return f"{NODE} {LABEL} {text} {LABELS} .\n"


def section(tmp_path: Path, *, chunk_lines: int = 100, shared: tuple[str, ...] = (), **votes: int) -> list[str]:
    made = SharedSection(base_iri=BASE, directory=tmp_path, chunk_lines=chunk_lines)
    made.add(shared, {label(f'"{text}"@de'): number for text, number in votes.items()})
    return list(made.lines([]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(collections)
def test_parts_and_section_are_what_all_documents_say_together(
    tmp_path: Path, collection: dict[str, tuple[str, ...]]
) -> None:
    made = SharedSection(base_iri=BASE, directory=tmp_path, chunk_lines=7)
    parts = [part_of(lines, key=key, base_iri=BASE, aligner=ALIGNER) for key, lines in collection.items()]
    for part in parts:
        made.add(part.shared, Counter(part.labels))
    lines = [*(line for part in parts for line in part.own), *made.lines([])]
    assert sorted(lines) == sorted(released(collection))


def test_the_form_that_most_letters_print_stands(tmp_path: Path) -> None:
    assert section(tmp_path, Lindau=1, Lind=2) == [f'{NODE} {LABEL} "Lind"@de .\n', label('"Lind"@de')]


def test_of_equally_frequent_forms_the_longest_stands_then_the_first(tmp_path: Path) -> None:
    assert section(tmp_path, Lind=2, Linda=2, Lindb=2)[1] == label('"Linda"@de')


def test_each_language_has_its_own_label(tmp_path: Path) -> None:
    made = SharedSection(base_iri=BASE, directory=tmp_path)
    labels = [label(text) for text in ('"Wien"@de', '"Вена"@ru', '"Wien 9"')]
    made.add([], dict.fromkeys(labels, 1))
    assert set(labels) < set(made.lines([]))


def test_the_chosen_label_is_aligned(tmp_path: Path) -> None:
    types = (f"{NODE} <{RDF}type> <{RICO}Person> .\n",)
    lines = section(tmp_path, shared=types, Lind=1, Otto=2)
    assert f'{NODE} <{SCHEMA}name> "Otto"@de .\n' in lines
    assert not any('"Lind"' in line for line in lines)


def test_authority_is_aligned_and_repeated(tmp_path: Path) -> None:
    graph = f"<{BASE}graph/authority>"
    fixed = [f"{NODE} <{RDF}type> <{RICO}Person> {graph} .\n", f'{NODE} {LABEL} "Lind"@en {graph} .\n']
    lines = set(SharedSection(base_iri=BASE, directory=tmp_path).lines(fixed))
    assert {*fixed, *(line.replace(f" {graph}", "") for line in fixed)} < lines
    assert f'{NODE} <{SCHEMA}name> "Lind"@en <{BASE}graph/alignment/schema-org> .\n' in lines


@pytest.mark.parametrize("chunk_lines", [1, 2, 3, 100])
def test_the_section_does_not_depend_on_how_much_is_in_memory(tmp_path: Path, chunk_lines: int) -> None:
    made = SharedSection(base_iri=BASE, directory=tmp_path, chunk_lines=chunk_lines)
    for number in (3, 1, 2, 3, 1, 4):
        made.add([f'{NODE} <https://e.org/p> "{number}" .\n'], {})
    expected = [f'{NODE} <https://e.org/p> "{number}" .\n' for number in (1, 2, 3, 4)]
    assert list(made.lines([])) == expected
    assert list(made.lines([])) == expected
