"""Sandboxed worker processes that answer queries and make pages; any of them may be killed at any time.

* ``WorkerPool``: children that run one handler, with deadlines, memory limits and a queue in order of arrival;
* ``PoolSettings``, ``Lane``: how much each may use, and which children serve whom; ``PoolStatus``: how they are;
* ``Answer``: a complete answer, spooled; nobody ever sees half of one;
* ``Pending``, ``Progress``: a task that was begun, for those who cannot wait until it is done.

The web process opens no store: pyoxigraph has no time limit, a short query can overflow its parser's stack, and
``SERVICE`` would connect to anywhere. So the store is opened in these children only, read-only, and what they can do
is taken away from them by the operating system (`kg.workers.sandbox`).
"""

from __future__ import annotations

from kg.workers.child import Output, TaskHandler
from kg.workers.conversation import Answer
from kg.workers.pending import Pending, Progress
from kg.workers.pool import WorkerPool
from kg.workers.settings import Lane, PoolSettings
from kg.workers.waiting import PoolStatus

__all__ = [
    "Answer",
    "Lane",
    "Output",
    "Pending",
    "PoolSettings",
    "PoolStatus",
    "Progress",
    "TaskHandler",
    "WorkerPool",
]
