"""The example queries under addresses of their own: for people with the way to ask them, for machines as RDF."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from kg.publication.examples import ExampleQuery
from kg.publication.resource_formats import PAGE_FORMATS, RDF_FORMATS, split_suffix
from server.answers import SUFFIX, represent
from server.request import link_to, render, services

blueprint = Blueprint("examples", __name__)


@blueprint.get("/queries", defaults={"suffix": ""})
@blueprint.get(f"/queries{SUFFIX}")
def give_examples(suffix: str) -> Response:
    """Give all example queries, in their order."""
    return represent(
        f"queries{suffix}",
        {"task": "examples"},
        PAGE_FORMATS,
        page=lambda: _page("Example queries", services().examples, path="queries"),
        links=[f'<{link_to("sparql")}>; rel="service"'],
    )


@blueprint.get("/queries/<name>")
def give_example(name: str) -> Response:
    """Give one example query, e.g. ``/queries/who-wrote-to-whom`` or ``/queries/who-wrote-to-whom.ttl``."""
    stem, _ = split_suffix(name)
    found = [one for one in services().examples if one.name == stem]
    if not found:
        abort(404)
    return represent(
        f"queries/{name}",
        {"task": "examples", "name": stem},
        PAGE_FORMATS,
        page=lambda: _page(found[0].question, found, path=f"queries/{stem}"),
        links=[f'<{link_to("sparql")}>; rel="service"', f'<{link_to("queries")}>; rel="collection"'],
    )


@blueprint.get("/.well-known/sparql-examples")
def lead_to_examples() -> Response:
    """Lead to the examples from where the tools of sib-swiss/sparql-examples keep them."""
    response = Response(status=303)
    response.headers["Location"] = link_to("queries")
    return response


def _page(title: str, examples: tuple[ExampleQuery, ...] | list[ExampleQuery], *, path: str) -> str:
    downloads = [(one.name, link_to(f"{path}.{one.suffix}")) for one in RDF_FORMATS]
    return render("examples.html", here="sparql", title=title, examples=examples, downloads=downloads)
