"""The command that starts a collection: init."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import talk


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Put a letter into it. Without it the folder of sources is empty.")
@click.option(
    "--from",
    "origin",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A table (.csv, .tsv, .xlsx), another file of letters, or a folder of them: they are copied into sources/ and "
    "described in collection.toml. Without it nothing is copied.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="The character encoding of the files of --from. Without it, as they declare it, otherwise UTF-8.",
)
def init(folder: Path, example: bool, origin: Path | None, encoding: str | None) -> None:
    """Start a collection in FOLDER: collection.toml with comments, sources/, authorities/.

    With --from, the formats of the files and the columns of tables are recognised and written into collection.toml.
    Nothing that exists is overwritten.
    """
    from kg.config import init_collection  # lazy: --help stays quick

    if origin is not None and example:
        raise click.UsageError("--example and --from exclude each other.")
    draft = None
    if origin is not None:
        from kg.sources.drafting import draft_collection

        draft = draft_collection(origin, folder, encoding=encoding)
    for path in init_collection(folder, example=example, draft=draft):
        talk(f"made {path}")
    for remark in draft.remarks if draft is not None else ():
        talk(remark)
    configuration = folder / "collection.toml"
    if draft is None:
        talk(f"Next: fill in {configuration}, put letters into {folder / 'sources'}, run `lettergraph build`.")
    else:
        talk(f"Next: look through {configuration}, then run `lettergraph check` and `lettergraph build` there.")
