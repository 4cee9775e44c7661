"""What a query and a client may use, as it is in force."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request

from kg.config.server import SERVER_KEYS, written
from kg.errors import LettergraphError
from kg.publication.negotiation import Offer, negotiate
from server.endpoints.health import ask_worker
from server.errors import not_acceptable
from server.request import link_to, render, services

blueprint = Blueprint("limits", __name__)

_JSON = "application/json"
_OFFERS = (Offer(_JSON, ("text/json",)), Offer("text/html", ("application/xhtml+xml",)))


@blueprint.get("/about/limits")
def tell_limits() -> Response:
    """Give the limits as a page or as JSON; the first for browsers, the second for ``*/*``."""
    offer = negotiate(request.headers.get("Accept"), _OFFERS)
    if offer is None:
        return not_acceptable([one.media_type for one in _OFFERS])
    configuration = services().settings.configuration
    shown = [key for key in SERVER_KEYS if key.shown]
    walls = _walls()
    if offer.media_type == _JSON:
        values = {key.name: getattr(configuration, key.name) for key in shown}
        values["walls"] = walls
        response = Response(json.dumps(values, indent=1) + "\n", content_type=_JSON)
    else:
        rows = [
            {
                "name": key.name,
                "value": written(getattr(configuration, key.name)),
                "unit": key.unit,
                "meaning": key.meaning,
            }
            for key in shown
        ]
        response = Response(render("limits.html", limits=rows, walls=walls), content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Link"] = f'<{link_to("openapi.json")}>; rel="service-desc"; type="application/json"'
    return response


def _walls() -> object:
    """Ask a worker what locks it in; ``None``: none answers, and nobody knows."""
    try:
        return ask_worker()["walls"]
    except LettergraphError:
        return None
