"""What a request is about: the IRI it names, and how its page links to the rest of the site.

Nothing is ever made of the ``Host`` header. IRIs are those of the collection's base; links and redirects are relative
to the path of the request, so that a site can be looked at on any host before it is published, and behind any prefix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import quote

from flask import current_app, g, request

from kg.publication.examples import ExampleQuery
from kg.publication.site import ServedRelease, Serving, Site
from server.budget import Budget
from server.links import root_of
from server.settings import ServerSettings

EXTENSION = "lettergraph"

_SAFE = "/:@!$&'()*+,;=-._~"
_UCSCHAR = "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16 | (0x1000 if plane == 14 else 0))}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 15)
)
"""RFC 3987, section 2.2: what IRIs have beside ASCII."""
_KEPT = re.compile(f"[{_UCSCHAR}]+")


class Renderer(Protocol):
    """Makes a page of a template; ``path`` and ``site`` are what its links and its frame are made of."""

    def __call__(
        self, template: str, *, path: str, site: Mapping[str, object], here: str = "", **values: object
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the endpoints work with."""

    site: Site
    settings: ServerSettings
    render: Renderer
    budget: Budget
    examples: tuple[ExampleQuery, ...]
    """Of the query form."""


def services() -> Services:
    """Give the services of the application that is asked."""
    return cast("Services", current_app.extensions[EXTENSION])


def serving() -> Serving:
    """Give the release that this request is answered from, the same to its end."""
    if "serving" not in g:
        g.serving = services().site.enter()
    return cast("Serving", g.serving)


def let_go() -> None:
    """Let go of the release at the end of the request."""
    held = g.pop("serving", None)
    if held is not None:
        services().site.leave(held)


def release() -> ServedRelease:
    """Give what is known of the release of this request."""
    return serving().release


def render(template: str, *, here: str = "", **values: object) -> str:
    """Make a page of a template, in the frame of the site."""
    served = release()
    collection = served.collection
    site = {
        "title": served.title,
        "description": collection.get("description") or "",
        "publisher": collection.get("publisher") or "",
        "licence": collection.get("licence") or "",
        "base_iri": served.base_iri,
        "release": served.id,
        "created": served.created.date().isoformat(),
        "collection": collection.get("id") or "",
        "language": served.languages[0],
    }
    return services().render(template, path=request.path, site=site, here=here, **values)


def iri_of(path: str) -> str:
    """Give the IRI of a path of the site, e.g. of ``id/person/stalin``.

    What no IRI may hold is percent-encoded again; letters that are not ASCII stay (RFC 3987).
    """
    encoded = "".join(
        part if _KEPT.fullmatch(part) else quote(part, safe=_SAFE) for part in re.split(f"({_KEPT.pattern})", path)
    )
    return release().base_iri + encoded


def link_to(path: str) -> str:
    """Give the relative link from this request's page to a path of the site, e.g. ``doc/person/stalin``."""
    return root_of(request.path) + quote(path, safe=_SAFE + "#?%")
