"""The types of ``correspAction`` and what each means for the record."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What happened with a letter."""

    SENT = "sent"
    RECEIVED = "received"
    TRANSMITTED = "transmitted"
    FORWARDED = "forwarded"
    REDIRECTED = "redirected"
    DELIVERED = "delivered"


ACTIVITY = {
    Action.TRANSMITTED: "transmitting",
    Action.FORWARDED: "forwarding",
    Action.REDIRECTED: "redirecting",
    Action.DELIVERED: "delivering",
}
"""Concepts of ``ontology/concepts/activity-types.ttl`` for what befalls a letter on its way."""


_TYPES = {str(one): one for one in Action}


def action_type(written: str | None) -> Action | None:
    """The type of an action; case and blanks do not count, and nothing is guessed (``gesendet`` is no type)."""
    text = " ".join((written or "").split()).casefold()
    return _TYPES.get(text)
