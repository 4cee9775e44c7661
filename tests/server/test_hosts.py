"""The names that a site may be asked by."""

from __future__ import annotations

import json

import pytest

from server.hosts import Hosts, host_name
from tests.server.running import Running

BASE = "https://letters.example.org/sf/"


@pytest.mark.parametrize(
    "header",
    [
        "letters.example.org",
        "LETTERS.example.org:443",
        "letters.example.org.",
        "localhost:8377",
        "app.localhost",
        "127.0.0.1",
        "[::1]:8377",
        "www.example.net",
        "a.b.example.com",
        None,
    ],
)
def test_the_base_iri_this_machine_and_configured_names_are_known(header: str | None) -> None:
    assert Hosts(["www.example.net", "*.example.com"]).allow(header, BASE)


@pytest.mark.parametrize(
    "header", ["evil.example", "example.com", "letters.example.org.evil.example", "", "evil.example:8377", "[::2]"]
)
def test_other_names_are_not(header: str) -> None:
    assert not Hosts(["www.example.net", "*.example.com"]).allow(header, BASE)


def test_an_operator_can_allow_any_name() -> None:
    assert Hosts(["*"]).allow("evil.example", BASE)


def test_another_release_may_have_another_base_iri() -> None:
    hosts = Hosts([])

    assert hosts.allow("letters.example.org", BASE)
    assert hosts.allow("new.example.org", "https://new.example.org/")
    assert not hosts.allow("letters.example.org", "https://new.example.org/")


@pytest.mark.parametrize(
    ("header", "name"), [("a.org:80", "a.org"), ("[2001:DB8::1]:80", "2001:db8::1"), ("A.org.", "a.org"), ("", "")]
)
def test_the_name_is_what_remains_without_port(header: str, name: str) -> None:
    assert host_name(header) == name


def test_a_page_of_another_site_cannot_read_this_one(server: Running) -> None:
    for path in ("/", "/sparql?query=ASK{}", "/health", "/nowhere"):
        reply = server.ask(path, headers={"Host": "evil.example"})

        assert (reply.status, json.loads(reply.body)["type"]) == (421, "/problems/misdirected")
        assert b"evil" not in reply.body
        assert "access-control-allow-origin" not in reply.headers
    assert server.ask("/health/live", method="HEAD", headers={"Host": "evil.example"}).body == b""


def test_the_proxy_in_front_may_pass_its_own_address_on(server: Running) -> None:
    assert server.ask("/health/live", headers={"Host": "127.0.0.1:8377"}).status == 200
