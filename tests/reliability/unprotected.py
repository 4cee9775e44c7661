"""The server with one protection switched off: ``python -m tests.reliability.unprotected SWITCH[,SWITCH] serve …``.

For the self-proof alone (`tests.reliability.protections`): it changes the server in its own process, then runs the
command as it is. What has a setting is switched off by that, and not here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from waitress.parser import HTTPRequestParser

from kg import wsgi
from kg.cli import main
from kg.publication import site, sparql_protocol
from kg.workers import conversation
from server import app, channel, fair_use, fast_path, headers, listening, parsing
from tests.reliability.unguarded import CUT_SHORT, UNGUARDED, anything


def _without_guard() -> None:
    sparql_protocol.check_query = anything  # type: ignore[attr-defined] # it is imported there
    site.HANDLER = UNGUARDED


def _with_pool(**changes: Any) -> Callable[[], None]:
    def switch() -> None:
        original = wsgi.pool_settings
        wsgi.pool_settings = lambda *given, **named: replace(original(*given, **named), **changes)

    return switch


def _without_gate() -> None:
    original = fair_use.install_gate
    app.install_gate = lambda extensions, queries_at_once: original(extensions, 10_000 + queries_at_once)  # type: ignore[attr-defined] # as above


def _without_vary() -> None:
    complete, of_query = headers._complete, fast_path._headers

    def flask(response: Any) -> Any:
        headers.not_varying()
        response = complete(response)
        response.vary.discard("Accept")
        return response

    headers._complete = flask
    fast_path._headers = lambda *given: [one for one in of_query(*given) if one[0] != "Vary"]


def _with_parser_of_waitress() -> None:
    def of(memory: object) -> type[parsing.StrictChannel]:
        names = {"memory": memory, "parser_class": HTTPRequestParser}
        return type("Channel", (channel.RememberingChannel,), names)

    listening.channel_class = of  # type: ignore[attr-defined] # as above


def _without_spool() -> None:
    site.HANDLER = CUT_SHORT


def _deaf_to_clients() -> None:
    begin = conversation.Conversation.__init__

    def to_the_end(self: conversation.Conversation, *given: Any, **named: Any) -> None:
        begin(self, *given, **{**named, "cancelled": None})

    conversation.Conversation.__init__ = to_the_end  # type: ignore[method-assign] # for this process


SWITCHES: Mapping[str, Callable[[], None]] = {
    "guard": _without_guard,
    "memory limit": _with_pool(memory_budget=None),
    "reserved page worker": _with_pool(page_workers=0),
    "gate": _without_gate,
    "Vary": _without_vary,
    "strict parser": _with_parser_of_waitress,
    "spool before header": _without_spool,
    "disconnect cancels": _deaf_to_clients,
}

if __name__ == "__main__":
    for name in sys.argv.pop(1).split(","):
        if name:
            SWITCHES[name]()
    main()
