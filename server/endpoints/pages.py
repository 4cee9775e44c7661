"""Pages for people: front page, lists, the pages of things, about. All HTML, no script; models come from a worker.

`render` is what makes every page of the site, those of other endpoints, too: it gives the templates their frame and
their links, all of them relative to the path that was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape

from server.answers import entity_tag, run, send_text, unchanged
from server.headers import not_varying
from server.links import Links, is_safe, root_of
from server.request import render as render_framed

blueprint = Blueprint("pages", __name__)

HTML = "text/html; charset=utf-8"
Model = Mapping[str, object]

NAVIGATION = (
    ("documents", "Documents"),
    ("persons", "Persons"),
    ("bodies", "Bodies"),
    ("offices", "Offices"),
    ("events", "Events"),
    ("directives", "Directives"),
    ("places", "Places"),
    ("sparql", "Query"),
)
"""Path and words of the head of every page."""

FORMATS = (
    ("ttl", "text/turtle", "Turtle"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("nt", "application/n-triples", "N-Triples"),
    ("rdf", "application/rdf+xml", "RDF/XML"),
    ("nq", "application/n-quads", "N-Quads"),
    ("trig", "application/trig", "TriG"),
)
"""Suffix, media type and name of what each page is offered as."""

BASES = {
    "stated": "stated",
    "editorial-note": "editors’ note",
    "inferred": "inferred",
    "curated": "curated",
    "unresolved": "unresolved",
    "evidence": "evidence",
    "derived": "derived",
}

_LICENCES = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
}


@blueprint.get("/")
def give_front_page() -> Response:
    """Give the front page."""
    return _page({"task": "front"}, "front.html")


@blueprint.get("/<any(documents, persons, bodies, offices, events, directives, places):name>")
def give_list(name: str) -> Response:
    """Give a page of a list; ``?page=`` counts from 1."""
    return _page({"task": "browse", "list": name, "page": page_number()}, "browse.html", here=name)


@blueprint.get("/about")
def tell_about() -> Response:
    """Say what the marks on the pages mean, and how to take the data away."""
    not_varying()
    tag = entity_tag("about")
    return unchanged(tag) or send_text(render_framed("about.html", here="about"), content_type=HTML, tag=tag)


@blueprint.get("/robots.txt")
def tell_robots() -> Response:
    """Ask robots not to send queries; the dumps have everything."""
    not_varying()
    text = "User-agent: *\nDisallow: /sparql\n"
    tag = entity_tag("robots.txt")
    return unchanged(tag) or send_text(text, content_type="text/plain; charset=utf-8", tag=tag)


def entity_page(iri: str) -> str:
    """Make the page of a thing, or of anything else that the release describes.

    Raises:
        UnknownEntity: the release says nothing about it; EntityGone: not any more.
    """
    answer = run({"task": "entity", "iri": iri, "page": page_number()})
    return render_entity(cast("Model", json.loads(answer.read())), path=request.path)


def page_number() -> int:
    """Read ``?page=``; what is no number from 1 on is 1."""
    asked = request.args.get("page", "")
    return min(int(asked), 1_000_000) if asked.isascii() and asked.isdecimal() and len(asked) <= 7 and int(asked) else 1


def _page(task: Model, template: str, *, here: str = "") -> Response:
    not_varying()
    tag = entity_tag("page", json.dumps(task, sort_keys=True))
    response = unchanged(tag)
    if response is None:
        model = cast("Model", json.loads(run(task).read()))
        text = render(template, path=request.path, site=cast("Model", model["site"]), here=here, page=model)
        response = send_text(text, content_type=HTML, tag=tag)
    return response


def render(template: str, *, path: str, site: Model, here: str = "", **values: object) -> str:
    """Render a page of the site.

    Args:
        template: its name in ``server/templates``.
        path: the path that was asked for, from the root of the site on: all links are relative to it.
        site: what every page says about the site, `kg.publication.pages.models.Site` as JSON.
        here: the path of the list that the page is, for the head.
        values: what the template wants besides.
    """
    links = Links(str(site["base_iri"]), root_of(path))
    return render_template(
        template,
        site=site,
        links=links,
        here=here,
        navigation=NAVIGATION,
        formats=FORMATS,
        note_fragment=note_fragment,
        is_outside=lambda iri: bool(iri) and not str(iri).startswith(str(site["base_iri"])) and is_safe(str(iri)),
        licence=_licence,
        **values,
    )


def render_entity(model: Model, *, path: str) -> str:
    """Render the page of a thing; ``model`` is `kg.publication.pages.models.EntityPage` as JSON."""
    return render("entity.html", path=path, site=cast("Model", model["site"]), page=model, contents=_contents(model))


def note_fragment(iri: str) -> str:
    """Name the place of a note on the page of its document, e.g. ``note-n4``."""
    return f"note-{iri.rpartition('-')[2]}"


def register_filters(add: Callable[[Callable[..., object], str], object]) -> None:
    """Give the templates their filters; ``add`` is Flask's ``add_app_template_filter``."""
    add(_basis_class, "basis_class")
    add(lambda name: BASES.get(str(name), str(name)), "basis_words")
    add(_size_words, "size_words")
    add(lambda label: str(label).partition(":")[0].lower(), "demand_name")


def _basis_class(name: object) -> str:
    """Make a class name of a basis or role: nothing but letters, digits and hyphens."""
    return "".join(character for character in str(name) if character.isalnum() or character == "-")


def _size_words(size: object) -> str:
    number = float(cast("int", size))
    for unit in ("bytes", "KB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"


def _contents(model: Model) -> Sequence[tuple[str, str]]:
    """List the sections that the page has: fragment and words."""
    reading = cast("Model", model["reading"] or {})
    people = model["type"] in ("person", "body", "position", "place")
    around = (
        ("references", "In the documents" if people else "What points here", model["references"]),
        ("passages", "Where the name stands" if people else "The words", model["passages"] and not reading),
    )
    statements = ("statements", "What is stated" if people else "Every statement", True)
    parts = (
        ("text", "Text", bool(reading)),
        ("witnesses", "Editions", model.get("witnesses")),
        ("notes", "Notes", reading.get("notes")),
        ("demands", "What is asked for", reading.get("demands")),
        ("consequences", "What came of it" if reading and not reading.get("note_of") else "The chain", model["chain"]),
        ("told", "Other documents", reading.get("told")),
        ("claims", "Disagreements", reading.get("claims")),
        ("events", "Events", reading.get("events")),
        ("identities", "Identity", _decided(model)),
        ("report", "Checks", model["notices"]),
        *((*around, statements) if people else (statements, *reversed(around))),
        ("elsewhere", "Elsewhere", model["elsewhere"]),
        ("files", "Cite, take away", True),
    )
    return [(fragment, words) for fragment, words, shown in parts if shown]


def _decided(model: Model) -> bool:
    identities = cast("Sequence[Mapping[str, Model]]", model["identities"])
    return any(one["entity"]["iri"] == model["iri"] for one in identities)


def _licence(iri: str) -> Markup:
    words = _LICENCES.get(iri, iri)
    if not is_safe(iri):
        return escape(words)
    return Markup('<a rel="license noopener noreferrer" href="{}">{}</a>').format(iri, words)
