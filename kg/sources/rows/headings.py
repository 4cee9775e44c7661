"""What the well-known headings of tables of letters mean: in English, German and French, and the plainest of others.

The names are those of csv2cmi (https://github.com/saw-leipzig/csv2cmi), of exports of databases, and plain words.
Upper case, blanks, underscores, hyphens and accents make no difference: ``senderPlaceID``, ``Sender place ID`` and
``sender_place_id`` are one heading. A heading that is not here means nothing until the collection says what it means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from kg.config.columns import ROLE_NAMES

_SENDER = (
    *("sender", "author", "from", "writer", "correspondent from", "letter writer", "sent by", "creator"),
    *("absender", "absenderin", "verfasser", "verfasserin", "schreiber", "schreiberin", "autor", "autorin", "von"),
    *("briefschreiber", "briefschreiberin", "expéditeur", "expéditrice", "auteur", "autrice", "destinateur"),
    *("scripteur", "de la part de", "отправитель", "автор", "автор письма", "от кого"),
    *("mittente", "remitente", "afzender", "nadawca"),
)
_ADDRESSEE = (
    *("addressee", "recipient", "receiver", "to", "sent to", "correspondent to"),
    *("adressat", "adressatin", "empfänger", "empfängerin", "an", "briefempfänger", "destinataire", "récepteur"),
    *("адресат", "получатель", "кому", "destinatario", "ontvanger", "geadresseerde", "adresat", "odbiorca"),
)
_DATE = (
    *("date", "date sent", "sent date", "sender date", "date of letter", "letter date", "date written", "written"),
    *("datum", "briefdatum", "absendedatum", "schreibdatum", "datierung", "abfassungsdatum", "iso datum", "datum iso"),
    *("date iso", "iso date", "edtf", "date edtf", "date d'envoi", "date de la lettre", "date d'expédition"),
    *("sending date", "date of sending", "дата", "дата письма", "дата отправления", "data", "fecha"),
)
_ADDRESSEE_DATE = (
    *("addressee date", "date received", "received", "received date", "recipient date", "empfangsdatum"),
    *("eingangsdatum", "date de réception", "adressat datum", "empfänger datum"),
)
_SENDER_PLACE = (
    *("place sent", "place of sending", "place of writing", "place written", "from place", "origin", "place of origin"),
    *("ort", "absendeort", "absenderort", "schreibort", "entstehungsort", "abfassungsort", "versandort", "ausstellort"),
    *("place", "sent from", "lieu", "lieu d'envoi", "lieu d'expédition", "lieu d'écriture", "lieu de rédaction"),
    *("ort absender", "ort des absenders", "ort der absendung", "ausstellungsort", "sending location", "sending place"),
    *("место отправления", "место написания", "откуда", "luogo di partenza", "luogo di invio", "lugar de envío"),
    *("plaats van verzending", "miejsce wysłania", "miejsce nadania"),
)
_ADDRESSEE_PLACE = (
    *("place received", "place of receipt", "to place", "destination", "place of destination", "place of address"),
    *("empfangsort", "empfängerort", "zielort", "adressort", "bestimmungsort", "lieu de destination"),
    *(
        "lieu de réception",
        "ort empfänger",
        "ort des empfängers",
        "ort adressat",
        "adressatenort",
        "receiving location",
    ),
    *("receiving place", "место назначения", "место получения", "куда", "luogo di arrivo", "luogo di destinazione"),
    *("lugar de destino", "plaats van bestemming", "miejsce odbioru", "miejsce przeznaczenia"),
)
_ID = ("id", "ids", "gnd", "gnd id", "gndid", "viaf", "uri", "iri", "ref", "url", "link", "wikidata", "authority")
_ID_OF_PLACE = (*_ID, "geonames", "geonames id", "geo id")
_ID_WORDS = (
    *_ID_OF_PLACE,
    "norm",
    "normdaten",
    "normdatum",
    "normdaten id",
    "identifier",
    "identifiant",
    "autorité",
    "object id",
)
_REGISTERS = (
    "gnd",
    "gnd id",
    "viaf",
    "wikidata",
    "geonames",
    "geonames id",
    "isni",
    "lccn",
    "bnf",
    "normdaten",
    "norm",
)
_CERTAINTY = ("certainty", "evidence", "cert", "sicherheit", "certitude", "status")
_ORG = ("org", "organisation", "organization", "corporate body", "körperschaft", "institution", "collectivité")

_PLAIN: Mapping[str, Sequence[str]] = {
    "key": (
        *("key", "id", "letter id", "letter key", "letter no", "brief id", "briefid", "brief nr", "briefnummer"),
        *("schlüssel", "kennung", "identifier", "identifiant", "cote lettre", "id lettre", "lettre id", "xml id"),
        *("record id", "item id", "object id"),
    ),
    "edition": ("edition", "edition id", "ausgabe", "édition", "bibl id", "source id"),
    "bibl": (
        *("bibl", "bibliography", "bibliographic reference", "printed in", "published in", "publication"),
        *("literatur", "druck", "druckort", "gedruckt in", "publié dans", "référence bibliographique", "nachweis"),
    ),
    "number": ("number", "no", "nr", "nummer", "num", "numéro", "n°", "lfd nr", "laufende nummer", "№"),
    "page": ("page", "pages", "seite", "seiten", "p", "pp", "s"),
    "language": ("language", "languages", "lang", "sprache", "sprachen", "langue", "langues"),
    "form": (
        *("form", "genre", "type of letter", "letter type", "document type", "briefart", "briefform", "dokumenttyp"),
        *("brieftyp", "textsorte", "type de document", "type de lettre"),
    ),
    "repository": (
        *(
            "repository",
            "archive",
            "holding institution",
            "held by",
            "library",
            "archiv",
            "bibliothek",
            "aufbewahrungsort",
        ),
        *("besitzende institution", "bestandshaltende institution", "dépôt", "lieu de conservation", "conservé à"),
    ),
    "shelf_mark": (
        *("shelf mark", "shelfmark", "call number", "signature", "archival reference", "signatur", "archivsignatur"),
        *("cote", "cote d'archives"),
    ),
    "url": (
        "url",
        "link",
        "web address",
        "address on the web",
        "webseite",
        "adresse web",
        "lien",
        "permalink",
        "online",
    ),
    "title": ("title", "heading", "titel", "überschrift", "titre"),
    "text": ("text", "transcription", "full text", "letter text", "volltext", "brieftext", "texte", "transkription"),
    "note": (
        *("note", "notes", "remark", "remarks", "comment", "comments", "editorial note", "anmerkung", "anmerkungen"),
        *("bemerkung", "bemerkungen", "kommentar", "remarque", "remarques", "commentaire", "примечание", "примечания"),
        *("abstract", "summary", "description", "regest", "résumé", "zusammenfassung", "inhalt"),
    ),
    "person": (
        *("mentioned persons", "mentioned person", "persons mentioned", "persons", "people mentioned"),
        *("erwähnte personen", "erwähnte person", "personnes mentionnées", "personnes citées"),
    ),
    "org": ("mentioned organisations", "mentioned organizations", "mentioned bodies", "erwähnte körperschaften"),
    "place": ("mentioned places", "places mentioned", "erwähnte orte", "lieux mentionnés", "lieux cités"),
}

_DATE_ENDS: Mapping[str, Sequence[str]] = {
    "text": ("text", "as printed", "printed", "words", "original", "wortlaut", "en toutes lettres", "display"),
    "from": ("from", "start", "begin", "von", "beginn", "début"),
    "to": ("to", "end", "bis", "ende", "fin"),
    "not_before": ("not before", "notbefore", "earliest", "after", "frühestens", "nicht vor", "terminus post quem"),
    "not_after": ("not after", "notafter", "latest", "before", "spätestens", "nicht nach", "terminus ante quem"),
    "year": ("year", "jahr", "année", "год"),
    "month": ("month", "monat", "mois", "месяц"),
    "day": ("day", "tag", "jour", "день"),
    "certainty": _CERTAINTY,
}
_AROUND = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*|(?:dublin core|dc|dcterms|schema|bibo)\s?:\s?)|\(\w{1,3}\)\s*$", re.IGNORECASE
)
"""What exports of databases (Omeka, Nodegoat, EMLO) put around a heading."""
_PARTS_OF_DATE = ("year", "month", "day")


class _Add(Protocol):
    def __call__(self, role: str, *headings: str) -> None: ...


@lru_cache(maxsize=1 << 12)
def normal_heading(heading: str) -> str:
    """Give the form in which headings are compared: ASCII letters and digits, others without their accents."""
    plain = unicodedata.normalize("NFKD", heading.strip().casefold())
    return re.sub(r"[^\w]|_", "", "".join(mark for mark in plain if not unicodedata.combining(mark)))


@cache
def _known() -> Mapping[str, str]:
    """Every known heading in its normal form, with its role; of two meanings the first stays."""
    known: dict[str, str] = {}

    def add(role: str, *headings: str) -> None:
        for heading in headings:
            known.setdefault(normal_heading(heading), role)

    for role in ROLE_NAMES:
        if role not in ("person", "org", "place", "exclude", "person_id", "org_id", "place_id"):
            add(role, role)
    for role, headings in _PLAIN.items():
        add(role, *headings)
    for prefix, headings in (("", _DATE), ("addressee_", _ADDRESSEE_DATE)):
        add(f"{prefix}date", *headings)
        for end, words in _DATE_ENDS.items():
            add(f"{prefix}date_{end}", *(f"{heading} {word}" for heading in headings for word in words))
    for part in _PARTS_OF_DATE:
        add(f"date_{part}", *_DATE_ENDS[part])
    for who, headings, places in (("sender", _SENDER, _SENDER_PLACE), ("addressee", _ADDRESSEE, _ADDRESSEE_PLACE)):
        _add_agents(add, who, headings, places)
    for role in ("person", "org", "place", "repository"):
        add(f"{role}_id", *(f"{heading} {word}" for heading in _PLAIN[role] for word in _ID_WORDS))
    return known


def _add_agents(add: _Add, who: str, headings: Sequence[str], places: Sequence[str]) -> None:
    add(who, *headings, *(f"{one} {word}" for one in headings for word in ("name", "names")))
    add(f"{who}_id", *(f"{one} {word}" for one in headings for word in _ID_WORDS))
    add(f"{who}_id", *(f"{word} {one}" for one in headings for word in _ID_WORDS))
    add(f"{who}_certainty", *(f"{one} {word}" for one in headings for word in _CERTAINTY))
    add(f"{who}_org", *(f"{one} {word}" for one in headings for word in _ORG))
    add(f"{who}_org_id", *(f"{one} {org} {word}" for one in headings for org in _ORG for word in _ID_WORDS))
    all_places = (*places, *(f"{one} {word}" for one in headings for word in ("place", "ort", "lieu", "location")))
    add(f"{who}_place", *all_places)
    add(f"{who}_place_id", *(f"{one} {word}" for one in all_places for word in _ID_WORDS))
    add(f"{who}_place_certainty", *(f"{one} {word}" for one in all_places for word in _CERTAINTY))


def role_of(heading: str) -> str | None:
    """Say what a column holds by its heading, e.g. ``sender_place_id`` for ``Absenderort GND``; ``None``: unknown.

    Where the whole heading is not known, it is read without what exports put around it: the vocabulary or the type
    before it (``Dublin Core:Creator``, ``[Letter] Sender``), and a plural in brackets behind it (``Author(s)``).
    """
    return _known().get(normal_heading(heading)) or _known().get(normal_heading(_AROUND.sub("", heading)))


def roles_of(headings: Sequence[str]) -> list[str | None]:
    """Say what each column holds.

    A column that is called by the name of a register alone (``GND``) belongs to the one at its left. The second
    column of one role has none, except for roles that may have several columns.
    """
    roles: list[str | None] = []
    bare = {normal_heading(word) for word in _REGISTERS}
    for heading in headings:
        role = role_of(heading)
        left = f"{roles[-1]}_id" if roles and roles[-1] is not None else None
        if left in ROLE_NAMES and normal_heading(heading) in bare:
            role = left
        if role in roles and role not in SEVERAL_COLUMNS:
            role = None
        roles.append(role)
    return roles


SEVERAL_COLUMNS = ("note", "url", "person", "place", "org")
"""Roles that several columns may have without being told so."""
