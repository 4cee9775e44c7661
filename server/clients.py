"""Who the client is: the address of the connection, or what a proxy that the operator trusts says of it.

``X-Forwarded-For`` is a list to which each proxy adds, on the right, the address that it was called from. So it is
read from the right: the first address that is no trusted proxy's is the client's, and what stands further to the left
was written by the client itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from server.environment import FORWARDED

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_HEADER = "HTTP_X_FORWARDED_FOR"
_OTHERS = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PREFIX")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class TrustedProxies:
    """The proxies whose word counts.

    Args:
        networks: addresses or CIDR, e.g. ``127.0.0.1`` or ``10.0.0.0/8``.

    Raises:
        ValueError: one of them is neither.
    """

    def __init__(self, networks: Sequence[str]) -> None:
        self._networks = tuple(ipaddress.ip_network(one) for one in networks)

    def settle(self, environ: WSGIEnvironment) -> None:
        """Make ``REMOTE_ADDR`` the client's address, and take away what nobody may rely on."""
        listed = environ.pop(_HEADER, None)
        environ[FORWARDED] = listed is not None
        for header in _OTHERS:
            environ.pop(header, None)
        if listed is not None and self._networks:
            environ["REMOTE_ADDR"] = self._client(str(environ.get("REMOTE_ADDR", "")), str(listed))

    def _client(self, peer: str, listed: str) -> str:
        client = address_of(peer)
        for part in reversed(listed.split(",")):
            if client is None or not self._trusts(client):
                break
            before = address_of(part.strip())
            if before is None:  # no address: who wrote it is the last that is known
                break
            client = before
        return peer if client is None else str(client)

    def _trusts(self, address: _Address) -> bool:
        return any(address in network for network in self._networks if network.version == address.version)


@lru_cache(maxsize=4_096)
def address_of(text: str) -> _Address | None:
    """Read an address, with or without brackets and port; an IPv4 address in the clothes of IPv6 is one of IPv4."""
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
