"""What the worker processes cost, and what they are worth (``make benchmark-workers``).

``python -m benchmarks.workers`` builds a store of about a hundred thousand quads and prints: what a query costs more
in a worker than in its own process; the 95th percentile of everyday queries beside a runaway, as a ratio to the same
without it; the memory of a worker; and how soon a killed worker is replaced. Times are of a machine that may be doing
other things; the ratios are of one run. It takes about a minute.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import LettergraphError, QueryError
from kg.store import ReadOnlyStore, bulk_build
from kg.workers import Lane, Output, PoolSettings, TaskHandler, WorkerPool

SUBJECTS = 20_000
ASK = "ASK {}"
EVERYDAY = (
    "SELECT * { <e:s{n}> ?p ?o }",
    "SELECT * { ?s <e:type> <e:T{n}> } LIMIT 100",
    "SELECT ?o { <e:s{n}> <e:next>/<e:next>/<e:next> ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s <e:type> <e:T{n}> }",
)
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?s (<e:next>|^<e:next>)* ?o }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c",
    "ASK " + "{" * 60,
)
RUNAWAY_SECONDS = 2.0


def handler(setup: object) -> TaskHandler:
    """Answer queries from the store whose folder the setup names; run in the workers."""
    store = ReadOnlyStore(Path(str(setup)))

    def handle(task: Mapping[str, object], output: Output) -> None:
        output.begin({})
        store.write(str(task["query"]), output)

    return handle


def lines() -> Iterator[str]:
    """A chain, classes and texts."""
    for number in range(SUBJECTS):
        subject = f"<e:s{number}>"
        yield f"{subject} <e:next> <e:s{(number + 1) % SUBJECTS}> .\n"
        yield f"{subject} <e:type> <e:T{number % 50}> .\n"
        for graph in ("", f" <e:g{number % 50}>"):
            yield f'{subject} <e:text> "the telegram number {number} of the southern front"@en{graph} .\n'
            yield f'{subject} <e:number> "{number}"{graph} .\n'


def seconds_of(action: Callable[[], object], times: int) -> list[float]:
    """Time an action so many times."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        took.append(time.perf_counter() - started)
    return took


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the others lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def memory_of(pid: int) -> tuple[int, int]:
    """Resident and proportional set size, in KiB."""
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    )
    return int(fields["Rss"].split()[0]), int(fields["Pss"].split()[0])


def overhead(pool: WorkerPool, store: ReadOnlyStore) -> None:
    """Print what a query costs more in a worker."""
    for name, query, times in (("ASK", ASK, 3000), ("20 rows", "SELECT * { ?s ?p ?o } LIMIT 20", 1000)):
        there = statistics.median(seconds_of(lambda query=query: pool.run({"query": query}).read(), times))  # type: ignore[misc]
        here = statistics.median(seconds_of(lambda query=query: store.query(query), times))  # type: ignore[misc]
        print(
            f"{name}: {1000 * there:.3f} ms in a worker, {1000 * here:.3f} ms here, {1000 * (there - here):.3f} ms more"
        )


def everyday(pool: WorkerPool, seconds: float) -> tuple[list[float], int]:
    """Ask everyday queries for some time; give how long each took and how many failed."""
    took, failed, number = [], 0, 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        number += 1
        query = EVERYDAY[number % len(EVERYDAY)].replace("{n}", str(number % 50))
        started = time.perf_counter()
        try:
            pool.run({"query": query}).read()
        except LettergraphError:
            failed += 1
        took.append(time.perf_counter() - started)
    return took, failed


def beside(pool: WorkerPool, queries: tuple[str, ...], seconds: float) -> tuple[list[float], int, int]:
    """Ask everyday queries while another client asks costly ones, one after the other."""
    stop = threading.Event()
    asked = [0]

    def run_away() -> None:
        while not stop.is_set():
            with suppress(QueryError):
                query = queries[asked[0] % len(queries)]
                pool.run({"query": query}, seconds=RUNAWAY_SECONDS, cancelled=stop.is_set).body.close()
            asked[0] += 1

    thread = threading.Thread(target=run_away)
    thread.start()
    took, failed = everyday(pool, seconds)
    stop.set()
    thread.join()
    return took, failed, asked[0]


def neighbours(pool: WorkerPool) -> None:
    """Print how everyday queries fare beside a runaway, and beside a mixture of attacks."""
    everyday(pool, 1)
    alone, _ = everyday(pool, 5)
    base = percentile(alone, 0.95)
    print(f"everyday queries alone: p95 {1000 * base:.2f} ms")
    for name, queries in (("one runaway", RUNAWAYS[:1]), ("mixed attacks", RUNAWAYS)):
        took, failed, asked = beside(pool, queries, 12)
        p95 = percentile(took, 0.95)
        print(f"beside {name} ({asked} asked): p95 {1000 * p95:.2f} ms, {p95 / base:.2f} x alone, {failed} failed")


def deaths(pool: WorkerPool, times: int = 20) -> None:
    """Print how soon a killed worker is replaced."""
    total = pool.status().idle
    took = []
    for _ in range(times):
        with suppress(QueryError):
            pool.run({"query": RUNAWAYS[0]}, seconds=0.05)
        started = time.perf_counter()
        while pool.status().idle < total:
            time.sleep(0.002)
        took.append(time.perf_counter() - started)
    median, longest = 1000 * statistics.median(took), 1000 * max(took)
    print(f"a killed worker is replaced within {median:.0f} ms (median), {longest:.0f} ms (longest of {times})")


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        bulk_build(path, lines())
        settings = PoolSettings(public_workers=3, page_workers=1, seconds=dict.fromkeys(Lane, 30.0))
        started = time.perf_counter()
        with WorkerPool("benchmarks.workers:handler", str(path), settings=settings) as pool, ReadOnlyStore(path) as own:
            print(f"{pool.status().idle} workers started in {time.perf_counter() - started:.2f} s")
            pids = [int(name) for name in _children()]
            rss, pss = zip(*map(memory_of, pids), strict=True)
            print(f"a worker has {max(rss) / 1024:.0f} MiB in memory, {max(pss) / 1024:.0f} MiB of it its share")
            overhead(pool, own)
            neighbours(pool)
            deaths(pool)


def _children() -> list[str]:
    return [
        pid
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    ]


if __name__ == "__main__":
    main()
