"""``import kg`` and ``lettergraph --help`` stay light: what is heavy is loaded by the step that needs it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("flask", "pyshacl", "rdflib")

REPORT = f"""
import atexit, sys
atexit.register(lambda: print("heavy:", sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr))
"""

needs_command = pytest.mark.skipif(importlib.util.find_spec("kg.cli") is None, reason="the command is not written yet")


def loaded_by(program: str, folder: Path) -> str:
    """Run a program in a process of its own and return the last line of its standard error."""
    result = subprocess.run(
        [sys.executable, "-c", REPORT + program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stderr.splitlines()[-1]


def call_command(*arguments: str) -> str:
    return f"import sys; sys.argv = ['lettergraph', *{arguments!r}]\nfrom kg.cli import main\nmain()"


def test_importing_the_library_loads_no_engine_and_no_server(tmp_path: Path) -> None:
    assert loaded_by("import kg", tmp_path) == "heavy: []"


@needs_command
@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("build", "--help"), ("query", "--help")])
def test_asking_the_command_for_help_loads_no_engine_and_no_server(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded_by(call_command(*arguments), tmp_path) == "heavy: []"
