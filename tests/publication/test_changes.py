"""What is different between two releases, in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.publication import changes as changes_module
from kg.publication.changes import Difference, Fact, compare_releases
from kg.release.differences import Compared, latest_two, side
from tests.pipeline.collections import build_quietly, make_collection, page

LONG = "The lamp of the lower pier has been dark for nine nights. " * 20


def two_releases(tmp_path: Path, change: Callable[[Path], None]) -> tuple[Compared, Compared]:
    pages = {
        "a.txt": page(),
        "b.txt": page(date="November 14, 1919"),
        "c.txt": page(date="November 20, 1919", body=LONG),
    }
    folder = make_collection(tmp_path / "lf", pages)
    build_quietly(folder)
    change(folder / "sources")
    build_quietly(folder, minutes=1)
    return latest_two(folder / "site")


def counts(found: Difference) -> tuple[int, int, int, int]:
    return found.letters_added, found.letters_removed, found.letters_changed, found.letters_otherwise


def edit(sources: Path) -> None:
    edited = page(date="November 15, 1919", sender="P. Someone", body="The lamp of the upper pier is dark.")
    (sources / "b.txt").write_text(edited, encoding="utf-8")
    (sources / "c.txt").unlink()
    (sources / "d.txt").write_text(page(date="November 28, 1919"), encoding="utf-8")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Compared, Compared]:
    return two_releases(tmp_path_factory.mktemp("changes"), edit)


def test_letters_are_counted_and_told(releases: tuple[Compared, Compared], tmp_path: Path) -> None:
    found = compare_releases(*releases, directory=tmp_path)

    assert counts(found) == (1, 1, 1, 0)
    assert [(one.key, one.change) for one in found.letters] == [
        ("lf-1919-11-14-1", "changed"),
        ("lf-1919-11-20-1", "removed"),
        ("lf-1919-11-28-1", "added"),
    ]
    assert found.letters[1].label.startswith("Letter: M. O. Quillfeather - Committee")
    assert found.elsewhere.keys() == {"alignment", "labels", "meta"}
    assert found.added > 0 < found.removed


def test_what_changed_in_a_letter_is_told_by_labels(releases: tuple[Compared, Compared], tmp_path: Path) -> None:
    facts = compare_releases(*releases, directory=tmp_path).letters[0].facts

    assert Fact("", "Sender", ("Quillfeather, M. O.",), ("P. Someone",)) in facts
    written = Fact("Date in the document", "As printed", ("November 14, 1919",), ("November 15, 1919",))
    assert written in facts
    assert [one.thing for one in facts] == sorted(one.thing for one in facts)
    assert not any("http" in text for one in facts for text in (*one.removed, *one.added))


def test_a_dump_by_itself_tells_the_same(releases: tuple[Compared, Compared], tmp_path: Path) -> None:
    old, new = (side(str(shutil.copyfile(one.dump, tmp_path / f"{one.name}.nq.gz")), tmp_path) for one in releases)

    alone, found = (compare_releases(*pair, directory=tmp_path) for pair in ((old, new), releases))

    assert (alone.letters, counts(alone), alone.elsewhere) == (found.letters, counts(found), found.elsewhere)


def test_more_letters_than_asked_for_are_counted_only(releases: tuple[Compared, Compared], tmp_path: Path) -> None:
    found = compare_releases(*releases, directory=tmp_path, most=1)

    assert (counts(found), [one.key for one in found.letters]) == ((1, 1, 1, 0), ["lf-1919-11-14-1"])


def test_equal_releases_differ_in_nothing(releases: tuple[Compared, Compared], tmp_path: Path) -> None:
    found = compare_releases(releases[0], releases[0], directory=tmp_path)

    assert (counts(found), found.added, found.removed, found.letters, found.elsewhere) == ((0, 0, 0, 0), 0, 0, [], {})


def test_of_a_long_text_the_part_that_differs_is_told(tmp_path: Path) -> None:
    def correct(sources: Path) -> None:
        text = page(date="November 20, 1919", body=LONG.replace("nine", "ten", 1))
        (sources / "c.txt").write_text(text, encoding="utf-8")

    found = compare_releases(*two_releases(tmp_path, correct), directory=tmp_path)

    assert found.letters[0].label.startswith("Letter: M. O. Quillfeather - Committee")  # that has not changed
    [fact] = [one for one in found.letters[0].facts if one.label == "Text"]
    assert "dark for nine nights. The" in fact.removed[0]
    assert "dark for ten nights. The" in fact.added[0]
    assert len(fact.added[0]) < 200


def test_a_letter_that_only_stands_elsewhere_in_its_source_says_the_same(tmp_path: Path) -> None:
    def move(sources: Path) -> None:
        (sources / "b.txt").write_text("\n\n" + page(date="November 14, 1919"), encoding="utf-8")

    found = compare_releases(*two_releases(tmp_path, move), directory=tmp_path)

    assert (counts(found), found.letters) == ((0, 0, 0, 1), [])


def test_of_a_letter_with_very_many_changes_some_are_told(
    releases: tuple[Compared, Compared], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_module, "_MOST_LINES", 3)

    found = compare_releases(*releases, directory=tmp_path)

    assert counts(found) == (1, 1, 1, 0)
