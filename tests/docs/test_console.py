"""The commands shown in the documentation are commands that ``lettergraph`` and ``make`` know."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from tests.docs.commands import needs_command, parse
from tests.docs.markdown import code_blocks, pages


def shown_commands(project: Path, program: str) -> list[tuple[str, list[str]]]:
    """List the calls of a program in the ``console`` blocks: where it stands, and its arguments."""
    calls = []
    for page in pages(project):
        for block in code_blocks(page):
            for number, line in enumerate(block.lines, start=block.line):
                if block.language != "console" or not line.startswith("$ "):
                    continue
                words = shlex.split(re.split(r" [>|] ", line[2:])[0], comments=True)
                if words and words[0] == program:
                    calls.append((f"{page.relative_to(project)}:{number}", words[1:]))
    return calls


@needs_command
def test_every_command_shown_can_be_parsed(project: Path) -> None:
    problems = []
    for place, arguments in shown_commands(project, "lettergraph"):
        try:
            parse(arguments)
        except click.UsageError as error:
            problems.append(f"{place}: lettergraph {shlex.join(arguments)}: {error.format_message()}")

    assert problems == []


@needs_command
@pytest.mark.parametrize("arguments", [["bild"], ["build", "--no-such-option"], ["build", "a", "b", "c", "d"]])
def test_a_command_that_does_not_exist_would_be_found(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parse(arguments)


def test_every_make_target_shown_exists(project: Path) -> None:
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    shown = {arguments[0] for _, arguments in shown_commands(project, "make") if arguments}

    assert {target for target in shown if not target.startswith("benchmark-")} - targets == set()
