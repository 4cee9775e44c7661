"""A source with what was read from each line, as ``lettergraph read`` shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kg.pipeline.single import SingleReading
from kg.records.document import DocumentRecord, Finding
from kg.records.evidence import Evidence, evidence_of
from kg.records.locator import Basis

_WIDTH = 100
_MARGIN = "      │ "


def annotated_text(reading: SingleReading) -> str:
    """Write the source's lines, each followed by what was read from it, in the order of the words.

    Example of one line and what was read from it::

          12  L. P. Serebryakov, I. V. Stalin - Politburo …
              │ Sender 1: L. P. Serebryakov = person/serebryakov-lp
              │ Addressee 1: Politburo … = body/politburo

    What is not stated in so many words says on which basis it was read. Empty lines are kept, so that the numbers are
    those of the file; findings stand where their words are.
    """
    notes: dict[int, dict[str, None]] = {}
    for place, _, text in sorted(_notes(reading)):
        notes.setdefault(place, {})[text] = None
    lines: list[str] = []
    for number, line in enumerate(reading.text.text.splitlines(), start=1):
        first, *rest = textwrap.wrap(line, _WIDTH) or [""]
        lines.append(f"{number:5}  {first}".rstrip())
        lines += [f"{'':5}  {more}" for more in rest]
        lines += [f"{_MARGIN}{note}" for note in notes.get(number, ())]
    return "\n".join(lines) + "\n"


def _notes(reading: SingleReading) -> Iterator[tuple[int, int, str]]:
    """Line, offset and text of everything to say."""
    for record in reading.records:
        identified = _identified(record)
        for one in evidence_of(record):
            if not (one.label.startswith("“") and (one.locator.start, one.body) in identified):
                yield one.locator.line, one.locator.start, _evidence_text(one)
    for finding in (*reading.findings, *(one for record in reading.records for one in record.findings)):
        yield finding.locator.line, finding.locator.start, _finding_text(finding)


def _identified(record: DocumentRecord) -> set[tuple[int, object]]:
    """Places where a name is said in a role (sender, compiler, signature …): the bare name need not be said again."""
    return {
        (one.locator.start, one.body)
        for one in evidence_of(record)
        if one.motivation == "identifying" and not one.label.startswith("“")
    }


def _evidence_text(one: Evidence) -> str:
    body = f"{one.body.type.value}/{one.body.key}" if one.body is not None else f"form {one.concept}"
    basis = "" if one.basis is Basis.STATED else f" ({one.basis.value})"
    words = " ".join(one.locator.exact.split())
    short = f"{words[:57]}…" if len(words) > 60 else words
    if one.label.startswith("“"):
        return f"“{short}” = {body}{basis}"
    sign = "=" if one.motivation == "identifying" else "→"
    return f"{one.label}: {short} {sign} {body}{basis}"


def _finding_text(finding: Finding) -> str:
    return f"! {finding.severity}: {finding.what}"
