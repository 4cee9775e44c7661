"""What the pages for people say: models made from a release, without HTML and without HTTP.

* ``TASKS``: the tasks of a worker by name: ``front``, ``browse`` (list, page), ``entity`` (iri, page), ``warm``;
* ``front_page``, ``BrowsePages``, ``EntityPages``: the same for Python;
* ``kg.publication.pages.models``: the models, frozen values that ``to_json`` writes.

How they look is the business of ``server/templates``.
"""

from __future__ import annotations

from kg.publication.pages.browse import LISTS, BrowsePages
from kg.publication.pages.context import OpenedRelease, ReleaseContext, open_release
from kg.publication.pages.entity import EntityPages
from kg.publication.pages.entity_models import EntityPage
from kg.publication.pages.front import front_page
from kg.publication.pages.list_models import BrowsePage, FrontPage
from kg.publication.pages.tasks import TASKS, to_json

__all__ = [
    "LISTS",
    "TASKS",
    "BrowsePage",
    "BrowsePages",
    "EntityPage",
    "EntityPages",
    "FrontPage",
    "OpenedRelease",
    "ReleaseContext",
    "front_page",
    "open_release",
    "to_json",
]
