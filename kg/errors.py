"""Every error that the library raises on purpose, in one hierarchy.

    LettergraphError
    ├── ConfigurationError     collection.toml, authority or curation file: file, line, key
    ├── MappingError           a mapping: file, rule, record field
    ├── MalformedSource        a document that cannot be read: file, line, column
    ├── ValidationFailure      the validation could not be done (not: a document broke a shape)
    ├── ReleaseError           building, swapping, verifying a release: path
    │   ├── ReleaseLocked      another build is at work: pid
    │   ├── ReleaseDamaged     a file differs from the manifest
    │   └── DiskSpaceError     not enough room for the release
    ├── KeyRegistryError       the frozen keys contradict themselves
    ├── QueryError             a query that is refused or that cannot be parsed: line, column
    │   ├── QueryForbidden     an update, or a call to another endpoint
    │   ├── QueryTimeout       it took longer than it may
    │   ├── QueryTooBig        it wants more memory, or gives a larger answer, than it may
    │   ├── WorkersBusy        no worker became free in time: retry_after
    │   ├── WorkerCrashed      the engine gave up; the next query is not concerned
    │   └── QueryCancelled     the client went away
    ├── SandboxUnavailable     this system cannot lock a worker in
    └── UnknownEntity          an IRI that the release does not know
        └── EntityGone         an IRI that an earlier release had

Each error says what happened with the offending value, where (as attributes, not only as prose) and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file; lines and columns count from 1. Parts that are not known are ``None``."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None
    """The key, rule or record field, e.g. ``sources[0].path`` or ``$.senders[1]``."""

    def __str__(self) -> str:
        place = self.file or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
            if self.column is not None:
                place += f":{self.column}"
        if self.field is not None:
            place += f" ({self.field})" if place else self.field
        return place


class LettergraphError(Exception):
    """The root: ``what`` happened, ``where``, and ``remedy`` (what to do).

    The text of the error is ``where: what. remedy``.
    """

    def __init__(self, what: str, *, where: Where | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where or Where()
        self.remedy = remedy

    def __str__(self) -> str:
        place = str(self.where)
        text = f"{place}: {self.what}" if place else self.what
        return f"{text} {self.remedy}" if self.remedy else text


class ConfigurationError(LettergraphError):
    """A setting is missing, unknown or has a bad value."""


class MappingError(LettergraphError):
    """A mapping is not valid RML or YARRRML, or a record does not fit it."""


class MalformedSource(LettergraphError):
    """A document cannot be read at ``where``; the rest of the collection is not concerned."""


class ValidationFailure(LettergraphError):
    """The validation itself failed: broken shapes or an engine that gave up."""


class ReleaseError(LettergraphError):
    """A release cannot be built, swapped, opened or removed."""


class ReleaseLocked(ReleaseError):
    """Another process builds this site; ``pid`` names it."""

    def __init__(self, what: str, *, pid: int, where: Where | None = None, remedy: str | None = None) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.pid = pid


class ReleaseDamaged(ReleaseError):
    """A file of a release is missing, added or differs from the manifest."""


class DiskSpaceError(ReleaseError):
    """There is not enough room on the disk for the release."""


class KeyRegistryError(LettergraphError):
    """The registry of frozen keys contradicts itself; a build must not go on."""


class QueryError(LettergraphError):
    """A query is refused or cannot be parsed."""


class QueryForbidden(QueryError):
    """A query asks for what a public endpoint never does: an update, or a call to another endpoint."""


class QueryTimeout(QueryError):
    """A query or a page took longer than it may; asking again at once is useless."""


class QueryTooBig(QueryError):
    """A query wants more memory, or gives a larger answer, than it may."""


class WorkersBusy(QueryError):
    """No worker became free in time; ``retry_after`` says in how many seconds to ask again."""

    def __init__(
        self, what: str, *, retry_after: int = 5, where: Where | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.retry_after = retry_after


class WorkerCrashed(QueryError):
    """A worker ended in the midst of its task; it is replaced."""


class QueryCancelled(QueryError):
    """The client went away, and its query was ended."""


class SandboxUnavailable(LettergraphError):
    """This system cannot lock workers in (no seccomp)."""


class UnknownEntity(LettergraphError):
    """No statement of the release has this IRI as its subject."""


class EntityGone(UnknownEntity):
    """The IRI is reserved for something that an earlier release had; it is never used again."""


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Say which known name is nearest, e.g. ``Did you mean "publisher"?``; ``None`` if none is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else None
