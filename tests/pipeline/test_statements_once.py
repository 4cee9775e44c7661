"""What several say of one node stands once in a release, whoever says it first: in dumps, figures and store alike."""

from __future__ import annotations

from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from kg.namespaces import PREFIXES, SKOS
from kg.release import read_manifest
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from tests.pipeline.collections import BASE, build_quietly, make_collection, page, quads, served

FIRST, SECOND = "lf-1919-11-12-1", "lf-1919-11-14-1"
PAGES = {
    "1.txt": page(sender="T. Inkwell", date="November 12, 1919"),
    "2.txt": page(sender="T. Inkwell", date="November 14, 1919"),
}
JOINED = f"""\
decisions:
  - decision: same
    kind: person
    of: [{FIRST}-t-inkwell, {SECOND}-t-inkwell]
    by: A. Reader
    on: 2026-11-24
    why: Both ask for oil.
"""
COMMITTEE = "committee-of-the-lanternfish-society"
IDENTIFIED = f"""\
bodies:
  - key: pier
    labels: {{en: "Committee of the Pier"}}
identifications:
  - document: {FIRST}
    name: Committee of the Lanternfish Society
    body: pier
    by: A. Reader
    on: 2026-11-24
    why: It is the one for the pier.
"""
ADDED = f"""\
curations:
  - add:
      subject: id/body/{FIRST}-{COMMITTEE}
      predicate: skos:exactMatch
      object: id/body/pier
    words: "nine nights"
    editor: A. Reader
    date: 2026-11-24
    reason: It is the one for the pier.
"""


def make(folder: Path, *, decisions: str = JOINED) -> Path:
    """Two letters of one sender whom no source identifies; the recipient of the first is decided and added."""
    make_collection(folder, PAGES, authorities=IDENTIFIED)
    (folder / "identities").mkdir(exist_ok=True)
    (folder / "identities" / "persons.yaml").write_text(decisions, encoding="utf-8")
    (folder / "sources" / "1.txt.curation.yaml").write_text(ADDED, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make(tmp_path_factory.mktemp("once") / "letters")
    assert build_quietly(made).exit_status == 0
    return made


def repeated(folder: Path) -> list[str]:
    return [line for line, other in pairwise(sorted(quads(folder))) if line == other]


def in_the_store(folder: Path, query: str) -> list[list[str]]:
    with closing(ReadOnlyStore(served(folder).path / STORE, prefixes=PREFIXES)) as store:
        return [list(row.values()) for row in store.select(query)]


def test_the_dumps_hold_each_line_once_and_the_figures_count_it_once(folder: Path) -> None:
    [[counted]] = in_the_store(folder, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    statistics = cast("dict[str, object]", read_manifest(served(folder).path).metadata["statistics"])

    assert repeated(folder) == []
    assert f'"{statistics["triples"]}"' == counted.partition("^^")[0]


def test_a_node_that_letters_are_joined_to_has_one_label_though_it_had_the_key_of_one_of_them(folder: Path) -> None:
    node = f"<{BASE}id/person/{FIRST}-t-inkwell>"

    assert in_the_store(folder, f"SELECT ?label {{ {node} skos:prefLabel ?label }}") == [['"T. Inkwell"@en']]
    assert in_the_store(folder, f"SELECT ?letter {{ ?letter rico:hasSender {node} }} ORDER BY ?letter") == [
        [f"<{BASE}id/doc/{key}>"] for key in (FIRST, SECOND)
    ]


def test_an_editor_may_add_what_is_decided_anyway(folder: Path) -> None:
    said = f"<{BASE}id/body/{FIRST}-{COMMITTEE}> <{SKOS}exactMatch> <{BASE}id/body/pier>"

    assert [line.removeprefix(said) for line in sorted(quads(folder)) if line.startswith(said)] == [
        " .\n",
        f" <{BASE}graph/authority> .\n",
        f" <{BASE}graph/curated> .\n",
    ]


@pytest.mark.acceptance
def test_a_decision_about_letters_that_are_published_already_is_followed_by_both(folder: Path, tmp_path: Path) -> None:
    changed = make(tmp_path / "letters", decisions="decisions: []\n")
    build_quietly(changed)
    make(changed)

    build_quietly(changed, minutes=1)

    assert repeated(changed) == []
    assert sorted(quads(changed)) == sorted(quads(folder))
