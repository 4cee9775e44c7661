"""The registers whose IRIs we know: how their owners mint them, by which other addresses people cite them.

Data. Canonical forms: model and documentation of each owner, see ``docs/reference/references.md``. A register that is
not listed here is somebody's own; its IRIs are left as they are (`kg.authorities.iris`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.authorities.check_digits import bnf_check_character, bnf_is_right, gnd_is_right, iso_7064_is_right
from kg.records.agent import EntityKind

AGENTS = frozenset({EntityKind.PERSON, EntityKind.CORPORATE_BODY, EntityKind.GROUP})
PERSONS = frozenset({EntityKind.PERSON})
PLACES = frozenset({EntityKind.PLACE})
ANYTHING = frozenset(EntityKind)


def _lccn(text: str) -> str:
    """Normalise as https://www.loc.gov/marc/lccn-namespace.html says: no blanks, the number after a hyphen in six."""
    text = text.lower().replace(" ", "")
    head, hyphen, tail = text.partition("-")
    return head + tail.zfill(6) if hyphen else text


def _without_hyphens(text: str) -> str:
    return re.sub(r"[-\s]", "", text).upper()


def _orcid(text: str) -> str:
    digits = _without_hyphens(text)
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _bnf(text: str) -> str:
    """The page of a person has the number without its check character: ``data.bnf.fr/11907966/victor_hugo/``."""
    name = "cb" + text.lower().removeprefix("cb")
    return name + bnf_check_character(name) if re.fullmatch(r"cb[0-9]{8}", name) else name


def _gnd(text: str) -> str:
    """Only numbers of up to seven digits (once SWD and GKD) are minted with the hyphen; persons' are without."""
    return text.upper()


@dataclass(frozen=True, slots=True)
class KnownRegister:
    """One register.

    ``addresses`` are matched against host and path (with query and fragment), without scheme, ``www.``, ``m.``, a
    language's subdomain, or a slash at the end; group ``id`` is the identifier. ``owns`` matches all addresses that
    belong to the register alone: one that names no record is refused. ``number`` is the whole of an identifier in
    normal form.
    """

    name: str
    iri: str
    """With ``{id}`` for the identifier."""
    number: re.Pattern[str]
    kinds: frozenset[EntityKind]
    addresses: tuple[re.Pattern[str], ...]
    owns: re.Pattern[str]
    prefixes: tuple[str, ...] = ()
    normal: Callable[[str], str] = str
    is_right: Callable[[str], bool] | None = None
    """Of a number in normal form: whether its check digit is right."""


def _pattern(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


_GND = r"(?P<id>[0-9X-]+)"

REGISTERS: tuple[KnownRegister, ...] = (
    KnownRegister(
        name="gnd",
        iri="https://d-nb.info/gnd/{id}",
        number=re.compile(r"[0-9]{7,10}[0-9X]|[0-9]{1,8}-[0-9X]"),
        kinds=ANYTHING,
        addresses=_pattern(
            rf"d-?nb\.(?:info|de)/+(?:gnd|pnd)[/:]*{_GND}(?:[/#?.].*)?",
            # Numbers of nine digits that begin with 1 were given to persons alone; the catalogue's own numbers share
            # the space, so that such an address can mean nobody else.
            r"d-nb\.info/+(?P<id>1[0-7][0-9]{6}[0-9X])",
            rf"portal\.dnb\.de/.*nid(?:%3D|=)(?:%22|\")?{_GND}.*",
            rf"lobid\.org/gnd/{_GND}(?:\.json|\.html)?",
            rf"explore\.gnd\.network/gnd/{_GND}.*",
            rf"kalliope-verbund\.info/(?:gnd/)?{_GND}",
            rf"hub\.culturegraph\.org/entityfacts/{_GND}",
            rf"deutsche-biographie\.de/(?:pnd|gnd){_GND}\.html(?:#.*)?",
        ),
        owns=re.compile(r"d-?nb\.(?:info|de)/+(?:gnd|pnd)(?:[^a-z].*)?", re.IGNORECASE),
        prefixes=("gnd", "pnd", "gkd", "swd", "(de-588)", "de-588"),
        normal=_gnd,
        is_right=gnd_is_right,
    ),
    KnownRegister(
        name="viaf",
        # viaf.org describes http://viaf.org/viaf/… in its data, whatever the address of its pages.
        iri="http://viaf.org/viaf/{id}",
        number=re.compile(r"[1-9][0-9]{0,21}"),
        kinds=ANYTHING,
        addresses=_pattern(r"viaf\.org/(?:[a-z]{2}/)?viaf/+(?P<id>[0-9]+)(?:[/#].*)?"),
        owns=re.compile(r"viaf\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("viaf",),
    ),
    KnownRegister(
        name="lccn",
        iri="http://id.loc.gov/authorities/names/{id}",
        number=re.compile(r"n[a-z]{0,2}[0-9]{8,10}"),
        kinds=ANYTHING,
        addresses=_pattern(
            r"id\.loc\.gov/(?:authorities|rwo)/(?:names|agents)/+(?P<id>n[a-z]{0,2}[0-9-]+)(?:\.[a-z.]+|#.*)?",
            r"lccn\.loc\.gov/+(?P<id>n[a-z]{0,2}[0-9-]+)",
        ),
        owns=re.compile(r"id\.loc\.gov/authorities/names(?:/.*)?|lccn\.loc\.gov(?:/+n.*)?", re.IGNORECASE),
        prefixes=("lccn", "lcnaf", "naf"),
        normal=_lccn,
    ),
    KnownRegister(
        name="isni",
        iri="https://isni.org/isni/{id}",
        number=re.compile(r"[0-9]{15}[0-9X]"),
        kinds=AGENTS,
        addresses=_pattern(r"isni\.org/+(?:(?:isni|page)/+)?(?P<id>[0-9][0-9X -]+)(?:[/#].*)?"),
        owns=re.compile(r"isni\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("isni",),
        normal=_without_hyphens,
        is_right=iso_7064_is_right,
    ),
    KnownRegister(
        name="bnf",
        iri="http://data.bnf.fr/ark:/12148/{id}",
        number=re.compile(r"cb[0-9]{8}[0-9bcdfghjkmnpqrstvwxz]"),
        kinds=ANYTHING,
        addresses=_pattern(
            r"(?:data|catalogue)\.bnf\.fr/(?:[a-z]{2}/)?ark:/*12148/+(?P<id>cb[0-9a-z]+)(?:[/#].*)?",
            r"data\.bnf\.fr/(?:[a-z]{2}/)?(?P<id>[0-9]{8})(?:[/#.].*)?",
            r"n2t\.net/ark:/*12148/+(?P<id>cb[0-9a-z]+)",
        ),
        owns=re.compile(r"data\.bnf\.fr/(?:[a-z]{2}/)?ark:.*", re.IGNORECASE),
        prefixes=("bnf", "ark:/12148/cb"),
        normal=_bnf,
        is_right=bnf_is_right,
    ),
    KnownRegister(
        name="ndl",
        iri="http://id.ndl.go.jp/auth/ndlna/{id}",
        number=re.compile(r"[0-9]{8,9}"),
        kinds=ANYTHING,
        addresses=_pattern(r"id\.ndl\.go\.jp/auth/(?:ndlna|entity)/+(?P<id>[0-9]+)(?:\.[a-z]+)?"),
        owns=re.compile(r"id\.ndl\.go\.jp/auth/(?:ndlna|entity)(?:/.*)?", re.IGNORECASE),
        prefixes=("ndl", "ndlna"),
    ),
    KnownRegister(
        name="wikidata",
        iri="http://www.wikidata.org/entity/{id}",
        number=re.compile(r"Q[1-9][0-9]{0,11}"),
        kinds=ANYTHING,
        addresses=_pattern(
            r"wikidata\.org/+(?:(?:wiki|entity)/+)?(?:Special:EntityData/|Item:|Special:EntityPage/)?(?P<id>Q[0-9]+)(?:[./#?].*)?",
            r"wikidata\.org/(?:w/index\.php)?\?title=(?P<id>Q[0-9]+)(?:&.*)?",
        ),
        owns=re.compile(r"wikidata\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("wd", "wikidata"),
        normal=str.upper,
    ),
    KnownRegister(
        name="orcid",
        iri="https://orcid.org/{id}",
        number=re.compile(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]"),
        kinds=PERSONS,
        addresses=_pattern(r"orcid\.org/+(?P<id>[0-9][0-9X-]+)(?:[/#].*)?"),
        owns=re.compile(r"orcid\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("orcid",),
        normal=_orcid,
        is_right=iso_7064_is_right,
    ),
    KnownRegister(
        name="geonames",
        iri="https://sws.geonames.org/{id}/",
        number=re.compile(r"[1-9][0-9]{0,8}"),
        kinds=PLACES,
        addresses=_pattern(
            r"(?:[a-z]+\.)?geonames\.(?:org|com)/+(?P<id>[0-9]+)(?:[/.#?].*)?",
            r"(?:[a-z]+\.)?geonames\.(?:org|com)/.*[?&]geonameId=(?P<id>[0-9]+).*",
        ),
        owns=re.compile(r"(?:[a-z]+\.)?geonames\.(?:org|com)(?:/.*)?", re.IGNORECASE),
        prefixes=("geonames", "geoname", "gn"),
    ),
    KnownRegister(
        name="tgn",
        iri="http://vocab.getty.edu/tgn/{id}",
        number=re.compile(r"[1-9][0-9]{5,7}"),
        kinds=PLACES,
        addresses=_pattern(
            r"vocab\.getty\.edu/+(?:page/+)?tgn/+(?P<id>[0-9]+)(?:-place)?(?:[.#].*)?",
            r"getty\.edu/vow/TGN[^?]*\?.*subjectid=(?P<id>[0-9]+).*",
        ),
        owns=re.compile(r"vocab\.getty\.edu/+(?:page/+)?tgn(?:/.*)?", re.IGNORECASE),
        prefixes=("tgn",),
    ),
    KnownRegister(
        name="ulan",
        iri="http://vocab.getty.edu/ulan/{id}",
        number=re.compile(r"500[0-9]{6}"),
        kinds=AGENTS,
        addresses=_pattern(
            r"vocab\.getty\.edu/+(?:page/+)?ulan/+(?P<id>[0-9]+)(?:-agent)?(?:[.#].*)?",
            r"getty\.edu/vow/ULAN[^?]*\?.*subjectid=(?P<id>[0-9]+).*",
        ),
        owns=re.compile(r"vocab\.getty\.edu/+(?:page/+)?ulan(?:/.*)?", re.IGNORECASE),
        prefixes=("ulan",),
    ),
    KnownRegister(
        name="pleiades",
        iri="https://pleiades.stoa.org/places/{id}",
        number=re.compile(r"[1-9][0-9]{0,11}"),
        kinds=PLACES,
        addresses=_pattern(r"pleiades\.stoa\.org/places/+(?P<id>[0-9]+)(?:[/#].*)?"),
        owns=re.compile(r"pleiades\.stoa\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("pleiades",),
    ),
    KnownRegister(
        name="osm",
        iri="https://www.openstreetmap.org/{id}",
        number=re.compile(r"(?:node|way|relation)/[1-9][0-9]{0,15}"),
        kinds=PLACES,
        addresses=_pattern(r"(?:openstreetmap|osm)\.org/(?:browse/+)?(?P<id>(?:node|way|relation)/[0-9]+)(?:[/#?].*)?"),
        owns=re.compile(r"(?:openstreetmap|osm)\.org(?:/.*)?", re.IGNORECASE),
        prefixes=("osm",),
        normal=str.lower,
    ),
    KnownRegister(
        name="gov",
        # Das Genealogische Ortsverzeichnis.
        iri="http://gov.genealogy.net/{id}",
        number=re.compile(r"[A-Z0-9]{6,14}|object_[0-9]+|adm_[0-9]+"),
        kinds=PLACES,
        addresses=_pattern(r"gov\.genealogy\.net/+(?:item/show/+)?(?P<id>[A-Za-z0-9_]+)"),
        owns=re.compile(r"gov\.genealogy\.net(?:/.*)?", re.IGNORECASE),
        prefixes=("gov",),
    ),
)
"""In the order in which they are tried."""

AGENT_PREFERENCE = ("gnd", "viaf", "lccn", "isni", "bnf", "ndl", "wikidata", "ulan", "orcid")
"""Which register gives the key of a person or body that has several."""

PLACE_PREFERENCE = ("geonames", "tgn", "gnd", "wikidata", "viaf", "lccn", "bnf", "ndl", "pleiades", "gov", "osm")

DESCRIPTIONS = re.compile(
    r"(?:.+\.)?(?:wikipedia|wikisource|wiktionary|wikiquote|wikimedia)\.org"
    r"|(?:.+\.)?(?:google\.[a-z.]+|bing\.com|duckduckgo\.com|yandex\.[a-z]+)"
)
"""Hosts whose pages describe or find somebody, without being a register of who is who."""
