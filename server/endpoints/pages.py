"""Pages for people: front page, lists, the pages of things, about. All HTML, no script; models come from a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from flask import current_app, render_template
from markupsafe import Markup, escape

from server.links import Links, is_safe, root_of

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
    return render(
        "entity.html", path=path, site=cast("Model", model["site"]), page=model, contents=_contents(model)
    )


def note_fragment(iri: str) -> str:
    """Name the place of a note on the page of its document, e.g. ``note-n4``."""
    return f"note-{iri.rpartition('-')[2]}"


def register_filters(add: Callable[[Callable[..., object], str], object]) -> None:
    """Give the templates their filters; ``add`` is Flask's ``add_app_template_filter``."""
    add(_basis_class, "basis_class")
    add(lambda name: BASES.get(str(name), str(name)), "basis_words")
    add(lambda label: str(label).partition(":")[0].lower(), "demand_name")


def _basis_class(name: object) -> str:
    """Make a class name of a basis or role: nothing but letters, digits and hyphens."""
    return "".join(character for character in str(name) if character.isalnum() or character == "-")


def _contents(model: Model) -> Sequence[tuple[str, str]]:
    """List the sections that the page has: fragment and words."""
    reading = cast("Model", model["reading"] or {})
    parts = (
        ("text", "Text", bool(reading)),
        ("notes", "Notes", reading.get("notes")),
        ("demands", "What is asked for", reading.get("demands")),
        ("consequences", "What came of it", model["chain"]),
        ("told", "Other documents", reading.get("told")),
        ("claims", "Disagreements", reading.get("claims")),
        ("events", "Events", reading.get("events")),
        ("identities", "Identity", _decided(model)),
        ("report", "Checks", model["notices"]),
        ("statements", "Every statement", True),
        ("passages", "The words", model["passages"] and not reading),
        ("references", "What points here", model["references"]),
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


def _unused() -> object:
    return current_app
