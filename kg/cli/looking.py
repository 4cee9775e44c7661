"""Commands that show something: read, query, explain, dump."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import click

from kg.cli.options import collection_option, json_option, print_json, served_release, talk


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@collection_option
@json_option
def read(file: Path, folder: Path, as_json: bool) -> None:
    """Read FILE and show what was understood, line by line; nothing is written.

    Settings and authority files are those of the collection, if FILE is one of its sources; else defaults.
    """
    from kg.cli.annotated import annotated_text  # lazy: --help stays quick
    from kg.config import CONFIGURATION_FILE
    from kg.pipeline import read_source
    from kg.records.mapping_form import mapping_record

    inside = folder if (folder / CONFIGURATION_FILE).is_file() else None
    reading = read_source(file, collection=inside)
    if as_json:
        print_json([mapping_record(record) for record in reading.records])
    else:
        click.echo(annotated_text(reading), nl=False)
    findings = [*reading.findings, *(one for record in reading.records for one in record.findings)]
    for finding in findings:
        locator = finding.locator
        talk(f"{locator.source}:{locator.line}:{locator.column}: {finding.severity}: {finding.what} {finding.remedy}")
    talk(f"{len(reading.records)} documents read by {reading.reader}, {len(findings)} findings.")


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
