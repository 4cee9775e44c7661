"""``lettergraph watch``: it builds at every change, and the site that it serves follows."""

from __future__ import annotations

import http.client
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from kg.release import current_release
from tests.cli.conftest import Command
from tests.pipeline.collections import make_collection, page

PATIENCE = 120.0


class Watching:
    """A watch at work, with what it says as it comes."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "kg.cli", "watch", "--processes", "1", *arguments]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        assert self.process.stdout is not None
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()

    def _read(self, output: IO[str]) -> None:
        with output:
            for line in output:
                self._lines.put(line.rstrip("\n"))

    def until(self, beginning: str) -> str:
        """Wait for a line."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                line = self._lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"{beginning!r} was not said, but {self.said}")
            self.said.append(line)
            if line.startswith(beginning):
                return line

    def end(self) -> int:
        """End it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    watch = Watching(folder, *arguments)
    try:
        yield watch
    finally:
        if watch.process.poll() is None:
            watch.process.kill()
            watch.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "lf", {"a.txt": page()})


def release_of(port: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/doc/doc/lf-1919-11-12-1", headers={"Accept": "text/turtle"})
        answer = connection.getresponse()
        answer.read()
        return answer.status, str(answer.headers["X-Release"])
    finally:
        connection.close()


def test_the_served_site_follows_every_change_without_a_failed_request(folder: Path) -> None:
    with watching(folder, "--serve", "--port", "0") as watch:
        watch.until("Published ")
        port = int(watch.until("http://127.0.0.1:").rstrip("/").rpartition(":")[2])
        first = current_release(folder / "site")
        assert first is not None
        assert release_of(port) == (200, first.id)

        (folder / "sources" / "b.txt").write_text(page(date="1920"), encoding="utf-8")
        answers: set[tuple[int, str]] = set()
        end = time.monotonic() + PATIENCE
        while len({release for _, release in answers}) < 2 and time.monotonic() < end:
            answers.add(release_of(port))

        second = current_release(folder / "site")
        assert second is not None
        assert answers == {(200, first.id), (200, second.id)}
        watch.until("Changed: sources/b.txt.")
        assert watch.end() == 0
        with pytest.raises(OSError, match="refused"):
            release_of(port)


def test_a_broken_state_is_told_and_the_watch_goes_on(folder: Path) -> None:
    configuration = folder / "collection.toml"
    text = configuration.read_text(encoding="utf-8")
    with watching(folder) as watch:
        watch.until("Published ")
        configuration.write_text("id = ", encoding="utf-8")
        watch.until("Changed: collection.toml.")
        assert "collection.toml" in watch.until("Error: ")
        watch.until("The release before stays.")
        configuration.write_text(text, encoding="utf-8")
        assert watch.until("Published ").endswith("1 letters published, 0 held back.")
        assert watch.end() == 0
        watch.until("Stopped.")


def test_letters_that_are_held_back_are_counted(folder: Path) -> None:
    with watching(folder) as watch:
        watch.until("Published ")
        (folder / "sources" / "a.txt").write_text("", encoding="utf-8")
        watch.until("Nothing was published: 1 letters are held back.")
        (folder / "sources" / "b.txt").write_text(page(), encoding="utf-8")
        assert watch.until("Published ").endswith("1 letters published, 1 held back.")
        watch.until("Why: ")
        os.kill(watch.process.pid, signal.SIGTERM)
        assert watch.process.wait(PATIENCE) == 0


def test_the_server_does_not_outlive_the_watch(folder: Path) -> None:
    with watching(folder, "--serve", "--port", "0") as watch:
        port = int(watch.until("http://127.0.0.1:").rstrip("/").rpartition(":")[2])
        watch.process.kill()
        watch.process.wait()

        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                release_of(port)
            except OSError:
                break
            time.sleep(0.05)
        else:
            pytest.fail("the server goes on")


def test_a_folder_without_a_collection_is_an_error(lettergraph: Command, tmp_path: Path) -> None:
    result = lettergraph("watch", "--collection", tmp_path)

    assert result.returncode == 2
    assert "collection.toml" in result.stderr
