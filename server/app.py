"""The web application. It opens no store: what needs one is done by the workers of the site."""

from __future__ import annotations

import threading

from flask import Flask

from kg.publication.examples import example_queries
from kg.publication.site import Site
from server import errors, headers, outer, unsafe
from server.budget import Budget
from server.compression import Compression
from server.endpoints import ENDPOINTS, pages
from server.fair_use import install_gate
from server.fast_path import FastPath
from server.memory import MEMORY, Memory
from server.parsing import REFUSALS, Refusals
from server.request import EXTENSION, Services
from server.settings import WITHOUT_THREAD, ServerSettings
from server.short_queries import SHORT_QUERIES, ShortQueries


def create_app(site: Site, *, settings: ServerSettings | None = None) -> Flask:
    """Make the application of a site.

    Args:
        site: whose release is served; whoever made it closes it.
        settings: see `ServerSettings`.
    """
    chosen = settings or ServerSettings()
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    budget = Budget(chosen.budget)
    app.extensions[EXTENSION] = Services(site, chosen, pages.render, budget, example_queries())
    gate = install_gate(app.extensions, chosen.queries_at_once)
    headers.install(app)
    errors.install(app)
    pages.register_filters(app.add_template_filter)
    for blueprint in ENDPOINTS:
        app.register_blueprint(blueprint)
    fast = FastPath(
        app.wsgi_app,
        site=site,
        budget=budget,
        gate=gate,
        waiting=threading.Semaphore(WITHOUT_THREAD * chosen.queries_at_once),
        cache_bytes=chosen.cached_answers,
        guard=chosen.guard,
    )
    app.wsgi_app = Compression(fast)  # type: ignore[method-assign] # as Flask's documentation wraps
    unsafe.install(app, sandboxed=chosen.sandboxed)
    layer = outer.install(app, site, chosen)  # last: whatever else is put around the application belongs inside
    app.extensions[REFUSALS] = Refusals(site, layer)
    app.extensions[MEMORY] = Memory(site=site, budget=budget, observe=layer.observe, largest=chosen.cached_responses)
    app.extensions[SHORT_QUERIES] = ShortQueries(layer, fast)
    return app
