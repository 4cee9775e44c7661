"""The import contracts of ``pyproject.toml`` hold, and each of them fires when it is broken."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

BREAKS: dict[str, dict[str, str]] = {
    "layers": {"kg/errors.py": "import kg.records\n"},
    "readers": {"kg/sources/tei.py": "import kg.sources.cmif\n", "kg/sources/cmif.py": ""},
    "acyclic": {"kg/config.py": "import kg.resources\n", "kg/resources.py": "import kg.config\n"},
    "validation-engines": {"kg/graphs/report.py": "import pyshacl\n"},
    "pyoxigraph": {"kg/sources/tei.py": "from pyoxigraph import Literal\n"},
    "sparqlwrapper": {"kg/store/oxigraph.py": "import SPARQLWrapper\n"},
    "click": {"kg/config.py": "from click import echo\n"},
    "flask": {"kg/errors.py": "from flask import Response\n"},
    "server": {"kg/cli.py": "import server.app\n", "server/app.py": ""},
}
"""Contract by contract, the files whose imports break it."""

SKELETON = (
    "kg/__init__.py",
    "kg/sources/__init__.py",
    "kg/graphs/__init__.py",
    "kg/store/__init__.py",
    "server/__init__.py",
)
"""An empty project; the modules that the layers ask for come on top."""


def contracts(project: Path) -> dict[str, dict[str, Any]]:
    """Return the settings of every contract by its id."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return {row["id"]: row for row in settings["tool"]["importlinter"]["contracts"]}


def required_modules(project: Path) -> list[str]:
    """List the modules of the layers that are not in parentheses."""
    layers = contracts(project)["layers"]["layers"]
    return [f"kg/{name}.py" for layer in layers for name in re.split(r"\s*[|:]\s*", layer) if not name.startswith("(")]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def write_tree(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def skeleton(tmp_path: Path, project: Path) -> Path:
    """A project of empty modules that keeps every contract."""
    settings = (project / "pyproject.toml").read_text(encoding="utf-8")
    write_tree(tmp_path, {"pyproject.toml": settings} | dict.fromkeys((*SKELETON, *required_modules(project)), ""))
    return tmp_path


def test_the_project_keeps_every_contract(project: Path) -> None:
    result = lint_imports(project)

    assert result.returncode == 0, result.stdout


def test_an_empty_project_keeps_every_contract(skeleton: Path) -> None:
    result = lint_imports(skeleton)

    assert result.returncode == 0, result.stdout


def test_every_contract_has_a_case_that_breaks_it(project: Path) -> None:
    assert set(BREAKS) == set(contracts(project))


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_named(contract: str, skeleton: Path, project: Path) -> None:
    write_tree(skeleton, BREAKS[contract])

    result = lint_imports(skeleton)

    assert result.returncode == 1
    assert f"{contracts(project)[contract]['name']} BROKEN" in " ".join(result.stdout.split())


def test_a_module_outside_the_layers_breaks_them(skeleton: Path, project: Path) -> None:
    write_tree(skeleton, {"kg/helpers.py": ""})

    result = lint_imports(skeleton)

    assert result.returncode == 1
    assert "kg.helpers" in result.stdout
