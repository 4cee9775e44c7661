"""What an incremental build publishes is what a build from nothing publishes, and it reads nothing twice."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import planning
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from tests.pipeline.collections import quads, served
from tests.pipeline.edited_building import SMALL_BLOCKS, build_it, copy_without_site, differing
from tests.pipeline.edited_collection import EDITS, EditedCollection, key_of


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LETTERS", SMALL_BLOCKS)


def differs_from_full(collection: EditedCollection, *, minutes: int) -> list[str]:
    """Build the collection upon what is there, and a copy from nothing with the same frozen keys; compare them."""
    full = copy_without_site(collection, collection.folder.with_name("full"))
    build_it(collection, minutes=minutes)
    build_it(collection, minutes=minutes, folder=full)
    found = differing(collection.folder, full)
    shutil.rmtree(full)
    return found


def edit_and_compare(
    folder: Path, *, seed: int, edits: int, compared_after: range
) -> Iterator[tuple[list[str], list[str]]]:
    """Do random edits, build after each, and give what was done and what differs at the moments that are compared."""
    collection = EditedCollection.make(folder, seed=seed)
    build_it(collection, minutes=0)
    done: list[str] = []
    for number in range(1, edits + 1):
        done.append(collection.edit())
        if number in compared_after:
            yield done, differs_from_full(collection, minutes=number)
        else:
            build_it(collection, minutes=number)


def test_a_build_after_ten_random_edits_equals_one_from_nothing(tmp_path: Path) -> None:
    for done, found in edit_and_compare(tmp_path / "edited", seed=1, edits=10, compared_after=range(5, 11, 5)):
        assert found == [], done


@pytest.mark.acceptance
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_build_after_any_of_ten_random_edits_equals_one_from_nothing(tmp_path: Path, seed: int) -> None:
    for done, found in edit_and_compare(tmp_path / "edited", seed=seed, edits=10, compared_after=range(1, 11)):
        assert found == [], done


@pytest.mark.acceptance
@pytest.mark.parametrize("kind", EDITS)
def test_a_build_after_two_edits_of_one_kind_equals_one_from_nothing(tmp_path: Path, kind: str) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=7)
    build_it(collection, minutes=0)

    for minutes in (1, 2):
        collection.edit(kind)

        assert differs_from_full(collection, minutes=minutes) == []


def test_a_build_in_which_nothing_changed_reads_no_letter(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=3)
    first = build_it(collection, minutes=0)

    second = build_it(collection, minutes=1)

    assert (first.built, first.reused) == (collection.number, 0)
    assert (second.built, second.reused) == (0, collection.number)
    assert differs_from_full(collection, minutes=2) == []


@pytest.mark.parametrize("form", ["cmif", "table"])
def test_of_a_file_with_one_changed_letter_only_that_is_read(tmp_path: Path, form: str) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=3, sizes={form: (20, 20)})
    letters = collection.files[1].letters
    letters[7] = replace(letters[7], dated="day", date=datetime.date(1850, 10, 10))
    collection.write()
    build_it(collection, minutes=0)

    # As many characters as before: where the words of the letters behind it stand is among their statements.
    letters[7] = replace(letters[7], date=datetime.date(1850, 10, 20))
    collection.write()
    result = build_it(collection, minutes=1)

    # The first letter of a file brings what is said of the file as a whole, and is read with every change of it.
    assert (result.built, result.reused) == (2, 38)
    assert differs_from_full(collection, minutes=2) == []


@pytest.mark.acceptance
def test_taking_an_edit_back_gives_back_the_bytes_of_before(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=5)
    build_it(collection, minutes=0)
    kept = shutil.copytree(collection.folder, tmp_path / "kept", symlinks=True)
    collection.edit("decide about people")
    build_it(collection, minutes=1)
    assert "dumps/ec.nq.gz" in differing(collection.folder, kept)

    collection.edit("decide about people")
    build_it(collection, minutes=2)

    assert differing(collection.folder, kept) == []


@pytest.mark.acceptance
def test_letters_whose_sources_are_gone_keep_their_keys_and_leave_the_release(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=6)
    build_it(collection, minutes=0)
    gone = collection.files.pop(0)
    collection.write()

    assert differs_from_full(collection, minutes=1) == []
    collection.files.insert(0, gone)
    collection.write()
    assert differs_from_full(collection, minutes=2) == []


def test_after_a_decision_only_the_letters_that_it_concerns_are_read(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=4, sizes={"cmif": (30, 30)})
    build_it(collection, minutes=0)
    collection.keys = collection.keys[:2]
    concerned = [
        letter
        for file in collection.files
        for letter in file.letters
        if any(key_of(named) in collection.keys for named, _ in (*letter.senders, *letter.addressees))
        or any(station.agent is not None and key_of(station.agent) in collection.keys for station in letter.way)
    ]

    collection.edit("decide about people")
    result = build_it(collection, minutes=1)

    assert 0 < result.built <= len(concerned) < collection.number
    assert result.built + result.reused == collection.number


@pytest.mark.acceptance
def test_after_a_change_of_how_much_of_some_pages_is_shown_only_they_are_read(tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=4)
    build_it(collection, minutes=0)

    collection.publish_text = "none"
    collection.write()
    result = build_it(collection, minutes=1)

    assert result.built == sum(file.form == "pages" for file in collection.files)


@pytest.mark.parametrize("kind", [pytest.param("change a mapping", marks=pytest.mark.acceptance), "change a shape"])
def test_after_a_change_of_mappings_or_shapes_every_letter_is_judged_again(tmp_path: Path, kind: str) -> None:
    collection = EditedCollection.make(tmp_path / "edited", seed=4, sizes={"cmif": (6,)})
    build_it(collection, minutes=0)

    collection.edit(kind)
    result = build_it(collection, minutes=1)

    assert (result.built, result.reused) == (6, 0)


def test_letters_of_one_block_that_are_held_back_one_after_the_other_leave_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "LETTERS", 1 << 32)  # all letters are one block
    collection = EditedCollection.make(tmp_path / "edited", seed=2, sizes={"cmif": (4,), "pages": (1, 1)})
    build_it(collection, minutes=0)

    collection.edit("contradict, or take it back")

    assert differs_from_full(collection, minutes=1) == []
    assert statements_in_store(collection.folder) == len(quads(collection.folder))
    collection.edit("contradict, or take it back")
    assert differs_from_full(collection, minutes=2) == []


def statements_in_store(folder: Path) -> int:
    with ReadOnlyStore(served(folder).path / STORE) as store:
        return sum(1 for _ in store.statements())
