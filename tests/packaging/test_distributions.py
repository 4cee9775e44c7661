"""The wheel and the sdist carry what the library reads at run time, and a program finds it there.

Both are built once, from a clean copy of the files under version control. What is installed goes into a folder of
its own without dependencies, and runs with the dependencies of the environment under test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("packaging")

DATA_FOLDERS = ("ontology", "mappings", "collections")
NOT_SOURCES = (".git", ".venv", ".kg-demo", "__pycache__", "dist", "build", ".*_cache", ".hypothesis", ".coverage*")

FIND_RESOURCES = """
from pathlib import Path
import kg, kg.resources
print(Path(kg.__file__).resolve())
for find in (kg.resources.ontology_folder, kg.resources.mappings_folder):
    print(sorted(path.name for path in find().iterdir()))
"""


@dataclass(frozen=True, slots=True)
class Distributions:
    tree: Path
    sdist: Path
    wheel: Path


def run(*command: str | Path, cwd: Path, pythonpath: Path | None = None) -> str:
    """Run a command to its end and return what it printed; its standard error is the message of a failure."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    if pythonpath is not None:
        environment["PYTHONPATH"] = str(pythonpath)
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def copy_sources(project: Path, target: Path) -> None:
    """Copy the files under version control; of an unpacked sdist, every file."""
    if not (project / ".git").exists():
        shutil.copytree(project, target, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        return
    listing = run("git", "ls-files", "-z", cwd=project)
    for name in filter(None, listing.split("\0")):
        if (project / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project / name, target / name)


@pytest.fixture(scope="session")
def distributions(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """The sdist made of a clean copy, and the wheel made of the sdist."""
    folder = tmp_path_factory.mktemp("distributions")
    tree, built = folder / "tree", folder / "dist"
    copy_sources(project, tree)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", built, cwd=tree)
    return Distributions(tree, next(built.glob("*.tar.gz")), next(built.glob("*.whl")))


@pytest.fixture(scope="session")
def installed(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is installed."""
    target = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", target)
    run(*pip, distributions.wheel, cwd=target)
    return target


def data_files(tree: Path) -> set[str]:
    """List the data of the checkout as ``ontology/lettergraph.ttl``."""
    return {
        path.relative_to(tree).as_posix()
        for folder in DATA_FOLDERS
        for path in (tree / folder).rglob("*")
        if path.is_file() and path.name not in {".keep", ".gitkeep"}
    }


def members_of_sdist(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def members_of_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_sdist_holds_every_data_file(distributions: Distributions) -> None:
    missing = data_files(distributions.tree) - members_of_sdist(distributions.sdist)

    assert missing == set()


def test_the_sdist_can_be_set_up_and_tested(distributions: Distributions) -> None:
    needed = {"Makefile", "constraints.txt", "pyproject.toml", "tests/conftest.py", "README.md", "LICENSE"}

    assert needed - members_of_sdist(distributions.sdist) == set()


def test_the_wheel_holds_every_data_file(distributions: Distributions) -> None:
    expected = {f"kg/_data/{name}" for name in data_files(distributions.tree)}

    assert expected - members_of_wheel(distributions.wheel) == set()


def test_the_wheel_holds_every_example_query(distributions: Distributions) -> None:
    names = {path.name for path in (distributions.tree / "docs" / "queries").glob("*.rq")}

    assert names != set()
    assert {f"kg/_data/queries/{name}" for name in names} - members_of_wheel(distributions.wheel) == set()


def test_the_wheel_holds_every_module_and_says_that_it_is_typed(distributions: Distributions) -> None:
    tree = distributions.tree
    modules = {p.relative_to(tree).as_posix() for name in ("kg", "server") for p in (tree / name).rglob("*.py")}

    assert (modules | {"kg/py.typed"}) - members_of_wheel(distributions.wheel) == set()


def test_the_wheel_installs_nothing_but_the_library_and_its_server(distributions: Distributions) -> None:
    tops = {name.partition("/")[0] for name in members_of_wheel(distributions.wheel)}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg", "server"}


def test_an_installed_wheel_finds_its_own_data(installed: Path, tmp_path: Path) -> None:
    kg_file, ontology, mappings = run(
        sys.executable, "-c", FIND_RESOURCES, cwd=tmp_path, pythonpath=installed
    ).splitlines()

    assert Path(kg_file) == (installed / "kg" / "__init__.py").resolve()
    assert ontology == str(sorted(path.name for path in (installed / "kg/_data/ontology").iterdir()))
    assert mappings == str(sorted(path.name for path in (installed / "kg/_data/mappings").iterdir()))


def test_an_unpacked_sdist_finds_its_own_data(distributions: Distributions, tmp_path: Path) -> None:
    with tarfile.open(distributions.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    root = next(path for path in tmp_path.iterdir() if path.is_dir())

    kg_file, ontology, _ = run(sys.executable, "-c", FIND_RESOURCES, cwd=tmp_path, pythonpath=root).splitlines()

    assert Path(kg_file) == (root / "kg" / "__init__.py").resolve()
    assert ontology == str(sorted(path.name for path in (root / "ontology").iterdir()))
