"""Every thing that is published has one label a language: portals join on it without asking whether there is one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from tests.pipeline.collections import served

THINGS = """
    { GRAPH ?any { ?thing ?p ?o } } UNION { GRAPH ?any { ?s ?p ?thing } }
    FILTER(ISIRI(?thing) && CONTAINS(STR(?thing), "/id/") && !CONTAINS(STR(?thing), "#"))
"""


def select(folder: Path, query: str) -> list[dict[str, str]]:
    with closing(ReadOnlyStore(served(folder).path / STORE, prefixes=PREFIXES)) as store:
        return store.select(query)


@pytest.mark.parametrize("name", ["demonstration", "seed"])
def test_every_thing_has_a_label(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    unlabelled = (
        f"SELECT DISTINCT ?thing WHERE {{ {THINGS} FILTER NOT EXISTS {{ GRAPH ?g {{ ?thing skos:prefLabel ?l }} }} }}"
    )

    assert select(folder, unlabelled) == []
    assert len(select(folder, f"SELECT DISTINCT ?thing WHERE {{ {THINGS} }}")) > 100


@pytest.mark.parametrize("name", ["demonstration", "seed"])
def test_no_thing_has_two_labels_in_one_language(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    doubled = """SELECT DISTINCT ?thing WHERE {
      GRAPH ?g { ?thing skos:prefLabel ?one } GRAPH ?h { ?thing skos:prefLabel ?other }
      FILTER(?one != ?other && LANG(?one) = LANG(?other) && CONTAINS(STR(?thing), "/id/"))
    }"""

    assert select(folder, doubled) == []
