"""The tasks of a worker that make pages; each answers with a model as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import cast

from kg.publication.pages.browse import BrowsePages
from kg.publication.pages.context import Output, ReleaseContext
from kg.publication.pages.entity import EntityPages
from kg.publication.pages.entity_models import EntityPage
from kg.publication.pages.front import front_page
from kg.publication.pages.list_models import BrowsePage, FrontPage

PageModel = EntityPage | BrowsePage | FrontPage
Task = Mapping[str, object]
TaskFunction = Callable[[ReleaseContext, Task, Output], None]


def to_json(page: PageModel) -> bytes:
    """Write a model as JSON, the form in which it crosses to the web process; members keep their names."""
    return json.dumps(asdict(page), ensure_ascii=False, separators=(",", ":")).encode()


class _Makers:
    """The makers of the release that this worker has opened, with what they have read of it.

    A worker opens one release in its life; were another context given, the makers begin anew.
    """

    def __init__(self) -> None:
        self._context: ReleaseContext | None = None
        self._entities: EntityPages | None = None
        self._front: FrontPage | None = None

    def front(self, context: ReleaseContext, task: Task, output: Output) -> None:
        """The front page; the same for the whole life of a release."""
        self._begin(context)
        if self._front is None:
            self._front = front_page(context)
        _answer(self._front, output)

    def browse(self, context: ReleaseContext, task: Task, output: Output) -> None:
        """``list`` and ``page``."""
        self._begin(context)
        _answer(BrowsePages(context).page(str(task["list"]), page=_page(task)), output)

    def entity(self, context: ReleaseContext, task: Task, output: Output) -> None:
        """``iri`` and ``page``."""
        _answer(self._pages(context).page(str(task["iri"]), page=_page(task)), output)

    def warm(self, context: ReleaseContext, task: Task, output: Output) -> None:
        """Make one page and throw it away: mappings and shapes are read, so that no visitor waits for that."""
        letter = next(context.records.keys(), None)
        if letter is not None:
            self._pages(context).page(f"{context.names.base_iri}id/doc/{letter}", page=1)
        output.begin({"media_type": "application/json", "letter": letter})

    def _pages(self, context: ReleaseContext) -> EntityPages:
        self._begin(context)
        if self._entities is None:
            self._entities = EntityPages(context)
        return self._entities

    def _begin(self, context: ReleaseContext) -> None:
        if self._context is not context:
            self._context, self._entities, self._front = context, None, None


_MAKERS = _Makers()

TASKS: dict[str, TaskFunction] = {
    "front": _MAKERS.front,
    "browse": _MAKERS.browse,
    "entity": _MAKERS.entity,
    "warm": _MAKERS.warm,
}
"""Name to function, for ``kg.publication.work``."""


def _page(task: Task) -> int:
    return int(cast("int | str", task.get("page", 1)))


def _answer(page: PageModel, output: Output) -> None:
    output.begin({"media_type": "application/json"})
    output.write(to_json(page))
