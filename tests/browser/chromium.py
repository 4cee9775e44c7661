"""Headless Chromium, driven over a pipe by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/).

No driver and no library are needed: messages are JSON, each ended by a zero byte. Only what the tests need is here.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

import pytest

SECONDS = 60.0
"""After which a browser that does not answer is given up."""

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_LAUNCHER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
Json = Mapping[str, object]


def find_chromium() -> str:
    """Give the browser's program; without one the test is skipped, in CI it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "there is no Chromium (Debian's package `chromium`)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Browser:
    """A browser with one page."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._received = b""
        self._number = 0
        self._events: list[Json] = []
        self._session: str | None = None
        target = self.send("Target.createTarget", {"url": "about:blank"})
        attached = self.send("Target.attachToTarget", {"targetId": target["targetId"], "flatten": True})
        self._session = str(attached["sessionId"])
        self.send("Page.enable")
        self.send("Runtime.enable")

    def send(self, method: str, parameters: Json | None = None) -> Json:
        """Send a command, and give its result."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": dict(parameters or {})}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return cast("Json", answer["result"])
            self._events.append(answer)

    def wait(self, method: str) -> Json:
        """Wait for an event, and give what it says; those before it are kept for `taken`."""
        while True:
            for event in self._events:
                if event.get("method") == method:
                    self._events.remove(event)
                    return cast("Json", event["params"])
            self._events.append(self._receive())

    def taken(self, method: str) -> list[Json]:
        """Give the events of a kind that came, and forget all."""
        found = [cast("Json", event["params"]) for event in self._events if event.get("method") == method]
        self._events.clear()
        return found

    def evaluate(self, script: str) -> object:
        """Run a script of ours in the page; no policy of the page hinders it. A promise is awaited."""
        result = self.send(
            "Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True}
        )
        return cast("Json", result["result"]).get("value")

    def open(self, url: str) -> None:
        """Go to a page, and wait until it is loaded."""
        self._events.clear()
        self.send("Page.navigate", {"url": url})
        self.wait("Page.loadEventFired")

    def _receive(self) -> Json:
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._reading], [], [], SECONDS)
            part = os.read(self._reading, 1 << 16) if ready else b""
            if not part:
                raise RuntimeError("Chromium does not answer.")
            self._received += part
        message, _, self._received = self._received.partition(b"\0")
        return cast("Json", json.loads(message))


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start a browser with an empty profile."""
    program = find_chromium()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        # The launcher puts them at 3 and 4, where the browser looks; they must not stand there already.
        inner = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (theirs_in, theirs_out)]
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, *map(str, inner), program, *_FLAGS, f"--user-data-dir={profile}"],
            pass_fds=inner,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for one in (theirs_in, theirs_out, *inner):
            os.close(one)
        try:
            yield Browser(ours_in, ours_out)
        finally:
            os.close(ours_out)
            os.close(ours_in)
            process.terminate()
            process.wait(SECONDS)
