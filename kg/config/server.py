"""The table ``[server]`` of ``collection.toml``: what a query and a client may use, and whom the server believes.

`SERVER_KEYS` is the one list of its keys: the reading checks by it, docs/reference/limits.md and ``/about/limits`` are
made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LogFormat(StrEnum):
    """How the log is written."""

    TEXT = "text"
    """Lines for people: what went wrong, and slow queries."""
    JSON = "json"
    """One object a line, and one line for each request."""


@dataclass(frozen=True, slots=True)
class ServerConfiguration:
    """The values in force; those of a file without ``[server]`` are the defaults here."""

    query_seconds: float = 30.0
    page_seconds: float = 15.0
    queue_seconds: float = 2.0
    renice_seconds: float = 0.5
    memory_mb: int = 512
    answer_mb: int = 50
    answer_rows: int = 1_000_000
    cached_answers_mb: int = 64
    cached_responses_mb: int = 32
    query_bytes: int = 64 * 1024
    query_nesting: int = 64
    query_words: int = 8_000
    query_operators: int = 64
    query_workers: int = 2
    page_workers: int = 1
    queries_at_once: int = 48
    client_queries_at_once: int = 24
    client_seconds_per_minute: float = 60.0
    client_seconds_at_most: float = 120.0
    client_errors_per_minute: float = 30.0
    client_errors_at_most: float = 60.0
    clients_remembered: int = 10_000
    limit_local_clients: bool = False
    trusted_proxies: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    public_metrics: bool = False
    drain_seconds: float = 0.0
    log_format: LogFormat = LogFormat.TEXT
    log_clients: bool = False
    slow_query_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class ServerKey:
    """One key. Of a number, ``least`` and ``most`` are allowed, too; ``whole`` ones have no fraction."""

    name: str
    meaning: str
    least: float | None = None
    most: float | None = None
    unit: str = ""
    shown: bool = True
    """Whether it concerns clients, so that ``/about/limits`` shows it."""
    why_most: str = ""
    """Why nobody may have more; said to whoever wants it."""

    @property
    def default(self) -> object:
        """The value of a file that does not name the key."""
        return getattr(_DEFAULTS, self.name)

    @property
    def whole(self) -> bool:
        """Whether the number is one without a fraction."""
        return isinstance(self.default, int)

    @property
    def allowed(self) -> str:
        """Say in words what may be written, for the page and for messages."""
        if self.least is not None and self.most is not None:
            number = "a whole number" if self.whole else "a number"
            return f"{number} from {self.least:g} to {_plain(self.most)}"
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, tuple):
            return "an array of texts"
        return " or ".join(f'"{one.value}"' for one in LogFormat)


_DEFAULTS = ServerConfiguration()
_BODY = "A request with a larger body is refused before its query is looked at."
_STACK = "Beyond that, the parser of the engine runs over its stack, and its process ends."
_PLAN = "Beyond that, the engine plans for longer than a query may take."

SERVER_KEYS = (
    ServerKey("query_seconds", "Deadline of a query. A client can only shorten it (`timeout=`).", 0.1, 3600, "s"),
    ServerKey("page_seconds", "Deadline of a page, a description or the answer of `/health`.", 0.1, 600, "s"),
    ServerKey("queue_seconds", "How long a query waits for a worker before it is told that all are busy.", 0, 60, "s"),
    ServerKey("renice_seconds", "After this time a query yields the processor to shorter ones.", 0, 3600, "s"),
    ServerKey("memory_mb", "Memory of a query, beyond what an idle worker uses.", 64, 1_048_576, "MB"),
    ServerKey("answer_mb", "Size of an answer before compression.", 1, 10_240, "MB"),
    ServerKey("answer_rows", "Rows of an answer.", 1, 1_000_000_000, "rows"),
    ServerKey("cached_answers_mb", "Memory for answers that may be asked for again; 0 keeps none.", 0, 65_536, "MB"),
    ServerKey(
        "cached_responses_mb",
        "Memory for whole responses, by the bytes of the request; 0 keeps none.",
        0,
        65_536,
        "MB",
    ),
    ServerKey("query_bytes", "Length of a query in UTF-8.", 1_024, 262_144, "bytes", why_most=_BODY),
    ServerKey("query_nesting", "Brackets inside each other.", 8, 256, "levels", why_most=_STACK),
    ServerKey("query_words", "Words and signs of a query.", 100, 8_000, "words", why_most=_STACK),
    ServerKey(
        "query_operators",
        "Operators after each other in a path or an expression.",
        8,
        256,
        "operators",
        why_most=_PLAN,
    ),
    ServerKey("query_workers", "Queries that are computed at once; as a rule, one for each processor.", 1, 256, ""),
    ServerKey("page_workers", "Workers beside them that only make pages and descriptions.", 1, 64, ""),
    ServerKey(
        "queries_at_once",
        "Queries that hold a thread; of short ones by programs, four times as many wait. "
        "A further one is told that all are busy.",
        1,
        60,
    ),
    ServerKey("client_queries_at_once", "Queries of one client at once.", 1, 60, ""),
    ServerKey("client_seconds_per_minute", "Query time that one client gains each minute.", 1, 3600, "s"),
    ServerKey("client_seconds_at_most", "Query time that one client can have saved up.", 1, 86_400, "s"),
    ServerKey("client_errors_per_minute", "Errors that one client gains each minute.", 1, 100_000, ""),
    ServerKey("client_errors_at_most", "Errors that one client can have saved up.", 1, 100_000, ""),
    ServerKey("clients_remembered", "Clients whose use is remembered.", 100, 10_000_000, shown=False),
    ServerKey(
        "limit_local_clients", "Whether the limits of clients hold for programs of this machine, too.", shown=False
    ),
    ServerKey(
        "trusted_proxies",
        "Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` names the client; nobody else's is believed.",
        shown=False,
    ),
    ServerKey(
        "hosts",
        "Names that the site may be asked by, besides that of the base IRI and those of this machine; "
        "`*.example.org` for all below one, `*` for any.",
        shown=False,
    ),
    ServerKey("public_metrics", "Whether `/metrics` is for everybody, not for this machine only.", shown=False),
    ServerKey(
        "drain_seconds",
        "After SIGTERM, `/health/ready` says 503 for so long before new connections are refused.",
        0,
        600,
        "s",
        shown=False,
    ),
    ServerKey("log_format", "Lines for people, or one JSON object for each request.", shown=False),
    ServerKey("log_clients", "Whether the log names the addresses of clients.", shown=False),
    ServerKey("slow_query_seconds", "A query that takes longer is logged with its text.", 0.01, 3600, "s", shown=False),
)


def server_table() -> str:
    """Write the table of docs/reference/limits.md, in Markdown."""
    rows = ["| key | value | if absent | meaning |", "|---|---|---|---|"]
    for key in SERVER_KEYS:
        unit = f" {key.unit}" if key.unit else ""
        rows.append(f"| `{key.name}` | {key.allowed} | `{written(key.default)}`{unit} | {key.meaning} |")
    return "\n".join(rows) + "\n"


def written(value: object) -> str:
    """Write a value as TOML does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(written(one) for one in value) + "]"
    return _plain(value) if isinstance(value, int | float) else str(value)


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)
