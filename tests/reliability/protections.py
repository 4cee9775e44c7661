"""Every protection of the server: how it is switched off, and the check that must fail then.

docs/reference/reliability.md has the same list, and `test_d12_self_proof` holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.reliability import checks
from tests.server.running import Running


@dataclass(frozen=True, slots=True)
class Protection:
    """One protection, its check and its switch."""

    name: str
    check: Callable[[Running], None]
    settings: Mapping[str, object] = field(default_factory=dict)
    """Keys of ``[server]`` that switch it off."""
    arguments: tuple[str, ...] = ()
    """Arguments of the command that switch it off."""
    switch: str = ""
    """The name in `tests.reliability.unprotected.SWITCHES` of what switches it off."""
    given: Mapping[str, object] = field(default_factory=dict)
    """Keys that the check needs, whether the protection is on or off."""
    without: str = ""
    """Another one, by its switch, that would hide the lack of this one: off in either case."""
    quick: bool = False
    """Whether it is tried in every run of the tests, in one server with all the others that are."""


SETTINGS: Mapping[str, object] = {
    "query_seconds": 20.0,
    "queue_seconds": 1.0,
    "renice_seconds": 0.2,
    "memory_mb": 64,
    "answer_mb": 1,
    "answer_rows": 20_000,
    "client_errors_at_most": 3.0,
    "client_errors_per_minute": 1.0,
    "trusted_proxies": ("127.0.0.1",),
}
"""Of the server whose protections are tried: small limits are reached soon."""

PROTECTIONS = (
    Protection("sandbox", checks.nobody_is_called, arguments=("--unsafe-no-sandbox",), without="guard"),
    Protection("memory limit", checks.a_bomb_is_refused, switch="memory limit", quick=True),
    Protection("deadline", checks.a_runaway_is_ended, settings={"query_seconds": 3600.0}, given={"query_seconds": 1.0}),
    Protection("size of an answer", checks.a_large_answer_is_refused, settings={"answer_mb": 1000}, quick=True),
    Protection("rows of an answer", checks.a_long_answer_is_refused, settings={"answer_rows": 10**9}, quick=True),
    Protection("spool before header", checks.no_answer_is_cut_short, switch="spool before header"),
    Protection("guard", checks.deep_nesting_is_explained, switch="guard", quick=True),
    Protection("share of a client", checks.a_share_ends, settings={"client_errors_at_most": 60.0}, quick=True),
    Protection("queue", checks.nobody_waits_for_long, settings={"queue_seconds": 60.0}),
    Protection("gate", checks.a_crowd_leaves_room_for_pages, switch="gate", given={"queue_seconds": 6.0}),
    Protection("reserved page worker", checks.pages_do_not_wait_for_queries, switch="reserved page worker"),
    Protection("renice", checks.long_queries_yield, settings={"renice_seconds": 3600.0}),
    Protection(
        "disconnect cancels",
        checks.who_hangs_up_frees_a_worker,
        switch="disconnect cancels",
        given={"query_seconds": 6.0},
    ),
    Protection("`Vary`", checks.variants_are_told_apart, switch="Vary", quick=True),
    Protection("names of the site", checks.other_names_are_refused, settings={"hosts": ("*",)}, quick=True),
    Protection("strict parser", checks.one_request_is_one_request, switch="strict parser", quick=True),
)
