"""The letters that stand in two harvests of real indexes are found: how many, and how many proposals are true.

Two indexes were harvested twice: the nth letter of the one file is the nth of the other. No rule of the recognition
looks at that, so each proposal can be told to be true or false.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.single import read_source
from kg.reconciliation.agents.proposal import Level, Proposal
from kg.reconciliation.letters import propose_letters
from kg.records.mapping_form import mapping_record

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
