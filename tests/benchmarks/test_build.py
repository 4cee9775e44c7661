"""The benchmark of whole builds runs, and prints the figures that are judged by; which they are is not tested."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import family, memory_of, run


@pytest.fixture(scope="module")
def printed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("benchmark")
    command = ["benchmarks.build", "--letters", "100", "--only", "cost", "--profile", "--folder", str(folder)]
    done = subprocess.run([sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, check=True)
    assert list(folder.iterdir()) == [], "what was written is removed"
    return done.stdout


@pytest.mark.parametrize(
    "line",
    [
        r"cmif 10: build/load ratio: \d+\.\d\d",
        r"cmif 10: peak memory: \d+ MB",
        r"cmif 10: increment/full ratio: \d+\.\d{4}",
        r"cmif 10: the increment's dumps equal a full build's: yes",
        r"  10 letters, \d+ held back, \d+ quads, \d+ a letter",
        r"  whole build: [\d.]+ s, [\d.]+ s of processor, \d+ MB \(starting .* %\)",
        r"  pyoxigraph alone: .*bulk_load \d+ %, optimize \d+ %\)",
        r"profile of the parent: [\d.]+ s of processor",
        r"profile of the children: [\d.]+ s of processor",
    ],
)
def test_a_small_run_prints_every_figure(printed: str, line: str) -> None:
    assert [found for found in printed.splitlines() if re.fullmatch(line, found)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "cnif"], "--only knows cmif"),
        (["--letters", "900000000000"], r"GB are needed in .*, and \d+ GB are free"),
    ],
)
def test_what_cannot_be_measured_is_refused_at_once(
    project: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    command = [sys.executable, "-m", "benchmarks.build", "--folder", str(tmp_path), *arguments]

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert re.search(message, done.stderr)


PROGRAM = """
import json, subprocess, sys, time
kept = b"x" * 60_000_000
child = subprocess.Popen([sys.executable, "-c", "import time; kept = b'x' * 60_000_000; time.sleep(1.5)"])
child.wait()
print("other words")
print(json.dumps({"told": 1}))
"""


def test_the_memory_of_a_process_and_its_children_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "measured_program.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    measured = run(["measured_program"])

    assert measured.told == {"told": 1}
    assert 120_000_000 < measured.peak < 400_000_000
    assert measured.wall > 1.5 > measured.cpu


def test_a_process_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "measured_program.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(RuntimeError, match="measured_program ended with exit status 3"):
        run(["measured_program"])


def test_a_process_that_is_gone_has_no_memory_and_no_children() -> None:
    process = subprocess.Popen(["true"])
    process.wait()

    assert (family(process.pid), memory_of(process.pid)) == ([process.pid], 0)
