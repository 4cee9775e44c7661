"""A build that is killed or finds the disk full leaves the old release or the new one, and the next build succeeds."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.release import releases, verify
from kg.release.texts import TEXTS, TextsReader
from tests.pipeline.collections import make_collection, page, published_keys, quads, served

LETTERS = 12


def pages(revision: str) -> dict[str, str | bytes]:
    """Letters that all name the revision they belong to: a mixture of two would show."""
    return {f"{number:02}.txt": page(body=f"This is of the revision {revision}.") for number in range(LETTERS)}


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "build", "--collection", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def run(folder: Path) -> tuple[int, str]:
    process = start(folder)
    _, talk = process.communicate()
    return process.returncode, talk.decode()


def revisions(folder: Path) -> set[str]:
    """Verify all releases there are, and give the revisions that the served one speaks of."""
    for release in releases(folder / "site"):
        verify(release.path)
    assert len(published_keys(folder)) == LETTERS
    found = {name for line in quads(folder) for name in re.findall(r"of the revision (\w+)\.", line)}
    with TextsReader(served(folder).path / TEXTS) as texts:
        sources = [texts.text(key)[:] for key in texts.paths().values()]
    return found | {name for text in sources for name in re.findall(r"revision (\w+)\.", text)}


def kill_at_random_moments(folder: Path, *, times: int, seed: int) -> Counter[str]:
    """Kill builds of a second revision over a served first one, and count what was served after each."""
    draw = random.Random(seed)  # noqa: S311 # moments, no secrets
    make_collection(folder / "first", pages("one"))
    assert run(folder / "first")[0] == 0
    began = time.monotonic()
    assert run(shutil.copytree(folder / "first", folder / "measured", symlinks=True))[0] == 0
    duration = time.monotonic() - began
    outcomes: Counter[str] = Counter()
    for number in range(times):
        site = shutil.copytree(folder / "first", folder / str(number), symlinks=True)
        make_collection(site, pages("two"))
        process = start(site)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=draw.uniform(0, duration))
        process.kill()
        process.communicate()
        [revision] = revisions(site)
        outcomes[revision] += 1
        make_collection(site, pages("three"))
        assert run(site)[0] == 0
        assert revisions(site) == {"three"}
        assert [path.name for path in (site / "site" / "releases").iterdir() if path.name.endswith(".tmp")] == []
        shutil.rmtree(site)
    return outcomes


def test_a_build_killed_at_any_moment_leaves_the_old_release_or_the_new(tmp_path: Path) -> None:
    outcomes = kill_at_random_moments(tmp_path, times=4, seed=3)

    assert outcomes.keys() <= {"one", "two"}


@pytest.mark.acceptance
def test_fifty_builds_killed_at_any_moment_leave_the_old_release_or_the_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = kill_at_random_moments(tmp_path, times=50, seed=4)

    with capsys.disabled():
        sys.stdout.write(f"50 x kill -9: {outcomes['one']} old, {outcomes['two']} new, 0 mixed\n")
    assert outcomes.keys() <= {"one", "two"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with little room; where nobody may mount one the test is skipped."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=40m", "lettergraph-test", str(folder)]
    if mount is None or os.geteuid() != 0 or subprocess.run([mount, *options], check=False).returncode != 0:
        pytest.skip("only root may mount a small file system here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_during_a_build_is_named_and_the_old_release_is_served(small_disk: Path) -> None:
    folder = make_collection(small_disk / "letters", pages("one"))
    assert run(folder)[0] == 0
    make_collection(folder, pages("two"))
    status, talk = run_while_filling(folder, small_disk)

    assert (status, "Traceback" in talk) == (2, False)
    assert "disk is full" in talk
    assert revisions(folder) == {"one"}
    (small_disk / "more").unlink()
    assert run(folder)[0] == 0
    assert revisions(folder) == {"two"}


def run_while_filling(folder: Path, disk: Path) -> tuple[int, str]:
    """Build, and fill the disk as soon as the build has begun to write."""
    process = start(folder)
    with (disk / "more").open("wb", buffering=0) as more:
        while process.poll() is None and not list((folder / "site" / "releases").glob("*.tmp")):
            os.sched_yield()
        with suppress(OSError):
            while process.poll() is None:
                more.write(bytes(1 << 16))
    _, talk = process.communicate()
    return process.returncode, talk.decode()
