"""Releases that say which they are, swapped under clients who note what they are told (row D11)."""

from __future__ import annotations

import http.client
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from kg.release import releases
from tests.pipeline.collections import build_quietly
from tests.server.running import Running

MARK = "Revision"
"""Begins the label of a person; its number is that of the release."""
QUERY = f"""SELECT ?label ?graph {{ ?person skos:prefLabel ?label FILTER(STRSTARTS(STR(?label), "{MARK} "))
  OPTIONAL {{ GRAPH ?graph {{ ?person skos:prefLabel ?label }} }} }}"""
_PATIENCE = 60.0


def make_releases(collection: Path, stock: Path, count: int) -> dict[str, int]:
    """Build so many releases of a collection that differ in one label, and leave all of them in its site.

    A build keeps three; so each is put aside, and all are put back at the end.

    Returns:
        The number of each release, by its id.
    """
    file = collection / "authorities" / "people.yaml"
    text = file.read_text(encoding="utf-8")
    site = collection / "site"
    numbers: dict[str, int] = {}
    for number in range(count):
        entry = f'  - key: marked\n    labels: {{en: "{MARK} {number}"}}\n'
        file.write_text(text.replace("persons:\n", f"persons:\n{entry}", 1), encoding="utf-8")
        result = build_quietly(collection, processes=2, minutes=number + 1)
        assert result.release is not None
        numbers[result.release.id] = number
        shutil.copytree(result.release.path, stock / result.release.id, symlinks=True)
    for name in numbers:
        if not (site / "releases" / name).exists():
            shutil.copytree(stock / name, site / "releases" / name, symlinks=True)
    assert {*numbers} <= {one.id for one in releases(site)}
    return numbers


@dataclass(slots=True)
class Load:
    """Clients that ask without a pause, on connections that they keep; every answer is noted with its release."""

    server: Running
    clients: int
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By release and what it says of itself."""
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self) -> None:
        """Ask until told to stop: the same query again and again, told apart by a comment, so that none is cached."""
        host, port = self.server.address
        connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE)
        number = 0
        while not self._stop.is_set():
            number += 1
            query = quote(f"{QUERY} #{threading.get_ident()}-{number}")
            try:
                connection.request("GET", f"/sparql?query={query}", headers={"Accept": "text/csv"})
                reply = connection.getresponse()
                body = reply.read().decode()
            except (OSError, http.client.HTTPException) as error:
                self._note_failure(repr(error))
                connection.close()
                continue
            if reply.status != 200:
                self._note_failure(f"{reply.status} {body[:200]}")
                continue
            with self._lock:
                self.answers[reply.headers["X-Release"], body] += 1
        connection.close()

    def _note_failure(self, text: str) -> None:
        with self._lock:
            self.failures.append(text)

    def stop(self) -> None:
        self._stop.set()


@contextmanager
def loaded(server: Running, clients: int) -> Iterator[Load]:
    """Have so many clients ask until the block ends."""
    load = Load(server, clients)
    threads = [threading.Thread(target=load.ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stop()
        for thread in threads:
            thread.join()


def wait_for(server: Running, release: str) -> None:
    """Wait until a release is served."""
    end = time.monotonic() + _PATIENCE
    while server.ask("/robots.txt").headers["x-release"] != release:
        assert time.monotonic() < end, f"{release} was not served"
        time.sleep(0.02)


def disagreeing(load: Load, numbers: dict[str, int]) -> list[tuple[str, str]]:
    """Answers whose rows are not those of the release that they name, or that mix two."""
    return [
        (release, body)
        for release, body in load.answers
        if {line.split(",")[0] for line in body.splitlines()[1:]} != {f"{MARK} {numbers[release]}"}
    ]
