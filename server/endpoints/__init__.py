"""The endpoints, one module for each group of URLs; `ENDPOINTS` lists their blueprints."""

from __future__ import annotations

from flask import Blueprint

from server.endpoints import (
    dumps,
    examples,
    graph_store,
    graphs,
    health,
    limits,
    linked_data,
    metrics,
    model,
    openapi,
    pages,
    problems,
    reports,
    sparql,
)

ENDPOINTS: tuple[Blueprint, ...] = (
    sparql.blueprint,
    linked_data.blueprint,
    graphs.blueprint,
    graph_store.blueprint,
    model.blueprint,
    examples.blueprint,
    dumps.blueprint,
    reports.blueprint,
    health.blueprint,
    limits.blueprint,
    metrics.blueprint,
    openapi.blueprint,
    problems.blueprint,
    pages.blueprint,
)
"""In the order in which they are registered; no two of them know the same URL."""
