"""How ``lettergraph read`` prints a reading: text (in colours on a terminal), JSON, or a page."""

from __future__ import annotations

import sys

import click

from kg.cli.annotated import WIDTH, annotated_lines, annotated_text
from kg.cli.annotated_page import annotated_page
from kg.cli.options import print_json, talk
from kg.pipeline.single import SingleReading
from kg.records.mapping_form import mapping_record


def show(reading: SingleReading, *, format_name: str) -> None:
    """Print a reading on standard output, and on standard error what there is to say about it."""
    if format_name == "json":
        print_json([mapping_record(record) for record in reading.records])
    elif format_name == "html":
        click.echo(annotated_page(reading), nl=False)
    elif sys.stdout.isatty():
        _show_in_colours(reading)
    else:
        click.echo(annotated_text(reading), nl=False)
    _talk_of(reading)


def _show_in_colours(reading: SingleReading) -> None:
    from rich.console import Console  # lazy: only terminals need it
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    width = max(40, min(console.width - 8, WIDTH))
    for pieces in annotated_lines(reading, width=width):
        console.print(Text.assemble(*pieces), soft_wrap=True)


def _talk_of(reading: SingleReading) -> None:
    findings = [*reading.findings, *(one for record in reading.records for one in record.findings)]
    for finding in findings:
        locator = finding.locator
        place = f"{locator.source}:{locator.line}:{locator.column}"
        talk(f"{place}: {finding.severity}: {finding.what} {finding.remedy} [{finding.code}]")
    for letter in reading.chosen:
        if letter.repeats is not None:
            place = reading.text.path if letter.line is None else f"{reading.text.path}:{letter.line}"
            talk(f"{place}: violation: The id {letter.repeats} stands twice; a build holds the second letter back.")
    if reading.is_register:
        talk(f"No letter: a register, read by {reading.reader} for the other sources of its collection.")
        return
    talk(f"{len(reading.records)} documents read by {reading.reader}, {len(findings)} findings.")
    if not reading.whole:
        keys = ", ".join(one.key for one in reading.letters[:3])
        talk(
            f"{len(reading.chosen)} of {len(reading.letters)} letters shown; choose with --letter, "
            f"by number (1 to {len(reading.letters)}) or key ({keys} …)."
        )
