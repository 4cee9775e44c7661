"""One curation as a value: what is said, on which words it rests, and who says it, when and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import Where


class Action(StrEnum):
    """What an editor does with a statement."""

    ADD = "add"
    CORRECT = "correct"
    """Withdraw what the reader found and say something else in its place."""
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple as an editor writes it: IRIs whole, without brackets.

    Either ``iri`` or ``value`` is the object; in a withdrawal both may be ``None``: every value of the predicate, and
    with no predicate either, everything that is said of the subject.
    """

    subject: str
    predicate: str | None
    iri: str | None = None
    value: str | None = None
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Curation:
    """``source`` is the path of the letter's source; ``document`` its key, ``None`` if the source has one letter only.

    ``words`` must stand in the source; where they stand several times, ``after`` are words that stand before the place
    that is meant.
    """

    action: Action
    source: str
    where: Where
    words: str
    editor: str
    date: datetime.date
    reason: str
    document: str | None = None
    after: str | None = None
    said: Statement | None = None
    """What is added; ``None`` in a withdrawal."""
    withdrawn: Statement | None = None
    """What is taken out; ``None`` in an addition."""
