"""The reference documents every command, option, setting, mapping key and public name."""

from __future__ import annotations

import importlib
import importlib.util
import types
from pathlib import Path

import pytest

from tests.docs.commands import Command, command_tree, needs_command
from tests.docs.markdown import section


def module(name: str) -> types.ModuleType:
    """Import a module by name; one that is not written yet skips the test."""
    if importlib.util.find_spec(name.partition(".")[0]) is None or importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not written yet")
    return importlib.import_module(name)


def reference(project: Path, page: str) -> str:
    return (project / "docs" / "reference" / page).read_text(encoding="utf-8")


def undocumented(names: list[str], text: str) -> list[str]:
    """List the names that no code span of the page begins with: ``title``, ``title = "…"``, ``title()``."""
    return [name for name in names if not any(f"`{name}{end}" in text for end in ("`", " ", "(", "=", ":"))]


@needs_command
@pytest.mark.parametrize("command", command_tree(), ids=str)
def test_a_command_has_its_section_with_every_option(command: Command, project: Path) -> None:
    text = section(reference(project, "commands.md"), f"lettergraph {command.name}")

    assert text != "", "there is no such section"
    assert [option for option in command.options if f"`{option}" not in text] == []


@needs_command
@pytest.mark.parametrize("command", command_tree(), ids=str)
def test_a_command_says_what_it_does_and_what_an_absent_option_means(command: Command) -> None:
    assert command.help
    assert [option for option, words in command.option_help.items() if not words] == []


def test_every_setting_of_a_collection_is_documented(project: Path) -> None:
    keys = module("kg.config.keys")
    names = [key.name for key in (*keys.COLLECTION_KEYS, *keys.SOURCE_KEYS)]

    assert undocumented(names, reference(project, "collection.md")) == []


def test_every_key_of_a_mapping_is_documented(project: Path) -> None:
    yarrrml = module("kg.mapping.yarrrml")
    tables = (yarrrml.TOP_KEYS, yarrrml.RULE_KEYS, yarrrml.STATEMENT_KEYS, yarrrml.SOURCE_KEYS)
    names = [name for table in tables for name in table]

    assert undocumented(names, reference(project, "mappings.md")) == []


def test_every_public_name_of_the_library_is_documented(project: Path) -> None:
    names = [name for name in getattr(module("kg"), "__all__", []) if not name.startswith("__")]

    assert undocumented(names, reference(project, "library.md")) == []
