"""Entries of the validation report that speak of a thing, so that a reader of its page sees what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from kg.publication.pages.letters import Json, Letters, elements, members
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Link, Notice
from kg.records.mapping_form import type_of_list
from kg.release import RecordsReader

_STEP = re.compile(r"\$\.(\w+)\[(\d+)\]")


class Notices:
    """What the report of one release says of letters; the entries of each lie with its record."""

    def __init__(self, records: RecordsReader, letters: Letters) -> None:
        self._records = records
        self._letters = letters

    def of(self, iri: str, letter_keys: Sequence[str], lookup: Lookup) -> tuple[Notice, ...]:
        """Give what the report says of a thing; of a letter everything, of others what speaks of just them."""
        whole = lookup.key_of(iri) if lookup.type_of(iri) == "doc" else ""
        found = []
        for key in letter_keys[:12]:
            for entry in self._records.findings(key):
                about = self._about(key, str(entry.get("field") or ""), lookup)
                if about == iri or whole == key:
                    found.append(_notice(entry, lookup.link(about) if about is not None and about != iri else None))
        return tuple(found)

    def _about(self, key: str, field: str, lookup: Lookup) -> str | None:
        """Find the thing whose part of the record a field is."""
        match = _STEP.match(field)
        letter = self._letters.get(key)
        if match is None or letter is None:
            return None
        items = elements(letter.record.get(match[1]))
        if int(match[2]) >= len(items):
            return None
        item = items[int(match[2])]
        reference = members(item.get("reference") if match[1] != "annotations" else item.get("body"))
        if reference:
            return lookup.thing(str(reference.get("type")), str(reference.get("key")))
        type_ = type_of_list.get(match[1])
        return lookup.thing(type_.value, str(item["key"])) if type_ is not None and "key" in item else None


def _notice(entry: Json, about: Link | None) -> Notice:
    return Notice(
        severity=str(entry.get("severity", "")),
        code=str(entry.get("code", "")),
        what=str(entry.get("what", "")),
        why=str(entry.get("why") or ""),
        remedy=str(entry.get("remedy") or ""),
        words=str(entry.get("words") or ""),
        line=cast("int | None", entry.get("line")),
        thing=about,
    )
