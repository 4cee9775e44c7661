"""The programs and commands of the how-to pages do what the pages say, between real endpoints of this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import ROOT
from tests.clients.jena import COMMANDS
from tests.clients.recipes import FIRST, FOREIGN, PAGES, SECOND, Recipe, recipes
from tests.server.running import Running

RECIPES = [recipe for page in PAGES for recipe in recipes(ROOT / page)]
SECONDS = 120


def marked(recipe: Recipe) -> object:
    """Jena needs seconds to start, and is not installed in CI."""
    marks = [pytest.mark.acceptance] if recipe.program in COMMANDS else []
    return pytest.param(recipe, marks=marks, id=str(recipe))


@pytest.fixture(scope="module")
def addresses(server: Running, second_server: Running, foreign: str) -> dict[str, str]:
    """What each address of the pages is in this run."""
    return {FOREIGN: foreign, FIRST: server.url, SECOND: second_server.url}


def program(recipe: Recipe, request: pytest.FixtureRequest) -> list[str]:
    """Find the program that a recipe calls; without it the test is skipped."""
    if recipe.program == "python":
        return [sys.executable]
    if recipe.program in COMMANDS:
        return ["java", "-cp", request.getfixturevalue("jena"), COMMANDS[recipe.program]]
    name = {"comunica-sparql": "comunica", "curl": "curl"}[recipe.program]
    command = request.getfixturevalue(name)
    return command if isinstance(command, list) else [command]


def replaced(text: str, addresses: dict[str, str]) -> str:
    for shown, real in addresses.items():
        text = text.replace(shown, real)
    return text


@pytest.mark.parametrize("recipe", [marked(recipe) for recipe in RECIPES])
def test_a_recipe_prints_what_its_page_says(
    recipe: Recipe, addresses: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for name, text in recipe.files.items():
        (tmp_path / name).write_text(replaced(text, addresses), encoding="utf-8")
    words = [replaced(word, addresses) for word in recipe.words[1:]]

    done = subprocess.run(
        [*program(recipe, request), *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    printed = replaced(done.stdout, {real: shown for shown, real in addresses.items()})
    assert tuple(printed.splitlines()) == recipe.printed, done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_a_page_is_used_by_a_command(page: str) -> None:
    found = recipes(ROOT / page)
    words = " ".join(word for recipe in found for word in recipe.words)

    assert [name for name in found[0].files if name not in words] == []
    assert len(found) >= len(found[0].files)
