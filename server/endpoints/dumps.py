"""Dumps: the files of the manifest, with ranges. Nothing that the manifest does not name can be had, whatever the path.

A dump has its own entity tag and the time of the release, so that a harvester loads it once.
"""

from __future__ import annotations

import base64

from flask import Blueprint, Response, abort, send_file

from kg.publication.resource_formats import N_QUADS, TRIG
from server.headers import not_varying
from server.request import release

blueprint = Blueprint("dumps", __name__)

FOLDER = "dumps/"
_TYPES = {".nq.gz": f"{N_QUADS.media_type}+gzip", ".trig.gz": f"{TRIG.media_type}+gzip"}


@blueprint.get("/dumps/<name>")
def give_dump(name: str) -> Response:
    """Give a dump, whole or in part."""
    not_varying()
    entry = release().manifest.files.get(FOLDER + name)
    if entry is None:
        abort(404)
    media_type = next((type_ for end, type_ in _TYPES.items() if name.endswith(end)), "application/octet-stream")
    response = send_file(
        release().path / FOLDER / name,
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        conditional=True,
        etag=entry.sha256[:32],
        last_modified=release().manifest.created,
        max_age=0,
    )
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(entry.sha256)}:"
    return response


def _base64(hexadecimal: str) -> str:
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()
