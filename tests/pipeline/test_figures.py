"""Every figure that a release gives of itself is what its store answers, whichever way it was built."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from kg.pipeline import planning
from kg.release import Release, figures, read_manifest
from kg.release.contents import STORE
from tests.pipeline.collections import build_quietly, served
from tests.pipeline.edited_building import SMALL_BLOCKS, build_it
from tests.pipeline.edited_collection import EDITS, EditedCollection
from tests.release.recounting import recounted, without_examples


@pytest.fixture(autouse=True)
def small_blocks_and_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LETTERS", SMALL_BLOCKS)
    monkeypatch.setattr(figures, "HASHES", 50)


def statistics(release: Release) -> Mapping[str, object]:
    return cast("Mapping[str, object]", read_manifest(release.path).metadata["statistics"])


def base_of(release: Release) -> str:
    collection = read_manifest(release.path).metadata["collection"]
    assert isinstance(collection, dict)
    return str(collection["base_iri"])


def check(folder: Path) -> None:
    release = served(folder)
    assert without_examples(statistics(release)) == recounted(release.path / STORE, base_iri=base_of(release))


def test_the_figures_of_full_builds_and_of_increments_are_those_of_the_store(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=3, sizes={"cmif": (5, 5)})
    build_it(collection, minutes=0)
    check(collection.folder)

    collection.edit("decide about people")
    build_it(collection, minutes=1)

    check(collection.folder)


def test_a_person_of_a_letter_who_was_decided_to_be_another_is_counted_once(project: Path, tmp_path: Path) -> None:
    """The letter and the decision speak of one subject, and stand in two members of the dumps."""
    folder = shutil.copytree(
        project / "collections" / "southern-front-1919", tmp_path / "sf", ignore=shutil.ignore_patterns("site")
    )
    build_quietly(folder, processes=2)
    check(folder)

    (folder / "sources" / "4-resolution.txt").unlink()
    build_quietly(folder, minutes=1, processes=2)

    check(folder)


@pytest.mark.acceptance
@pytest.mark.parametrize("kind", EDITS)
def test_the_figures_after_an_edit_of_any_kind_are_those_of_the_store(tmp_path: Path, kind: str) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=7)
    build_it(collection, minutes=0)
    collection.edit(kind)
    build_it(collection, minutes=1)

    check(collection.folder)
