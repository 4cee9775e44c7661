"""Figures for Prometheus, for this machine only unless the operator opens them."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from server.budget import is_local
from server.environment import FORWARDED
from server.errors import Problem, answer_problem
from server.headers import not_varying
from server.metrics import Metrics
from server.outer import METRICS
from server.request import services

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def give_metrics() -> Response:
    """Give the figures; 403 for other machines."""
    configuration = services().settings.configuration
    # Through a proxy that nobody declared, all the world looks like this machine.
    declared = not request.environ.get(FORWARDED) or bool(configuration.trusted_proxies)
    if not configuration.public_metrics and not (declared and is_local(request.remote_addr or "")):
        detail = "The figures are for this machine only; `public_metrics` in the table [server] opens them."
        return answer_problem(Problem(403, "not-public", "Not for everybody", detail))
    not_varying()
    metrics = cast("Metrics", current_app.extensions[METRICS])
    response = Response(metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response
