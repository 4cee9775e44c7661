"""Commands that show something: read, query, explain, dump."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import click

from kg.cli.options import collection_option, json_option, print_json, served_release

MOST = 10
"""Letters of a source that are shown unless more are asked for."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@collection_option
@click.option(
    "--letter",
    "letters",
    metavar="KEY|N",
    multiple=True,
    help=f"Show this letter, by its key or its number in FILE; may be repeated. Without it the first {MOST}.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Text beside its lines, mapping records, or a page of its own. Without it, text.",
)
@json_option
def read(file: Path, folder: Path, letters: tuple[str, ...], format_name: str, as_json: bool) -> None:
    """Read FILE and show what was understood, line by line; nothing is written.

    Settings, authority files and registers are those of the collection, if FILE is one of its sources; else defaults.
    Status 0: the letters were read; 1: some would be held back; 2: FILE cannot be read.
    """
    from kg.cli.reading import show  # lazy: --help stays quick
    from kg.config import CONFIGURATION_FILE
    from kg.pipeline import read_source

    inside = folder if (folder / CONFIGURATION_FILE).is_file() else None
    reading = read_source(file, collection=inside, letters=letters, most=MOST)
    show(reading, format_name="json" if as_json else format_name)
    sys.exit(1 if any(one.repeats is not None for one in reading.chosen) else 0)


_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml")


@click.command()
@click.argument("asked", metavar="FILE_OR_QUERY")
@collection_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    help="The syntax of the answer. Without it a table, and Turtle for CONSTRUCT and DESCRIBE.",
)
def query(asked: str, folder: Path, format_name: str | None) -> None:
    """Ask the current release a SPARQL query: the name of a .rq file, - for standard input, or the query itself.

    The prefixes of the collection need no declaration. Updates and SERVICE are refused.
    """
    from kg.cli.tables import table  # lazy: --help stays quick
    from kg.namespaces import PREFIXES
    from kg.release.contents import STORE
    from kg.store import ReadOnlyStore, ResultFormat

    formats = {
        "json": ResultFormat.JSON,
        "xml": ResultFormat.XML,
        "csv": ResultFormat.CSV,
        "tsv": ResultFormat.TSV,
        "turtle": ResultFormat.TURTLE,
        "ntriples": ResultFormat.N_TRIPLES,
        "rdfxml": ResultFormat.RDF_XML,
    }
    store = ReadOnlyStore(served_release(folder).path / STORE, prefixes=PREFIXES)
    try:
        answer = store.query(_query_text(asked), format=formats.get(format_name or ""))
    finally:
        store.close()
    if format_name in (None, "table") and answer[:1] == b"{":
        click.echo(table(answer), nl=False)
    else:
        click.echo(answer.decode(), nl=not answer.endswith(b"\n"))


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.endswith((".rq", ".sparql")) or Path(query).is_file():
        try:
            return Path(query).read_text(encoding="utf-8")
        except OSError as error:
            raise click.FileError(query, error.strerror or str(error)) from error
    return query


@click.command()
@click.argument("iri")
@click.argument("predicate", required=False)
@collection_option
@json_option
def explain(iri: str, predicate: str | None, folder: Path, as_json: bool) -> None:
    """Say for each statement about IRI where it comes from: rule, field, words, shapes, decisions.

    IRI is whole or begins with id/, e.g. id/person/stalin. PREDICATE, an IRI or the last part of one, narrows it
    down; without it all statements are explained.
    """
    from kg.publication import explanation_text  # lazy: --help stays quick
    from kg.publication.apart import explain_apart

    explanations = explain_apart(served_release(folder).path, iri, predicate)
    if as_json:
        print_json(explanations)
    else:
        click.echo(explanation_text(explanations), nl=False)


@click.command()
@collection_option
@click.option(
    "--format",
    "syntax",
    type=click.Choice(["nq", "trig"]),
    default="nq",
    show_default=True,
    help="N-Quads or TriG. Without it, N-Quads.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file; a name ending in .gz stays compressed. Without it, standard output.",
)
def dump(folder: Path, syntax: str, output: Path | None) -> None:
    """Write the whole release as N-Quads or TriG, always in the same order."""
    [path] = sorted((served_release(folder).path / "dumps").glob(f"*.{syntax}.gz"))
    if output is not None and output.suffix == ".gz":
        shutil.copyfile(path, output)
        return
    with gzip.open(path) as compressed:
        if output is None:
            shutil.copyfileobj(compressed, sys.stdout.buffer)
            return
        with output.open("wb") as file:
            shutil.copyfileobj(compressed, file)
