"""The letters that stand in two harvests of real indexes are found: how many, and how many proposals are true.

Two indexes were harvested twice: the nth letter of the one file is the nth of the other. No rule of the recognition
looks at that, so each proposal can be told to be true or false.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.config import load_collection
from kg.pipeline.single import read_source
from kg.publication.pages import EntityPages, open_release
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.reconciliation.deciding import decide
from kg.reconciliation.letters import propose_letters
from kg.reconciliation.release_proposals import propose_for_release
from kg.reconciliation.table import write_table
from kg.records.mapping_form import mapping_record
from tests.pipeline.collections import build_quietly, served

TWICE = ("1993_Herzl_an_Schnitzler.xml", "2005_Schnitzler_Linden.xml")
ONE, OTHER = "cmif/", "cmif-schnitzler/"
Record = dict[str, object]
pytestmark = [pytest.mark.shared, pytest.mark.acceptance]


def records(folder: Path) -> Iterator[tuple[str, Record]]:
    """Read the indexes of a folder; a key says folder, file and place in it, for both harvests give equal keys."""
    for file in sorted(folder.glob("*Schnitzler*.xml")):
        for number, record in enumerate(read_source(file).records):
            place = f"{folder.name}/{file.name}"
            yield f"{place}#{number}", {**mapping_record(record), "snapshot": {"path": place}}


def joined(proposals: list[Proposal]) -> set[tuple[str, str]]:
    """Give the pairs of a letter of the one folder and one of the other's that are proposed to be joined."""
    groups = [one.keys for one in proposals if one.level in (Level.CERTAIN, Level.PROBABLE)]
    return {
        (mine, theirs)
        for keys in groups
        for mine in keys
        for theirs in keys
        if mine.startswith(ONE) and theirs.startswith(OTHER) and "ohne-dubletten" not in theirs
    }


def test_the_letters_of_two_harvests_are_found_and_none_is_joined_wrongly(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letters = [one for folder in (ONE, OTHER) for one in records(shared / "samples" / folder)]
    twice = tuple(f"{ONE}{name}" for name in TWICE)
    wanted = {(key, key.replace(ONE, OTHER)) for key, _ in letters if key.startswith(twice)}

    found = joined(propose_letters(letters))

    true = found & wanted
    with capsys.disabled():
        print(f"\n{len(wanted)} letters stand in both; {len(found)} are proposed as one, {len(true)} rightly")  # noqa: T201
    assert found == true
    assert len(true) >= 0.95 * len(wanted)


SETTINGS = """
id = "eds"
title = "Two harvests"
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["de"]
[[sources]]
path = "sources/**/*.xml"
"""


def test_a_letter_of_two_harvests_is_shown_with_both_once_it_is_accepted(shared: Path, tmp_path: Path) -> None:
    for folder in (ONE, OTHER):
        (tmp_path / "sources" / folder).mkdir(parents=True)
        shutil.copyfile(shared / "samples" / folder / TWICE[0], tmp_path / "sources" / folder / TWICE[0])
    (tmp_path / "collection.toml").write_text(SETTINGS, encoding="utf-8")
    assert build_quietly(tmp_path).exit_status == 0
    proposals = propose_for_release(tmp_path, served(tmp_path), kinds=["letter"]).rows
    decided = [row | {"decision": "same", "by": "A test", "on": "2026-02-03", "why": row["for"]} for row in proposals]
    (tmp_path / "table.csv").write_text(write_table(decided), encoding="utf-8", newline="")

    decide(tmp_path / "table.csv", load_collection(tmp_path))
    assert build_quietly(tmp_path, minutes=1).exit_status == 0

    with open_release(served(tmp_path).path.resolve()) as release:
        pages = EntityPages(release)
        shown = [pages.page(f"id/doc/{row['keys'].split()[0]}") for row in proposals]
    assert len(shown) == 12
    assert {len(page.witnesses) for page in shown} == {2}
    assert all(sum(one.preferred for one in page.witnesses) == 1 for page in shown)
