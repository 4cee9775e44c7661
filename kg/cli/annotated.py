"""A source with what was read from each line, as ``lettergraph read`` shows it."""

from __future__ import annotations

from kg.pipeline.single import SingleReading
from kg.records.evidence import evidence_of


def annotated_text(reading: SingleReading) -> str:
    """Write the source's lines, each followed by the names of what was read from it.

    Example of one line and its note::

          12 | L. P. Serebryakov, I. V. Stalin - Politburo …
             |   Sender 1 (stated) “L. P. Serebryakov” -> person/serebryakov-lp
    """
    notes: dict[int, dict[str, None]] = {}
    for record in reading.records:
        for one in evidence_of(record):
            body = f"{one.body.type.value}/{one.body.key}" if one.body is not None else f"form {one.concept}"
            words = " ".join(one.locator.exact.split())
            short = f"{words[:60]}…" if len(words) > 60 else words
            text = f"{one.label} ({one.basis.value}) “{short}” -> {body}"
            notes.setdefault(one.locator.line, {})[text] = None
    lines = []
    for number, line in enumerate(reading.text.text.splitlines(), start=1):
        lines.append(f"{number:5} | {line}".rstrip())
        lines += [f"      |   {note}" for note in notes.get(number, ())]
    return "\n".join(lines) + "\n"
