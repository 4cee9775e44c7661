"""The site as a WSGI application: ``kg.wsgi:application`` for any WSGI server, and what ``lettergraph serve`` runs.

``application`` is made when it is first asked for, not when this module is imported; the environment variable
``LETTERGRAPH_COLLECTION`` names the folder of the collection (without it, the current folder), ``LETTERGRAPH_RELEASE``
one release, if not the current one is meant. Budget and queue live in one process, so start one process with many
threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ConfigurationError, Where
from kg.publication.site import Site
from kg.workers import PoolSettings

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

COLLECTION = "LETTERGRAPH_COLLECTION"
RELEASE = "LETTERGRAPH_RELEASE"
_PACKAGE = Path(__file__).resolve().parent


def open_site(folder: Path, *, release_id: str | None = None, settings: PoolSettings | None = None) -> Site:
    """Open the site of the collection in a folder; errors as for ``kg.publication.site.Site``."""
    return Site(folder / "site", release_id=release_id, settings=settings)


def make_application(site: Site, *, sandboxed: bool = True) -> WSGIApplication:
    """Make the application of a site.

    Raises:
        ConfigurationError: another package called ``server`` stands in the way of ours.
    """
    _check_server()
    from server.app import create_app  # lazy: Flask is loaded for serving only
    from server.settings import ServerSettings

    return create_app(site, settings=ServerSettings(sandboxed=sandboxed))


def serve(
    site: Site,
    *,
    host: str,
    port: int,
    ready: Callable[[str, int], None],
    sandboxed: bool = True,
    trusted_proxy: str | None = None,
) -> None:
    """Serve a site until the process is told to end.

    Args:
        site: whoever opened it closes it.
        host: an address of this machine.
        port: 0 for any that is free.
        ready: called with address and port once requests are accepted.
        sandboxed: whether the workers are locked in, for the health page.
        trusted_proxy: the address of a proxy that names the clients by ``X-Forwarded-For``.

    Raises:
        ConfigurationError: the port is taken.
    """
    application = make_application(site, sandboxed=sandboxed)
    from server.listening import listen  # lazy: as above

    listen(application, host=host, port=port, ready=ready, trusted_proxy=trusted_proxy)


def _check_server(package: Path = _PACKAGE) -> None:
    """Make sure that ``server`` is the package beside ``kg``, and no module of the user's that shadows it."""
    import server  # lazy: see above; it is ours or the user's, which is what is asked here

    found = Path(str(server.__file__)).resolve()
    expected = package.parent / "server" / "__init__.py"
    if found != expected:
        raise ConfigurationError(
            "Another module called `server` is imported instead of Lettergraph's.",
            where=Where(str(found)),
            remedy="Rename that file, or start the server from another folder.",
        )


def __getattr__(name: str) -> object:
    if name != "application":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    folder = Path(os.environ.get(COLLECTION) or Path())
    made = make_application(open_site(folder, release_id=os.environ.get(RELEASE)))
    globals()["application"] = made
    return made
