"""A query, or what costs as much, for a client that has a share of the endpoint left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import cast

from flask import Response, current_app, request

from kg.errors import LettergraphError
from server.errors import Problem, answer_error
from server.queries import admitted
from server.request import services

GATE = "lettergraph-queries"
"""Extension of the application."""


def fairly(answer: Callable[[], Response], *, refuse: Callable[[Problem], Response]) -> Response:
    """Answer a request and charge it to its client, to nobody more than a fair share.

    Args:
        answer: makes the answer; errors of the library are answered as such, and count as failures.
        refuse: answers the problem of a client that has used up its share.
    """
    client, budget = request.remote_addr or "", services().budget
    wait = budget.enter(client)
    if wait is not None:
        what = "This client has used up its share of the endpoint, which fills up again as time goes by."
        return refuse(Problem(429, "too-many-requests", "Too many requests", what, retry_after=wait))
    began = time.monotonic()
    failed = True
    try:
        response = answer()
        failed = response.status_code >= 400
    except LettergraphError as error:
        response = answer_error(error)
    finally:
        budget.leave(client, seconds=time.monotonic() - began, failed=failed)
    return response


def gate_opened() -> AbstractContextManager[None]:
    """Come through the gate of this application; errors as for `admitted`."""
    return admitted(cast("threading.Semaphore", current_app.extensions[GATE]))


def install_gate(extensions: dict[str, object], queries_at_once: int) -> threading.Semaphore:
    """Open the gate that queries come through."""
    gate = extensions[GATE] = threading.Semaphore(queries_at_once)
    return gate
