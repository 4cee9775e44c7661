"""Which IRIs of a release lead to others: keys that were joined, or were a mistake, go on leading somewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from kg.authorities.redirects import REDIRECTS
from kg.errors import ReleaseDamaged, Where

_RELEASES = 2
"""The release that is served, and the one before it, which may have requests to end."""


@lru_cache(maxsize=_RELEASES)
def redirects_of(release: Path) -> Mapping[str, str]:
    """Read ``redirects.json``: from ``person/viaf-1`` to ``person/gnd-2``; a release of an earlier version has none.

    Args:
        release: its folder, resolved: it never changes.

    Raises:
        ReleaseDamaged: the file cannot be read.
    """
    try:
        found = json.loads((release / REDIRECTS).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ReleaseDamaged("The table of redirects cannot be read.", where=Where(str(release / REDIRECTS))) from error
    return {str(old): str(new) for old, new in found.items()}
