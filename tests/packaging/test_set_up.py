"""``make`` says clearly what a machine lacks before it installs anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

OLD = """\
#!/bin/sh
case "$1" in -V) echo "Python 3.9.2" ;; *) exit 1 ;; esac
"""

WITHOUT_VENV = """\
#!/bin/sh
case "$2" in *ensurepip*) exit 1 ;; esac
"""


@pytest.fixture
def checkout(project: Path, tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(project / name, tmp_path)
    return tmp_path


def make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``make`` as if no other ``make`` had started the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def set_up(checkout: Path, python: Path) -> str:
    """Run ``make setup`` with an interpreter that will not do, and return what it says."""
    result = make(checkout, "setup", f"PYTHON={python}")
    assert result.returncode == 2
    assert not (checkout / ".venv").exists()
    return result.stderr


def interpreter(folder: Path, script: str) -> Path:
    path = folder / "some-python"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_missing_python_is_named(checkout: Path) -> None:
    message = set_up(checkout, checkout / "no-python")

    assert "Install Python 3.11 or newer" in message


def test_an_old_python_is_named_with_its_version(checkout: Path) -> None:
    message = set_up(checkout, interpreter(checkout, OLD))

    assert "needs Python 3.11 or newer" in message
    assert "Python 3.9.2" in message


def test_a_python_without_venv_names_the_package_to_install(checkout: Path) -> None:
    message = set_up(checkout, interpreter(checkout, WITHOUT_VENV))

    assert "apt install python3-venv" in message


def test_the_help_names_every_target(checkout: Path) -> None:
    result = make(checkout)

    for target in ("demo", "test", "check", "acceptance", "conformance", "seed-report", "benchmark-X", "clean"):
        assert f"make {target}" in result.stdout
