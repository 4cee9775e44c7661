"""The application over a release that is opened in this process: the same tasks, without workers.

Tests of pages ask for hundreds of them; that workers answer the same is tested where the server is.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from flask import Flask

from kg.publication.site import ServedRelease, Site
from kg.publication.work import handler
from kg.release import read_manifest
from kg.workers import Answer, Pending
from kg.workers.pool import PoolStatus
from server.app import create_app


class _Output:
    def __init__(self) -> None:
        self.header: Mapping[str, object] = {}
        self.body = io.BytesIO()

    def begin(self, header: Mapping[str, object]) -> None:
        self.header = header

    def write(self, data: bytes, /) -> int:
        return self.body.write(data)

    def flush(self) -> None:
        pass


class _Serving:
    def __init__(self, release: ServedRelease) -> None:
        self.release = release
        self._handle = handler({"release": str(release.path)})

    def run(self, task: Mapping[str, object], **_: object) -> Answer:
        """Do a task here and now; tasks travel as JSON, as they do to a worker."""
        output = _Output()
        self._handle(json.loads(json.dumps(task)), output)
        size = output.body.tell()
        output.body.seek(0)
        return Answer(output.header, output.body, size)

    def begin(self, task: Mapping[str, object], **_: object) -> Pending:
        """Do a task once its answer is waited for."""
        return cast("Pending", SimpleNamespace(wait=lambda: self.run(task)))

    def description(self, media_type: str) -> bytes:
        return self.run({"task": "description", "media_type": media_type}).read()

    def status(self) -> PoolStatus:
        raise NotImplementedError


class _OneRelease:
    """A site that serves one release to its end."""

    def __init__(self, release: Path) -> None:
        manifest = read_manifest(release)
        collection = cast("Mapping[str, object]", manifest.metadata["collection"])
        self._serving = _Serving(
            ServedRelease(
                id=manifest.id,
                path=release,
                base_iri=str(collection["base_iri"]),
                title=str(collection["title"]),
                languages=tuple(str(one) for one in cast("list[object]", collection.get("languages") or ["en"])),
                created=manifest.created,
                manifest=manifest,
            )
        )
        self.release = self._serving.release

    def enter(self) -> _Serving:
        return self._serving

    def leave(self, serving: _Serving) -> None:
        pass


def open_app(release: Path, *, change: Callable[[Flask], None] = lambda _: None) -> Flask:
    """Make the application for a release; ``change`` may switch a defence off."""
    app = create_app(cast("Site", _OneRelease(release.resolve())))
    app.testing = True
    change(app)
    return app
