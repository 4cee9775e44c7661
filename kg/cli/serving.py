"""The command that shows a site to the world: serve."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import collection_option, talk

if TYPE_CHECKING:
    from kg.publication.site import ServedRelease


@click.command()
@collection_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; the default is this machine only."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    show_default="the port of the collection's base IRI where that is an address of this machine, else 8377",
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--release",
    "release_id",
    metavar="ID",
    show_default="whatever is current, also after the next build",
    help="Serve this release only.",
)
@click.option(
    "--trusted-proxy",
    "trusted_proxies",
    metavar="ADDRESS",
    multiple=True,
    help="The address or network of your proxy, whose X-Forwarded-For names the clients; may be repeated. "
    "Without it, `trusted_proxies` of [server] holds.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    show_default="`log_format` of [server], else text",
    help="Lines for people, or one JSON object a line and one for each request.",
)
@click.option(
    "--set",
    "overrides",
    metavar="KEY=VALUE",
    multiple=True,
    help="Another value for a key of [server] in collection.toml, e.g. query_seconds=10; may be repeated. "
    "Without it, the file holds.",
)
@click.option(
    "--unsafe-no-sandbox",
    is_flag=True,
    help="Start on a system that cannot lock the workers in. Without it, the server refuses to start there.",
)
def serve(
    folder: Path,
    host: str,
    port: int | None,
    release_id: str | None,
    trusted_proxies: tuple[str, ...],
    log_format: str | None,
    overrides: tuple[str, ...],
    unsafe_no_sandbox: bool,
) -> None:
    """Serve the site: pages, linked data and the SPARQL endpoint, until Ctrl-C or SIGTERM.

    The next release is served as soon as it is published, without a restart. How much queries
    and clients may use stands in the table [server] of collection.toml.
    """
    from kg import wsgi  # lazy: --help stays quick

    given = list(overrides)
    if trusted_proxies:
        given.append(f"trusted_proxies={json.dumps(trusted_proxies)}")
    if log_format is not None:
        given.append(f'log_format="{log_format}"')
    configuration = wsgi.read_configuration(folder, given)
    wsgi.start_logging(configuration)
    # Whoever reads the log by program wants nothing else on the same stream.
    tell = logging.getLogger("lettergraph").info if configuration.log_format == "json" else talk
    sandboxed = not unsafe_no_sandbox
    if not sandboxed:
        tell("WARNING: the workers are not locked in. Whoever may ask queries may reach this machine's network.")
    settings = wsgi.pool_settings(configuration, sandboxed=sandboxed)
    with wsgi.open_site(folder, release_id=release_id, settings=settings) as site:
        chosen = _port(site.release.base_iri) if port is None else port
        wsgi.serve(
            site,
            host=host,
            port=chosen,
            ready=lambda address, number: _say(address, number, site.release, tell),
            configuration=configuration,
            sandboxed=sandboxed,
        )
    tell("Stopped.")


def _port(base_iri: str, default: int = 8377) -> int:
    from urllib.parse import urlsplit  # lazy: as above

    parts = urlsplit(base_iri)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    return parts.port or default if local else default


def _say(host: str, port: int, release: ServedRelease, tell: Callable[[str], None]) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    click.echo(address)
    tell(f"Serving the release {release.id} at {address}; Ctrl-C ends it.")
    if not release.base_iri.startswith(address):
        tell(f"The IRIs in the data begin with {release.base_iri}; pages link by relative paths.")
