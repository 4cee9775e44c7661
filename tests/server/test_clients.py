"""Who the client is, and whom that is believed."""

from __future__ import annotations

from typing import Any

import pytest

from server.clients import TrustedProxies
from server.environment import FORWARDED

PROXIES = ("127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48")


def client(peer: str, forwarded: str | None, proxies: tuple[str, ...] = PROXIES) -> str:
    environ: dict[str, Any] = {"REMOTE_ADDR": peer, "HTTP_FORWARDED": "for=192.0.2.1"}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    TrustedProxies(proxies).settle(environ)
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert "HTTP_FORWARDED" not in environ
    assert environ[FORWARDED] == (forwarded is not None)
    return str(environ["REMOTE_ADDR"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "192.0.2.7", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "192.0.2.7, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "192.0.2.7, 203.0.113.5, 10.1.2.3", "203.0.113.5"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        ("127.0.0.1", "[2001:db8:2::1]:4711", "2001:db8:2::1"),
        ("2001:db8:1::9", "2001:db8:2::1", "2001:db8:2::1"),
        ("127.0.0.1", "203.0.113.5, unknown", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("::ffff:127.0.0.1", "203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_last_address_that_is_no_trusted_proxy_is_the_client(peer: str, forwarded: str | None, found: str) -> None:
    assert client(peer, forwarded) == found


def test_without_trusted_proxies_nobody_is_believed() -> None:
    assert client("127.0.0.1", "203.0.113.5", ()) == "127.0.0.1"
