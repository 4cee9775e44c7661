"""What the rules need to know of a language: months, offices, bodies, verbs of directives, and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def words(listed: str) -> tuple[str, ...]:
    """Cut a list at its commas; entries may have several words."""
    return tuple(" ".join(word.split()) for word in listed.split(",") if word.strip())


def table(listed: str) -> dict[str, str]:
    """``"letter: brief, schreiben; telegram: telegramm"`` -> each word with what it means."""
    entries = (entry.split(":") for entry in listed.split(";"))
    return {word: meaning.strip() for meaning, listing in entries for word in words(listing)}


def month_table(listed: str) -> dict[str, int]:
    """Twelve entries between commas, the forms of each month between blanks."""
    months = enumerate(listed.split(","), start=1)
    return {name: number for number, names in months for name in names.split()}


def parts_table(*, early: str, middle: str, late: str, first_half: str, second_half: str) -> dict[str, tuple[int, int]]:
    """Parts of a month with their first and last day; decades and halves are our convention."""
    bounds = ((early, (1, 10)), (middle, (11, 20)), (late, (21, 31)), (first_half, (1, 15)), (second_half, (16, 31)))
    return {word: days for listed, days in bounds for word in words(listed)}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PageLanguage:  # compared and hashed by identity: patterns are cached by language
    """Words of one language; all in lower case unless said. Multi-word entries use single blanks.

    Every table may be empty: what has no words is not read.
    """

    tag: str
    told: bool = False
    """Is there a grammar of what notes and texts tell (resolutions, holders of offices, documents) in this language?"""
    common_words: frozenset[str] = frozenset()
    """The commonest words, by which a page shows its language; no word stands in two languages' tables."""
    months: Mapping[str, int] = field(default_factory=dict)
    parts_of_month: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Words for a part of a month -> first and last day; 31 stands for the last day of the month."""
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    date_roles: Mapping[str, str] = field(default_factory=dict)
    """Words before a date line's date -> `kg.records.date.DateRole`."""
    number_words: Mapping[str, int] = field(default_factory=dict)
    """Numbers of notes that were translated into words."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Genre words -> concept of the documentary forms."""
    notes_titles: tuple[str, ...] = ()
    compiler_words: tuple[str, ...] = ()
    """Beginnings of the header line that names the compilers."""
    number_titles: tuple[str, ...] = ()
    """Before a document's number (``No. 84``)."""
    closings: tuple[str, ...] = ()
    """What stands before a signature on its line (``With communist greetings``)."""
    behalf_words: tuple[str, ...] = ()
    """Before the body for which somebody signs (``For the Council``)."""
    address_words: tuple[str, ...] = ()
    """Beginnings of an address line (``To the Politburo``, ``In the Politburo``)."""
    sender_words: tuple[str, ...] = ()
    """Between a genre and a sender (``Telegram from``)."""
    recipient_words: tuple[str, ...] = ()
    """Between senders and recipients (``to``)."""
    conjunctions: tuple[str, ...] = ()
    body_heads: tuple[str, ...] = ()
    """Heads of corporate bodies, capitalised as printed."""
    foreign_body_heads: tuple[str, ...] = ()
    """Heads of bodies in other scripts that pages of this language print, in lower case."""
    people: tuple[str, ...] = ()
    """Nouns for people without names who send or receive (``editors of the newspaper X``)."""
    lower_body_heads: tuple[str, ...] = ()
    """Heads that also occur in lower case; they need a modifier unless they stand in ``bare_bodies``."""
    bare_bodies: tuple[str, ...] = ()
    body_modifiers: tuple[str, ...] = ()
    group_heads: tuple[str, ...] = ()
    """Heads of groups without a constitution, after a capitalised word (``White armies``)."""
    ranks: tuple[str, ...] = ()
    """Words before an office that belong to it (``Deputy``)."""
    offices: tuple[str, ...] = ()
    """Words for offices, capitalised as printed."""
    office_prefixes: tuple[str, ...] = ()
    """Beginnings of abbreviated offices (``Komandarm``, ``Narkom``)."""
    honorifics: tuple[str, ...] = ()
    patronymic_endings: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    """Words before ``'s`` that are no surnames (``People's``)."""
    place_words: tuple[str, ...] = ()
    """Words before which a capitalised word is a place (``near``, ``capture``)."""
    function_words: tuple[str, ...] = ()
    """Capitalised words that begin sentences and never names (as printed)."""
    adjectives: tuple[str, ...] = ()
    """Capitalised words that qualify a name but are none by themselves (as printed)."""
    techniques: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    printed_words: tuple[str, ...] = ()
    """Beginnings of a line that names a printed source instead of a shelf mark."""
    instructing: tuple[str, ...] = ()
    """Verbs of a directive whose object shall do something."""
    informing: tuple[str, ...] = ()
    """Verbs of a directive whose object shall learn something."""
    other_directing: tuple[str, ...] = ()
    conveying: tuple[str, ...] = ()
    """Verbs, and verbs with ``with`` or ``to``, whose object receives something onward."""
    talking: tuple[str, ...] = ()
    """Verbs whose partner stands after *with*."""
    removing: tuple[str, ...] = ()
    """Verbs after whose object *from* names a place."""
    resolving: tuple[str, ...] = ()
    """Words after which a resolution is quoted."""
    operations: tuple[str, ...] = ()
    happenings: tuple[str, ...] = ()
    """Nouns of events that are only told."""
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    suspensions: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    """Between an office and the name of its holder, besides *was* and *is*."""
    meant: tuple[str, ...] = ()
    """Words of a note that says no more than whom the text means."""
    pressing: tuple[str, ...] = ()
    """Nouns after *under* for what an opponent does (``under the blows of X``)."""
    sending: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    writing: tuple[str, ...] = ()
    """Words before the date at which a document was written."""
    telling: tuple[str, ...] = ()
    """Verbs after which *to* names whom a document addresses (``complained to X``)."""
    own_words: tuple[str, ...] = ()
    """What a letter, or a summary of it, calls those who send it."""
    ways_out: tuple[str, ...] = ()
    """What announces a list of things to be done (``three ways out:``)."""
    needs: tuple[str, ...] = ()

    particles: tuple[str, ...] = ()
    """Words in lower case within personal names (``von``, ``de la``); an apostrophe ends one that is glued (``d'``)."""
    titles: tuple[str, ...] = ()
    """Before or within a personal name, as printed (``Graf``, ``Dr.``)."""
    articles: tuple[str, ...] = ()
    """In lower case before the name of a body or office (``das Ministerium``)."""
    alternatives: tuple[str, ...] = ()
    """Between names of which one is right (``or``)."""
    behalf_marks: tuple[str, ...] = ()
    """Before the signature of one who signs for another (``i. A.``, ``p. p.``)."""
    unknown_words: tuple[str, ...] = ()
    """What stands in the place of a name that nobody knows (``unbekannt``, ``N. N.``)."""
    long_initials: tuple[str, ...] | None = None
    """Abbreviated given names of more than one letter (``Joh``); ``None``: any of two or three letters."""
    body_endings: tuple[str, ...] = ()
    """Ends of compounds that are bodies (``ministerium``)."""
    subject_bodies: tuple[str, ...] = ()
    """Heads of bodies whose name lists what they are for (``Ministry of Agriculture, Fisheries and Food``)."""
    collection_words: tuple[str, ...] = ()
    """Words for a whole correspondence: they stand in titles and are nobody."""
    institution_words: tuple[str, ...] = ()
    """Parts of words by which a keeper of documents is known (``library``, ``archiv``)."""
    copy_words: tuple[str, ...] = ()
    """First words of a description of a copy (``postkarte``); an asterisk stands for any ending (``maschin*``)."""
    copy_endings: tuple[str, ...] = ()
    """Ends of compounds that are such words (``karte``)."""
    extent_words: tuple[str, ...] = ()
    """Units after a number that count sheets or pages (``feuillets``)."""
    mark_words: tuple[str, ...] = ()
    """Words before a number within a shelf mark, without their stop (``Ms``, ``Bl``, ``box``)."""
    mark_titles: tuple[str, ...] = ()
    """Before a colon or a shelf mark (``Standort``)."""
    day_words: tuple[str, ...] = ()
    """Before the day in a date (``den``, ``le``)."""
    weekdays: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    """After the number of a day (``th``, ``er``)."""
    genitives: tuple[str, ...] = ()
    """Between the parts of a date (``of``, ``de``)."""
    year_words: tuple[str, ...] = ()
    """After a year (``г.``)."""
    between: tuple[str, ...] = ()
    """Before the first of two dates (``between``)."""
    range_words: tuple[str, ...] = ()
    """Between two dates (``to``, ``bis``)."""
    seasons: Mapping[str, int] = field(default_factory=dict)
    """Seasons -> EDTF's number, 21 (spring) to 24 (winter)."""

    @property
    def not_names(self) -> frozenset[str]:
        return frozenset(self.function_words) | frozenset(self.adjectives)
