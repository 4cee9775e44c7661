"""The log: lines for people, or one JSON object a line (``log_format``).

A query is named by a hash, so that the lines of one query can be put together without what it asked for; only of a
slow one the text is logged, without its strings and comments. No address of a client is logged unless the operator
wants it (``log_clients``).
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from kg.config import LogFormat, ServerConfiguration
from kg.store.lexical import without_literals

REQUESTS = logging.getLogger("lettergraph.requests")
_LONGEST_QUERY = 2_000
"""Characters of a slow query that are logged."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """What is logged of a request."""

    method: str
    path: str
    status: int
    outcome: str
    """``ok``, or the type of the problem."""
    seconds: float
    size: int | None
    release: str
    query: str | None = None
    form: str | None = None
    cached: bool = False
    client: str | None = None

    def fields(self) -> dict[str, object]:
        """Give the fields of the JSON object; what is absent is left out."""
        found = {
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "outcome": self.outcome,
            "ms": round(self.seconds * 1000, 3),
            "bytes": self.size,
            "release": self.release,
            "query": None if self.query is None else query_hash(self.query),
            "form": self.form,
            "cached": self.cached or None,
            "client": self.client,
        }
        return {name: value for name, value in found.items() if value is not None}


def log_request(line: RequestLine, *, slow_seconds: float) -> None:
    """Log a request where requests are logged, and a slow query in any case."""
    if REQUESTS.isEnabledFor(logging.INFO):
        REQUESTS.info("request", extra={"fields": line.fields()})
    if line.query is not None and line.seconds >= slow_seconds:
        text = without_literals(line.query)[:_LONGEST_QUERY]
        what = f"Slow query {query_hash(line.query)}: {line.seconds:.1f} s, {line.outcome}: {text}"
        fields = {**line.fields(), "text": text}
        REQUESTS.warning(what, extra={"fields": fields})


def query_hash(query: str) -> str:
    """Name a query: 16 hexadecimal digits of the SHA-256 of its text."""
    return hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def start_logging(configuration: ServerConfiguration) -> None:
    """Write the log of this process to its standard error, as the operator wants it."""
    handler = logging.StreamHandler()
    if configuration.log_format is LogFormat.JSON:
        handler.setFormatter(JsonFormatter())
        REQUESTS.setLevel(logging.INFO)
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        REQUESTS.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("waitress").setLevel(logging.ERROR)


class JsonFormatter(logging.Formatter):
    """One JSON object for each record, in one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; ``time`` is in UTC."""
        time = datetime.datetime.fromtimestamp(record.created, tz=datetime.UTC)
        value: dict[str, object] = {
            "time": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, Mapping):
            value |= fields
        if record.exc_info:
            value["traceback"] = self.formatException(record.exc_info)
        return json.dumps(value, ensure_ascii=False, default=str)
