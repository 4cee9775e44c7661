"""Do two ways of naming somebody agree? ``Beer-Hofmann, Richard`` and ``R. Beer-Hofmann`` do."""

from __future__ import annotations

import re

from kg.authorities.names import slug
from kg.sources.tei_letter.tables import vocabulary

_TITLES = vocabulary(
    "herr herrn frau fraulein dr prof professor mr mrs miss ms sir lady lord monsieur madame mademoiselle m mme mlle "
    "baron baronin graf grafin von van de der den dem du des la le les the und and et en y e u a andere others autres "
    "d l zu zum zur verlag verleger"
)
_FAMILIES = re.compile(
    r"\b(?:gebrüder|brüder|geschwister|familie|eheleute|ehepaar|brothers|sisters|family|couple|frères|soeurs|sœurs|"
    r"famille|époux|broers|zusters|familie|fratelli|famiglia|hermanos|familia)\b",
    re.IGNORECASE,
)


def agree(one: str, other: str, *, loosely: bool = False) -> bool:
    """Could both mean the same?

    One may be shorter than the other, have initials for given names, or list more people. Whoever is named without a
    given name agrees with everybody of the surname. ``loosely``: one word in common is enough, as for families.
    """
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return False
    if loosely or _FAMILIES.search(one) or _FAMILIES.search(other):
        return bool(set(first) & set(second))
    shorter, longer = sorted((first, second), key=len)
    left = list(longer)
    whole = False
    for token in shorter:
        match = next((known for known in left if _same(token, known)), None)
        if match is None:
            return False
        whole = whole or (len(token) > 1 and len(match) > 1)
        left.remove(match)
    return whole


def _tokens(name: str) -> list[str]:
    return [one for one in slug(name).split("-") if one not in _TITLES]


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
