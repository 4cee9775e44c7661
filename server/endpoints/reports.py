"""The report of the build: what became of every document."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from server.answers import entity_tag, send_text, unchanged
from server.endpoints.pages import HTML, report_page
from server.headers import not_varying
from server.request import release

blueprint = Blueprint("reports", __name__)

JSON = "report.json"
LARGEST = 8 * 1024 * 1024
"""Bytes of a report that is laid out anew."""


@blueprint.get("/report")
def give_report() -> Response:
    """Give the report for people, in the frame of the site; a very long one as the build wrote it."""
    not_varying()
    entry = release().manifest.files.get(JSON)
    if entry is None or entry.size > LARGEST:
        return _file("report.html", HTML)
    tag = entity_tag("report")
    return unchanged(tag) or send_text(report_page((release().path / JSON).read_bytes()), content_type=HTML, tag=tag)


@blueprint.get("/report.json")
def give_report_as_json() -> Response:
    """Give the report for machines."""
    return _file(JSON, "application/json")


def _file(name: str, content_type: str) -> Response:
    not_varying()
    if name not in release().manifest.files:
        abort(404)
    tag = entity_tag(name)
    return unchanged(tag) or send_text((release().path / name).read_bytes(), content_type=content_type, tag=tag)
