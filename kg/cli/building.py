"""Commands that make something: check, build, validate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import collection_option, engine_option, json_option, json_text, print_json, talk, way_to
from kg.cli.progress import ProgressDisplay

if TYPE_CHECKING:
    from kg.pipeline import BuildResult


@click.command()
@collection_option
@json_option
def check(folder: Path, as_json: bool) -> None:
    """Check configuration, authority files, keys, mappings, shapes and context, without building.

    Problems are listed by kind. Status 0: nothing hinders a build (warnings may be printed); 1: something does.
    """
    from kg.outcome import Severity
    from kg.pipeline import check as check_collection  # lazy: it loads rdflib and pyshacl

    problems = check_collection(folder)
    if as_json:
        print_json(problems)
    for kind in dict.fromkeys(problem.kind for problem in problems if not as_json):
        found = [problem for problem in problems if problem.kind == kind]
        click.echo(f"{kind}: {len(found)}")
        for problem in found:
            click.echo(f"  {problem.severity.value}: {problem}")
    wrong = sum(problem.severity is Severity.VIOLATION for problem in problems)
    talk(f"{wrong} problems, {len(problems) - wrong} warnings." if problems else "All checks passed.")
    sys.exit(1 if wrong else 0)


@click.command()
@collection_option
@engine_option
@click.option("--dry-run", is_flag=True, help="Do everything but publish. Without it the release is published.")
@click.option("--fresh", is_flag=True, help="Read everything again. Without it, what did not change is taken over.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="How many children read at once. Without it, one for each processor.",
)
@json_option
def build(folder: Path, engine: str, dry_run: bool, fresh: bool, processes: int | None, as_json: bool) -> None:
    """Build the site: read every source, map, validate, and publish a release in site/.

    What breaks a shape or cannot be read is held back and reported; the rest is published.
    Status 0: every document is published; 1: some are held back; 2: nothing was published.
    """
    from kg.pipeline import BuildOptions  # lazy: --help stays quick
    from kg.pipeline import build as build_collection
    from kg.pipeline.report_summary import summary

    options = BuildOptions(engine=engine, processes=processes, dry_run=dry_run, fresh=fresh)
    with ProgressDisplay(sys.stderr, live=sys.stderr.isatty()) as progress:
        result = build_collection(folder, options=options, progress=progress)
    if as_json:
        _print_result(result)
    else:
        click.echo(summary(result.report, folder=way_to(folder)))
    if result.reused:
        talk(f"{result.built:,} letters were read, {result.reused:,} are unchanged since an earlier build.")
    if result.release is not None:
        talk(f"Published {result.release.path}; the report is {result.release.path / 'report.html'}.")
        talk("Served, it stands at /report; every entry is in report.csv and report.json beside it.")
    else:
        talk("Dry run: nothing was published." if dry_run and result.exit_status < 2 else "Nothing was published.")
    sys.exit(result.exit_status)


@click.command()
@collection_option
@engine_option
@json_option
def validate(folder: Path, engine: str, as_json: bool) -> None:
    """Validate the current release again, for example with another engine.

    Status 0: no violation; 1: there are violations.
    """
    from kg.config import load_collection  # lazy: --help stays quick
    from kg.outcome import Severity
    from kg.pipeline import validate_collection

    collection = load_collection(folder)
    results = validate_collection(collection.site, engine=engine, registers=collection.same_as)
    if as_json:
        print_json(results)
    severities: list[Severity] = []
    for document, found in results.items():
        for result in found:
            severities.append(result.severity)
            if not as_json:
                click.echo(f"{document}: {result.severity.value} {result.code}: {result.message} {result.focus_node}")
    wrong = severities.count(Severity.VIOLATION)
    talk(f"{len(results)} documents, {wrong} violations, {severities.count(Severity.WARNING)} warnings ({engine}).")
    sys.exit(1 if wrong else 0)


def _print_result(result: BuildResult) -> None:
    """Print a result as one JSON object, an outcome a line: of a large collection it is never held whole."""
    told: dict[str, object] = {"release": result.release, "quads": result.quads, "exit_status": result.exit_status}
    told |= {"built": result.built, "reused": result.reused, "findings": result.findings}
    members = ",\n".join(f"{json_text(name)}: {json_text(value)}" for name, value in told.items())
    click.echo(f'{{\n{members},\n"outcomes": [', nl=False)
    between = "\n"
    for outcome in result.outcomes:
        click.echo(between + json_text(outcome), nl=False)
        between = ",\n"
    click.echo("\n]\n}")
