"""Comunica plans by the figures of our description, if it is told to; then it need not ask how much there is of what.

That is no setting of its command line but one of its configuration, ``comunica/config-void.json``.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.clients.conftest import COMUNICA, ROOT
from tests.clients.test_federation import OWL, RICO, rows
from tests.clients.test_programs import run
from tests.docs.markdown import code_blocks
from tests.server.running import Running

CONFIGURATION = COMUNICA.parents[1] / "config-void.json"
BY_VOID = {"COMUNICA_CONFIG": str(CONFIGURATION)}
PATTERNS = (
    "?thing a ?class",
    f"?thing <{OWL}sameAs> ?known",
    f"?letter <{RICO}hasSender> ?thing",
)
"""From the most to the fewest solutions: the order of the text is the worst for a join."""
QUERY = f"SELECT DISTINCT ?letter ?known WHERE {{ {' . '.join(PATTERNS)} }}"


def selects(server: Running) -> int:
    """Give the number of SELECT queries that a server has answered."""
    match = re.search(
        r'^lettergraph_queries_total{form="SELECT",outcome="ok"} (\d+)', server.ask("/metrics").text, re.M
    )
    return int(match[1]) if match else 0


def in_order(plan: str) -> list[str]:
    """Give the properties of the patterns of a physical plan, in the order in which they are joined."""
    return list(dict.fromkeys(re.findall(r"pattern \(\S+ \S+[/#](\w+) \S+\)", plan)))


def test_by_our_figures_comunica_asks_each_pattern_once_and_counts_nothing(
    server: Running, second_server: Running, comunica: list[str], configurable_comunica: list[str]
) -> None:
    both = (server, second_server)
    endpoints = [one.endpoint for one in both]
    counted = rows(run(*comunica, *endpoints, QUERY, "-t", "text/csv"))
    before = [selects(one) for one in both]

    estimated = rows(run(*configurable_comunica, *endpoints, QUERY, "-t", "text/csv", environment=BY_VOID))

    key = sorted(row["letter"] + row["known"] for row in estimated)
    assert key == sorted(row["letter"] + row["known"] for row in counted)
    assert len({row["letter"].partition("/id/")[0] for row in estimated}) == 2
    assert [selects(one) - number for one, number in zip(both, before, strict=True)] == [len(PATTERNS)] * 2


def test_the_page_shows_the_configuration_that_is_tested() -> None:
    [shown] = [block for block in code_blocks(ROOT / "docs" / "how-to" / "federate.md") if block.language == "json"]

    assert json.loads("\n".join(shown.lines)) == json.loads(CONFIGURATION.read_text(encoding="utf-8"))


@pytest.mark.acceptance
def test_by_our_figures_comunica_joins_what_is_rarest_first(
    server: Running, second_server: Running, configurable_comunica: list[str]
) -> None:
    asked = (*configurable_comunica, server.endpoint, second_server.endpoint, QUERY, "--explain", "physical")

    assert in_order(run(*asked, environment=BY_VOID)) == ["hasSender", "sameAs", "type"]
    assert in_order(run(*asked)) == ["hasSender", "sameAs", "type"], "as it does when it counts"
