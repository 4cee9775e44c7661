"""The layer around the application, with a base IRI that has a path."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import cast

import pytest
from werkzeug.test import Client

from kg.publication.site import ServedRelease, Serving, Site
from kg.workers import PoolSettings
from server.app import create_app
from tests.server.running import LETTER, Running

BASE = "https://www.example.org/letters/"


class UnderAPath:
    """A site whose base IRI is said to be another one; its data keep theirs."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @property
    def release(self) -> ServedRelease:
        return dataclasses.replace(self._site.release, base_iri=BASE)

    def enter(self) -> Serving:
        return self._site.enter()

    def leave(self, serving: Serving) -> None:
        self._site.leave(serving)


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[Client]:
    settings = PoolSettings(public_workers=1, page_workers=1)
    with Site(server.collection / "site", settings=settings, interval=None) as site:
        yield Client(create_app(cast("Site", UnderAPath(site))))


def get(client: Client, path: str) -> tuple[int, str, str]:
    reply = client.get(path, base_url="https://www.example.org", headers={"Accept": "text/html"}, buffered=True)
    return reply.status_code, reply.headers.get("Location", ""), reply.text


@pytest.mark.parametrize("path", ["", "persons", f"doc/doc/{LETTER}", "sparql?query=ASK{}", "health/live"])
def test_an_address_is_the_same_with_the_path_and_without_it(client: Client, path: str) -> None:
    cut, whole = get(client, f"/{path}"), get(client, f"/letters/{path}")

    assert cut[0] == 200
    assert cut == whole


def test_a_redirect_stays_below_the_path(client: Client) -> None:
    status, location, _ = get(client, f"/letters/id/doc/{LETTER}")

    assert status == 303
    assert not location.startswith("/")


def test_the_path_without_its_slash_leads_to_the_site(client: Client) -> None:
    assert get(client, "/letters")[:2] == (308, "letters/")


def test_another_path_is_not_taken_for_it(client: Client) -> None:
    assert get(client, "/lettersx")[0] == 404
