"""The endpoints, one module for each group of URLs; `ENDPOINTS` lists their blueprints."""

from __future__ import annotations

from flask import Blueprint

from server.endpoints import dumps, graph_store, graphs, health, linked_data, model, pages, reports, sparql

ENDPOINTS: tuple[Blueprint, ...] = (
    sparql.blueprint,
    linked_data.blueprint,
    graphs.blueprint,
    graph_store.blueprint,
    model.blueprint,
    dumps.blueprint,
    reports.blueprint,
    health.blueprint,
    pages.blueprint,
)
"""In the order in which they are registered; no two of them know the same URL."""
