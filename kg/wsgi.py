"""The site as a WSGI application: ``kg.wsgi:application`` for any WSGI server, and what ``lettergraph serve`` runs.

``application`` is made when it is first asked for, not when this module is imported; the environment variable
``LETTERGRAPH_COLLECTION`` names the folder of the collection (without it, the current folder), ``LETTERGRAPH_RELEASE``
one release, if not the current one is meant. Budget and queue live in one process, so start one process with many
threads. What ``[server]`` in ``collection.toml`` says holds in either case.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import CONFIGURATION_FILE, ServerConfiguration, load_server
from kg.errors import ConfigurationError, Where
from kg.publication.site import Site
from kg.workers import Lane, PoolSettings

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

COLLECTION = "LETTERGRAPH_COLLECTION"
RELEASE = "LETTERGRAPH_RELEASE"
_PACKAGE = Path(__file__).resolve().parent


def pool_settings(configuration: ServerConfiguration, *, sandboxed: bool = True) -> PoolSettings:
    """Take what the workers need from the configuration of a server."""
    megabyte = 1024 * 1024
    return PoolSettings(
        public_workers=configuration.query_workers,
        page_workers=configuration.page_workers,
        seconds={Lane.PUBLIC: configuration.query_seconds, Lane.PAGES: configuration.page_seconds},
        wait_seconds=configuration.queue_seconds,
        memory_budget=configuration.memory_mb * megabyte,
        largest_answer=configuration.answer_mb * megabyte,
        largest_rows=configuration.answer_rows,
        sandbox=sandboxed,
        nice_after=configuration.renice_seconds,
    )


def read_configuration(folder: Path, overrides: Sequence[str] = ()) -> ServerConfiguration:
    """Read ``[server]`` of the collection in a folder; errors as for ``kg.config.load_server``."""
    return load_server(folder / CONFIGURATION_FILE, overrides)


def open_site(folder: Path, *, release_id: str | None = None, settings: PoolSettings | None = None) -> Site:
    """Open the site of the collection in a folder; errors as for ``kg.publication.site.Site``."""
    return Site(folder / "site", release_id=release_id, settings=settings)


def make_application(
    site: Site, *, configuration: ServerConfiguration | None = None, sandboxed: bool = True
) -> WSGIApplication:
    """Make the application of a site.

    Args:
        site: whoever opened it closes it.
        configuration: the limits in force; of the workers, `pool_settings` has them.
        sandboxed: whether the workers are locked in, for pages and health.

    Raises:
        ConfigurationError: another package called ``server`` stands in the way of ours.
    """
    _check_server()
    from server.app import create_app  # lazy: Flask is loaded for serving only
    from server.settings import settings_of

    return create_app(site, settings=settings_of(configuration or ServerConfiguration(), sandboxed=sandboxed))


def start_logging(configuration: ServerConfiguration) -> None:
    """Write the log of this process to its standard error, as the configuration says."""
    _check_server()
    from server import logs  # lazy: as above

    logs.start_logging(configuration)


def serve(
    site: Site,
    *,
    host: str,
    port: int,
    ready: Callable[[str, int], None],
    configuration: ServerConfiguration | None = None,
    sandboxed: bool = True,
) -> None:
    """Serve a site until the process is told to end.

    Args:
        site: whoever opened it closes it.
        host: an address of this machine; the site may be asked by it as a name, too.
        port: 0 for any that is free.
        ready: called with address and port once requests are accepted.
        configuration: as for `make_application`.
        sandboxed: as for `make_application`.

    Raises:
        ConfigurationError: the port is taken.
    """
    chosen = configuration or ServerConfiguration()
    chosen = replace(chosen, hosts=(*chosen.hosts, host))
    _check_server()
    from server.app import create_app  # lazy: as above
    from server.listening import Ending, listen
    from server.settings import settings_of

    settings = settings_of(chosen, sandboxed=sandboxed)
    app = create_app(site, settings=settings)
    longest = max(chosen.query_seconds, chosen.page_seconds) + chosen.queue_seconds
    ending = Ending(settings.stopping.set, chosen.drain_seconds, longest + 3)
    listen(app, host=host, port=port, ready=ready, ending=ending)


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
    configuration = read_configuration(folder)
    site = open_site(folder, release_id=os.environ.get(RELEASE), settings=pool_settings(configuration))
    made = make_application(site, configuration=configuration)
    globals()["application"] = made
    return made
