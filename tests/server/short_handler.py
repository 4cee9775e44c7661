"""A handler for `kg.workers` that does what a word in the query says; it stands for the engine."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Mapping

from kg.errors import QueryError
from kg.workers import Output, TaskHandler

Task = Mapping[str, object]


def obey(setup: object) -> TaskHandler:
    """Obey ``work=SECONDS``, ``size=BYTES``, ``fail``, ``die`` and ``hang``; without them, the query is the answer."""

    def handle(task: Task, output: Output) -> None:
        query = str(task["query"])
        if "hang" in query:
            signal.pause()
        if "die" in query:
            os._exit(5)
        if "fail" in query:
            raise QueryError("The query fails.")
        if match := re.search(r"work=([0-9.]+)", query):
            time.sleep(float(match[1]))
        output.begin({"media_type": "text/plain"})
        size = re.search(r"size=([0-9]+)", query)
        output.write(b"x" * int(size[1]) if size else query.encode())

    return handle
