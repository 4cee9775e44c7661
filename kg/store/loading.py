"""Fill the store of a release: by a bulk load that goes on while the statements are still being made, or by changes.

A bulk load of millions of statements at once needs two gigabytes (measured with 0.5.13 and 1.73 million quads, 370 MB:
2.1 GB and 20 s of processor time); in portions of 200 MB it needs 1.1 GB and no more time. Smaller ones need less, but
leave more files to be merged. The load has a thread of its own: the engine holds no lock of the interpreter while it
parses and sorts. Single changes cost some 8 µs each.
"""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

import pyoxigraph

from kg.errors import DiskSpaceError, LettergraphError, ReleaseDamaged, ReleaseError, Where
from kg.store.oxigraph import ReadOnlyStore

PORTION = 192 * 1024 * 1024
"""Bytes of N-Quads in one bulk load."""


class StoreLoader:
    """Fills one store. Use it as a context manager; leaving it closes the store."""

    def __init__(self, path: Path, *, previous: Path | None = None) -> None:
        """Begin a store.

        Args:
            path: the folder to make; it does not exist.
            previous: a store to begin with; its files are shared with it (hard links), and it is not changed.

        Raises:
            ReleaseDamaged: the previous store cannot be read.
            ReleaseError: the store cannot be made.
        """
        if path.exists():
            raise ReleaseError("A store is built in a new folder, and this one exists.", where=Where(file=str(path)))
        self._path = path
        if previous is not None:
            try:
                pyoxigraph.Store.read_only(str(previous)).backup(str(path))
            except (OSError, RuntimeError) as error:
                raise ReleaseDamaged(f"The store cannot be read: {error}.", where=Where(str(previous))) from error
        try:
            self._store: pyoxigraph.Store | None = pyoxigraph.Store(str(path))
        except OSError as error:
            raise self._not_written(error) from error
        self._waiting: queue.SimpleQueue[Callable[[], bytes] | None] = queue.SimpleQueue()
        self._error: Exception | None = None
        self._stopped = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def feed(self, read: Callable[[], bytes]) -> None:
        """Load some lines; returns at once. They are read when their turn comes, so little is in memory at once.

        Args:
            read: gives whole lines of N-Quads; called once, in another thread.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="bulk load", daemon=True)
            self._thread.start()
        self._waiting.put(read)

    def finish(self) -> None:
        """Wait until everything is loaded.

        Raises:
            ReleaseError: a statement is refused, or the store cannot be written; DiskSpaceError: the disk is full.
        """
        self._end()
        if self._error is not None:
            raise self._not_written(self._error) from self._error

    def change(self, *, removed: Iterable[str], added: Iterable[str]) -> None:
        """Take lines out of the store and put others in.

        Raises:
            ReleaseError: a line is refused, or the store cannot be written; DiskSpaceError: the disk is full.
        """
        store = self._opened()
        try:
            graphs = set()
            for quad in _quads(removed):
                store.remove(quad)
                graphs.add(quad.graph_name)
            store.extend(_quads(added))
            for graph in graphs:
                # A graph that is empty is listed all the same until it is removed.
                if next(store.quads_for_pattern(None, None, None, graph), None) is None:
                    store.remove_graph(graph)
        except (OSError, SyntaxError, ValueError) as error:
            raise self._not_written(error) from error

    def reader(self) -> ReadOnlyStore:
        """Give the store to be asked; it is valid until the next call of any other method."""
        return ReadOnlyStore.of(self._opened(), self._path)

    def optimize(self) -> None:
        """Compact the store: queries are several times as fast; not worth its time after small changes."""
        try:
            self._opened().optimize()
        except OSError as error:
            raise self._not_written(error) from error

    def flush(self) -> None:
        """Write what is in memory; the files are then complete."""
        try:
            self._opened().flush()
        except OSError as error:
            raise self._not_written(error) from error

    def settle(self, *, optimize: bool) -> None:
        """Finish and close the store in another thread: other files can be written meanwhile; see ``settled``."""
        self._end()
        self._thread = threading.Thread(target=self._settle, args=(optimize,), name="settling", daemon=True)
        self._thread.start()

    def settled(self) -> None:
        """Wait until the store is finished and closed.

        Raises:
            ReleaseError: it cannot be written; DiskSpaceError: the disk is full.
        """
        self._end()
        if self._error is not None:
            raise self._not_written(self._error) from self._error

    def close(self) -> None:
        """Close the store, whatever state it is in; what waits to be loaded is not."""
        self._stopped = True
        self._end()
        self._store = None

    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:
            raise ReleaseError("The store is closed.", where=Where(file=str(self._path)))
        return self._store

    def _end(self) -> None:
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def _settle(self, optimize: bool) -> None:
        try:
            if optimize:
                self.optimize()
            self.flush()
        except Exception as error:  # noqa: BLE001 # whatever it is, `settled` raises it
            self._error = error
        self._store = None

    def _load(self) -> None:
        """Load what was fed, in portions, until ``None`` comes; after an error the rest is only taken."""
        portion: list[bytes] = []
        while (read := self._waiting.get()) is not None:
            if self._error is not None or self._stopped:
                continue
            try:
                portion.append(read())
                if sum(map(len, portion)) >= PORTION:
                    self._load_portion(portion)
            except Exception as error:  # noqa: BLE001 # whatever it is, `finish` raises it
                self._error = error
        try:
            if self._error is None and not self._stopped:
                self._load_portion(portion)
        except Exception as error:  # noqa: BLE001 # likewise
            self._error = error

    def _load_portion(self, portion: list[bytes]) -> None:
        if portion:
            # Our own lines are canonical: the IRIs in them are not checked again.
            data = io.BytesIO(b"".join(portion))
            portion.clear()
            self._opened().bulk_load(input=data, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)

    def _not_written(self, error: Exception) -> LettergraphError:
        if isinstance(error, LettergraphError):
            return error
        if isinstance(error, SyntaxError):
            return ReleaseError(f"The store refuses a statement: {error.msg}.", where=Where(file=str(self._path)))
        if "No space left on device" in str(error):
            return DiskSpaceError(
                "The disk is full: the store could not be written.",
                where=Where(file=str(self._path)),
                remedy="Make room; the release that is served is not touched.",
            )
        return ReleaseError(f"The store cannot be written: {error}.", where=Where(file=str(self._path)))


def _quads(lines: Iterable[str]) -> Iterable[pyoxigraph.Quad]:
    return pyoxigraph.parse(input="".join(lines), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
