"""The commands of ``lettergraph`` as the tests of the documentation see them."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass

import click
import pytest

needs_command = pytest.mark.skipif(importlib.util.find_spec("kg.cli") is None, reason="the command is not written yet")


@dataclass(frozen=True, slots=True)
class Command:
    """A command without commands below it; ``name`` is ``build`` or, for a nested one, ``keys list``."""

    name: str
    click_command: click.Command

    def __str__(self) -> str:
        return self.name

    @property
    def help(self) -> str | None:
        return self.click_command.help

    @property
    def option_help(self) -> dict[str, str | None]:
        """The help text of each option that is not hidden, by its longest spelling."""
        options = (each for each in self.click_command.params if isinstance(each, click.Option))
        return {max(each.opts, key=len): each.help for each in options if not each.hidden}

    @property
    def options(self) -> list[str]:
        return list(self.option_help)


def main_command() -> click.Group:
    """Import the command itself."""
    main = importlib.import_module("kg.cli").main
    assert isinstance(main, click.Group)
    return main


def command_tree() -> list[Command]:
    """List every command in the order of its name; none where the command is not written yet."""
    if importlib.util.find_spec("kg.cli") is None:
        return []
    return list(_commands(main_command(), ()))


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[Command]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        elif not command.hidden:
            yield Command(" ".join((*path, name)), command)


def parse(arguments: list[str]) -> None:
    """Parse a command line as `lettergraph` would, without running it and without looking at files.

    Raises:
        click.UsageError: an unknown command or option, a missing or surplus argument.
    """
    command: click.Command = main_command()
    context = click.Context(command, info_name="lettergraph")
    while True:
        values, rest, _ = command.make_parser(context).parse_args(args=list(arguments))
        _require(command, context, values)
        if not isinstance(command, click.Group):
            break
        if not rest:
            return
        name, found, arguments = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, click.Context(found, info_name=name, parent=context)
    if rest:
        raise click.UsageError(f"Got unexpected extra arguments ({' '.join(rest)})", context)


def _require(command: click.Command, context: click.Context, values: dict[str, object]) -> None:
    if values.get("help"):
        return
    for parameter in command.params:
        if parameter.required and values.get(parameter.name or "") in (None, (), []):
            raise click.MissingParameter(ctx=context, param=parameter)
