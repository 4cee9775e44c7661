"""The same collection gives the same bytes, whatever the order, the machine's settings or the number of processes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.collections import make_collection, page, served, two_documents
from tests.pipeline.edited_collection import EditedCollection
from tests.samples.building import prepare

CURATION = """
curations:
  - add:
      subject: id/doc/lf-1919-11-12-1
      predicate: rico:isRecordResourceAssociatedWithRecordResource
      object: id/doc/lf-no7
    words: "The lamp of the lower pier"
    editor: "The testers"
    date: 2026-11-20
    reason: "Both speak of the lamp."
"""

SETTINGS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "LC_ALL": "POSIX"},
    {"PYTHONHASHSEED": "77", "TZ": "Europe/Moscow", "LANG": "de_DE.UTF-8"},
    {"PYTHONHASHSEED": "4000", "TZ": "Asia/Kathmandu", "LANG": ""},
)
PROCESSES = (1, 2, 3, 1, 4)

PROGRAM = """
import sys
from pathlib import Path
from kg.pipeline import planning
from tests.pipeline.collections import build_quietly
planning.LETTERS = 4
build_quietly(Path(sys.argv[1]), processes=int(sys.argv[2]))
"""

Maker = Callable[[Path, random.Random], object]


def make_pages(folder: Path, order: random.Random) -> None:
    """Pages of our own, with a curation and a file that nobody can read."""
    notes = "1 Harbour Master B. F. Tallow.\n\n2 On November 10, 1919, T. Inkwell wrote to the Committee."
    found: dict[str, str | bytes] = {
        f"{number:02}.txt": page(date=f"November {1 + number % 5}, 1919", body=f"Letter {number}, of the lamp.")
        for number in range(8)
    }
    found |= {
        "zz.txt": page(body="The lamp of the lower pier 1 was lit 2 .", notes=notes),
        "numbered/a.txt": two_documents(first=7, second=8),
        "numbered/unreadable.txt": "Письмо".encode("cp1251"),
        "zz.txt.curation.yaml": CURATION,
    }
    files = list(found.items())
    order.shuffle(files)
    make_collection(folder, dict(files))


def make_all_formats(folder: Path, order: random.Random) -> None:
    """Invented letters as index, encoded, in tables and on pages."""
    EditedCollection.make(folder, seed=9, order=order)


def copy_in_order(original: Path, folder: Path, order: random.Random) -> None:
    """Copy a collection, its files in another order."""
    files = sorted(path for path in original.rglob("*") if path.is_file())
    order.shuffle(files)
    for path in files:
        target = folder / path.relative_to(original)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def release_bytes(folder: Path) -> dict[str, bytes]:
    """Every file as it is, but for the store, whose bytes promise nothing, and the manifest, which has their hashes."""
    release = served(folder).path
    files = (path for path in release.rglob("*") if path.is_file())
    found = {path.relative_to(release).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith("store/") and name != "manifest.json"}


def build_elsewhere(folder: Path, project: Path, *, number: int, make: Maker = make_pages) -> dict[str, bytes]:
    """Build a copy in another folder, from another folder, its files made in another order."""
    make(folder, random.Random(number))  # noqa: S311 # an order, no secret
    current = folder / "elsewhere"
    current.mkdir()
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(PROCESSES[number])],
        check=True,
        cwd=current,
        env={**os.environ, "PYTHONPATH": str(project), **SETTINGS[number]},
    )
    return release_bytes(folder)


def assert_reproducible(folder: Path, project: Path, *, builds: int, make: Maker = make_pages) -> None:
    first, *others = (
        build_elsewhere(folder / f"build-{number}", project, number=number, make=make) for number in range(builds)
    )

    assert {"records.sqlite", "report.html", "report.json"} <= first.keys()
    assert [name for name in first if name.endswith((".nq.gz", ".trig.gz"))]
    for other in others:
        assert sorted(other) == sorted(first)
        assert [name for name in first if other[name] != first[name]] == []


@pytest.mark.parametrize("make", [make_pages, make_all_formats])
def test_two_builds_give_the_same_bytes(project: Path, tmp_path: Path, make: Maker) -> None:
    assert_reproducible(tmp_path, project, builds=2, make=make)


@pytest.mark.acceptance
@pytest.mark.parametrize("make", [make_pages, make_all_formats])
def test_five_builds_give_the_same_bytes(project: Path, tmp_path: Path, make: Maker) -> None:
    assert_reproducible(tmp_path, project, builds=5, make=make)


@pytest.mark.acceptance
def test_five_builds_of_real_letters_give_the_same_bytes(project: Path, tmp_path: Path, shared: Path) -> None:
    names = ("bolshevik", "text-schnitzler", "text-estournelles", "tolkien", "amp", "tillich", "cmif")
    original = prepare(shared, tmp_path / "original", names)

    def make(folder: Path, order: random.Random) -> None:
        copy_in_order(original, folder, order)

    assert_reproducible(tmp_path, project, builds=5, make=make)


def test_building_again_with_frozen_keys_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    first = build_elsewhere(tmp_path / "a", project, number=0)
    shutil.rmtree(tmp_path / "a" / "site")
    shutil.rmtree(tmp_path / "a" / "elsewhere")

    assert build_elsewhere(tmp_path / "a", project, number=1) == first
