"""Whatever breaks off an increment, the old release is served or the new one, and the next build completes it."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.errors import LettergraphError
from kg.pipeline import planning
from kg.release import releases, verify
from tests.pipeline.edited_building import SMALL_BLOCKS, build_it, copy_without_site, differing, published
from tests.pipeline.edited_collection import EditedCollection

EDITS = ("change a letter", "change a sender", "add a letter", "remove a letter", "change a label")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LETTERS", SMALL_BLOCKS)


@dataclass(frozen=True)
class Increment:
    """A collection that was built and then edited, and what is published before and after the next build."""

    folder: Path
    start: EditedCollection
    full: Path
    """A build from nothing of the edited collection."""
    old: dict[str, bytes]
    new: dict[str, bytes]

    @classmethod
    def make(cls, folder: Path, *, seed: int) -> Increment:
        start = EditedCollection.make(folder / "start", seed=seed)
        build_it(start, minutes=0)
        old = dumps(start.folder)
        for kind in EDITS:
            start.edit(kind)
        full = copy_without_site(start, folder / "full")
        build_it(start, minutes=1, folder=full)
        return cls(folder, start, full, old, dumps(full))

    def copy(self, name: str) -> EditedCollection:
        """Copy the collection with its site, rules and shapes."""
        copied = EditedCollection(self.folder / name, random.Random())  # noqa: S311
        shutil.copytree(self.start.folder, copied.folder, symlinks=True)
        copied.mappings.symlink_to(self.start.mappings)
        copied.ontology.symlink_to(self.start.ontology)
        return copied

    def served_of(self, copied: EditedCollection) -> str:
        """Verify all releases there are, and say which state is served; a mixed one is neither."""
        for release in releases(copied.folder / "site"):
            verify(release.path)
        found = dumps(copied.folder)
        assert found in (self.old, self.new)
        return "old" if found == self.old else "new"

    def check_next_build(self, copied: EditedCollection) -> None:
        """Build once more, as if nothing had happened: what is published equals a build from nothing."""
        build_it(copied, minutes=2)
        assert differing(copied.folder, self.full) == []
        left = [path.name for path in (copied.folder / "site").rglob("*.tmp")]
        assert left == []
        shutil.rmtree(copied.folder)


def dumps(folder: Path) -> dict[str, bytes]:
    """What is published, without the registry of keys, which may be a build ahead of it."""
    return {name: data for name, data in published(folder).items() if name != "keys.tsv"}


def start(project: Path, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.pipeline.edited_building", str(folder), *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def seconds_of(project: Path, increment: Increment) -> float:
    """How long the increment takes when nobody hinders it."""
    process = start(project, increment.copy("measured").folder, "1")
    began = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def kill_increments(project: Path, folder: Path, *, times: int, seed: int) -> Counter[str]:
    """Kill increments at random moments and count what was served after each."""
    draw = random.Random(seed)  # noqa: S311 # moments, no secrets
    increment = Increment.make(folder, seed=seed)
    duration = seconds_of(project, increment)
    outcomes: Counter[str] = Counter()
    for number in range(times):
        copied = increment.copy(str(number))
        process = start(project, copied.folder, "1")
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=draw.uniform(0, duration))
        process.kill()
        process.communicate()
        outcomes[increment.served_of(copied)] += 1
        increment.check_next_build(copied)
    return outcomes


def test_an_increment_killed_at_any_moment_leaves_the_old_release_or_the_new(project: Path, tmp_path: Path) -> None:
    outcomes = kill_increments(project, tmp_path, times=2, seed=1)

    assert outcomes.total() == 2


@pytest.mark.acceptance
def test_fifty_increments_killed_at_any_moment_leave_the_old_release_or_the_new(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = kill_increments(project, tmp_path, times=50, seed=2)

    with capsys.disabled():
        sys.stdout.write(f"50 x kill -9 of an increment: {outcomes['old']} old, {outcomes['new']} new, 0 mixed\n")
    assert outcomes.total() == 50


def steps_of(collection: EditedCollection) -> int:
    """Count the steps of a build that nobody hinders."""

    class Counting:
        steps = 0

        def stage(self, name: str, total: int | None) -> None: ...

        def step(self, count: int = 1) -> None:
            self.steps += count

        def skip(self, count: int = 1) -> None: ...

    counting = Counting()
    build_it(collection, minutes=0, progress=counting)
    return counting.steps


def test_a_build_that_was_killed_late_goes_on_where_it_broke_off(project: Path, tmp_path: Path) -> None:
    collection = EditedCollection.make(tmp_path / "letters", seed=3)
    full = copy_without_site(collection, tmp_path / "full")
    steps = steps_of(EditedCollection.make(tmp_path / "counted", seed=3))
    process = start(project, collection.folder, "0", str(steps * 8 // 10))
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    build_it(collection, minutes=1, folder=full)

    result = build_it(collection, minutes=1)

    assert result.reused > 0
    assert result.reused + result.built == collection.number
    assert differing(collection.folder, full) == []


class FailingDisk:
    """Lets the N-th operation on the disk below a folder fail, in this process; 0 lets none fail, and counts."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, *, fail_at: int) -> None:
        self.calls: list[str] = []
        self._folder = os.fspath(folder)
        self._fail_at = fail_at
        for name in ("mkdir", "replace", "rename", "unlink", "rmdir", "symlink_to", "open"):
            patch.setattr(Path, name, self._failing(name, getattr(Path, name)))
        patch.setattr(os, "fsync", self._failing("fsync", os.fsync))

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(first: Any, *arguments: Any, **named: Any) -> Any:
            reads = name == "open" and not set("wxa+") & set(str((*arguments, *named.values(), "r")[0]))
            inside = name == "fsync" or os.fspath(first).startswith(self._folder)
            if inside and not reads:
                self.calls.append(name)
                if len(self.calls) == self._fail_at:
                    raise OSError(errno.EIO, os.strerror(errno.EIO), None if name == "fsync" else str(first))
            return call(first, *arguments, **named)

        return failing


def fail_increments(increment: Increment, *, points: Callable[[int], range]) -> Counter[str]:
    """Let increments fail at chosen operations and count what was served after each."""
    with pytest.MonkeyPatch.context() as patch:
        copied = increment.copy("counted")
        counted = FailingDisk(patch, copied.folder / "site", fail_at=0)
        build_it(copied, minutes=1)
    outcomes: Counter[str] = Counter()
    for number in points(len(counted.calls)):
        copied = increment.copy(str(number))
        with pytest.MonkeyPatch.context() as patch, suppress(LettergraphError):
            FailingDisk(patch, copied.folder / "site", fail_at=number)
            build_it(copied, minutes=1)
        outcomes[increment.served_of(copied)] += 1
        increment.check_next_build(copied)
    return outcomes


def test_an_increment_that_fails_at_some_operations_leaves_the_old_release_or_the_new(tmp_path: Path) -> None:
    increment = Increment.make(tmp_path, seed=4)

    outcomes = fail_increments(increment, points=lambda count: range(1, count + 1, max(1, count // 3)))

    assert outcomes["old"] > 0


@pytest.mark.acceptance
def test_an_increment_that_fails_at_any_operation_leaves_the_old_release_or_the_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    increment = Increment.make(tmp_path, seed=5)

    outcomes = fail_increments(increment, points=lambda count: range(1, count + 1))

    with capsys.disabled():
        sys.stdout.write(f"every I/O failure of an increment: {outcomes['old']} old, {outcomes['new']} new, 0 mixed\n")
    assert outcomes["old"] > 0
