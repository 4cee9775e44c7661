"""A site that is being served: its current release and the workers that answer from it.

The server follows ``site/current``. When another release is published, workers for it are started beside the others,
requests go to them from then on, and the old ones end when their last request has its answer: no request fails. A
request that was begun with one release is answered by it to its end (`Site.serving`): no answer mixes two.

No store is opened here: that is done in the workers (``kg.publication.work``).
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from kg.errors import LettergraphError, ReleaseDamaged, ReleaseError, Where, did_you_mean
from kg.release import Manifest, Release, current_release, read_manifest, releases, verify
from kg.resources import mappings_folder, ontology_folder, queries_folder
from kg.workers import Answer, Lane, Pending, PoolSettings, WorkerPool
from kg.workers.pool import PoolStatus

HANDLER = "kg.publication.work:handler"
INTERVAL = 0.5
"""Seconds between two looks at which release is current."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServedRelease:
    """What the manifest of a release says, as far as it matters to a request."""

    id: str
    path: Path
    """Its folder; ``current`` is resolved."""
    base_iri: str
    title: str
    languages: tuple[str, ...]
    created: datetime.datetime
    manifest: Manifest

    @property
    def collection(self) -> Mapping[str, object]:
        """All that the manifest says of the collection."""
        return cast("Mapping[str, object]", self.manifest.metadata["collection"])


class Serving:
    """One release and its workers; what a request gets to work with."""

    def __init__(self, release: ServedRelease, settings: PoolSettings | None) -> None:
        self.release = release
        self.uses = 0
        self._descriptions: dict[str, bytes] = {}
        chosen = replace(settings or PoolSettings(), readable=_readable(release))
        self._pool = WorkerPool(HANDLER, _setup(release, chosen), settings=chosen)
        try:
            self.run({"task": "warm"}).body.close()  # before the first visitor, and before a swap
        except LettergraphError as error:
            _LOG.warning("The release %s could not be warmed up: %s", release.id, error)

    def run(
        self,
        task: Mapping[str, object],
        *,
        lane: Lane = Lane.PAGES,
        seconds: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Have a worker do a task; errors as for ``WorkerPool.run``."""
        return self._pool.run(task, lane=lane, seconds=seconds, cancelled=cancelled)

    def begin(
        self,
        task: Mapping[str, object],
        *,
        lane: Lane,
        seconds: float | None,
        cancelled: Callable[[], bool] | None,
        notify: Callable[[], object],
    ) -> Pending:
        """Begin a task whose answer is waited for later; see ``WorkerPool.begin``."""
        return self._pool.begin(task, lane=lane, seconds=seconds, cancelled=cancelled, notify=notify)

    def description(self, media_type: str) -> bytes:
        """Give service description and VoID; errors as for `run`.

        It depends on the release alone, so a worker makes it once in each format of RDF.
        """
        found = self._descriptions.get(media_type)
        if found is None:
            found = self._descriptions[media_type] = self.run({"task": "description", "media_type": media_type}).read()
        return found

    def status(self) -> PoolStatus:
        """Say how the workers are."""
        return self._pool.status()

    def close(self) -> None:
        """End the workers."""
        self._pool.close()


def _setup(release: ServedRelease, settings: PoolSettings) -> dict[str, object]:
    return {"release": str(release.path), "largest_rows": settings.largest_rows}


def _readable(release: ServedRelease) -> tuple[str, ...]:
    """What a worker reads: the release, and the library's data that explanations and descriptions are made with."""
    return tuple(str(path) for path in (release.path, ontology_folder(), mappings_folder(), queries_folder()))


class Site:
    """A site that is served. Use it as a context manager, or close it.

    Args:
        folder: the folder of the site, which holds ``current`` and ``releases/``.
        release_id: serve this release and never another; without it, whatever is current.
        settings: of the workers.
        interval: seconds between two looks at ``current``; ``None``: only `follow` looks.

    Raises:
        ReleaseError: there is no release, or not the one asked for.
        ReleaseDamaged: no release of the site is whole.
        SandboxUnavailable: this system cannot lock workers in.
    """

    def __init__(
        self,
        folder: Path,
        *,
        release_id: str | None = None,
        settings: PoolSettings | None = None,
        interval: float | None = INTERVAL,
    ) -> None:
        self.folder = folder
        self._settings = settings
        self._pinned = release_id is not None
        self._lock = threading.Lock()
        self._following = threading.Lock()
        self._refused: str | None = None
        self._retired: list[Serving] = []
        self._stop = threading.Event()
        self._current = Serving(_pinned(folder, release_id) if release_id else self._first(), settings)
        self._watcher: threading.Thread | None = None
        if interval is not None:
            self._watcher = threading.Thread(target=self._watch, args=(interval,), name="site-watcher", daemon=True)
            self._watcher.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def release(self) -> ServedRelease:
        """The release that new requests are answered from."""
        return self._current.release

    @contextmanager
    def serving(self) -> Iterator[Serving]:
        """Hold on to one release for a whole request, whatever is published meanwhile."""
        serving = self.enter()
        try:
            yield serving
        finally:
            self.leave(serving)

    def enter(self) -> Serving:
        """Begin a request; each needs its `leave`."""
        with self._lock:
            self._current.uses += 1
            return self._current

    def leave(self, serving: Serving) -> None:
        """End a request."""
        with self._lock:
            serving.uses -= 1

    def run(
        self,
        task: Mapping[str, object],
        *,
        lane: Lane = Lane.PAGES,
        seconds: float | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Have a worker of the current release do one task; errors as for ``WorkerPool.run``."""
        with self.serving() as serving:
            return serving.run(task, lane=lane, seconds=seconds, cancelled=cancelled)

    def follow(self) -> bool:
        """Look which release is current, and serve it if it is another one.

        Returns:
            Whether another release is served now. A release that is damaged, or whose workers do not start, is not
            served: the log says so, and the old one stays.
        """
        with self._following:
            self._end_retired()
            if self._pinned:
                return False
            found = current_release(self.folder)
            if found is None or found.id in (self.release.id, self._refused):
                return False
            try:
                serving = Serving(_checked(found), self._settings)
            except LettergraphError as error:
                self._refused = found.id
                _LOG.error("The release %s is not served, %s stays: %s", found.id, self.release.id, error)
                return False
            with self._lock:
                self._retired.append(self._current)
                self._current = serving
            self._refused = None
            _LOG.info("Serving the release %s.", found.id)
            self._end_retired()
            return True

    def close(self) -> None:
        """Stop following and end all workers."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join(timeout=60)
        with self._lock:
            servings, self._retired = [*self._retired, self._current], []
        for serving in servings:
            serving.close()

    def _watch(self, interval: float) -> None:
        while not self._stop.wait(interval):
            try:
                self.follow()
            except (LettergraphError, OSError):
                _LOG.exception("The site cannot be looked at; the release %s stays.", self.release.id)

    def _end_retired(self) -> None:
        with self._lock:
            done = [serving for serving in self._retired if serving.uses == 0]
            self._retired = [serving for serving in self._retired if serving.uses > 0]
        for serving in done:
            serving.close()

    def _first(self) -> ServedRelease:
        """The current release; where it is damaged, the newest one before it that is whole."""
        current = current_release(self.folder)
        if current is None:
            raise ReleaseError(
                "There is no release to serve.",
                where=Where(str(self.folder)),
                remedy="Run `lettergraph build` first, or name another folder with --collection.",
            )
        try:
            return _checked(current)
        except ReleaseDamaged as damage:
            self._refused = current.id
            for older in (one for one in releases(self.folder) if one.id < current.id):
                try:
                    served = _checked(older)
                except ReleaseDamaged:
                    continue
                _LOG.error("The release %s is damaged, %s is served instead: %s", current.id, older.id, damage)
                return served
            raise


def _pinned(folder: Path, release_id: str) -> ServedRelease:
    known = {one.id: one for one in releases(folder)}
    if release_id not in known:
        remedy = did_you_mean(release_id, known) or f"There are {', '.join(known) or 'none'}."
        raise ReleaseError(f"There is no release {release_id!r}.", where=Where(str(folder)), remedy=remedy)
    return _checked(known[release_id])


def _checked(release: Release) -> ServedRelease:
    """Verify every byte of a release before anybody is answered from it."""
    verify(release.path)
    return served_release(release.path)


def served_release(path: Path) -> ServedRelease:
    """Read what a request needs to know of a release.

    Raises:
        ReleaseDamaged: the manifest is missing, changed, or does not name the collection.
    """
    manifest = read_manifest(path)
    collection = manifest.metadata.get("collection")
    if not isinstance(collection, Mapping) or not {"base_iri", "title", "id"} <= set(collection):
        raise ReleaseDamaged("The manifest does not name the collection.", where=Where(str(path)))
    languages = cast("list[str]", collection.get("languages") or ["en"])
    return ServedRelease(
        manifest.id,
        path.resolve(),
        str(collection["base_iri"]),
        str(collection["title"]),
        tuple(languages),
        manifest.created,
        manifest,
    )
