"""What a type of problem means: ``/problems/{name}``, to which the ``type`` of an answer leads (RFC 9457)."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, request

from kg.publication.negotiation import Offer, negotiate
from server.errors import not_acceptable
from server.problems import KINDS, problem_type
from server.request import release, render

blueprint = Blueprint("problems", __name__)

_JSON = "application/json"
_OFFERS = (Offer(_JSON, ("application/problem+json",)), Offer("text/html", ("application/xhtml+xml",)))


@blueprint.get("/problems/<name>")
def explain_problem(name: str) -> Response:
    """Say what a type of problem means, why there is such a thing, and what to do; JSON for ``*/*``."""
    kind = KINDS.get(name) or abort(404)
    offer = negotiate(request.headers.get("Accept"), _OFFERS)
    if offer is None:
        return not_acceptable([one.media_type for one in _OFFERS])
    if offer.media_type == _JSON:
        value = {
            "type": problem_type(name, release().base_iri),
            "statuses": kind.statuses,
            "meaning": kind.meaning,
            "cause": kind.cause,
            "remedy": kind.remedy,
        }
        response = Response(json.dumps(value, ensure_ascii=False, indent=1) + "\n", content_type=_JSON)
    else:
        page = render("problem-kind.html", name=name, kind=kind)
        response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
