"""What the parts of the server tell each other about a request, in its WSGI environment (PEP 3333)."""

from __future__ import annotations

QUERY = "lettergraph.query"
"""Text and form of the query that is answered, a pair of texts."""
CACHED = "lettergraph.cached"
"""Whether the answer was there already, and no worker was asked."""
OUTCOME = "lettergraph.outcome"
"""The type of the problem that is answered; without it, all went well."""
FORWARDED = "lettergraph.forwarded"
"""Whether the request came through a proxy, trusted or not."""
BEGAN = "lettergraph.began"
"""When it came, on the clock of `time.perf_counter`, where it was looked at before the application was called."""
SETTLED = "lettergraph.settled"
"""What the outer layer decided, where it was asked before the application was called."""
STARTED = "lettergraph.started"
"""The query that was begun before the application was called; ``None``: it is no query of a program."""
