"""Commands about identity: reconcile, decide."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from kg.cli.options import collection_option, served_release, talk


@click.command()
@collection_option
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(["person", "body", "place", "letter"]),
    multiple=True,
    help="Propose only these; may be repeated. Without it, all.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The table to write; one that exists is not overwritten. Without it, standard output.",
)
@click.option(
    "--fill",
    "by",
    metavar="NAME",
    help="Fill in the rows that are certain with the decision same, in this name, to be reviewed. Without it, none.",
)
def reconcile(folder: Path, kinds: tuple[str, ...], out: Path | None, by: str | None) -> None:
    """Propose who and what may be one in the current release, with evidence, as a table to review.

    Nothing is decided: fill in the columns decision, by, on and why, and give the table to `lettergraph decide`.
    """
    from kg.errors import ReleaseError, Where  # lazy: --help stays quick
    from kg.reconciliation.release_proposals import propose_for_release
    from kg.reconciliation.table import fill_certain, write_table

    if out is not None and out.exists():
        raise ReleaseError(
            "The table exists already.",
            where=Where(str(out)),
            remedy="Somebody may have decided in it: give it to `lettergraph decide`, then move it away.",
        )
    proposed = propose_for_release(folder, served_release(folder), kinds=kinds)
    if by is not None:
        fill_certain(proposed.rows, by=by, on=datetime.datetime.now(datetime.UTC).date())
    text = write_table(proposed.rows)
    if out is None:
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")
    counts = ", ".join(f"{number} {level}" for level, number in proposed.counts.items())
    talk(f"{len(proposed.rows)} rows: {counts}." if proposed.rows else "There is nothing to propose.")


@click.command()
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@collection_option
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The decision file to continue. Without it, identities/ and the name of TABLE.",
)
def decide(table: Path, folder: Path, file: Path | None) -> None:
    """Write the decided rows of TABLE as decisions of the collection; all of them or none.

    Rows without a decision are passed over. An incomplete row, or one that contradicts another decision, is named
    with its line, and nothing is written.
    """
    from kg.config import load_collection  # lazy: --help stays quick
    from kg.reconciliation.deciding import decide as write_decisions

    collection = load_collection(folder)
    path, decisions = write_decisions(table, collection, file=file)
    if not decisions:
        talk("No row is decided; nothing was written.")
        return
    talk(f"{len(decisions)} decisions written to {path}; `lettergraph build` applies them.")
    if path.resolve() not in {each.resolve() for each in load_collection(folder).identities}:
        talk(f"The collection does not read that file: add it to `identities` in {collection.file}.")
