"""The description of the interface, for programs: OpenAPI."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from server.answers import entity_tag, send_text, unchanged
from server.endpoints.dumps import FOLDER
from server.headers import not_varying
from server.openapi import Interface, describe
from server.request import release, services

blueprint = Blueprint("openapi", __name__)

_SHOWN = 3
"""Example queries in the description; ``/queries`` has all of them."""


@blueprint.get("/openapi.json")
def describe_interface() -> Response:
    """Describe every path that programs use."""
    not_varying()
    served = release()
    files = served.manifest.files
    interface = Interface(
        title=served.title,
        base_iri=served.base_iri,
        release=served.id,
        configuration=services().settings.configuration,
        dumps=tuple(sorted(name.removeprefix(FOLDER) for name in files if name.startswith(FOLDER))),
        examples=tuple((one.name, one.question, one.query) for one in services().examples[:_SHOWN]),
    )
    text = json.dumps(describe(interface), ensure_ascii=False, indent=1) + "\n"
    tag = entity_tag("openapi.json", text)
    return unchanged(tag) or send_text(text, content_type="application/json", tag=tag)
