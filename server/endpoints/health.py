"""Whether the server is well: a worker answers from the store, or says why not."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from kg.errors import LettergraphError
from kg.version import VERSION
from server.answers import run
from server.request import release, services, serving

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def tell_health() -> Response:
    """Say which release is served, how the workers are, and whether they are locked in; 503 if none answers."""
    status = serving().status()
    health: dict[str, object] = {
        "status": "ok",
        "release": release().id,
        "created": release().created.isoformat(),
        "documents": release().manifest.counts.get("documents"),
        "software": f"lettergraph {VERSION}",
        "sandbox": services().settings.sandboxed,
        "workers": {"idle": status.idle, "busy": status.busy, "waiting": status.waiting, "replaced": status.replaced},
    }
    code = 200
    try:
        run({"task": "alive"}).body.close()
    except LettergraphError as error:
        health["status"] = error.what
        code = 503
    response = Response(json.dumps(health, indent=1) + "\n", status=code, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
