"""Who made an encoded file and how far it is: what the header says of the file itself, not of the letters in it.

Sources: TEI P5, sections 2.2 (the file description) and 2.6 (the revision description).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kg.sources.xml.elements import Element, attribute, children, find_all, local, words

_APART = frozenset(("email", "ptr", "idno", "note"))


@dataclass(frozen=True, slots=True)
class Making:
    """``revised`` is the day of the latest change, ``status`` how far the revision is; names are as printed."""

    revised: datetime.date | None = None
    status: str | None = None
    editors: tuple[str, ...] = ()
    publisher: str | None = None


def read_making(tei: Element) -> Making:
    """Read the header of a ``TEI`` element; what is missing, empty or no date is left out."""
    header = next(iter(children(tei, "teiHeader")), None)
    if header is None:
        return Making()
    revisions = list(children(header, "revisionDesc"))
    changes = [change for revision in revisions for change in find_all(revision, "change")]
    statuses = [attribute(one, "status") for one in (*revisions, *changes)]
    return Making(
        revised=max(filter(None, (_day(one) for one in changes)), default=None),
        status=next((one for one in statuses if one), None),
        editors=tuple(dict.fromkeys(_printed(header, "titleStmt", "editor"))),
        publisher=next(_printed(header, "publicationStmt", "publisher"), None),
    )


def _day(change: Element) -> datetime.date | None:
    """The day of a change; ``None`` for one that is not known to the day."""
    for value in (attribute(change, "when"), *(attribute(one, "when") for one in find_all(change, "date"))):
        try:
            return datetime.date.fromisoformat((value or "").strip()[:10])
        except ValueError:
            continue
    return None


def _printed(header: Element, statement: str, name: str) -> Iterator[str]:
    """The names in a statement; of one that lists several by ``name`` or ``persName`` each by itself."""
    for around in find_all(header, statement):
        for element in children(around, name):
            named = [one for one in children(element) if local(one) in ("name", "persName", "orgName")]
            for one in named or [element]:
                text = words(one, without=_APART)
                if text:
                    yield text
