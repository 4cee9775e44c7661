"""The description as OpenAPI 3.2, which knows the method QUERY, so that it is tried like the others."""

from __future__ import annotations

from typing import Any


def in_openapi_3_2(description: dict[str, Any]) -> dict[str, Any]:
    """Make ``x-query`` of OpenAPI 3.1 the ``query`` of 3.2; nothing else of ours differs between them."""
    paths = {
        path: {("query" if method == "x-query" else method): one for method, one in item.items()}
        for path, item in description["paths"].items()
    }
    return {**description, "openapi": "3.2.0", "paths": paths}
