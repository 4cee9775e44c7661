"""Invented letters as editions know them, as the mapping records that a release keeps."""

from __future__ import annotations

from collections.abc import Mapping

Record = Mapping[str, object]


def letter(
    key: str,
    *,
    edition: str,
    sender: str = "person/gnd-1",
    addressee: str = "person/gnd-2",
    date: str | tuple[str, str] | None = "1908-06-14",
    place: str | None = "place/linden",
    address: str | None = None,
    shelf_mark: str | None = None,
    text: str | None = None,
) -> tuple[str, Record]:
    """Make a letter; somebody written as a name in quotation marks is known by that name only."""
    parties = [_entity(one, key) for one in (sender, addressee)]
    where = _entity(place, key) if place else None
    main: dict[str, object] = {
        "reference": {"type": "doc", "key": key},
        "main": True,
        "senders": [{"agent": parties[0]["reference"]}],
        "addressees": [{"agent": parties[1]["reference"]}],
    }
    if date is not None:
        first, last = (date, date) if isinstance(date, str) else date
        main["dates"] = {"sent": [{"earliest": first, "latest": last}]}
    if where is not None:
        main["places"] = {"sent": [{"place": where["reference"]}]}
    if text is not None:
        main["text"] = text
    record: dict[str, object] = {
        "doc_label": f"Letter {key}",
        "snapshot": {"path": edition},
        "documents": [main],
        "persons": parties,
        "places": [where] if where else [],
        "entry": {"addresses": [{"value": address}]} if address else {},
    }
    if shelf_mark is not None:
        record["instantiations"] = [{"reference": {"as_printed": shelf_mark, "leaf": "1"}}]
    return key, record


def _entity(who: str, key: str) -> dict[str, object]:
    if who.startswith('"'):
        name = who.strip('"')
        reference = {"type": "person", "key": f"{key}-{name.casefold().replace(' ', '-')}"}
        return {"reference": reference, "basis": "unresolved", "names": [{"text": name}]}
    type_, _, name = who.partition("/")
    return {"reference": {"type": type_, "key": name}, "basis": "stated", "names": [{"text": name}]}


def padding(edition: str, number: int = 2) -> list[tuple[str, Record]]:
    """Other letters of an edition, so that it is an index and not a file with one letter."""
    return [
        letter(f"{edition}-x{at}", edition=edition, sender=f"person/x{edition}{at}", date="1900-01-01")
        for at in range(number)
    ]
