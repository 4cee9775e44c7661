"""What a letter is called in its source: ids for keys, its date for a key, and a label for people."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import unquote

from kg.authorities import slug
from kg.records.calendars import CalendarRule
from kg.records.iris import address_iri
from kg.sources.correspondence.action_types import Action, action_type
from kg.sources.correspondence.content import DATES, action_content, actions
from kg.sources.correspondence.dating import DATING_ATTRIBUTES, dates_of
from kg.sources.xml import Element, find_all, words

_DAY = re.compile(r"-?\d{4}(?:-\d{2}){0,2}")
_ENDING = re.compile(r"\.(?:html?|xml|php|pdf|json|tei)$", re.IGNORECASE)
_LONGEST_LABEL = 200
_LONGEST_ID = 120


def address_id(address: str) -> str | None:
    """Make an own id of the permanent address of a letter: host and path, whatever the scheme.

    ``https://www.letters.example/A12`` makes ``letters-example-a12``. ``None``: no address.
    """
    iri = address_iri(address)
    if iri is None:
        return None
    place = re.sub(r"^(?:https?://)?(?:www\.)?", "", iri, flags=re.IGNORECASE).rstrip("/")
    return bounded(slug(unquote(_ENDING.sub("", place))), iri)


def local_id(name: str) -> str:
    """Make an own id of an id within a source, e.g. of ``TEI/@xml:id``: ``L00034`` makes ``l00034``."""
    return bounded(slug(name), name)


def bounded(key: str, exact: str) -> str:
    """Cut a key that is too long for an IRI that people read; a hash of the exact text keeps it unique."""
    if len(key) <= _LONGEST_ID:
        return key
    return f"{key[:_LONGEST_ID]}-{hashlib.sha256(exact.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def date_for_key(desc: Element, rule: CalendarRule) -> str | None:
    """The date as far as a key needs it: year, month, day of the first date of sending, else of any other date."""
    return _day_of(_dates_in_order(list(actions(desc))), rule)


def label_of(desc: Element) -> str:
    """Say for people which letter is meant: ``Doe, Jane – Roe, Richard, 1900-11-14``."""
    every = list(actions(desc))
    return _label(every, _dates_in_order(every))


def date_and_label(desc: Element, rule: CalendarRule) -> tuple[str | None, str]:
    """Give both, see `date_for_key` and `label_of`, in half the time."""
    every = list(actions(desc))
    dates = _dates_in_order(every)
    return _day_of(dates, rule), _label(every, dates)


def _day_of(dates: Sequence[Element], rule: CalendarRule) -> str | None:
    for element in dates:
        for value in dates_of(element, rule):
            match = _DAY.search(value.edtf or "")
            if match is not None:
                return match[0]
    return None


def _dates_in_order(every: Sequence[Element]) -> list[Element]:
    """The dates of all actions, those of sending first."""
    sent = [one for one in every if action_type(one.get("type")) is Action.SENT]
    in_order = (*sent, *(one for one in every if one not in sent))
    return [date for action in in_order for date in find_all(action, *DATES)]


def _label(every: Sequence[Element], dates: Sequence[Element]) -> str:
    parties = []
    for wanted in (Action.SENT, Action.RECEIVED):
        found = [one for action in every if action_type(action.get("type")) is wanted for one in _names(action)]
        parties.append(" / ".join(found[:3]) + (" …" if len(found) > 3 else "") or "?")
    date = next((_printed(one) for one in dates[:1]), "")
    return (f"{parties[0]} – {parties[1]}" + (f", {date}" if date else ""))[:_LONGEST_LABEL]


def _printed(date: Element) -> str:
    return words(date) or " ".join(str(date.get(name)) for name in DATING_ATTRIBUTES if date.get(name))


def _names(action: Element) -> list[str]:
    return [text for one in action_content(action).agents if (text := words(one.name))]
