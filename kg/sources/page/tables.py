"""What the rules need to know of a language: months, offices, bodies, verbs of directives, and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)  # compared and hashed by identity: patterns are cached by language
class PageLanguage:
    """Words of one language; all in lower case unless said. Multi-word entries use single blanks."""

    tag: str
    months: Mapping[str, int]
    parts_of_month: Mapping[str, tuple[int, int]]
    """Words for a part of a month -> first and last day; 31 stands for the last day of the month."""
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    about: tuple[str, ...]
    date_roles: Mapping[str, str]
    """Words before a date line's date -> `kg.records.date.DateRole`."""
    number_words: Mapping[str, int]
    """Numbers of notes that were translated into words."""
    forms: Mapping[str, str]
    """Genre words -> concept of the documentary forms."""
    notes_titles: tuple[str, ...]
    compiler_words: tuple[str, ...]
    """Beginnings of the header line that names the compilers."""
    number_titles: tuple[str, ...]
    """Before a document's number (``No. 84``)."""
    closings: tuple[str, ...]
    """What stands before a signature on its line (``With communist greetings``)."""
    behalf_words: tuple[str, ...]
    """Before the body for which somebody signs (``For the Council``)."""
    address_words: tuple[str, ...]
    """Beginnings of an address line (``To the Politburo``, ``In the Politburo``)."""
    sender_words: tuple[str, ...]
    """Between a genre and a sender (``Telegram from``)."""
    recipient_words: tuple[str, ...]
    """Between senders and recipients (``to``)."""
    conjunctions: tuple[str, ...]
    body_heads: tuple[str, ...]
    """Heads of corporate bodies, capitalised as printed."""
    foreign_body_heads: tuple[str, ...]
    """Heads of bodies in other scripts that pages of this language print, in lower case."""
    people: tuple[str, ...]
    """Nouns for people without names who send or receive (``editors of the newspaper X``)."""
    lower_body_heads: tuple[str, ...]
    """Heads that also occur in lower case; they need a modifier unless they stand in ``bare_bodies``."""
    bare_bodies: tuple[str, ...]
    body_modifiers: tuple[str, ...]
    group_heads: tuple[str, ...]
    """Heads of groups without a constitution, after a capitalised word (``White armies``)."""
    ranks: tuple[str, ...]
    """Words before an office that belong to it (``Deputy``)."""
    offices: tuple[str, ...]
    """Words for offices, capitalised as printed."""
    office_prefixes: tuple[str, ...]
    """Beginnings of abbreviated offices (``Komandarm``, ``Narkom``)."""
    honorifics: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    possessives: tuple[str, ...]
    """Words before ``'s`` that are no surnames (``People's``)."""
    place_words: tuple[str, ...]
    """Words before which a capitalised word is a place (``near``, ``capture``)."""
    function_words: tuple[str, ...]
    """Capitalised words that begin sentences and never names (as printed)."""
    adjectives: tuple[str, ...]
    """Capitalised words that qualify a name but are none by themselves (as printed)."""
    techniques: Mapping[str, str]
    states: Mapping[str, str]
    printed_words: tuple[str, ...]
    """Beginnings of a line that names a printed source instead of a shelf mark."""
    instructing: tuple[str, ...]
    """Verbs of a directive whose object shall do something."""
    informing: tuple[str, ...]
    """Verbs of a directive whose object shall learn something."""
    other_directing: tuple[str, ...]
    conveying: tuple[str, ...]
    """Verbs, and verbs with ``with`` or ``to``, whose object receives something onward."""
    talking: tuple[str, ...]
    """Verbs whose partner stands after *with*."""
    removing: tuple[str, ...]
    """Verbs after whose object *from* names a place."""
    resolving: tuple[str, ...]
    """Words after which a resolution is quoted."""
    operations: tuple[str, ...]
    happenings: tuple[str, ...]
    """Nouns of events that are only told."""
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    suspensions: tuple[str, ...]
    holding: tuple[str, ...]
    """Between an office and the name of its holder, besides *was* and *is*."""
    meant: tuple[str, ...]
    """Words of a note that says no more than whom the text means."""
    pressing: tuple[str, ...]
    """Nouns after *under* for what an opponent does (``under the blows of X``)."""
    sending: tuple[str, ...]
    receiving: tuple[str, ...]
    writing: tuple[str, ...]
    """Words before the date at which a document was written."""
    telling: tuple[str, ...]
    """Verbs after which *to* names whom a document addresses (``complained to X``)."""
    own_words: tuple[str, ...]
    """What a letter, or a summary of it, calls those who send it."""
    ways_out: tuple[str, ...]
    """What announces a list of things to be done (``three ways out:``)."""
    needs: tuple[str, ...]

    @property
    def not_names(self) -> frozenset[str]:
        return frozenset(self.function_words) | frozenset(self.adjectives)
