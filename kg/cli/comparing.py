"""The command that compares two releases: diff."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import collection_option, json_option, print_json, talk

if TYPE_CHECKING:
    from kg.publication.changes import Difference, LetterChange
    from kg.release.differences import Compared

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@collection_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "nquads"]),
    default="text",
    show_default=True,
    help="Words, or the statements that only one side has, each after its sign. Without it, words.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --format nquads: a folder for removed.nq and added.nq. Without it, signed lines on standard output.",
)
@click.option(
    "--letters",
    "most",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    help="How many letters are told. Without it, 50; all are counted.",
)
@json_option
def diff(
    old: str | None, new: str | None, folder: Path, format_name: str, output: Path | None, most: int, as_json: bool
) -> None:
    """Say what changed from OLD to NEW: ids of releases, folders of releases, or dumps.

    Without NEW the current release is compared with OLD, without both with the one before it.
    Letters that are new, gone or changed are counted, then told.
    """
    from kg.publication.changes import compare_releases  # lazy: --help stays quick

    before, now = _sides(old, new, folder / "site")
    with tempfile.TemporaryDirectory() as scratch:
        if format_name == "nquads":
            _statements(before, now, Path(scratch), output)
            return
        found = compare_releases(before, now, directory=Path(scratch), most=most)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_words(found)))


def _sides(old: str | None, new: str | None, site: Path) -> tuple[Compared, Compared]:
    from kg.release import current_release
    from kg.release.differences import latest_two, side

    if old is None:
        return latest_two(site)
    current = current_release(site)
    if new is None and current is None:
        raise click.UsageError("There is no current release to compare with: name NEW as well.")
    return side(old, site), side(new or (current.id if current else ""), site)


def _statements(before: Compared, now: Compared, scratch: Path, output: Path | None) -> None:
    from kg.graphs.diff import Sign
    from kg.release.differences import differences

    changes = differences(before, now, directory=scratch)
    if output is None:
        for change in changes:
            click.echo(str(change))
        return
    output.mkdir(parents=True, exist_ok=True)
    names = {Sign.REMOVED: "removed.nq", Sign.ADDED: "added.nq"}
    counts = dict.fromkeys(names, 0)
    with ExitStack() as open_files:
        files = {
            sign: open_files.enter_context((output / name).open("w", encoding="utf-8", newline="\n"))
            for sign, name in names.items()
        }
        for change in changes:
            files[change.sign].write(change.line)
            counts[change.sign] += 1
    for sign, name in names.items():
        talk(f"{output / name}: {counts[sign]:,} statements")


def _words(found: Difference) -> Iterator[str]:
    yield f"{found.old} → {found.new}"
    if not found.added and not found.removed:
        yield "They say the same."
        return
    yield (
        f"Letters: {found.letters_added:,} added, {found.letters_removed:,} removed, {found.letters_changed:,} changed."
    )
    if found.letters_otherwise:
        yield f"{found.letters_otherwise:,} more say the same, and their evidence or provenance is another."
    yield f"Statements: {found.added:,} added, {found.removed:,} removed."
    if found.elsewhere:
        yield f"Of these elsewhere: {', '.join(f'{name} {count:,}' for name, count in found.elsewhere.items())}."
    for letter in found.letters:
        yield from _letter(letter)
    more = found.letters_added + found.letters_removed + found.letters_changed - len(found.letters)
    if more:
        yield f"\n… and {more:,} more letters; --letters tells more of them."


def _letter(letter: LetterChange) -> Iterator[str]:
    yield f"\n{_SIGNS[letter.change]} {letter.key}  {letter.label}"
    for fact in letter.facts:
        name = f"{fact.thing} · {fact.label}" if fact.thing else fact.label
        if len(fact.removed) == len(fact.added) == 1:
            yield f"    {name}: {fact.removed[0]} → {fact.added[0]}"
        else:
            values = [*(f"− {value}" for value in fact.removed), *(f"+ {value}" for value in fact.added)]
            yield f"    {name}: {', '.join(values)}"
