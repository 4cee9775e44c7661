"""Sorted lines, each once, and the default graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReleaseError
from kg.graphs import canonical
from kg.graphs.canonical import default_graph_lines, release_lines, sorted_unique
from tests.graphs import strategies

BASE = strategies.BASE
A, P = f"<{BASE}id/doc/a>", "<https://e.org/p>"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(strategies.texts, max_size=40), chunk_lines=st.integers(1, 50))
def test_lines_are_sorted_by_their_bytes_whatever_the_size_of_a_chunk(
    texts: list[str], chunk_lines: int, tmp_path: Path
) -> None:
    lines = [text.replace("\n", "") + "\n" for text in texts]

    ordered = list(sorted_unique(lines, directory=tmp_path, chunk_lines=chunk_lines))

    assert sorted({line.encode() for line in lines}) == [line.encode() for line in ordered]


def test_more_runs_than_may_be_open_are_merged_in_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "MERGE_WIDTH", 3)
    lines = [f"{number * 7 % 50:03}\n" for number in range(50)]

    ordered = list(sorted_unique(lines, directory=tmp_path, chunk_lines=2))

    assert sorted(lines) == ordered


def test_few_lines_are_sorted_without_touching_the_disk(tmp_path: Path) -> None:
    ordered = sorted_unique(["b\n", "a\n", "b\n"], directory=tmp_path / "missing", chunk_lines=3)

    assert list(ordered) == ["a\n", "b\n"]


def test_temporary_files_are_gone_at_the_end(tmp_path: Path) -> None:
    list(sorted_unique(["b\n", "a\n"], directory=tmp_path, chunk_lines=1))

    assert list(tmp_path.iterdir()) == []


def test_temporary_files_are_gone_when_sorting_is_given_up(tmp_path: Path) -> None:
    ordered = sorted_unique(["b\n", "a\n"], directory=tmp_path, chunk_lines=1)
    next(ordered)

    ordered.close()

    assert list(tmp_path.iterdir()) == []


def test_a_line_without_line_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="line feed"):
        list(sorted_unique(["a"], directory=tmp_path))


@pytest.mark.parametrize(
    ("graph", "copies"),
    [
        ("graph/doc/a", 1),
        ("graph/doc/a/inferred", 1),
        ("graph/curated", 1),
        ("graph/authority", 1),
        ("graph/labels", 1),
        ("graph/alignment/schema-org", 1),
        ("vocab", 1),
        ("graph/doc/a/evidence", 0),
        ("graph/meta", 0),
        ("graph/somebody-elses", 0),
    ],
)
def test_the_default_graph_repeats_what_is_said_but_neither_evidence_nor_provenance(graph: str, copies: int) -> None:
    line = f"{A} {P} {A} <{BASE}{graph}> .\n"

    assert [f"{A} {P} {A} .\n"] * copies == list(default_graph_lines([line], base_iri=BASE))


def test_a_triple_of_two_graphs_is_once_in_the_default_graph(tmp_path: Path) -> None:
    lines = [f"{A} {P} {A} <{BASE}graph/doc/{key}> .\n" for key in ("a", "b")]

    published = list(release_lines(lines, base_iri=BASE, directory=tmp_path))

    assert sorted([*lines, f"{A} {P} {A} .\n"]) == published


def test_a_blank_node_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="blank node"):
        list(release_lines([f"{A} {P} _:b .\n"], base_iri=BASE, directory=tmp_path))


def test_words_that_look_like_a_blank_node_are_only_words(tmp_path: Path) -> None:
    line = f'{A} {P} "see _:b" .\n'

    assert [line] == list(release_lines([line], base_iri=BASE, directory=tmp_path))


def test_language_tags_are_lowered_as_the_store_does(tmp_path: Path) -> None:
    line = f'{A} {P} "Opis"@ru-Latn <{BASE}graph/meta> .\n'

    assert [line.replace("ru-Latn", "ru-latn")] == list(release_lines([line], base_iri=BASE, directory=tmp_path))


def test_the_names_of_very_many_graphs_are_forgotten_again() -> None:
    lines = [f"{A} {P} {A} <{BASE}graph/doc/{number}> .\n" for number in range(10_050)]

    assert sum(1 for _ in default_graph_lines(lines, base_iri=BASE)) == 10_050
