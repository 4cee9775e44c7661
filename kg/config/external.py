"""Registers outside the collection that an entity may be linked to, and the form of their IRIs.

The canonical forms are those that the registers mint themselves; `external_authority` does not normalise variants
(``http`` for ``https``, ``www.geonames.org``): that is the matter of the readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExternalAuthority:
    """A register; ``pattern`` is a regular expression that its IRIs match as a whole."""

    name: str
    label: str
    pattern: str
    form: str
    """How its IRIs look, for people."""


EXTERNAL_AUTHORITIES = (
    ExternalAuthority(
        "gnd",
        "Integrated Authority File (GND)",
        r"https://d-nb\.info/gnd/[0-9X][0-9X-]*",
        "https://d-nb.info/gnd/…",
    ),
    ExternalAuthority(
        "viaf",
        "Virtual International Authority File",
        r"http://viaf\.org/viaf/[0-9]+",
        "http://viaf.org/viaf/…",
    ),
    ExternalAuthority(
        "bnf",
        "Bibliothèque nationale de France",
        r"http://data\.bnf\.fr/ark:/12148/cb[0-9]{8}[0-9a-z](?:#about)?",
        "http://data.bnf.fr/ark:/12148/cb…",
    ),
    ExternalAuthority(
        "lccn",
        "Library of Congress Name Authority File",
        r"http://id\.loc\.gov/authorities/names/n[a-z]{0,2}[0-9]{8,10}",
        "http://id.loc.gov/authorities/names/n…",
    ),
    ExternalAuthority(
        "ndl",
        "National Diet Library of Japan",
        r"http://id\.ndl\.go\.jp/auth/(?:entity|ndlna|ndlsh)/[0-9]+",
        "http://id.ndl.go.jp/auth/entity/…",
    ),
    ExternalAuthority(
        "isni",
        "International Standard Name Identifier",
        r"https://isni\.org/isni/[0-9]{15}[0-9X]",
        "https://isni.org/isni/…",
    ),
    ExternalAuthority(
        "wikidata",
        "Wikidata",
        r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*",
        "http://www.wikidata.org/entity/Q…",
    ),
    ExternalAuthority(
        "geonames",
        "GeoNames",
        r"https://sws\.geonames\.org/[1-9][0-9]*/",
        "https://sws.geonames.org/…/",
    ),
)

DEFAULT_SAME_AS = tuple(authority.name for authority in EXTERNAL_AUTHORITIES)


def external_authority(iri: str, allowed: Iterable[str] = DEFAULT_SAME_AS) -> str | None:
    """Find the allowed register that ``iri`` belongs to.

    Args:
        iri: as its owner mints it, e.g. ``http://www.wikidata.org/entity/Q855``.
        allowed: names of `EXTERNAL_AUTHORITIES`, or IRI prefixes of other registers.

    Returns:
        The name (or the prefix) out of ``allowed``; ``None`` if there is none.
    """
    patterns = {authority.name: authority.pattern for authority in EXTERNAL_AUTHORITIES}
    for name in allowed:
        pattern = patterns.get(name)
        if pattern is None:
            if iri.startswith(name) and len(iri) > len(name):
                return name
        elif re.fullmatch(pattern, iri):
            return name
    return None
