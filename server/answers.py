"""From answers of the workers to responses: entity tags, conditional requests, bodies that are sent whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from flask import Response, abort, request
from werkzeug.wsgi import wrap_file

from kg.publication.resource_formats import Format, choose, split_suffix
from kg.publication.site import ServedRelease
from kg.version import VERSION
from kg.workers import Answer, Lane
from server.errors import not_acceptable
from server.headers import not_varying
from server.request import link_to, release, serving

SUFFIX = '<any("", ".html", ".ttl", ".jsonld", ".nt", ".rdf", ".trig", ".nq"):suffix>'
"""Of the rule of a URL that has a representation in each format (`represent`)."""
CACHE = "public, max-age=0, must-revalidate"
"""Caches ask whether an answer still holds; most of the time that is a 304."""


def entity_tag(*parts: str) -> str:
    """Make the tag of one representation: it changes with the release, with the program and with what is asked."""
    return entity_tag_of(release(), *parts)


def entity_tag_of(served: ServedRelease, *parts: str) -> str:
    """Make the tag of one representation that is made from a release."""
    text = "\x1f".join((served.id, served.manifest.nquads_sha256, VERSION, *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unchanged(tag: str, *, weak: bool = False) -> Response | None:
    """Give a 304 if the client has this representation already (RFC 9110, section 13.1.2)."""
    if not request.if_none_match.contains_weak(tag) or request.if_none_match.star_tag:
        return None
    response = Response(status=304)
    _tagged(response, tag, weak=weak)
    return response


def send(answer: Answer, *, content_type: str, tag: str | None = None, weak: bool = False) -> Response:
    """Send the body of an answer. It is complete already, so that its length is known and nothing can break off."""
    if request.method == "HEAD":
        answer.body.close()
        response = Response(content_type=content_type)
    else:
        file = wrap_file(request.environ, answer.body)
        response = Response(file, content_type=content_type, direct_passthrough=True)
    response.content_length = answer.size
    if tag is not None:
        _tagged(response, tag, weak=weak)
    return response


def send_text(text: str | bytes, *, content_type: str, tag: str) -> Response:
    """Send what the web process knows itself."""
    response = Response(text, content_type=content_type)
    _tagged(response, tag, weak=False)
    return response


def run(task: Mapping[str, object], *, lane: Lane = Lane.PAGES) -> Answer:
    """Have a worker do a task for this request."""
    return serving().run(task, lane=lane, cancelled=disconnected())


def disconnected() -> Callable[[], bool] | None:
    """Give what says whether the client has gone away, where the server knows (waitress does)."""
    found: Callable[[], bool] | None = request.environ.get("waitress.client_disconnected")
    return found


def represent(
    path: str,
    task: Mapping[str, object] | Callable[[str], bytes],
    formats: Sequence[Format],
    *,
    page: Callable[[], str] | None,
    links: Sequence[str] = (),
) -> Response:
    """Answer a resource that has several representations, by suffix or by ``Accept``.

    Args:
        path: of the resource, without a slash at its beginning; it may end in a suffix.
        task: what a worker does for the RDF formats; the media type is added. Or what gives the bytes by media type.
        formats: what there is, HTML among them if there is a page.
        page: makes the page.
        links: further values of the header ``Link``.
    """
    stem, chosen = split_suffix(path)
    if chosen is None:
        chosen = choose(request.headers.get("Accept"), tuple(formats))
    elif chosen in formats:
        not_varying()
    else:
        abort(404)
    if chosen is None:
        return not_acceptable([one.media_type for one in formats])
    tag = entity_tag(stem, chosen.media_type)
    response = unchanged(tag)
    if response is None and chosen.suffix == "html" and page is not None:
        response = send_text(page(), content_type=chosen.content_type, tag=tag)
    elif response is None and callable(task):
        response = send_text(task(chosen.media_type), content_type=chosen.content_type, tag=tag)
    elif response is None:
        answer = run({**cast("Mapping[str, object]", task), "media_type": chosen.media_type})
        response = send(answer, content_type=chosen.content_type, tag=tag)
    response.headers["Link"] = ", ".join([*links, *_alternates(stem, chosen, formats)])
    response.headers["Content-Location"] = link_to(f"{stem}.{chosen.suffix}")
    return response


def _alternates(stem: str, chosen: Format, formats: Sequence[Format]) -> list[str]:
    return [
        f'<{link_to(f"{stem}.{one.suffix}")}>; rel="alternate"; type="{one.media_type}"'
        for one in formats
        if one is not chosen
    ]


def _tagged(response: Response, tag: str, *, weak: bool) -> None:
    response.set_etag(tag, weak=weak)
    response.headers["Cache-Control"] = CACHE
