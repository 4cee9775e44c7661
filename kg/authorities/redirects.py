"""Which things took the place of others, as a release keeps it for its server: old IRIs go on leading somewhere.

``redirects.json`` maps the type and key of what was replaced (``person/viaf-1``) to those of what took its place.
"""

from __future__ import annotations

import json

from kg.authorities.decisions import Decisions

REDIRECTS = "redirects.json"


def redirects_json(decisions: Decisions) -> bytes:
    """Write the redirects that follow from decisions, sorted."""
    found = {f"{old.type}/{old.key}": f"{new.type}/{new.key}" for old, new in decisions.redirects().items()}
    return (json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
