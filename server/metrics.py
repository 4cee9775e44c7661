"""Figures for Prometheus. Nothing is counted per client, and no label has more values than the code has."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kg.publication.site import Site
from kg.version import VERSION

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Upper bounds in seconds."""
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "QUERY"})


class Metrics:
    """The counters of one application."""

    def __init__(self, site: Site) -> None:
        self._registry = CollectorRegistry()
        self._queries = Counter(
            "lettergraph_queries",
            "SPARQL queries by form and outcome: ok, or the type of problem that was answered.",
            ("form", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "lettergraph_query_duration_seconds",
            "From the arrival of a query until its complete answer can be sent, waiting for a worker included.",
            ("form",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._requests = Counter(
            "lettergraph_http_requests", "Requests by method and status.", ("method", "status"), registry=self._registry
        )
        self._cached = Counter(
            "lettergraph_cached_answers", "Answers that no worker was asked for.", registry=self._registry
        )
        self._registry.register(_State(site))
        # To find a counter by its labels takes the library longer than to count.
        self._of_requests: dict[tuple[str, int], Counter] = {}
        self._of_queries: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def count_request(self, method: str, status: int) -> None:
        """Count a request."""
        found = self._of_requests.get((method, status))
        if found is None:
            found = self._requests.labels(method if method in _METHODS else "other", str(status))
            if method in _METHODS:
                self._of_requests[method, status] = found
        found.inc()

    def count_query(self, *, form: str, outcome: str, seconds: float, cached: bool) -> None:
        """Count a query."""
        found = self._of_queries.get((form, outcome))
        if found is None:
            found = self._queries.labels(form, outcome), self._seconds.labels(form)
            self._of_queries[form, outcome] = found
        found[0].inc()
        found[1].observe(seconds)
        if cached:
            self._cached.inc()

    def exposition(self) -> bytes:
        """Write all figures in the text format of Prometheus."""
        return generate_latest(self._registry)


class _State(Collector):
    """How the workers and the release are, at the moment of asking."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def describe(self) -> Iterator[Metric]:
        """Nothing is asked at the start, when there may be no worker yet."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Ask the site."""
        with self._site.serving() as serving:
            status, release = serving.status(), serving.release
        workers = GaugeMetricFamily("lettergraph_workers", "Worker processes by state.", labels=("state",))
        workers.add_metric(("idle",), status.idle)
        workers.add_metric(("busy",), status.busy)
        yield workers
        yield GaugeMetricFamily("lettergraph_queue_length", "Tasks that wait for a worker.", status.waiting)
        replaced = "Workers that were replaced since this release is served: killed, crashed or too nice."
        yield CounterMetricFamily("lettergraph_workers_replaced", replaced, status.replaced)
        info = GaugeMetricFamily(
            "lettergraph_release_info", "The release that is served.", labels=("release", "version")
        )
        info.add_metric((release.id, VERSION), 1)
        yield info
        created = "When the release was made, in seconds since 1970."
        yield GaugeMetricFamily("lettergraph_release_created_timestamp_seconds", created, release.created.timestamp())
