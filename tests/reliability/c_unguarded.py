"""The server with a protection off, for the proof that it is the protection that helps.

``python -m tests.reliability.c_unguarded COLLECTION [--unsafe-no-sandbox]`` serves without the look at the words of a
query (`kg.store.lexical`), in the web process as in the workers, and, with the option, without the sandbox, too.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.publication import site, work
from kg.store import lexical
from kg.workers import TaskHandler
from tests.conftest import PROJECT
from tests.server.running import FINISH_SECONDS, Running


def look_away() -> None:
    """Let ``SERVICE`` pass whatever looks at words in this process."""
    lexical._refuse_service = lambda sparql, token: None


def handler(setup: object) -> TaskHandler:
    """Make the handler of a worker that does not look at words."""
    look_away()
    return work.handler(setup)


@contextmanager
def unguarded(collection: Path, *arguments: str, log: Path) -> Iterator[Running]:
    """Serve a collection without the look at the words, in a process of its own, until the block ends."""
    command = [sys.executable, "-m", "tests.reliability.c_unguarded", str(collection), *arguments]
    with (
        log.open("ab") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=PROJECT) as process,
    ):
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            assert url.startswith("http://"), log.read_text(encoding="utf-8", errors="replace")
            yield Running(url, collection, process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(FINISH_SECONDS)


def main(arguments: list[str]) -> None:
    from kg.cli import main as command  # lazy: a worker has no use for it

    look_away()
    site.HANDLER = "tests.reliability.c_unguarded:handler"
    command(["serve", "--collection", arguments[0], "--port", "0", *arguments[1:]])


if __name__ == "__main__":
    main(sys.argv[1:])
