"""The command that builds whenever something changes: watch."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import collection_option, engine_option, talk, way_to
from kg.cli.progress import ProgressDisplay

if TYPE_CHECKING:
    from types import FrameType

    from kg.errors import LettergraphError
    from kg.pipeline import BuildOptions

_PARENT = "LETTERGRAPH_WATCHED_BY"
_SERVER = "from kg.cli.watching import tie; from kg.cli import main; tie(); main(prog_name='lettergraph')"
_PR_SET_PDEATHSIG = 1
_NAMED = 5
"""Changed files that are named."""
_FINISH_SECONDS = 45
"""How long the server may take to finish what it is at; its own limit is shorter."""


@click.command()
@collection_option
@engine_option
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="How many children read at once. Without it, one for each processor.",
)
@click.option("--serve", "serving", is_flag=True, help="Serve the site as well. Without it, only build.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="With --serve: the port. Without it, as for `lettergraph serve`.",
)
def watch(folder: Path, engine: str, processes: int | None, serving: bool, port: int | None) -> None:
    """Build now, and again whenever something changes, until Ctrl-C or SIGTERM.

    Sources, mappings, authority files, decisions, curations, shapes and collection.toml are looked at every second.
    What cannot be built is told, the release before stays, and the watch goes on.
    """
    from kg.config import CONFIGURATION_FILE, load_collection  # lazy: --help stays quick
    from kg.pipeline import BuildOptions
    from kg.pipeline.watching import Inputs, Watch

    if not (folder / CONFIGURATION_FILE).is_file():
        load_collection(folder)  # says what is missing: that is no state to wait in
    work = _Work(folder, BuildOptions(engine=engine, processes=processes), _Server(folder, port) if serving else None)
    with _interruptible():
        try:
            Watch(Inputs(folder), build=work.build, changed=work.changed, failed=work.failed).run()
        except KeyboardInterrupt:
            work.end()
            talk("Stopped.")


class _Work:
    """What is done and said at each change."""

    def __init__(self, folder: Path, options: BuildOptions, server: _Server | None) -> None:
        self._folder = folder
        self._options = options
        self._server = server

    def build(self) -> None:
        """Build, say in one line what came of it, and serve it."""
        from kg.pipeline import build

        with ProgressDisplay(sys.stderr, live=sys.stderr.isatty()) as progress:
            result = build(self._folder, options=self._options, progress=progress)
        report = result.report
        if result.release is None:
            talk(f"Nothing was published: {report.held_back:,} letters are held back. Waiting for a change.")
            return
        counts = f"{report.published:,} letters published, {report.held_back:,} held back"
        click.echo(f"Published {result.release.id}: {counts}.")
        if report.held_back:
            talk(f"Why: {result.release.path / 'report.html'}, or /report of the served site.")
        if self._server is not None:
            self._server.start()

    def changed(self, paths: list[Path]) -> None:
        """Say what changed."""
        names = [_name(path, self._folder) for path in paths[:_NAMED]]
        more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
        talk(f"Changed: {', '.join(names)}{more}.")

    def failed(self, error: LettergraphError | OSError) -> None:
        """Say why nothing was built."""
        talk(f"Error: {error}")
        talk("The release before stays. Waiting for a change.")

    def end(self) -> None:
        """End what was started."""
        if self._server is not None:
            self._server.end()


def _name(path: Path, folder: Path) -> str:
    if path.is_relative_to(folder):
        return f"{way_to(folder)}{path.relative_to(folder)}"
    return str(path)


class _Server:
    """``lettergraph serve`` in a process of its own: it follows the releases, and ends with this process."""

    def __init__(self, folder: Path, port: int | None) -> None:
        self._arguments = ["serve", "--collection", str(folder), *([] if port is None else ["--port", str(port)])]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it when there is something to serve; start it again if it ended."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None:
            talk(f"The server ended with status {self._process.returncode}; it is started again.")
        command = [sys.executable, "-c", _SERVER, *self._arguments]
        environment = {**os.environ, _PARENT: str(os.getpid())}
        self._process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own program, no shell

    def end(self) -> None:
        """Let it finish the requests at work."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_FINISH_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def tie() -> None:
    """Tie this process, the server, to the watching one: Ctrl-C is for that alone, and with its end this one ends."""
    with suppress(OSError, AttributeError):  # Linux only; elsewhere a killed watch leaves its server behind
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(os.environ[_PARENT]):
        sys.exit(1)
    os.setpgid(0, 0)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGTERM end the watch as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
