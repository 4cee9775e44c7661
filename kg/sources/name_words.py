"""The words between and beside names, by language. Data; a language that is not listed has the safe words of all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of one language, ready to match."""

    either: re.Pattern[str]
    """Between alternatives."""
    perhaps_either: re.Pattern[str] | None
    """Between alternatives that are whole names; elsewhere it may be a word of one name (``Prince of Wales``)."""
    both: re.Pattern[str]
    """Between names of which all are meant."""
    others: re.Pattern[str]
    """At the end: unnamed persons follow."""
    behalf: re.Pattern[str]
    """Before the one for whom somebody acts."""
    behalf_behind: re.Pattern[str]
    """Behind the one who acts for somebody who is not named (``Meyer i. V.``)."""
    weak_behalf: frozenset[str]
    """Those of them that names of bodies hold, too (``Institut für die Geschichte``)."""
    doubt: re.Pattern[str]
    """Before a name that is doubted."""
    particles: frozenset[str]
    bodies: re.Pattern[str]
    """Words that names of bodies hold, and some surnames (``Post``): what holds one is not split."""
    certain_bodies: re.Pattern[str]
    """Those of them that nobody is called, of the language alone."""


_EITHER = {
    "de": ("oder", "bzw.", "beziehungsweise"),
    "en": ("or",),
    "fr": ("ou", "ou bien"),
    "ru": ("или", "либо"),
    "nl": ("of", "dan wel"),
    "it": ("o", "oppure"),
    "es": ("o", "u"),
    "pl": ("lub", "albo"),
    "la": ("vel", "aut"),
}
# These words mean something else in the names of other languages (Dutch "of", Italian "o"): in their own alone.
_OWN_ALONE = frozenset({"of", "o", "u", "aut", "e", "y", "i", "a"})

_BOTH = {
    "de": ("und", "u.", "sowie"),
    "en": ("and",),
    "fr": ("et",),
    "ru": ("и",),
    "nl": ("en",),
    "it": ("e", "ed"),
    "es": (),  # "y" joins the two surnames of one person.
    "pl": ("i", "oraz"),
    "la": ("et", "ac", "atque"),
}
_OTHERS = {
    "de": (
        *("u. a.", "u.a.", "und andere", "und anderen", "u. andere", "und weitere", "u. w.", "et al.", "et alii"),
        *("und andere mehr", "u. a. m.", "und Genossen"),
    ),
    "en": ("and others", "et al.", "et al", "& others", "and other signatories", "and several others"),
    "fr": ("et autres", "et d'autres", "et d’autres", "et al.", "et consorts", "e. a."),
    "ru": ("и др.", "и другие", "и другим", "и пр.", "и прочие", "и др"),
    "nl": ("en anderen", "e. a.", "e.a.", "en andere", "et al."),
    "it": ("e altri", "ed altri", "et al."),
    "es": ("y otros", "y otras", "et al."),
    "pl": ("i inni", "i in.", "et al."),
    "la": ("et alii", "et al.", "et ceteri", "aliique"),
}
_BEHALF = {
    "de": (
        *("im Auftrag von", "im Auftrage von", "im Auftrag des", "im Auftrag der", "im Namen von", "im Namen des"),
        *("im Namen der", "i. A. von", "i. A. des", "i. A. der", "i. A.", "i.A.", "i. V. von", "i. V.", "i.V."),
        *("in Vertretung von", "in Vertretung des", "in Vertretung der", "für den", "für die", "ppa."),
    ),
    "en": (
        *("for and on behalf of", "on behalf of", "by order of", "by direction of", "in the name of", "per pro."),
        *("per procurationem", "p. p.", "p.p.", "pp.", "pp"),
    ),
    "fr": ("au nom de", "au nom du", "au nom des", "par ordre de", "par ordre du", "de la part de", "p. o.", "p/o"),
    "ru": ("по поручению", "от имени", "за"),
    "nl": ("namens", "in opdracht van", "uit naam van"),
    "it": ("per conto di", "a nome di", "per ordine di", "in nome di"),
    "es": ("en nombre de", "por orden de", "por encargo de", "p. o."),
    "pl": ("w imieniu", "z upoważnienia", "z up."),
    "la": ("per procurationem", "nomine", "iussu"),
}
_LEADING_BEHALF = {"en": ("for",), "de": ("für",), "fr": ("pour",), "nl": ("voor",), "it": ("per",), "es": ("por",)}
_BEHALF_BEHIND = re.compile(
    r"(?<![\s,(])[\s,(]++(?:i\.\s?V\.|i\.\s?A\.|ppa\.?|p\.\s?p\.|p\.\s?o\.|im Auftrage?|in Vertretung|z\s?up\.)\)?$"
)
_WEAK_BEHALF = frozenset({"für", "für den", "für die", "for", "за", "pour", "voor", "per", "por", "nomine"})
_DOUBT = {
    "de": ("vermutlich", "wahrscheinlich", "wohl", "vielleicht", "möglicherweise", "mutmaßlich", "verm.", "evtl."),
    "en": ("probably", "possibly", "perhaps", "presumably", "likely", "maybe", "prob."),
    "fr": ("probablement", "peut-être", "sans doute", "vraisemblablement", "prob."),
    "ru": ("вероятно", "возможно", "видимо", "по-видимому", "предположительно", "вер."),
    "nl": ("waarschijnlijk", "vermoedelijk", "misschien", "mogelijk"),
    "it": ("probabilmente", "forse", "presumibilmente"),
    "es": ("probablemente", "quizás", "quizá", "tal vez", "posiblemente"),
    "pl": ("prawdopodobnie", "zapewne", "może", "być może", "przypuszczalnie"),
    "la": ("fortasse", "ut videtur"),
}
_PARTICLES = frozenset(
    {
        *("von", "vom", "zu", "zum", "zur", "van", "der", "den", "ten", "ter", "te", "de", "du", "des", "del", "della"),
        *("di", "da", "do", "dos", "das", "la", "le", "les", "dalla", "dal", "degli", "dei", "af", "av", "el", "y"),
        *("d'", "d’", "l'", "l’", "bin", "ibn", "ben", "al", "фон", "де", "дер", "ван", "edler", "auf", "und zu"),
    }
)
_BODIES = {
    "de": (
        *(
            "Kammer",
            "Landschaft",
            "Ministerium",
            "Departement",
            "Department",
            "Akademie",
            "Universität",
            "Gesellschaft",
        ),
        *("Verein", "Verlag", "Buchhandlung", "Rat", "Magistrat", "Kollegium", "Collegium", "Fakultät", "Redaktion"),
        *("Direktion", "Direktorium", "Kommission", "Komitee", "Amt", "Regierung", "Bibliothek", "Museum", "Schule"),
        *("Kirche", "Gemeinde", "Konsistorium", "Gericht", "Bank", "Firma", "Gebrüder", "Erben", "Söhne", "Stadt"),
        *("Bund", "Partei", "Theater", "Zeitung", "Institut", "Stiftung", "Anstalt", "Orden", "Kapitel", "Stände"),
        *("Hochschule", "Gymnasium", "Klub", "Club", "Verband", "Ausschuss", "Ausschuß", "Post", "Postamt", "Kanzlei"),
    ),
    "en": (
        *("Company", "Co.", "Ltd", "Ltd.", "Inc.", "Society", "Association", "University", "College", "Committee"),
        *("Council", "Commission", "Ministry", "Department", "Office", "Board", "Bank", "Library", "Museum", "Press"),
        *("Church", "School", "Institute", "Academy", "Club", "Union", "Party", "Government", "Court", "Bureau"),
        *("Publishers", "Brothers", "Bros.", "Sons", "Foundation", "Army", "Corps", "Congregation", "Central"),
    ),
    "fr": (
        *("Société", "Compagnie", "Cie", "Université", "Académie", "Conseil", "Commission", "Comité", "Ministère"),
        *("Église", "Consistoire", "Bibliothèque", "Musée", "École", "Institut", "Bureau", "Banque", "Éditions"),
        *("Librairie", "Frères", "Fils", "Parlement", "Seigneurs", "Syndics", "Chambre", "Association", "Parti"),
    ),
    "ru": (
        *("комитет", "совет", "комиссия", "министерство", "наркомат", "народный комиссариат", "бюро", "отдел"),
        *("академия", "университет", "институт", "общество", "партия", "союз", "правление", "управление", "штаб"),
        *("редакция", "издательство", "библиотека", "музей", "школа", "театр", "банк", "политбюро", "президиум"),
        *("цк", "снк", "рвс", "реввоенсовет", "совнарком", "ревком", "губком", "губисполком"),
    ),
    "nl": (
        *("Maatschappij", "Genootschap", "Universiteit", "Academie", "Raad", "Commissie", "Ministerie", "Kerk"),
        *("Staten", "Kamer", "Bibliotheek", "Vereniging", "Uitgeverij", "Gebroeders", "Zonen", "Compagnie", "VOC"),
    ),
    "it": (
        *("Società", "Compagnia", "Università", "Accademia", "Consiglio", "Commissione", "Comitato", "Ministero"),
        *("Chiesa", "Biblioteca", "Museo", "Scuola", "Istituto", "Banca", "Fratelli", "Figli", "Editore"),
    ),
    "es": (
        *("Sociedad", "Compañía", "Universidad", "Academia", "Consejo", "Comisión", "Comité", "Ministerio"),
        *("Iglesia", "Biblioteca", "Museo", "Escuela", "Instituto", "Banco", "Hermanos", "Hijos", "Editorial"),
    ),
    "pl": (
        *("Towarzystwo", "Uniwersytet", "Akademia", "Rada", "Komisja", "Komitet", "Ministerstwo", "Kościół"),
        *("Biblioteka", "Muzeum", "Szkoła", "Instytut", "Bank", "Wydawnictwo", "Redakcja", "Bracia", "Synowie"),
    ),
    "la": ("Societas", "Academia", "Universitas", "Senatus", "Collegium", "Ecclesia", "Concilium", "Capitulum"),
}

_SURNAMES = frozenset(
    {
        *(
            "Kammer",
            "Landschaft",
            "Rat",
            "Amt",
            "Schule",
            "Kirche",
            "Gericht",
            "Bank",
            "Erben",
            "Söhne",
            "Stadt",
            "Bund",
        ),
        *("Orden", "Kapitel", "Stände", "Klub", "Club", "Post", "Theater", "Gemeinde", "Partei", "Office", "Board"),
        *("Press", "Church", "School", "Union", "Party", "Court", "Brothers", "Sons", "Army", "Corps", "Central"),
        *("Bureau", "Frères", "Fils", "Chambre", "Seigneurs", "Parti", "Conseil", "Raad", "Kerk", "Kamer", "Staten"),
        *("Chiesa", "Figli", "Fratelli", "Editore", "Banca", "Iglesia", "Hermanos", "Hijos", "Banco", "Rada", "Bank"),
        *("College", "Company", "Bracia", "Synowie", "союз", "совет", "отдел", "школа", "банк", "театр", "общество"),
        *("Instituto", "Bund", "Universitas", "Senatus", "Gebrüder", "Gebroeders", "Zonen"),
    }
)


@lru_cache(maxsize=64)
def words_of(language: str | None) -> NameWords:
    """Give the words of a language (its primary subtag counts) with the safe words of all the others."""
    primary = (language or "").partition("-")[0].lower()
    weak = tuple(word for word in _EITHER.get(primary, ()) if word in _OWN_ALONE)
    own_bodies = _BODIES[primary] if primary in _BODIES else _all(_BODIES, primary)
    return NameWords(
        either=_between(tuple(word for word in _all(_EITHER, primary) if word not in _OWN_ALONE)),
        perhaps_either=_between(weak) if weak else None,
        both=_between((*_all(_BOTH, primary), "&")),
        others=re.compile(rf"(?<![\s,])[\s,]++(?:{_any(_all(_OTHERS, primary))})\W*+$", re.IGNORECASE),
        behalf=re.compile(
            rf"(?:^|(?<=[\s,(]))(?:{_any(_all(_BEHALF, primary))})\s+"
            rf"|^(?:{_any(_LEADING_BEHALF.get(primary, ('for',)))})\s+(?=[^\W\d_])",
            re.IGNORECASE,
        ),
        behalf_behind=_BEHALF_BEHIND,
        weak_behalf=_WEAK_BEHALF,
        doubt=re.compile(rf"(?:{_any(_all(_DOUBT, primary))})(?:\s*+:)?+\s++(?=\S)", re.IGNORECASE),
        particles=_PARTICLES,
        bodies=_words(_all(_BODIES, primary)),
        certain_bodies=_words(tuple(word for word in own_bodies if word not in _SURNAMES)),
    )


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)", re.IGNORECASE)


def names_a_body(text: str, words: NameWords) -> bool:
    """Tell whether a word of the text says that it names a corporate body; compounds of German count by their end."""
    return words.certain_bodies.search(text) is not None or _GERMAN_COMPOUND.search(text) is not None


_GERMAN_COMPOUND = re.compile(
    r"\w(?:kammer|ministerium|departement|department|akademie|universität|gesellschaft|verein|verlag|kommission"
    r"|komitee|kollegium|regierung|bibliothek|direktion|gericht|redaktion|zeitung|ausschuss|ausschuß|verband)\b"
)


def _all(table: dict[str, tuple[str, ...]], primary: str) -> tuple[str, ...]:
    own = table.get(primary, ())
    others = (word for language, words in table.items() if language != primary for word in words)
    return (*own, *(word for word in others if word not in _OWN_ALONE))


def _any(words: tuple[str, ...]) -> str:
    """Match one of the words, the longest first, with any white space between their parts."""
    return "|".join(
        r"\s*".join(re.escape(part) for part in re.split(r"(?<=\.) ", word)).replace(r"\ ", r"\s+")
        for word in sorted(set(words), key=lambda word: (-len(word), word))
    )


def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match one of the words in lower case between two blanks: ``Oder`` is a river."""
    return re.compile(rf"(?<!\s)\s++(?:{_any(words)})\s++")
