"""Whether the server is well: a worker answers from the store, or says why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from flask import Blueprint, Response

from kg.errors import LettergraphError
from kg.version import VERSION
from server.answers import run
from server.headers import not_varying
from server.request import release, services, serving
from server.unsafe import WARNING

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def tell_health() -> Response:
    """Say which release is served, how the workers are, and whether they are locked in; 503 if none answers."""
    status = serving().status()
    sandboxed = services().settings.sandboxed
    health: dict[str, object] = {
        "status": "ok",
        "release": release().id,
        "created": release().created.isoformat(),
        "documents": release().manifest.counts.get("documents"),
        "software": f"lettergraph {VERSION}",
        "sandbox": sandboxed,
        "workers": {"idle": status.idle, "busy": status.busy, "waiting": status.waiting, "replaced": status.replaced},
    }
    if not sandboxed:
        health["warning"] = WARNING
    try:
        health["walls"] = ask_worker()["walls"]
    except LettergraphError as error:
        health["status"] = error.what
    return _answer(health, ready=health["status"] == "ok")


@blueprint.get("/health/live")
def tell_alive() -> Response:
    """Say that the web process answers; whoever hears nothing should start it again."""
    return _answer({"status": "ok"}, ready=True)


@blueprint.get("/health/ready")
def tell_ready() -> Response:
    """Say whether requests should come here: 503 while no worker answers, and once the server is being stopped."""
    trouble = "The server is being stopped." if services().settings.stopping.is_set() else _trouble()
    return _answer({"status": trouble or "ok", "release": release().id}, ready=trouble is None)


def ask_worker() -> Mapping[str, object]:
    """Ask a worker for the simplest answer from the store.

    Returns:
        ``release``, ``answer``, and ``walls``: what locks it in, see `kg.workers.sandbox.standing`.

    Raises:
        LettergraphError: no worker answers.
    """
    return cast("Mapping[str, object]", json.loads(run({"task": "alive"}).read()))


def _trouble() -> str | None:
    try:
        ask_worker()
    except LettergraphError as error:
        return error.what
    return None


def _answer(value: Mapping[str, object], *, ready: bool) -> Response:
    not_varying()
    data = json.dumps(value, indent=1) + "\n"
    response = Response(data, status=200 if ready else 503, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
