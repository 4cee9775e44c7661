"""``@evidence`` and ``@cert`` as reservations of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.records.certainty import Certainty
from kg.records.document import Finding
from kg.sources.xml import Element, XmlDocument

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
    for _, name, value in _values(elements):
        found.update(dict.fromkeys(_TABLES[name].get(value.casefold(), ())))
    return tuple(found)


def odd_certainty(elements: Iterable[Element], xml: XmlDocument) -> Iterator[Finding]:
    """Report values that say nothing about certainty, e.g. ``evidence="high"``."""
    for element, name, value in _values(elements):
        if value.casefold() not in _TABLES[name]:
            known = ", ".join(f'"{one}"' for one in _TABLES[name])
            yield Finding(
                "certainty-not-understood",
                f'{name}="{value}" is none of the known values; it is taken for no reservation.',
                f"Use one of {known}.",
                xml.locate_attribute(element, name),
                "information",
            )


def _values(elements: Iterable[Element]) -> Iterator[tuple[Element, str, str]]:
    """The attributes that tell of certainty, word by word."""
    for element in elements:
        for name in _TABLES:
            given = element.get(name)
            for value in () if given is None else given.split():
                yield element, name, value
