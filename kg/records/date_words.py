"""How fine the words of a date are, to be held against its normal form. Dates are not read from words here.

Only words that are a date and nothing else, in the languages of the tables, are understood; of all others nothing is
said. ``[Februar 1877?]`` is a month, concluded and doubted; ``Pfingsten 1877`` is not understood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.records.date import Precision

_MONTHS = {  # by language; the names of each month, in the cases that dates use, and their abbreviations
    "de": "januar jänner jan|februar feber feb|märz mär mrz maerz|april apr|mai|juni jun|juli jul|august aug"
    "|september sept sep|oktober okt|november nov|dezember dez",
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
    "|october oct|november nov|december dec",
    "fr": "janvier janv|février fevrier févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept"
    "|octobre oct|novembre nov|décembre decembre déc",
    "ru": "января январь янв|февраля февраль фев|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл"
    "|августа август авг|сентября сентябрь сент сен|октября октябрь окт|ноября ноябрь нояб|декабря декабрь дек",
    "nl": "januari jan|februari febr|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept"
    "|oktober okt|november nov|december dec",
    "it": "gennaio gen|febbraio febbr|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago"
    "|settembre set sett|ottobre ott|novembre nov|dicembre dic",
    "la": "ianuarii januarii ianuarius januarius|februarii februarius|martii martius|aprilis|maii maius"
    "|iunii junii iunius junius|iulii julii iulius julius|augusti augustus|septembris|octobris|novembris|decembris",
    "es": "enero|febrero|marzo|abril abr|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre",
    "pl": "stycznia styczeń|lutego luty|marca marzec|kwietnia kwiecień|maja maj|czerwca czerwiec|lipca lipiec"
    "|sierpnia sierpień|września wrzesień|października październik|listopada listopad|grudnia grudzień",
}
_SEASONS = {  # spring, summer, autumn, winter
    "de": "frühjahr frühling|sommer|herbst|winter",
    "en": "spring|summer|autumn fall|winter",
    "fr": "printemps|été|automne|hiver",
    "ru": "весна весной весны|лето летом лета|осень осенью осени|зима зимой зимы",
    "nl": "voorjaar lente|zomer|herfst najaar|winter",
    "it": "primavera|estate|autunno|inverno",
    "la": "ver vere|aestas aestate|auctumnus autumno|hiems hieme",
    "es": "primavera|verano|otoño|invierno",
    "pl": "wiosna wiosną|lato latem|jesień jesienią|zima zimą",
}
_ABOUT = {
    "de": "um ca circa cca etwa gegen ungefähr",
    "en": "about around approximately c ca circa",
    "fr": "vers env environ",
    "ru": "около ок примерно",
    "nl": "omstreeks circa",
    "it": "verso circa",
    "es": "hacia",
    "pl": "około ok",
}
_FILLERS = {  # words without meaning of their own
    "de": "der den dem des am im in jahr jahre",
    "en": "the of on in day year st nd rd th",
    "fr": "de du le la les l en er an année",
    "ru": "г год года году в",
    "nl": "van het jaar",
    "it": "di del della il nel anno",
    "es": "el los día año",
    "pl": "w roku r",
    "la": "a anno die",
}
_NOT_AFTER = (
    "spätestens", "nicht nach dem", "nicht nach", "vor dem", "vor", "not later than", "no later than", "not after",
    "before", "au plus tard le", "avant le", "avant", "не позднее", "не позже", "до", "voor", "non oltre il",
    "prima del", "ante", "no después del", "antes del", "antes de", "przed",
)  # fmt: skip
_NOT_BEFORE = (
    "frühestens", "nicht vor dem", "nicht vor", "nach dem", "nach", "not earlier than", "not before", "after",
    "au plus tôt le", "après le", "après", "не ранее", "после", "na", "non prima del", "dopo il", "dopo", "post",
    "no antes del", "después del", "después de", "po",
)  # fmt: skip
_UNDATED = {  # whole texts, without brackets and blanks
    "de": "ohnedatum o.d. o.d undatiert ohnedatumsangabe ohnejahr o.j. o.o.u.d. keindatum",
    "en": "undated n.d. n.d nodate withoutdate notdated",
    "fr": "s.d. s.d sansdate sansdatation nondaté nondatée s.l.n.d.",
    "ru": "б.д. б.д б/д бездаты недатировано безуказаниядаты",
    "nl": "z.d. z.d zonderdatum ongedateerd z.j.",
    "it": "s.d. senzadata nondatata nondatato",
    "es": "s.f. s.f sinfecha s/f",
    "pl": "b.d. bezdaty b.r. niedatowany",
    "la": "s.d. sinedato sinedie s.a.",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _numbered(tables: dict[str, str]) -> dict[str, int]:
    return {
        name: number
        for table in tables.values()
        for number, names in enumerate(table.split("|"), start=1)
        for name in names.split()
    }


_MONTH_OF = _numbered(_MONTHS)
_SEASON_OF = _numbered(_SEASONS)
_ABOUT_WORDS = frozenset(" ".join(_ABOUT.values()).split())
_UNDATED_WORDS = frozenset(" ".join(_UNDATED.values()).split())
_FILLING_WORDS = frozenset(" ".join(_FILLERS.values()).split())


@dataclass(frozen=True, slots=True)
class DateWords:
    """What the words of a date say. ``None`` for a part that they do not give."""

    precision: Precision
    year: int | None = None
    month: int | None = None
    season: int | None = None
    """1 for spring to 4 for winter."""
    about: str | None = None
    """The word that makes the date approximate, as printed."""
    day: int | None = None
    """Given where the month is given by its name."""
    limit: str | None = None
    """``after`` or ``before``: the date is only the first or the last possible."""


def says_undated(words: str) -> bool:
    """Tell whether the words say that there is no date, and nothing else: ``o. D.``, ``[s.d.]``, ``без даты``."""
    return re.sub(r"[\s\[\](){}]", "", unicodedata.normalize("NFC", words)).casefold() in _UNDATED_WORDS


@lru_cache(maxsize=1 << 14)
def read_date_words(words: str) -> DateWords | None:
    """Read the words; ``None`` if a word is not in the tables, or the words are two dates or none."""
    if len(words) > 120:
        return None
    text = " ".join(re.sub(r"[\[\](){}<>?!,;:]", " ", unicodedata.normalize("NFC", words)).split())
    limit, text = _without_limit(text)
    tokens = re.findall(r"\d+|[^\W\d_]+", text)
    found = _Found()
    if not all(found.take(token) for token in tokens):
        return None
    return found.result(limit)


def _without_limit(text: str) -> tuple[str | None, str]:
    lowered = text.lower()
    pairs = [(phrase, "before") for phrase in _NOT_AFTER] + [(phrase, "after") for phrase in _NOT_BEFORE]
    for phrase, limit in sorted(pairs, key=lambda pair: -len(pair[0])):
        if lowered.startswith(phrase + " "):
            return limit, text[len(phrase) + 1 :]
    return None, text


class _Found:
    """The parts of a date, as its words are taken one after the other."""

    def __init__(self) -> None:
        self.years: list[int] = []
        self.small: list[int] = []
        self.months: list[int] = []
        self.seasons: list[int] = []
        self.about: str | None = None

    def take(self, token: str) -> bool:
        """Take a word; false if it is not one of a date."""
        lowered = token.lower()
        if token.isdecimal():
            number = int(token) if len(token) <= 4 else 0
            (self.years if number >= 1000 else self.small).append(number)
            return number >= 1000 or 1 <= number <= 31
        if token in _ROMAN:
            self.months.append(_ROMAN.index(token) + 1)
        elif lowered in _MONTH_OF:
            self.months.append(_MONTH_OF[lowered])
        elif lowered in _SEASON_OF:
            self.seasons.append(_SEASON_OF[lowered])
        elif lowered in _ABOUT_WORDS:
            self.about = token
        else:
            return lowered in _FILLING_WORDS
        return True

    def result(self, limit: str | None) -> DateWords | None:
        if len(self.years) > 1 or len(self.months) + len(self.seasons) > 1 or len(self.small) > 2:
            return None
        year = self.years[0] if self.years else None
        if self.seasons:
            season = self.seasons[0]
            if self.small:
                return None
            return DateWords(Precision.SEASON, year, season=season, about=self.about, limit=limit)
        if self.months:
            if len(self.small) > 1 or (self.small and year is None):
                return None  # the number of "Juli 07" may be a day or a year
            precision, day = (Precision.DAY, self.small[0]) if self.small else (Precision.MONTH, None)
            return DateWords(precision, year, self.months[0], about=self.about, day=day, limit=limit)
        if len(self.small) == 2:
            return DateWords(Precision.DAY, year, about=self.about, limit=limit)
        if year is None or self.small:
            return None  # "5/1877" may be a month and "5. 1877" the rest of a day
        return DateWords(Precision.YEAR, year, about=self.about, limit=limit)


def day_numbers(words: str) -> frozenset[int]:
    """Give the numbers in the words that can be days of a month."""
    return frozenset(int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words) if 1 <= int(number) <= 31)
