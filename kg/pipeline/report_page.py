"""The report as one plain HTML page: no script, no outside resource, everything escaped."""

from __future__ import annotations

from html import escape

from kg.pipeline.report import Report, ReportEntry

_STYLE = """
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; color: #222; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin-bottom: .2rem }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem }
.counts { color: #555 }
table { border-collapse: collapse; margin: .5rem 0 }
td, th { padding: .2rem .9rem .2rem 0; text-align: left }
article { border-left: .3rem solid #bbb; padding: .1rem 0 .1rem .9rem; margin: 1.1rem 0 }
article p { margin: .25rem 0 }
article.violation { border-color: #a3262a }
article.warning { border-color: #c08a1e }
article.information { border-color: #4a7aa5 }
.what { font-weight: bold }
.place { font-family: ui-monospace, monospace; font-size: .85rem; color: #555; overflow-wrap: anywhere }
blockquote { margin: .3rem 0; padding: .3rem .7rem; background: #f5f1e8;
  white-space: pre-wrap; overflow-wrap: anywhere }
code { font-size: .85rem }
.why, .remedy { color: #444 }
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
        _table(report),
    ]
    for severity, title in _TITLES.items():
        entries = [entry for entry in report.entries if entry.severity == severity]
        if entries:
            parts.append(f"<h2>{title} ({len(entries)})</h2>")
            parts += [_entry(entry) for entry in entries]
    if not report.entries:
        parts.append("<p>Nothing to report: every statement was read, and every shape is obeyed.</p>")
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _table(report: Report) -> str:
    if not report.entries:
        return ""
    rows = "".join(
        f"<tr><td>{escape(severity)}</td><td><code>{escape(code)}</code></td><td>{count}</td></tr>"
        for (severity, code), count in sorted(report.by_code.items())
    )
    return f"<table><thead><tr><th>Severity</th><th>Code</th><th>Count</th></tr></thead><tbody>{rows}</tbody></table>"


def _entry(entry: ReportEntry) -> str:
    place = entry.source or "collection"
    if entry.line is not None:
        place += f", line {entry.line}"
        if entry.column is not None:
            place += f", column {entry.column}"
    document = f" · <code>{escape(entry.document)}</code>" if entry.document else ""
    parts = [
        f'<article class="{escape(entry.severity)}">',
        f'<p class="what">{escape(entry.what)}</p>',
        f'<p class="place">{escape(place)}{document} · <code>{escape(entry.code)}</code></p>',
    ]
    if entry.words:
        words = entry.words if len(entry.words) <= 600 else f"{entry.words[:600]}…"
        parts.append(f"<blockquote><bdi>{escape(words)}</bdi></blockquote>")
    if entry.why:
        parts.append(f'<p class="why">Why it matters: {escape(entry.why)}</p>')
    if entry.remedy:
        parts.append(f'<p class="remedy">What to do: {escape(entry.remedy)}</p>')
    parts.append("</article>")
    return "\n".join(parts)
