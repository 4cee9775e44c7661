"""The reference names every URL, format and type of problem that the server knows."""

from __future__ import annotations

import re
from pathlib import Path

from kg.publication.resource_formats import PAGE_FORMATS
from kg.publication.sparql_protocol import GRAPH_OFFERS, TABLE_OFFERS
from server.endpoints import ENDPOINTS
from server.errors import PROBLEMS


def reference(project: Path, page: str) -> str:
    return (project / "docs" / "reference" / page).read_text(encoding="utf-8")


def paths() -> set[str]:
    """The first part of the path of every rule: ``/doc``, ``/.well-known/void``."""
    from flask import Flask

    app = Flask(__name__, static_folder=None)
    for blueprint in ENDPOINTS:
        app.register_blueprint(blueprint)
    rules = {re.sub(r"<[^>]*>", "", str(rule)).rstrip("/") for rule in app.url_map.iter_rules()}
    return {rule or "/" for rule in rules}


def test_every_path_is_documented(project: Path) -> None:
    text = reference(project, "urls.md")

    assert [path for path in sorted(paths()) if f"`{path}" not in text] == []


def test_every_format_is_documented_with_what_it_is_also_called(project: Path) -> None:
    rows = reference(project, "urls.md")
    missing = [
        name for one in PAGE_FORMATS for name in (one.suffix, one.media_type, *one.aliases) if f"`{name}`" not in rows
    ]

    assert missing == []


def test_every_format_of_answers_is_documented(project: Path) -> None:
    text = reference(project, "endpoint.md")

    assert [one.media_type for one in (*TABLE_OFFERS, *GRAPH_OFFERS) if f"`{one.media_type}`" not in text] == []


def test_every_type_of_problem_is_documented_and_no_other(project: Path) -> None:
    table = reference(project, "endpoint.md").partition("## Errors")[2].partition("## Fair use")[0]
    named = {
        name
        for row in re.findall(r"^\| [\d, ]+ \|([^|]*)\|", table, re.MULTILINE)
        for name in re.findall(r"`([a-z0-9-]+)`", row)
    }

    assert named == set(PROBLEMS)
