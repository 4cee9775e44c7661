"""The report of the build: what became of every document, and what has changed since the release before.

The build has written it; here its page gets the frame of the site.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort
from markupsafe import Markup

from kg.release import FileEntry
from kg.workers import Answer
from server.answers import entity_tag, send, send_text, unchanged
from server.endpoints.pages import HTML
from server.headers import not_varying
from server.request import release, render

blueprint = Blueprint("reports", __name__)

PAGE = "report.html"
TABLE = "report.csv"
JSON = "application/json"


@blueprint.get("/report")
def give_report() -> Response:
    """Give the report for people, in the frame of the site."""
    not_varying()
    _entry(PAGE)
    text = (release().path / PAGE).read_text(encoding="utf-8", errors="replace")
    main = text.partition("<main>")[2].rpartition("</main>")[0]
    if not main:  # of a release that an older program built
        return _file(PAGE, HTML)
    tag = entity_tag("report")
    # Markup: the build has escaped everything that comes from a source, see kg.pipeline.report_page.
    return unchanged(tag) or send_text(
        render("report.html", here="report", report=Markup(main)),  # noqa: S704
        content_type=HTML,
        tag=tag,
    )


@blueprint.get("/report.json")
def give_report_as_json() -> Response:
    """Give the report for machines."""
    return _file("report.json", JSON)


@blueprint.get("/comparison.json")
def give_comparison() -> Response:
    """Give what has changed since the release before, for machines."""
    return _file("comparison.json", JSON)


@blueprint.get("/report.csv")
def give_report_as_table() -> Response:
    """Give the report for spreadsheets, as a file to be saved."""
    response = _file(TABLE, "text/csv; charset=utf-8; header=present")
    name = f"{release().collection.get('id') or 'lettergraph'}-{release().id}-report.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(name: str, content_type: str) -> Response:
    """Give a file of the report; it may be long, and is never read whole."""
    not_varying()
    entry = _entry(name)
    tag = entity_tag(name)
    response = unchanged(tag)
    if response is not None:
        return response
    body = (release().path / name).open("rb")
    return send(Answer({}, body, entry.size), content_type=content_type, tag=tag)


def _entry(name: str) -> FileEntry:
    entry = release().manifest.files.get(name)
    if entry is None:
        abort(404)
    return entry
