"""Whatever breaks off a build, the old release is served or the new one, whole, and the next build succeeds."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import DiskSpaceError, ReleaseError
from kg.release import releases, staged, verify
from tests.release.building import LETTERS, CountedFiles, build, make_flat, moment, served, served_revisions


def start(site: Path, project: Path, *arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.release.building", str(site), *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def finish(process: subprocess.Popen[bytes]) -> int:
    process.communicate()
    return process.returncode


def check_next_build(site: Path) -> None:
    """Every release there is is whole, and a build after the accident succeeds and tidies up."""
    for release in releases(site):
        verify(release.path)
    build(site, 99)
    assert served_revisions(site) == {"99"}
    assert [path.name for path in (site / "releases").iterdir() if path.name.endswith(".tmp")] == []
    assert not (site / "current.tmp").is_symlink()


def kill_at_random_moments(project: Path, folder: Path, *, times: int, seed: int) -> list[str]:
    """Kill builds of revision 2 over a served revision 1, and give the revision that was served after each."""
    draw = random.Random(seed)  # noqa: S311 # moments, no secrets
    whole = start(folder / "whole", project, "2")
    began = time.monotonic()
    assert finish(whole) == 0
    duration = time.monotonic() - began
    outcomes = []
    for number in range(times):
        site = folder / str(number)
        build(site, 1)
        process = start(site, project, "2")
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=draw.uniform(0, duration))
        process.kill()
        finish(process)
        [revision] = served_revisions(site)
        outcomes.append(revision)
        check_next_build(site)
    return outcomes


def test_a_build_killed_at_any_moment_leaves_the_old_release_or_the_new(project: Path, tmp_path: Path) -> None:
    outcomes = kill_at_random_moments(project, tmp_path, times=8, seed=1)

    assert set(outcomes) <= {"1", "2"}


@pytest.mark.acceptance
def test_fifty_builds_killed_at_any_moment_leave_the_old_release_or_the_new(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = kill_at_random_moments(project, tmp_path, times=50, seed=2)

    with capsys.disabled():
        sys.stdout.write(f"50 x kill -9: {outcomes.count('1')} old, {outcomes.count('2')} new, 0 mixed\n")
    assert set(outcomes) <= {"1", "2"}


def operations(tmp_path: Path) -> list[str]:
    """List the operations of a build that also removes an old release."""
    files = CountedFiles(fail_at=None)
    site = tmp_path / "counted"
    make_flat(site, revision=1)
    make_flat(site, revision=2, files=files, keep=1)
    return files.calls


def test_a_build_that_fails_at_any_operation_leaves_the_old_release_or_the_new(tmp_path: Path) -> None:
    calls = operations(tmp_path)
    outcomes = []
    for number in range(1, len(calls) + 1):
        site = tmp_path / str(number)
        old = make_flat(site, revision=1).release
        with suppress(ReleaseError):
            make_flat(site, revision=2, keep=1, files=CountedFiles(fail_at=number))

        left = served(site)
        verify(left.path)
        outcomes.append("old" if left.id == old.id else "new")
        for release in releases(site):
            verify(release.path)
        after = make_flat(site, revision=3, keep=1).release
        assert (served(site), [after]) == (after, list(releases(site)))
        assert sorted(path.name for path in site.iterdir()) == ["build.lock", "current", "releases"]

    swapped = calls.index("rename current") + 1
    assert outcomes == ["old"] * swapped + ["new"] * (len(calls) - swapped)


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_real_build_that_fails_leaves_the_old_release(tmp_path: Path, place: str) -> None:
    build(tmp_path / "counted", 1)
    counted = CountedFiles(fail_at=None)
    build(tmp_path / "counted", 2, files=counted)
    swap = counted.calls.index("rename current") + 1
    build(tmp_path / "site", 1)

    with pytest.raises(ReleaseError, match="cannot be written: Input/output error"):
        build(tmp_path / "site", 2, files=CountedFiles(fail_at={"first": 1, "middle": swap // 2, "last": swap}[place]))

    assert served_revisions(tmp_path / "site") == {"1"}
    check_next_build(tmp_path / "site")


def test_a_build_killed_at_any_operation_around_the_swap_leaves_a_whole_release(project: Path, tmp_path: Path) -> None:
    counted = CountedFiles(fail_at=None)
    build(tmp_path / "counted", 1, letters=LETTERS)
    build(tmp_path / "counted", 2, letters=LETTERS, files=counted)
    named = next(n for n, call in enumerate(counted.calls) if call.startswith("rename 2026")) + 1
    swapped = counted.calls.index("rename current") + 1
    outcomes = []
    for number in range(named - 1, swapped + 2):
        site = tmp_path / str(number)
        build(site, 1)
        assert finish(start(site, project, "2", str(number))) == -signal.SIGKILL
        [revision] = served_revisions(site)
        outcomes.append(revision)
        check_next_build(site)

    assert outcomes == ["1"] * (len(outcomes) - 1) + ["2"]


def _no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_fills_up_is_named_and_the_old_release_served(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=1)
    number = len(operations_to_the_swap(tmp_path / "counted"))

    for fail_at in range(1, number):
        with pytest.raises(DiskSpaceError, match="The disk is full"):
            make_flat(tmp_path, revision=2, files=CountedFiles(fail_at=fail_at, at_last=_no_space))

        assert served(tmp_path).id == "20261124T233600Z"


def operations_to_the_swap(site: Path) -> list[str]:
    counted = CountedFiles(fail_at=None)
    make_flat(site, revision=1, files=counted)
    return counted.calls[: counted.calls.index("rename current")]


@pytest.mark.acceptance
def test_a_real_disk_that_is_full_is_named_and_the_old_release_served(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    try:
        site = disk / "site"
        build(site, 1)
        with pytest.raises(DiskSpaceError, match="The disk is full"):
            build(site, 2, letters=20_000)

        assert served_revisions(site) == {"1"}
        check_next_build(site)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_failure_in_the_body_of_a_stage_frees_the_room_at_once(tmp_path: Path) -> None:
    with pytest.raises(DiskSpaceError), staged(tmp_path, created=moment(1)) as stage:  # noqa: PT012 # a whole body
        stage.write("large", b"x" * 1000)
        _no_space()

    assert list((tmp_path / "releases").iterdir()) == []
