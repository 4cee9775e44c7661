"""Linked data: ``/id/…`` leads to ``/doc/…`` by 303, and ``/doc/…`` is the description in the format asked for.

A thing is no document (https://www.w3.org/TR/cooluris/#r303gendocument): the IRI of a person answers with a redirect to
what is said of the person. The description has twins with a suffix for each format, which do not vary.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from typing import BinaryIO, cast

from flask import Blueprint, Response, request

from kg.publication.redirects import redirects_of
from kg.publication.resource_formats import HTML, PAGE_FORMATS, RDF_FORMATS, Format, choose, split_suffix
from kg.publication.sparql_protocol import MAX_URL
from kg.release.texts import TEXTS, TextsReader
from kg.workers import Answer
from server.answers import entity_tag, represent, send, send_text, unchanged
from server.endpoints.pages import entity_page
from server.endpoints.source_text import source_page
from server.errors import Problem, answer_problem
from server.headers import not_varying
from server.request import iri_of, link_to, release

blueprint = Blueprint("linked_data", __name__)

FORMATS = PAGE_FORMATS
SOURCE_TEXT = Format("Text", "text/plain", "txt")
"""The text of a source and nothing else."""
_RDF_BY_NAME = tuple(replace(one, aliases=()) for one in RDF_FORMATS)
_MAX_PATH = MAX_URL
_IN_MEMORY = 1024 * 1024
"""Bytes of a text; a longer one waits on the disk while it is sent."""


@blueprint.get("/id/<path:key>")
def identify(key: str) -> Response:
    """Lead from a thing to the document about it; a suffix leads to its twin.

    What another took the place of, by a decision about identity, leads there for good.
    """
    moved = _moved(key)
    return _lead(f"doc/{key}", status=303) if moved is None else _lead(f"id/{moved}", status=301)


def _moved(key: str) -> str | None:
    """Give the type and key of what took the place of a thing, with the suffix that was asked for."""
    redirects = redirects_of(release().path)
    if key in redirects:
        return redirects[key]
    stem, _ = split_suffix(key)
    return f"{redirects[stem]}{key.removeprefix(stem)}" if stem in redirects else None


def _lead(path: str, *, status: int) -> Response:
    response = Response(status=status)
    response.headers["Location"] = link_to(path)
    # A decision may be taken back: a redirect is not kept for ever.
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/doc/<path:key>")
def describe(key: str) -> Response:
    """Describe a thing."""
    if len(request.path) > _MAX_PATH:
        return answer_problem(Problem(414, "url-too-long", "The URL is too long", f"It may have {_MAX_PATH} bytes."))
    moved = _moved(key)
    if moved is not None:
        return _lead(f"doc/{moved}", status=301)
    stem, _ = split_suffix(key)
    iri = iri_of(f"id/{stem}")
    links = [
        f'<{iri}>; rel="describes"',
        f'<{iri_of(f"doc/{stem}")}>; rel="canonical"',
        f'<{link_to("sparql")}>; rel="service"',
    ]
    return represent(
        f"doc/{key}",
        {"task": "describe", "iri": iri},
        FORMATS,
        page=lambda: entity_page(iri),
        links=links,
    )


@blueprint.get("/run/<path:key>")
def describe_run(key: str) -> Response:
    """Describe a run of the build; it is an event, but nobody would dereference it for another reason."""
    return _document(f"run/{key}")


@blueprint.get("/snapshot/<key>")
def give_source(key: str) -> Response:
    """Give the text of a source, if the release has it: to browsers with numbered lines, at ``.txt`` as it is.

    For RDF formats, and where the release does not have the text, its description.
    """
    stem = key.removesuffix(".txt")
    path = release().path / TEXTS
    if TEXTS not in release().manifest.files:
        return _document(f"snapshot/{key}")
    with TextsReader(path) as texts:
        if stem not in texts:
            return _document(f"snapshot/{key}")
        if stem != key:
            not_varying()
            return _source_text(texts, stem)
        chosen = choose(request.headers.get("Accept"), (HTML, SOURCE_TEXT, *_RDF_BY_NAME))
        if chosen is HTML:
            tag = entity_tag(f"snapshot/{stem}", request.query_string.decode("latin-1"))
            content_type = HTML.content_type
            return unchanged(tag) or send_text(source_page(texts, stem), content_type=content_type, tag=tag)
        return _source_text(texts, stem) if chosen is SOURCE_TEXT else _document(f"snapshot/{key}")


def _source_text(texts: TextsReader, key: str) -> Response:
    """Give a text whole: decompressed onto the disk part by part, then sent as any answer."""
    tag = entity_tag(f"snapshot/{key}.txt")
    response = unchanged(tag)
    if response is not None:
        return response
    size = texts.size(key)
    body: BinaryIO = io.BytesIO()
    if size > _IN_MEMORY:
        body = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed when it is sent
    if request.method != "HEAD":
        body.writelines(texts.parts(key))
        body.seek(0)
    answer = Answer({}, body, size)
    return send(answer, content_type=SOURCE_TEXT.content_type, tag=tag)


def _document(path: str) -> Response:
    stem, _ = split_suffix(path)
    iri = iri_of(stem)
    return represent(
        path,
        {"task": "describe", "iri": iri},
        FORMATS,
        page=lambda: entity_page(iri),
        links=[f'<{iri}>; rel="canonical"'],
    )
