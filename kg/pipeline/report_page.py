"""The report as one plain HTML page: no script, no outside resource, everything escaped.

What is the same is said once: entries with one message stand below it as a list of places. Of a hundred thousand places
the page shows the first hundred; ``report.json`` has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.pipeline.report import Report, ReportEntry

PLACES = 100
"""How many places of one message the page shows."""
_LONGEST = 240

_STYLE = """
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; color: #222; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin-bottom: .2rem }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem }
h3 { font-size: 1rem; margin: 0 }
a { color: inherit }
.counts { color: #555 }
table { border-collapse: collapse; margin: .5rem 0 }
td, th { padding: .15rem 1.2rem .15rem 0; text-align: left; vertical-align: top }
td.count { text-align: right; font-variant-numeric: tabular-nums }
article { border-left: .3rem solid #bbb; padding: .1rem 0 .1rem .9rem; margin: 1.4rem 0 }
article p { margin: .2rem 0 }
article.violation { border-color: #a3262a }
article.warning { border-color: #c08a1e }
article.information { border-color: #4a7aa5 }
ul { list-style: none; padding: 0; margin: .6rem 0 0 }
li { margin: .35rem 0; overflow-wrap: anywhere }
.place { font-family: ui-monospace, monospace; font-size: .85rem; color: #555 }
q { quotes: none; background: #f5f1e8; padding: 0 .3rem }
code { font-size: .85rem }
.why, .remedy, .more { color: #444 }
"""

_TITLES = {
    "violation": "Held back or broken",
    "warning": "Warnings: published, but look at them",
    "information": "For information",
}


def render_html(report: Report) -> str:
    """Write the page."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Report: {escape(report.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(report.title)}</h1>",
        f'<p class="counts">Release {escape(report.release or "none")}: {report.documents} documents in '
        f"{report.sources} sources, {report.published} published, {report.held_back} held back.</p>",
    ]
    groups = _groups(report)
    if groups:
        parts.append(_table(groups))
    else:
        parts.append("<p>Nothing to report: every statement was read, and every shape is obeyed.</p>")
    for severity, title in _TITLES.items():
        found = [(number, group) for number, group in enumerate(groups) if group[0].severity == severity]
        if found:
            parts.append(f"<h2>{title} ({sum(len(group) for _, group in found)})</h2>")
            parts += [_article(number, group) for number, group in found]
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _groups(report: Report) -> list[list[ReportEntry]]:
    """Entries that say the same, the gravest first, then the most frequent."""
    groups: dict[tuple[str, ...], list[ReportEntry]] = {}
    for entry in report.entries:
        same = (entry.severity, entry.code, entry.what, entry.why or "", entry.remedy or "")
        groups.setdefault(same, []).append(entry)
    order = list(_TITLES)
    return sorted(
        groups.values(), key=lambda group: (order.index(group[0].severity), -len(group), group[0].code, group[0].what)
    )


def _table(groups: Sequence[Sequence[ReportEntry]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(group[0].severity)}</td>"
        f'<td class="count">{len(group)}</td>'
        f'<td><a href="#m{number}">{escape(_cut(group[0].what))}</a></td></tr>'
        for number, group in enumerate(groups)
    )
    head = "<tr><th>Severity</th><th>Count</th><th>What</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _article(number: int, group: Sequence[ReportEntry]) -> str:
    first = group[0]
    parts = [
        f'<article class="{escape(first.severity)}" id="m{number}">',
        f"<h3>{escape(first.what)}</h3>",
    ]
    if first.why:
        parts.append(f'<p class="why">Why it matters: {escape(first.why)}</p>')
    if first.remedy:
        parts.append(f'<p class="remedy">What to do: {escape(first.remedy)}</p>')
    parts.append(f"<ul>{''.join(_place(entry) for entry in group[:PLACES])}</ul>")
    if len(group) > PLACES:
        parts.append(f'<p class="more">… and {len(group) - PLACES} more in report.json.</p>')
    parts.append(f'<p class="place">{escape(first.code)}</p>')
    parts.append("</article>")
    return "\n".join(parts)


def _place(entry: ReportEntry) -> str:
    place = entry.source or "collection"
    if entry.line is not None:
        place += f", line {entry.line}"
        if entry.column is not None:
            place += f", column {entry.column}"
    document = f" · {escape(entry.document)}" if entry.document else ""
    words = f"<br><q><bdi>{escape(_cut(entry.words))}</bdi></q>" if entry.words else ""
    return f'<li><span class="place">{escape(place)}{document}</span>{words}</li>\n'


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
