"""The model: ontology, vocabulary, shapes, JSON-LD context, profile; and the description of the whole (VoID)."""

from __future__ import annotations

from flask import Blueprint, Response

from kg.namespaces import LG, LGS, LGV, PROFILE, VOID
from kg.publication.resource_formats import N_TRIPLES, PAGE_FORMATS, RDF_FORMATS, TURTLE
from kg.resources import ontology_folder
from server.answers import SUFFIX, entity_tag, represent, send_text, unchanged
from server.endpoints.listings import graph_page, read_statements, statements_page
from server.headers import not_varying
from server.request import iri_of, link_to, serving

OF_CLASSES = frozenset(f"<{VOID}{name}>" for name in ("class", "entities", "exampleResource"))
"""What the page says of a partition by class."""
blueprint = Blueprint("model", __name__)

CONTEXT_TYPE = "application/ld+json"


@blueprint.get("/ontology", defaults={"suffix": ""})
@blueprint.get(f"/ontology{SUFFIX}")
def give_ontology(suffix: str) -> Response:
    """Give our own terms."""
    return represent(
        f"ontology{suffix}",
        {"task": "model", "part": "ontology"},
        PAGE_FORMATS,
        page=lambda: graph_page("Ontology", iri_of("vocab"), path="ontology", prefix=LG.rstrip("#")),
        links=[f'<{LG.rstrip("#")}>; rel="canonical"'],
    )


@blueprint.get("/vocab", defaults={"suffix": ""})
@blueprint.get(f"/vocab{SUFFIX}")
def give_vocabulary(suffix: str) -> Response:
    """Give the graph of ontology and concepts; the page shows the concepts."""
    return represent(
        f"vocab{suffix}",
        {"task": "graph", "iri": iri_of("vocab")},
        PAGE_FORMATS,
        page=lambda: graph_page("Vocabulary", iri_of("vocab"), path="vocab", prefix=LGV.rstrip("#")),
        links=[f'<{LGV.rstrip("#")}>; rel="canonical"'],
    )


@blueprint.get("/shapes", defaults={"suffix": ""})
@blueprint.get(f"/shapes{SUFFIX}")
def give_shapes(suffix: str) -> Response:
    """Give the SHACL shapes that the release was checked with; Turtle, as it was written, is the form to read."""
    return represent(
        f"shapes{suffix}",
        {"task": "model", "part": "shapes"},
        (TURTLE, *(one for one in RDF_FORMATS if one is not TURTLE)),
        page=None,
        links=[f'<{LGS.rstrip("#")}>; rel="canonical"'],
    )


@blueprint.get("/context.jsonld")
def give_context() -> Response:
    """Give the JSON-LD context."""
    not_varying()
    tag = entity_tag("context.jsonld")
    data = (ontology_folder() / "context.jsonld").read_bytes()
    return unchanged(tag) or send_text(data, content_type=CONTEXT_TYPE, tag=tag)


@blueprint.get("/profile")
def give_profile() -> Response:
    """Give the application profile, a text for people (Markdown)."""
    tag = entity_tag("profile.md")
    data = (ontology_folder() / "profile.md").read_bytes()
    response = unchanged(tag) or send_text(data, content_type="text/plain; charset=utf-8", tag=tag)
    response.headers["Link"] = f'<{PROFILE}>; rel="canonical"'
    return response


@blueprint.get("/void", defaults={"suffix": ""})
@blueprint.get(f"/void{SUFFIX}")
def give_description(suffix: str) -> Response:
    """Describe dataset and endpoint."""
    return represent(
        f"void{suffix}",
        serving().description,
        PAGE_FORMATS,
        page=_description_page,
        links=[f'<{iri_of("void")}>; rel="canonical"', f'<{link_to("sparql")}>; rel="service"'],
    )


@blueprint.get("/.well-known/void")
def lead_to_description() -> Response:
    """Lead to the description, where harvesters look for it (RFC 5785)."""
    response = Response(status=303)
    response.headers["Location"] = link_to("void")
    return response


def _description_page() -> str:
    """Show all but the properties of each class: those are thousands of statements, and the other formats have them."""
    lines = serving().description(N_TRIPLES.media_type).decode().split("\n")
    of_classes = f"<{iri_of('void')}#class-"
    shown = [line for line in lines if not line.startswith(of_classes) or line.split(" ", 2)[1] in OF_CLASSES]
    return statements_page("About this dataset", read_statements("\n".join(shown)), more=False, path="void")
