"""Watch what a build depends on, and build again when it changes.

Files are looked at by their time, size and number every second or so: that works on every disk, network drives and
containers included, and costs a hundred thousand files less than a second. A state that cannot be built is told, and
the watch goes on. What the build itself writes is no change.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kg.config import CONFIGURATION_FILE, load_collection
from kg.curations import SUFFIX
from kg.errors import LettergraphError, ReleaseLocked
from kg.pipeline.settings import source_files
from kg.resources import mappings_folder, ontology_folder

INTERVAL = 1.0
"""Seconds between two looks, at least."""
SETTLING = 0.5
"""So long nothing may change before a build begins: an editor writes a file in several steps."""
LONGEST_SETTLING = 10.0
"""After so many seconds of changes a build begins all the same."""
LOCKED = 5.0
"""Seconds before another attempt while somebody else builds."""
_SHARE = 10
"""A look may take this part of the time; where it takes longer, looks are rarer."""


class Stamp(NamedTuple):
    """What is compared of a file."""

    modified: int
    size: int
    number: int


Stamps = Mapping[Path, Stamp]


class Inputs:
    """The files that a build of a collection depends on."""

    def __init__(self, folder: Path, *, mappings: Path | None = None, ontology: Path | None = None) -> None:
        """Remember where to look.

        Args:
            folder: of the collection.
            mappings: the folder of mappings; without it, ours.
            ontology: the folder of shapes, rules and vocabulary; without it, ours.
        """
        self._folder = folder
        self._models = (mappings or mappings_folder(), ontology or ontology_folder())
        self._known: tuple[Path, ...] = ()

    @property
    def written_by_builds(self) -> tuple[Path, ...]:
        """Files that a build reads and writes."""
        return (self._folder / "keys.tsv",)

    def stamps(self) -> Stamps:
        """Look at all files. Where the configuration cannot be read, those that it named before."""
        with suppress(LettergraphError, OSError):
            self._known = tuple(self._named())
        paths = dict.fromkeys((self._folder / CONFIGURATION_FILE, *self._known, *self._model_files()))
        return dict(_stamped(paths))

    def _named(self) -> Iterator[Path]:
        collection = load_collection(self._folder)
        yield from (*collection.authorities, *collection.identities, *collection.curations, collection.key_registry)
        for file in source_files(collection):
            yield file.path
            yield file.path.with_name(file.path.name + SUFFIX)

    def _model_files(self) -> Iterator[Path]:
        for folder in self._models:
            yield from (path for path in folder.rglob("*") if path.is_file())


class Watch:
    """Builds whenever something changed; ``stop`` ends it from another thread."""

    def __init__(
        self,
        inputs: Inputs,
        *,
        build: Callable[[], None],
        changed: Callable[[list[Path]], None],
        failed: Callable[[LettergraphError | OSError], None],
        interval: float = INTERVAL,
        settling: float = SETTLING,
    ) -> None:
        """Prepare a watch.

        Args:
            inputs: what to look at.
            build: builds the collection and says what came of it.
            changed: told before each build but the first which files are new, gone or changed.
            failed: told why nothing could be built.
            interval: seconds between two looks, at least.
            settling: seconds without a change before a build begins.
        """
        self._inputs = inputs
        self._build = build
        self._changed = changed
        self._failed = failed
        self._interval = interval
        self._settling = settling
        self._stopped = threading.Event()

    def run(self) -> None:
        """Build once, then whenever something changed, until ``stop`` or an interruption."""
        built: Stamps | None = None
        while not self._stopped.is_set():
            began = time.monotonic()
            seen = self._inputs.stamps()
            took = time.monotonic() - began
            if seen == built:
                self._stopped.wait(max(self._interval, _SHARE * took))
                continue
            if built is not None:
                seen = self._settled(seen)
                self._changed(difference(built, seen))
            built = self._attempt(seen)

    def stop(self) -> None:
        """End the watch as soon as the build at work is done."""
        self._stopped.set()

    def _settled(self, seen: Stamps) -> Stamps:
        """Wait until nothing changes any more."""
        end = time.monotonic() + LONGEST_SETTLING
        while not self._stopped.wait(self._settling) and time.monotonic() < end:
            again = self._inputs.stamps()
            if again == seen:
                break
            seen = again
        return seen

    def _attempt(self, seen: Stamps) -> Stamps | None:
        """Build, and give the state that was built or cannot be built; ``None`` if it is to be tried again."""
        try:
            self._build()
        except ReleaseLocked as error:
            self._failed(error)
            self._stopped.wait(LOCKED)
            return None
        except (LettergraphError, OSError) as error:
            self._failed(error)
        written = self._inputs.written_by_builds
        return {path: stamp for path, stamp in seen.items() if path not in written} | dict(_stamped(written))


def difference(before: Stamps, now: Stamps) -> list[Path]:
    """List the files that are new, gone or changed."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _stamped(paths: Iterable[Path]) -> Iterator[tuple[Path, Stamp]]:
    for path in paths:
        with suppress(OSError):
            found = path.stat()
            yield path, Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
