"""The path of the base IRI: requests are understood with it and without it.

For ``https://www.example.org/letters/`` a proxy may pass ``/letters/doc/person/x`` on as it is, or cut it to
``/doc/person/x``. Links and redirects are relative, so that both work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment


class Prefix:
    """Cuts the path of the base IRI off."""

    def __init__(self) -> None:
        self._base_iri = ""
        self._path = "/"

    def cut(self, environ: WSGIEnvironment, base_iri: str) -> bool:
        """Move the path of the base IRI from ``PATH_INFO`` to ``SCRIPT_NAME``, if it stands there.

        Returns:
            Whether the request is for that path without its closing slash, which is to be added.
        """
        if self._base_iri != base_iri:
            # PEP 3333: paths are decoded, and their bytes are written as Latin-1.
            path = unquote(urlsplit(base_iri).path) or "/"
            self._base_iri, self._path = base_iri, path.encode("utf-8").decode("latin-1")
        prefix = self._path
        if prefix == "/":
            return False
        asked = str(environ.get("PATH_INFO", ""))
        if asked.startswith(prefix):
            environ["SCRIPT_NAME"] = str(environ.get("SCRIPT_NAME", "")) + prefix[:-1]
            environ["PATH_INFO"] = asked[len(prefix) - 1 :]
        return asked == prefix[:-1]

    @property
    def last(self) -> str:
        """The last segment of the path and its slash, which lead from the path without it to the site."""
        return self._path[:-1].rpartition("/")[2] + "/"
