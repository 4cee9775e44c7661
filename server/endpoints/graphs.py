"""Named graphs under their own IRIs: everything that one graph holds, in the format asked for."""

from __future__ import annotations

from flask import Blueprint, Response

from kg.publication.resource_formats import PAGE_FORMATS, split_suffix
from server.answers import represent
from server.endpoints.listings import graph_page
from server.request import iri_of, link_to

blueprint = Blueprint("graphs", __name__)


@blueprint.get("/graph/<path:key>")
def give_graph(key: str) -> Response:
    """Give a graph, e.g. ``/graph/doc/bl-1919-11-12-1/evidence``."""
    stem, _ = split_suffix(f"graph/{key}")
    iri = iri_of(stem)
    return represent(
        f"graph/{key}",
        {"task": "graph", "iri": iri},
        PAGE_FORMATS,
        page=lambda: graph_page(f"Graph {stem}", iri, path=stem),
        links=[f'<{iri}>; rel="canonical"', f'<{link_to("graph/meta")}>; rel="describedby"'],
    )
