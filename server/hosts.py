"""By which names the site may be asked.

Nothing is ever made of ``Host`` (`server.request`); it is looked at so that a page of another site, whose name was
turned to this machine, cannot read a server that is only meant for its operator (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """The names: the base IRI's, those of this machine, and what the operator adds.

    Args:
        names: lower or upper case; ``*.example.org`` stands for all names below one, ``*`` for any.
    """

    def __init__(self, names: Sequence[str]) -> None:
        lower = [one.lower() for one in names]
        self._names = _LOCAL | {one for one in lower if "*" not in one}
        self._below = (".localhost", *(one[1:] for one in lower if one.startswith("*.")))
        self._any = "*" in lower
        self._base = ("", "")

    def allow(self, header: str | None, base_iri: str) -> bool:
        """Say whether a request may be answered; HTTP/1.0 knows requests without a ``Host``."""
        if header is None or self._any:
            return True
        name = host_name(header)
        if name in self._names:
            return True
        if self._base[0] != base_iri:
            self._base = (base_iri, (urlsplit(base_iri).hostname or "").lower())
        return name == self._base[1] or name.endswith(self._below)


def host_name(header: str) -> str:
    """Take the name of a ``Host`` header: without port, brackets and the dot of the root, in lower case."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].rstrip(".").lower()
