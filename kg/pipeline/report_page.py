"""The report as one plain HTML page: no script, no outside resource, everything escaped.

What is between ``<main>`` and ``</main>`` is also what the site shows at ``/report``, in its own frame: links are
relative to that address, so that they hold under any host and prefix. Of each code the page shows the first hundred
places; ``report.csv`` and ``report.json`` have them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from urllib.parse import quote

from kg.pipeline.comparison import Comparison
from kg.pipeline.report import Report
from kg.pipeline.report_kinds import KINDS, Kind
from kg.pipeline.report_tally import CodeTally, Countable

_LONGEST = 240
_FREQUENT = 40
_SOURCES = 30
_CHANGED = 10
"""New and gone entries of one code that the page lists."""

_STYLE = """
:root { color-scheme: light dark; --ink: #222; --soft: #5f5a52; --rule: #d8d2c6; --accent: #8c2a1c; --paper: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e1d6; --soft: #a79f91; --rule: #3a3731; --accent: #e5957f; --paper: #191816 } }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper); margin: 0 }
main, .aside { max-width: 52rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word }
h1 { font-size: 1.7rem; margin: .5rem 0 0; font-weight: normal }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .4rem; font-weight: normal }
h3 { font-size: 1rem }
a { color: var(--accent) }
.note-beside, .subtitle, .where { color: var(--soft); font-size: .9em }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--rule) }
th { color: var(--soft); font-weight: normal }
.report-number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.finding { margin: 0 0 1.1rem }
summary { cursor: pointer }
.plain { list-style: none; padding: 0; margin: .4rem 0 0 }
.notices li { border-left: 3px solid var(--rule); padding-left: .8rem; margin-bottom: .6rem }
.notices li.violation { border-color: var(--ink) }
.notices li.warning { border-color: var(--accent) }
.code { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere }
.report-names { columns: 15rem; column-gap: 2rem }
.report-names li { break-inside: avoid }
"""


def render_html(report: Report, comparison: Comparison) -> str:
    """Write the page."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Report: {escape(report.title)}</title><style>{_STYLE}</style></head><body>",
            '<p class="aside note-beside">This file belongs to a release. Its links lead to pages of the served site, '
            "where it stands at <code>/report</code>.</p>",
            "<main>",
            *_body(report, comparison),
            "</main>",
            "</body></html>\n",
        ]
    )


def _body(report: Report, comparison: Comparison) -> Iterator[str]:
    yield (
        f'<header class="title"><h1>Report of the build</h1><p class="subtitle"><bdi>{escape(report.title)}</bdi></p>'
        f"<p>Release {escape(report.release or 'none')}: {_number(report.documents, 'document')} in "
        f"{_number(report.sources, 'source')}, {report.published} published, {report.held_back} held back.</p>"
        '<p class="note-beside">Every entry: <a href="report.csv">as a table for spreadsheets</a>, '
        '<a href="report.json">as JSON</a>. Changes: <a href="comparison.json">as JSON</a>.</p></header>'
    )
    if report.tally.count():
        yield _counts(report, comparison)
    else:
        yield "<p>Nothing to report: every statement was read, and every shape is obeyed.</p>"
    yield from _changes(report, comparison)
    yield from _sources(report)
    ids: set[str] = set()
    for kind, words in KINDS.items():
        codes = report.tally.codes(kind)
        if codes:
            yield f'<section id="kind-{kind}">'
            yield f'<h2>{words.title} <span class="note-beside">{report.tally.count(kind)}</span></h2>'
            yield f"<p>{words.meaning}</p>"
            yield from _frequent(report) if kind is Kind.NAME else ()
            for code in codes:
                yield from _code(code, report, ids)
            yield "</section>"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _counts(report: Report, comparison: Comparison) -> str:
    """The table at the head: how many of each kind, and how many there were."""
    compared = comparison.previous is not None
    heads = ("Before", "New", "Gone") if compared else ()
    rows = []
    for kind, count in report.tally.kinds():
        change = comparison.of_kind(kind)
        if count or change.before:
            title = KINDS[kind].title
            name = f'<a href="#kind-{kind}">{title}</a>' if count else title
            figures = (count, change.before, change.new, change.gone) if compared else (count,)
            cells = "".join(f'<td class="report-number">{figure}</td>' for figure in figures)
            rows.append(f"<tr><td>{name}</td>{cells}</tr>")
    head = "".join(f'<th class="report-number" scope="col">{name}</th>' for name in ("Now", *heads))
    body = "".join(rows)
    head = f'<thead><tr><th scope="col">What</th>{head}</tr></thead>'
    return f'<table class="report-counts">{head}<tbody>{body}</tbody></table>'


def _changes(report: Report, comparison: Comparison) -> Iterator[str]:
    yield '<section id="changes"><h2>Since the release before</h2>'
    if comparison.problem is not None:
        yield f"<p>{escape(comparison.problem)} Nothing is compared.</p>"
    elif comparison.previous is None:
        yield "<p>This is the first release: there is nothing to compare it with.</p>"
    else:
        then = comparison.documents
        yield (
            f"<p>Release {escape(comparison.previous)} had {then['published_before']} published and "
            f"{then['held_back_before']} held back; now {then['published']} are published and {then['held_back']} held "
            "back. An entry is the same if its code, its document and its words are; its line may be another.</p>"
        )
        if not any(change.new or change.gone for change in comparison.changes):
            yield "<p>No entry is new, and none is gone.</p>"
        yield from _changed("New", comparison.new, {_key(one): one.new for one in comparison.changes}, report)
        yield from _changed("Gone", comparison.gone, {_key(one): one.gone for one in comparison.changes}, None)
    yield "</section>"


def _key(one: object) -> tuple[str, str]:
    return str(getattr(one, "severity", "")), str(getattr(one, "code", ""))


def _changed(
    title: str, entries: Iterable[Countable], counts: Mapping[tuple[str, str], int], report: Report | None
) -> Iterator[str]:
    by_code: dict[tuple[str, str], list[Countable]] = {}
    for entry in entries:
        by_code.setdefault(_key(entry), []).append(entry)
    if not by_code:
        return
    yield f'<details class="finding"><summary><strong>{title}</strong> '
    yield f'<span class="note-beside">{sum(counts.values())}</span></summary>'
    for key, found in by_code.items():
        yield f'<p class="note-beside">{counts.get(key, len(found))} × <span class="code">{escape(key[1])}</span></p>'
        yield '<ul class="plain notices">'
        yield from (_item(entry, report, what=True, remedy=False) for entry in found[:_CHANGED])
        yield "</ul>"
    yield "</details>"


def _sources(report: Report) -> Iterator[str]:
    """The sources with most to do, and the first places of each."""
    sources = report.tally.sources(_SOURCES)
    if not sources or report.sources < 2:
        return
    yield '<section id="sources"><h2>Sources with most to look at</h2><table class="report-counts"><thead><tr>'
    yield '<th scope="col">Source</th><th class="report-number" scope="col">Violations</th>'
    yield '<th class="report-number" scope="col">Warnings</th></tr></thead><tbody>'
    for one in sources:
        places = " · ".join(f"{_place(entry, report)} {escape(_cut(entry.what))}" for entry in one.places)
        yield (
            f'<tr><td><bdi>{escape(_cut(one.source))}</bdi><br><span class="note-beside">{places}</span></td>'
            f'<td class="report-number">{one.violations}</td><td class="report-number">{one.warnings}</td></tr>'
        )
    yield "</tbody></table>"
    more = report.tally.affected_sources - len(sources)
    if more > 0:
        yield f'<p class="note-beside">… and {more} more; all places are in <a href="report.csv">report.csv</a>.</p>'
    yield "</section>"


def _frequent(report: Report) -> Iterator[str]:
    """The names that stand most often: where an authority file helps most."""
    names = report.tally.frequent_names(_FREQUENT)
    if names and names[0][1] > 1:
        yield '<details class="finding" open><summary><strong>The most frequent names</strong></summary>'
        yield '<ul class="plain report-names">'
        for name, count in names:
            yield f'<li><bdi>{escape(_cut(name))}</bdi> <span class="note-beside">{count}</span></li>'
        yield "</ul></details>"


def _code(code: CodeTally, report: Report, ids: set[str]) -> Iterator[str]:
    first = code.examples[0]
    opened = "" if code.severity == "information" else " open"
    yield (
        f'<details class="finding" id="{_identifier(code, ids)}"{opened}><summary>'
        f'<strong>{escape(_cut(code.title))}</strong> <span class="note-beside">{code.count} × '
        f'<span class="code">{escape(code.code)}</span></span></summary>'
    )
    if code.same_why and first.why:
        yield f'<p class="note-beside">{escape(first.why)}</p>'
    if code.same_remedy and first.remedy:
        yield f'<p class="note-beside">What to do: {escape(first.remedy)}</p>'
    yield '<ul class="plain notices">'
    for entry in code.examples:
        yield _item(entry, report, what=not code.same_what, remedy=not code.same_remedy)
    yield "</ul>"
    if code.count > len(code.examples):
        more = code.count - len(code.examples)
        yield f'<p class="note-beside">… and {more} more in <a href="report.csv">report.csv</a>.</p>'
    yield "</details>"


def _identifier(code: CodeTally, ids: set[str]) -> str:
    """Pages of letters point to their entries by the code; the same code of another severity is told apart."""
    name = "".join(character for character in code.code if character.isalnum() or character == "-") or "code"
    if name in ids:
        name = f"{name}-{code.severity}-{len(ids)}"
    ids.add(name)
    return name


def _item(entry: Countable, report: Report | None, *, what: bool, remedy: bool) -> str:
    """One place. Without a report its links are left out: what is gone has none."""
    parts = [_place(entry, report)]
    if entry.document is not None:
        parts.append(_document(entry, linked=report is not None and bool(entry.published)))
    said = f"{escape(_cut(entry.what))}<br>" if what else ""
    words = f"<q><bdi>{escape(_cut(entry.words))}</bdi></q><br>" if entry.words else ""
    todo = f'<br><span class="note-beside">What to do: {escape(entry.remedy)}</span>' if remedy and entry.remedy else ""
    severity = entry.severity if entry.severity in ("violation", "warning") else "information"
    return f'<li class="{severity}">{said}{words}<span class="note-beside">{" · ".join(parts)}</span>{todo}</li>'


def _place(entry: Countable, report: Report | None) -> str:
    text = f'<span class="code"><bdi>{escape(entry.place)}</bdi></span>'
    key = report.texts.get(entry.source or "") if report is not None else None
    if key is None:
        return text
    address = f"snapshot/{quote(key, safe='')}"
    if entry.line is not None:
        column = f"&column={entry.column}" if entry.column is not None else ""
        address += f"?line={entry.line}{column}#L{entry.line}"
    return f'<a href="{escape(address)}">{text}</a>'


def _document(entry: Countable, *, linked: bool) -> str:
    name = f"<bdi>{escape(_cut(entry.label or entry.document or ''))}</bdi>"
    if not linked:
        return f"{name} (not published)" if entry.published is False else name
    return f'<a href="doc/doc/{quote(entry.document or "", safe="")}">{name}</a>'


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
