"""A server whose workers are not locked in says so on every page, also to browsers that have seen the page before."""

from __future__ import annotations

from flask import Flask, Response, request

WARNING = (
    "The workers are not locked in (--unsafe-no-sandbox): whoever may ask queries may reach this machine's network."
)
"""Told by every page and by the health."""


def install(app: Flask, *, sandboxed: bool) -> None:
    """Have the pages of an application warn, if there is reason to."""
    app.jinja_env.globals["warning"] = None if sandboxed else WARNING
    if not sandboxed:
        app.before_request(_forget_what_is_cached)
        app.after_request(_never_keep_pages)


def _forget_what_is_cached() -> None:
    # The tag of a page does not depend on the warning; a 304 would show the page without it.
    request.environ.pop("HTTP_IF_NONE_MATCH", None)


def _never_keep_pages(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response
