"""One build at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import ReleaseLocked
from kg.release import locked, rollback
from tests.release.building import make_flat

HOLD = """\
import sys
from pathlib import Path
from kg.release import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(project: Path, tmp_path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_refused_with_the_number_of_the_first(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(ReleaseLocked, match=f"being built by process {holder.pid}") as raised:
        make_flat(tmp_path, revision=1)

    assert raised.value.pid == holder.pid
    holder.communicate()


def test_nothing_is_rolled_back_while_a_build_is_at_work(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(ReleaseLocked):
        rollback(tmp_path)

    holder.communicate()


def test_a_lock_ends_with_its_process_however_it_ends(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    holder.kill()
    holder.communicate()

    with locked(tmp_path):
        assert (tmp_path / "build.lock").read_text() == f"{os.getpid()}\n"


def test_two_builds_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(ReleaseLocked) as raised, locked(tmp_path):
        pytest.fail("locked twice")

    assert raised.value.pid == os.getpid()


def test_a_lock_that_names_nobody_is_still_a_lock(tmp_path: Path) -> None:
    with locked(tmp_path):
        (tmp_path / "build.lock").write_text("?")
        with pytest.raises(ReleaseLocked, match="another process"), locked(tmp_path):
            pytest.fail("locked twice")


def test_a_lock_is_free_again_after_use(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path):
            pass

    assert (tmp_path / "build.lock").read_text() == ""


def test_a_child_that_outlives_the_build_does_not_hold_the_lock(project: Path, tmp_path: Path) -> None:
    program = """\
import os, sys
from pathlib import Path
from kg.release import locked
with locked(Path(sys.argv[1])):
    if os.fork() == 0:
        print("forked", flush=True)
        os.read(0, 1)
        os._exit(0)
    os._exit(0)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "forked\n"
        process.wait()

        with locked(tmp_path):
            assert (tmp_path / "build.lock").read_text() == f"{os.getpid()}\n"
        process.communicate()
