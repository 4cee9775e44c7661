"""Fill the store of a release: by a bulk load that goes on while the statements are still being made, or by changes.

The engine sorts a million statements at a time. Fed with as much as it takes, it holds some of these batches at once;
fed as slowly as letters are read, only one, and it needs no more time (measured with 0.5.13 and 3.9 GB of N-Quads, 17.9
million quads: at full speed 2.5 GB and 222 s of processor time, at 20 MB a second 1.4 GB and 218 s). So everything is
one bulk load as long as it has to wait now and then; what lies ready is loaded in portions, which bounds the memory and
costs a quarter of the time more, for each leaves files to be merged.

The engine reads from a pipe, without the lock of the interpreter. Single changes cost some 8 µs each.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

import pyoxigraph

from kg.errors import DiskSpaceError, LettergraphError, ReleaseDamaged, ReleaseError, Where
from kg.store.oxigraph import ReadOnlyStore

PORTION = 384 * 1024 * 1024
"""Bytes of N-Quads that are loaded at once where all lie ready; such a load takes 2 GB at most."""


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
        self._join()
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
        self._join()
        self._thread = threading.Thread(target=self._settle, args=(optimize,), name="settling", daemon=True)
        self._thread.start()

    def settled(self) -> None:
        """Wait until the store is finished and closed.

        Raises:
            ReleaseError: it cannot be written; DiskSpaceError: the disk is full.
        """
        self._join()
        if self._error is not None:
            raise self._not_written(self._error) from self._error

    def close(self) -> None:
        """Close the store, whatever state it is in; what waits to be loaded is not."""
        self._stopped = True
        self._join()
        self._store = None

    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:
            raise ReleaseError("The store is closed.", where=Where(file=str(self._path)))
        return self._store

    def _join(self) -> None:
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
        while (first := self._waiting.get()) is not None:
            if self._error is not None or self._stopped:
                continue
            try:
                self._load_portion(first)
            except Exception as error:  # noqa: BLE001 # whatever it is, `finish` raises it
                self._error = self._error or error

    def _load_portion(self, first: Callable[[], bytes]) -> None:
        reading, writing = os.pipe()
        feeder = threading.Thread(target=self._write_portion, args=(first, writing), name="feeding", daemon=True)
        feeder.start()
        try:
            # Our own lines are canonical: the IRIs in them are not checked again.
            self._opened().bulk_load(path=f"/dev/fd/{reading}", format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        finally:
            os.close(reading)  # a feeder whose lines nobody wants hears of it
            feeder.join()

    def _write_portion(self, read: Callable[[], bytes], descriptor: int) -> None:
        """Write what was fed, until the end, or until too much was written without a pause."""
        unpaused = 0
        try:
            with open(descriptor, "wb", buffering=0) as pipe:
                while True:
                    text = memoryview(read())
                    unpaused += len(text)
                    while text:
                        text = text[pipe.write(text) :]
                    if self._waiting.empty():
                        unpaused = 0
                    if self._stopped or unpaused >= PORTION:
                        return
                    following = self._waiting.get()
                    if following is None:
                        self._waiting.put(None)  # for `_load`, too
                        return
                    read = following
        except BrokenPipeError:
            return  # the engine says why
        except Exception as error:  # noqa: BLE001 # whatever it is, `finish` raises it
            self._error = error

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
