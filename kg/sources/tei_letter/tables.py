"""What projects call things in ``@type``, ``@reason`` and the like, in several languages: data, no rules."""

from __future__ import annotations


def vocabulary(words: str, *, between: str | None = None) -> frozenset[str]:
    """A set of words written one after another."""
    return frozenset(words.split(between))


OMISSIONS = vocabulary(
    "editorial omitted omission omit sampling sampled excluded nontranscribed not-transcribed untranscribed abridged "
    "ellipsis cut ausgelassen auslassung gekürzt kürzung omis coupe coupure weggelaten omesso omissis"
)
"""``gap/@reason`` where the edition leaves out what it could have printed; else the words are lost or illegible."""

ENCLOSURES = vocabulary(
    "enclosure enclosed inclosure attachment attached annex annexe beilage anlage beiblatt einlage piece-jointe "
    "pièce-jointe piècejointe piecejointe pj bijlage allegato anexo adjunto załącznik приложение"
)
"""``@type`` of a text that was enclosed with a letter."""

EDITORIAL = vocabulary(
    "abstract summary regest regeste synopsis commentary comment kommentar commentaire apparatus apparat editorial "
    "introduction einleitung notes endnotes footnotes anmerkungen bibliography bibliographie literatur "
    "keywords metadata"
)
"""``@type`` of a division that is the edition's, not the letter's."""

OTHER_VERSIONS = vocabulary(
    "translation übersetzung traduction vertaling traduzione przekład перевод normalized normalised regularized "
    "modernized modernised lesefassung lesetext reading normalisiert modernisiert"
)
"""``@type`` of a division that gives the text once more, in other words or another spelling."""

DIVISIONS = {
    **dict.fromkeys(vocabulary("signature signed signatur unterschrift ondertekening firma podpis подпись"), "signed"),
    **dict.fromkeys(vocabulary("dateline datumszeile date datum datation"), "dateline"),
    **dict.fromkeys(vocabulary("postscript postscriptum nachschrift ps post-scriptum"), "postscript"),
    **dict.fromkeys(vocabulary("address adresse addresse anschrift"), "address"),
    **dict.fromkeys(vocabulary("salute salutation anrede greeting"), "salute"),
}
"""``div/@type`` that is a part of a letter."""

BEHIND_THE_LETTER = frozenset(DIVISIONS) | vocabulary(
    "envelope umschlag kuvert enveloppe endorsement verso closer closing schluss schlussformel gruss gruß opener"
)
"""``@type`` of a division of ``back`` that belongs to the letter."""

AUTHORIAL_NOTES = vocabulary("authorial author autor autornote auteur writer sender verfasser original")
"""``note/@type`` or ``@resp`` of a note that the writer himself made: it is the letter's text."""

EVENTS = vocabulary("event ereignis événement evenement gebeurtenis evento wydarzenie событие")

DIRECTIONS = tuple(
    sorted(
        vocabulary(
            "sent to|addressed to|adressée à|adressé à|envoyée à|envoyé à|expédiée à|gesandt nach|gerichtet nach|nach|"
            "verzonden naar|inviata a|отправлено в|wysłano do",
            between="|",
        )
    )
)
"""Words before a place that a letter goes to: it was not written there."""

LANGUAGES = {
    "deu": "de",
    "ger": "de",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "lat": "la",
    "rus": "ru",
    "ita": "it",
    "spa": "es",
    "nld": "nl",
    "dut": "nl",
    "pol": "pl",
    "ces": "cs",
    "cze": "cs",
    "grc": "grc",
    "ell": "el",
    "gre": "el",
    "heb": "he",
    "hun": "hu",
    "swe": "sv",
    "dan": "da",
    "nor": "no",
    "por": "pt",
    "ukr": "uk",
    "lit": "lt",
    "lav": "lv",
    "est": "et",
    "fin": "fi",
    "hrv": "hr",
    "srp": "sr",
    "slv": "sl",
    "slk": "sk",
    "slo": "sk",
    "ron": "ro",
    "rum": "ro",
    "ara": "ar",
    "tur": "tr",
    "jpn": "ja",
    "zho": "zh",
    "chi": "zh",
}
"""ISO 639-2 and -3 codes that BCP 47 writes shorter (RFC 5646, section 2.2.1)."""


def word(value: str | None) -> str:
    """A value of an attribute as these tables have it: one word in lower case; absent is the empty text."""
    return "-".join((value or "").split()).casefold().lstrip("#")
