"""Requests whose header lines are known: a program that asks again sends the same lines below another first one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from server.cache import BoundedCache
from server.parsing import StrictParser

_PLAIN_FIRST_LINE = re.compile(rb"(GET|HEAD) (/(?:[!\"$-.0-~][!\"$-~]*)?) HTTP/1\.1")
"""No fragment, and a path that does not begin with two slashes: nothing about it needs thought."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """What was made of the lines of a header block below its first one."""

    headers: Mapping[str, str]
    connection_close: bool


_KNOWN: BoundedCache[_Lines] = BoundedCache(1024 * 1024, largest_entry=8 * 1024)
"""By these lines as they came, of requests without a body that were not refused."""


class QuickParser(StrictParser):
    """The strict parser, which need not read again what it has read before."""

    environ: dict[str, Any] | None = None
    """The environment of the request (PEP 3333), if it was made before the application was called."""

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the header block; errors as for the strict parser."""
        first, _, rest = header_plus.partition(b"\r\n")
        plain = _PLAIN_FIRST_LINE.fullmatch(first)
        known = None if plain is None else _KNOWN.get(rest)
        if plain is not None and known is not None:
            self._take(first, *plain.groups())
            self.headers = dict(known.headers)
            self.connection_close = known.connection_close
            self.raw = header_plus
            return
        super().parse_header(header_plus)
        if plain is not None and self.raw and not self.error and not self.expect_continue:
            _KNOWN.keep(rest, _Lines(dict(self.headers), self.connection_close), size=2 * len(rest))

    def _take(self, first: bytes, method: bytes, uri: bytes) -> None:
        made: Any = self  # the stubs have some of these types wrong
        made.first_line = first
        made.command, made.request_uri, made.version = method.decode("ascii"), uri.decode("ascii"), "1.1"
        path, _, made.query = made.request_uri.partition("?")
        made.path = unquote_to_bytes(path).decode("latin-1") if "%" in path else path
        made.proxy_scheme = made.proxy_netloc = made.fragment = ""
        made.url_scheme = self.adj.url_scheme


__all__ = ["QuickParser"]
