"""``@evidence`` and ``@cert`` as reservations of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.records.certainty import Certainty
from kg.records.document import Finding
from kg.sources.xml import Element, XmlDocument, attribute

_EVIDENCE = {
    "conjecture": (Certainty.CONJECTURED,),
    "conjectured": (Certainty.CONJECTURED,),
    "inferred": (Certainty.CONJECTURED,),
    "internal": (),
    "external": (),
}
_CERT = {"low": (Certainty.UNCERTAIN,), "medium": (Certainty.UNCERTAIN,), "unknown": (Certainty.UNCERTAIN,), "high": ()}

_TABLES = {"evidence": _EVIDENCE, "cert": _CERT}


def certainty_of(elements: Iterable[Element]) -> tuple[Certainty, ...]:
    """The reservations of an element and of those around it, each once. ``external`` reserves nothing."""
    found: dict[Certainty, None] = {}
    for element in elements:
        for name, table in _TABLES.items():
            for value in (attribute(element, name) or "").split():
                found.update(dict.fromkeys(table.get(value.casefold(), ())))
    return tuple(found)


def odd_certainty(elements: Iterable[Element], xml: XmlDocument) -> Iterator[Finding]:
    """Report values that say nothing about certainty, e.g. ``evidence="high"``."""
    for element in elements:
        for name, table in _TABLES.items():
            for value in (attribute(element, name) or "").split():
                if value.casefold() not in table:
                    known = ", ".join(f'"{one}"' for one in table)
                    yield Finding(
                        "certainty-not-understood",
                        f'{name}="{value}" is none of the known values; it is taken for no reservation.',
                        f"Use one of {known}.",
                        xml.locate_attribute(element, name),
                        "information",
                    )
