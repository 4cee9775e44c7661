"""The report of the build: what became of every document."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from server.answers import entity_tag, send_text, unchanged
from server.headers import not_varying
from server.request import release

blueprint = Blueprint("reports", __name__)


@blueprint.get("/report")
def give_report() -> Response:
    """Give the report for people."""
    return _file("report.html", "text/html; charset=utf-8")


@blueprint.get("/report.json")
def give_report_as_json() -> Response:
    """Give the report for machines."""
    return _file("report.json", "application/json")


def _file(name: str, content_type: str) -> Response:
    not_varying()
    if name not in release().manifest.files:
        abort(404)
    tag = entity_tag(name)
    return unchanged(tag) or send_text((release().path / name).read_bytes(), content_type=content_type, tag=tag)
