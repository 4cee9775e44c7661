"""Ten thousand requests over sixty-four connections, by hey: no error, and hardly one that takes long (A4)."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import Counter
from urllib.parse import quote

import pytest

from tests.reliability.conftest import Serve
from tests.reliability.figures import Figure
from tests.reliability.load import asking, computed, percentile
from tests.server.running import LETTER, Running

CONNECTIONS = 64
REQUESTS = 157 * CONNECTIONS
"""Ten thousand and some: hey gives each connection as many."""
SECONDS = 2.0
# RAND: no cache may keep the answer, so a worker must compute each.
PATHS = {
    "computed queries": f"/sparql?query={quote('SELECT * { ?s ?p ?o BIND(RAND() AS ?x) } LIMIT 20')}",
    "a repeated query": f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 20')}",
    "a description": f"/doc/doc/{LETTER}.ttl",
}


@pytest.fixture(scope="module")
def hey() -> str:
    """The load generator (Debian: hey)."""
    found = shutil.which("hey")
    if found is None:
        pytest.skip("hey is not installed: apt install hey")
    return found


@pytest.mark.acceptance
@pytest.mark.parametrize("words", PATHS)
def test_ten_thousand_requests_over_many_connections(words: str, hey: str, serve: Serve, figure: Figure) -> None:
    server = serve()
    command = [hey, "-n", str(REQUESTS), "-c", str(CONNECTIONS), "-t", "30", "-o", "csv"]
    run = subprocess.run(
        [*command, server.url.rstrip("/") + PATHS[words]], capture_output=True, text=True, check=True, timeout=300
    )
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    statuses = Counter(row["status-code"] for row in rows)
    slow = percentile([float(row["response-time"]) for row in rows], 99)
    last = max(float(row["offset"]) + float(row["response-time"]) for row in rows)
    figure(
        "A4",
        f"{words}: {statuses['200']} of {REQUESTS} answered over {CONNECTIONS} connections, "
        f"{len(rows) / last:.0f} a second, p99 {slow:.3f} s of {SECONDS:g}",
    )

    assert statuses == {"200": REQUESTS}
    assert slow < SECONDS


def test_many_connections_at_once_are_all_answered(server: Running) -> None:
    def some() -> object:
        return (asked for asked, _ in zip(computed(), range(4 * CONNECTIONS), strict=False))

    with asking(server, some, clients=CONNECTIONS) as answers:  # type: ignore[arg-type] # an iterator
        pass

    assert answers.failed == 0
