"""How fast the endpoint is beside its peers (``make benchmark-sparql``).

The peers are ``oxigraph serve-read-only``, the same engine without any protection, on the store of the same release,
and rdflib-endpoint. Both are installed into an environment of their own and started here. The load comes from wrk
(https://github.com/wg/wrk, ``apt install wrk``), one thread of C for either side. *Cold* requests carry a number in a
comment, so that nobody asked them before; *warm* ones were asked before. Rounds alternate between the servers, and
what counts is the ratio of one run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.sparql_queries import BARE_ASK, LIGHT, PAGE, RUNAWAY, Subjects, queries_of, subjects_of

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-peers" / "sparql"
REQUIREMENTS = Path(__file__).with_name("sparql.txt")
SCRIPT = Path(__file__).with_name("sparql.lua")
FILLED = 40
"""Queries of each kind."""
START_SECONDS = 60
PARTS = ("mix", "page", "ask", "runaway", "rdflib")
RDFLIB_SECONDS = 10.0
"""After which a query of rdflib-endpoint counts as not completed."""
_RDFLIB = """
import sys, pyoxigraph, uvicorn
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(store=OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1])))
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is running."""

    port: int
    path: str

    def urls(self, queries: Sequence[str]) -> list[str]:
        """Paths of these queries."""
        return [f"{self.path}?query={quote(one, safe='/:?{}();=.,*|^')}" for one in queries]


def peers() -> Path:
    """Give the folder of the peers' programs; they are installed on first use."""
    wanted, mark = REQUIREMENTS.read_text(encoding="utf-8"), ENVIRONMENT / "installed.txt"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print("The peers are installed …", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
        subprocess.run(command, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return ENVIRONMENT / "bin"


@contextmanager
def started(command: Sequence[str], server: Server) -> Iterator[Server]:
    """Run a server until the block ends; what it says goes nowhere."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + START_SECONDS
            while not _answers(server):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"{command[0]} does not start")
                time.sleep(0.1)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(server: Server) -> bool:
    try:
        return ask(server, "ASK {}", seconds=5) is not None
    except OSError:
        return False


def ask(server: Server, query: str, *, seconds: float) -> bytes | None:
    """Ask once; ``None``: no whole answer in time."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=seconds)
    try:
        accept = "application/sparql-results+json, application/n-triples"
        connection.request("GET", server.urls([query])[0], headers={"Accept": accept})
        response = connection.getresponse()
        body = response.read()
        return body if response.status == 200 else None
    except (TimeoutError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Load:
    """Loads servers with queries; no two cold runs share a request."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self.seconds = seconds
        self._runs = 0

    def run(self, server: Server, queries: Sequence[str], *, connections: int, cold: bool) -> dict[str, Any]:
        """Load a server and give what wrk measured: requests, seconds, bytes, failed, p50 and p95 in milliseconds."""
        self._runs += 1
        paths = self._folder / "paths.txt"
        paths.write_text("\n".join(server.urls(queries)) + "\n", encoding="utf-8")
        environment = {**os.environ, "PATHS": str(paths)}
        if cold:
            environment["UNIQUE"] = str(self._runs * 10_000_000)
        command = ["wrk", "--threads", "1", "--connections", str(connections), "--timeout", "60s"]
        command += ["--duration", f"{self.seconds:g}s", "--script", str(SCRIPT), f"http://127.0.0.1:{server.port}"]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        found["rate"] = found["requests"] / found["seconds"]
        return found


def compare(load: Load, ours: Server, peer: Server, queries: Sequence[str], *, options: Any, name: str) -> None:
    """Print the ratios of throughput, cold and warm, at each number of connections."""
    for connections in options.connections:
        for cold in (True, False):
            ratios, rates = [], []
            if not cold:
                for one in queries:
                    ask(ours, one, seconds=60)
            for _ in range(options.rounds):
                there = load.run(peer, queries, connections=connections, cold=cold)
                here = load.run(ours, queries, connections=connections, cold=cold)
                ratios.append(here["rate"] / there["rate"])
                rates.append((here["rate"], there["rate"], here["p95"], there["p95"], here["failed"]))
            ours_rate, peer_rate, p95, peer_p95, failed = rates[-1]
            mode = "" if cold else " warm"
            shown = "" if connections == 8 else f", c={connections}"
            print(
                f"{name}{mode} ratio{shown}: {statistics.median(ratios):.2f} ({ours_rate:.0f} and {peer_rate:.0f} "
                f"requests a second, p95 {p95:.1f} and {peer_p95:.1f} ms, {failed} of ours failed)",
                flush=True,
            )


def beside_a_runaway(load: Load, ours: Server, queries: Sequence[str]) -> None:
    """Print how the slowest twentieth of everyday queries fares while one client asks what never ends."""
    for connections in (1, 2):
        alone = load.run(ours, queries, connections=connections, cold=True)
        thread = threading.Thread(target=_run_away, args=(ours, load.seconds + 3))
        thread.start()
        time.sleep(1.5)  # by then it yields the processor to the others
        beside = load.run(ours, queries, connections=connections, cold=True)
        ratio = beside["p95"] / alone["p95"]
        print(
            f"p95 beside a runaway, c={connections}: {ratio:.2f} times ({beside['p95']:.1f} ms, {alone['p95']:.1f} ms)"
        )
        thread.join()


def _run_away(server: Server, seconds: float) -> None:
    """Ask what never ends, and leave after some seconds, which ends it."""
    with suppress(OSError):
        ask(server, RUNAWAY, seconds=seconds)


def beside_rdflib(ours: Server, peer: Server, subjects: Subjects) -> None:
    """Print how much faster than rdflib-endpoint each query is, and all that it completes together."""
    here = there = 0.0
    for kind in LIGHT:
        query = next(queries_of(kind, subjects, number=1))
        took = []
        for server in (peer, ours):
            times = []
            for number in range(3):
                began = time.perf_counter()
                body = ask(server, f"{query}#{number}", seconds=RDFLIB_SECONDS)
                times.append(time.perf_counter() - began)
                if body is None:
                    times = []
                    break
            took.append(statistics.median(times) if times else None)
        theirs, own = took
        if theirs is None or own is None:
            print(f"rdflib-endpoint, {kind}: not completed" if own else f"{kind}: not completed by us")
            continue
        here, there = here + own, there + theirs
        print(
            f"rdflib-endpoint, {kind}: {theirs / own:.0f} times as long ({1000 * theirs:.0f} ms, {1000 * own:.1f} ms)"
        )
    if here:
        print(f"rdflib-endpoint ratio: {there / here:.1f}")


def collection_of(options: Any, folder: Path) -> Path:
    """Give the folder of the collection, built if need be."""
    if options.collection is not None:
        return Path(options.collection).resolve()
    made = folder / "collection"
    letters = ["-m", "benchmarks.letters", str(made), "--format", "cmif", "--letters", str(options.letters)]
    subprocess.run([sys.executable, *letters], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    built = subprocess.run([sys.executable, "-m", "kg.cli", "build", "--collection", str(made)], cwd=ROOT, check=False)
    if not (made / "site" / "current").exists():
        raise SystemExit(f"the collection was not built ({built.returncode})")
    return made


def measure(options: Any, folder: Path) -> None:
    """Start the servers and print all figures."""
    collection, programs = collection_of(options, folder), peers()
    store = (collection / "site" / "current" / "store").resolve()
    subjects = subjects_of(store)
    kinds = [list(queries_of(kind, subjects, number=FILLED)) for kind in LIGHT]
    mix = [filled[number] for number in range(FILLED) for filled in kinds]
    own, other, third = (Server(free_port(), path) for path in ("/sparql", "/query", "/"))
    serve = [sys.executable, "-m", "kg.cli", "serve", "--collection", str(collection), "--port", str(own.port)]
    oxigraph = [str(programs / "oxigraph"), "serve-read-only", "--location", str(store)]
    load = Load(folder, options.seconds)
    with started(serve, own) as ours:
        with started([*oxigraph, "--bind", f"127.0.0.1:{other.port}"], other) as peer:
            _check(ours, peer, mix[: len(LIGHT)])
            pages = list(queries_of(PAGE, subjects, number=FILLED))
            loads = {"mix": ("light mix", mix), "page": (PAGE, pages), "ask": ("ASK", [BARE_ASK])}
            for part in (one for one in loads if one in options.only):
                name, queries = loads[part]
                compare(load, ours, peer, queries, options=options, name=name)
        if "runaway" in options.only:
            beside_a_runaway(load, ours, mix)
        if "rdflib" in options.only:
            command = [str(programs / "python"), "-c", _RDFLIB, str(store), str(third.port)]
            with started(command, third) as peer:
                beside_rdflib(ours, peer, subjects)


def _check(ours: Server, peer: Server, queries: Sequence[str]) -> None:
    """Make sure that both answer alike; Oxigraph may number blank nodes and order rows as it likes."""
    for query in queries:
        here, there = (ask(server, query, seconds=60) for server in (ours, peer))
        if here is None or there is None or len(here) != len(there):
            sizes = [None if body is None else len(body) for body in (here, there)]
            print(f"the answers differ: {sizes} bytes: {query[:200]}", file=sys.stderr)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collection", help="a collection that is built already")
    parser.add_argument("--letters", type=int, default=100_000, help="letters to be invented without --collection")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each run of wrk")
    parser.add_argument("--rounds", type=int, default=3, help="of peer and ours in turn")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--only", nargs="+", default=PARTS, choices=PARTS, help="what is measured")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt install wrk")
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))


if __name__ == "__main__":
    main()
