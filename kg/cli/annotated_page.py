"""A source with what was read from it, as one HTML page: no script, nothing loaded, everything escaped.

The words are marked in the text and say by a tooltip what was read from them; the notes stand in the margin, on a
narrow screen below their line. A mark leads to its note, and a note to its mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kg.cli.annotations import Note, notes_of
from kg.cli.rows import Row, notes_by_row, rows_of, segments
from kg.pipeline.single import SingleReading

WIDTH = 600
"""Characters of one row; the browser wraps it."""
_LONGEST = 300

_LEGEND = {
    "party": "sender, addressee, signature",
    "date": "date",
    "place": "place",
    "archive": "shelf mark, copy, edition",
    "document": "the document itself",
    "name": "name",
    "other": "other",
    "finding": "doubt",
}

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfbf6; --ink: #211e1a; --soft: #665f54; --rule: #dcd4c4; --wash: #f4efe4;
  --party: #cfe3f5; --date: #ecd7f1; --place: #d5ebcf; --archive: #f6e3b4; --document: #e3ded2; --name: #d6ece9;
  --other: #e9e4d8; --finding: #f8cfc6 }
@media (prefers-color-scheme: dark) { :root { --paper: #191816; --ink: #e7e1d6; --soft: #a79f91; --rule: #3a3731;
  --wash: #232120; --party: #1f3c55; --date: #472a4f; --place: #27452a; --archive: #57461a; --document: #3d3931;
  --name: #1f4743; --other: #35322c; --finding: #6b2a20 } }
* { box-sizing: border-box }
body { margin: 0; padding: 1.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Georgia, "Liberation Serif", "Times New Roman", serif }
main, header, footer { max-width: 78rem; margin: 0 auto }
h1 { font-size: 1.5rem; font-weight: normal; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; font-weight: normal; margin: 2rem 0 .5rem }
header p, .soft { color: var(--soft); font-size: .9rem; margin: .3rem 0 }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem .8rem; padding: 0; margin: .8rem 0 1.4rem;
  font-size: .85rem }
mark { color: inherit; padding: .05em .12em; border-radius: .15em }
a { color: inherit }
a.m { text-decoration: none }
.party { background: var(--party) } .date { background: var(--date) } .place { background: var(--place) }
.archive { background: var(--archive) } .document { background: var(--document) } .name { background: var(--name) }
.other { background: var(--other) } .finding { background: var(--finding) }
ol.rows { list-style: none; margin: 0; padding: 0 }
ol.rows > li { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); gap: 0 .8rem; padding: .08rem 0 }
.n { color: var(--soft); text-align: right; font: .8rem/1.9 ui-monospace, "Liberation Mono", monospace;
  user-select: none }
.t { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate }
.notes { grid-column: 2; list-style: none; margin: .1rem 0 .6rem; padding: 0 0 0 .7rem;
  border-left: 2px solid var(--rule); font-size: .84rem; line-height: 1.4; overflow-wrap: anywhere }
.notes li { padding: .1rem .3rem }
.notes li:target, mark:target, a.m:target mark { outline: 2px solid var(--ink) }
.notes .swatch { display: inline-block; width: .7em; height: .7em; border-radius: .15em; margin-right: .4em }
.doubt { font-weight: bold }
.gap { color: var(--soft) }
:target { scroll-margin-top: 30vh }
@media (min-width: 62rem) {
  ol.rows > li { grid-template-columns: 3.2rem minmax(0, 1fr) minmax(0, 27rem); gap: 0 1.2rem }
  .notes { grid-column: 3; grid-row: 1; margin-top: 0 }
}
@media print { a.m { color: inherit } }
"""


def annotated_page(reading: SingleReading) -> str:
    """Write the page."""
    notes, others = notes_of(reading)
    numbers = {note: number for number, note in enumerate(notes, start=1)}
    path = escape(reading.text.path)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{path}</title><style>{_STYLE}</style></head><body>",
            *_head(reading, path, notes),
            '<main><ol class="rows">',
            *_rows(reading, notes, numbers),
            "</ol>",
            *_others(others),
            "</main></body></html>\n",
        ]
    )


def _head(reading: SingleReading, path: str, notes: Sequence[Note]) -> Iterator[str]:
    doubts = sum(note.severity is not None for note in notes)
    shown = len(reading.records)
    letters = f"{shown} letter{'' if shown == 1 else 's'}"
    of = "" if reading.whole else f" of {len(reading.letters)}"
    yield f"<header><h1><bdi>{path}</bdi></h1>"
    yield f"<p>Read by {escape(reading.reader)}: {letters}{of}, {doubts} finding{'' if doubts == 1 else 's'}.</p>"
    if 0 < shown <= 20:
        keys = ", ".join(f"<bdi>{escape(one.label)}</bdi> (doc/{escape(one.key)})" for one in reading.chosen)
        yield f"<p>{keys}</p>"
    used = {note.role for note in notes}
    items = "".join(f'<li><mark class="{role}">{words}</mark></li>' for role, words in _LEGEND.items() if role in used)
    yield f'<ul class="legend">{items}</ul></header>' if items else "</header>"


def _rows(reading: SingleReading, notes: Sequence[Note], numbers: dict[Note, int]) -> Iterator[str]:
    rows = list(rows_of(reading, notes, width=WIDTH))
    beside = notes_by_row(rows, notes)
    marked: set[int] = set()
    for row in rows:
        if row is None:
            yield '<li class="gap"><span class="n">⋮</span><span class="t"></span></li>'
            continue
        place = f' id="L{row.line}"' if row.first else ""
        number = row.line if row.first else ""
        text = "".join(_marks(row, reading.text.text, notes, numbers, marked))
        aside = _aside(beside.get(row.start, ()), numbers, marked)
        yield f'<li{place}><span class="n">{number}</span><span class="t" dir="auto">{text}</span>{aside}</li>'


def _marks(row: Row, text: str, notes: Sequence[Note], numbers: dict[Note, int], marked: set[int]) -> Iterator[str]:
    for start, end, about in segments(row, text, notes):
        words = escape(text[start:end])
        if not about:
            yield words
            continue
        finding = next((note for note in about if note.severity is not None), None)
        first = finding or about[0]
        number = numbers[first]
        place = "" if number in marked else f' id="m{number}"'
        marked.add(number)
        tip = escape(_cut("\n".join(note.text for note in about), 2 * _LONGEST))
        yield f'<a class="m" href="#n{number}"{place} title="{tip}"><mark class="{first.role}">{words}</mark></a>'


def _aside(notes: Sequence[Note], numbers: dict[Note, int], marked: set[int]) -> str:
    if not notes:
        return ""
    return f'<ul class="notes">{"".join(_note(note, numbers[note], marked) for note in notes)}</ul>'


def _note(note: Note, number: int, marked: set[int]) -> str:
    swatch = f'<span class="swatch {note.role}"></span>'
    if number in marked:
        swatch = f'<a href="#m{number}" aria-label="To the words">{swatch}</a>'
    return f'<li id="n{number}">{swatch}{_said(note)}</li>'


def _said(note: Note) -> str:
    meaning = escape(_cut(note.meaning, _LONGEST))
    if note.severity is not None:
        remedy = f' <span class="soft">{escape(_cut(note.remedy, _LONGEST))}</span>' if note.remedy else ""
        return f'<span class="doubt">{escape(note.severity)}:</span> {meaning}{remedy}'
    label = "" if note.role == "name" else f"{escape(note.label)}: "
    sign = "=" if note.identifies else "→"
    return f"{label}<bdi>{escape(note.words)}</bdi> {sign} <bdi>{meaning}</bdi>{escape(note.reservations)}"


def _others(notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        yield '<h2>Read from other sources</h2><ul class="notes">'
        for note in notes:
            place = f"{note.locator.source}:{note.locator.line}:{note.locator.column}"
            yield f'<li><span class="soft"><bdi>{escape(place)}</bdi></span> {_said(note)}</li>'
        yield "</ul>"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
