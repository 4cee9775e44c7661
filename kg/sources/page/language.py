"""Tables of words: months, offices, bodies, verbs of directives. A language is a value; rules read it.

The English table serves editions in English, among them machine translations from Russian, whose fixed wrong words
("previously" for *not later than*, "one" for the note number 1) are listed like any other word.
"""

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
    address_words: tuple[str, ...]
    """Beginnings of an address line (``To the Politburo``, ``In the Politburo``)."""
    sender_words: tuple[str, ...]
    """Between a genre and a sender (``Telegram from``)."""
    recipient_words: tuple[str, ...]
    """Between senders and recipients (``to``)."""
    conjunctions: tuple[str, ...]
    body_heads: tuple[str, ...]
    """Heads of corporate bodies, capitalised as printed."""
    lower_body_heads: tuple[str, ...]
    """Heads that also occur in lower case; they need a modifier unless they stand in ``bare_bodies``."""
    bare_bodies: tuple[str, ...]
    body_modifiers: tuple[str, ...]
    group_heads: tuple[str, ...]
    """Heads of groups without a constitution, after a capitalised word (``White armies``)."""
    offices: tuple[str, ...]
    """Words for offices, capitalised as printed."""
    office_prefixes: tuple[str, ...]
    """Beginnings of abbreviated offices (``Komandarm``, ``Narkom``)."""
    honorifics: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
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
    resolving: tuple[str, ...]
    """Words after which a resolution is quoted."""
    operations: tuple[str, ...]
    happenings: tuple[str, ...]
    """Nouns of events that are only told."""
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    suspensions: tuple[str, ...]
    sending: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def not_names(self) -> frozenset[str]:
        return frozenset(self.function_words) | frozenset(self.adjectives)


_MONTHS = "january february march april may june july august september october november december".split()

ENGLISH = PageLanguage(
    tag="en",
    months={
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        **{name[:3]: number for number, name in enumerate(_MONTHS, start=1)},
        "sept": 9,
    },
    parts_of_month={
        "early": (1, 10),
        "beginning of": (1, 10),
        "the beginning of": (1, 10),
        "first half of": (1, 15),
        "the first half of": (1, 15),
        "mid": (11, 20),
        "mid-": (11, 20),
        "middle of": (11, 20),
        "the middle of": (11, 20),
        "second half of": (16, 31),
        "the second half of": (16, 31),
        "late": (21, 31),
        "end of": (21, 31),
        "the end of": (21, 31),
    },
    not_after=("previously", "not later than", "no later than", "before", "earlier than", "until"),
    not_before=("later", "not earlier than", "no earlier than", "not before", "after", "later than", "since"),
    about=("about", "around", "circa", "c.", "ca."),
    date_roles={
        "sent": "sent",
        "sent on": "sent",
        "dispatched": "sent",
        "received": "received",
        "received on": "received",
    },
    number_words={
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
    },
    forms={
        "statement": "statement",
        "telegram": "telegram",
        "cipher telegram": "telegram",
        "ciphered telegram": "telegram",
        "coded telegram": "telegram",
        "encrypted telegram": "telegram",
        "radio telegram": "telegram",
        "letter": "letter",
        "postcard": "postcard",
        "note": "note",
        "note by wire": "note-by-wire",
        "note by direct wire": "note-by-wire",
        "conversation by direct wire": "note-by-wire",
        "resolution": "resolution",
        "report": "report",
        "memorandum": "memorandum",
        "order": "order",
        "telephone message": "telephone-message",
        "telephonogram": "telephone-message",
        "appeal": "appeal",
    },
    compiler_words=("compiled by", "compilers", "edited by", "editors", "prepared by"),
    number_titles=("no.", "no", "№", "nr.", "document", "document no."),
    closings=(
        "with communist greetings",
        "with communist greeting",
        "with comradely greetings",
        "with comradely greeting",
        "with greetings",
        "greetings",
        "with regards",
        "yours",
        "yours sincerely",
        "sincerely",
        "your",
        "signed",
        "for the",
    ),
    address_words=("in the", "to the", "to", "to comrade", "to comrades", "in"),
    notes_titles=("notes", "note", "footnotes", "comments", "editors' notes"),
    sender_words=("from", "of", "by"),
    recipient_words=("to", "for"),
    conjunctions=("and",),
    body_heads=tuple(
        (
            "Politburo Orgburo Bureau Committee Council Soviet Headquarters Front Army Commissariat "
            "Commission Secretariat Presidium Congress Union Party Government Cheka Comintern "
            "Department Corps Division Brigade Staff Sovnarkom Directorate Institute Academy Ministry "
            "Conference Plenum Board Collegium Tribunal Administration Office Society League Assembly "
            "Duma Revvoensoviet Revvoensovet Fleet Flotilla Group International Section"
        ).split()
    ),
    lower_body_heads=(
        "front",
        "fronts",
        "army",
        "armies",
        "corps",
        "division",
        "divisions",
        "headquarters",
        "government",
    ),
    bare_bodies=("headquarters", "government"),
    body_modifiers=tuple(
        (
            "northern southern eastern western north-eastern northeastern north-western northwestern "
            "south-eastern southeastern south-western southwestern central cavalry infantry rifle "
            "soviet main field"
        ).split()
    ),
    group_heads=("armies", "troops", "forces", "guards", "bands", "units", "partisans"),
    offices=(
        "Commander-in-Chief",
        "Supreme Commander",
        "Commander",
        "Commandant",
        "Deputy Chairman",
        "Chairman",
        "Chairwoman",
        "General Secretary",
        "Executive Secretary",
        "Secretary",
        "People's Commissar",
        "Commissar",
        "Chief of Staff",
        "Chief",
        "Head",
        "Deputy",
        "President",
        "Director",
        "Plenipotentiary",
        "Ambassador",
        "Representative",
        "Editor",
        "Manager",
        "Inspector",
        "Member",
    ),
    office_prefixes=(
        "Komand",
        "Komf",
        "Komz",
        "Kombrig",
        "Komdiv",
        "Nach",
        "Glavk",
        "Pred",
        "Narkom",
        "Zamnark",
        "Nark",
    ),
    honorifics=("comrade", "comrades", "comrade.", "comr.", "tov.", "t.", "citizen", "mr.", "mrs."),
    patronymic_endings=("ich", "ovna", "evna", "ichna"),
    place_words=(
        "near",
        "capture",
        "captured",
        "capturing",
        "take",
        "occupy",
        "occupied",
        "advance to",
        "advance on",
        "advance towards",
        "march on",
        "retreat to",
        "retreat from",
        "move to",
        "defence of",
        "capture of",
        "fall of",
        "city of",
        "town of",
        "region of",
        "station",
        "at the approaches to",
        "towards",
    ),
    function_words=tuple(
        (
            "The A An In On At By To From For With Of And Or But If As It He She They We I You This "
            "That These Those There Here When While After Before Since Until During Our Your His Her "
            "Its Their My No Not All Some Any Each Such What Which Who How Why See Also Having Being "
            "Both Either Neither Members Member Comrade Comrades Under Over Between Through Only Then "
            "Thus However Please Dear"
        ).split()
    ),
    adjectives=tuple(
        (
            "Red White Russian German French English British American Polish Ukrainian Soviet Bolshevik "
            "Bolsheviks Menshevik Mensheviks Republic Notes Note Telegram Letter Resolution Monday "
            "Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
            "July August September October November December History War Civil World Revolution"
        ).split()
    ),
    techniques={
        "typewritten": "typewritten",
        "typescript": "typewritten",
        "typed": "typewritten",
        "handwritten": "handwritten",
        "autograph": "autograph",
        "printed": "printed",
        "hectograph": "hectographed",
        "telegraph form": "telegraph-form",
        "telegraph tape": "telegraph-tape",
    },
    states={
        "uncertified copy": "copy",
        "certified copy": "copy",
        "copy": "copy",
        "draft": "draft",
        "original": "original",
    },
    printed_words=("published", "first published", "printed", "reprinted", "see", "published according to"),
    instructing=(
        "instruct",
        "entrust",
        "direct",
        "oblige",
        "order",
        "charge",
        "commission",
        "authorize",
        "authorise",
        "empower",
        "invite",
        "request",
        "ask",
        "offer",
        "propose to",
        "propose",
        "suggest to",
        "suggest",
        "recommend to",
        "require",
        "command",
    ),
    informing=("inform", "notify", "advise", "tell", "warn"),
    other_directing=(
        "appoint",
        "approve",
        "send",
        "transfer",
        "recall",
        "dismiss",
        "remove",
        "reject",
        "accept",
        "confirm",
        "recognize",
        "consider",
        "postpone",
        "publish",
        "allocate",
        "release",
        "leave",
        "adopt",
        "take",
        "give",
        "convene",
        "create",
        "form",
        "establish",
        "dispatch",
        "agree",
        "replace",
    ),
    conveying=(
        "send to",
        "send",
        "convey to",
        "convey",
        "transmit to",
        "pass to",
        "pass on to",
        "hand over to",
        "report to",
        "communicate to",
        "deliver to",
        "forward to",
        "inform",
        "notify",
        "give",
        "talk with",
        "talk to",
        "speak with",
        "negotiate with",
        "write to",
        "telegraph to",
        "telegraph",
        "explain to",
    ),
    resolving=(
        "resolution",
        "resolved",
        "decided",
        "decision",
        "decree",
        "decreed",
        "decree stated",
        "ruled",
        "ruling",
    ),
    operations=(
        "offensive",
        "counter-offensive",
        "counteroffensive",
        "advance",
        "attack",
        "operation",
        "assault",
        "raid",
        "battle",
        "campaign",
        "siege",
        "uprising",
    ),
    happenings=(
        "withdrawal",
        "retreat",
        "failure",
        "defeat",
        "onslaught",
        "capture",
        "loss",
        "surrender",
        "evacuation",
        "rout",
        "flight",
        "desertion",
        "death",
        "arrest",
    ),
    beginnings=("began", "begun", "started", "launched", "was launched", "opened"),
    endings=("ended", "was completed", "finished", "came to an end"),
    suspensions=("was suspended", "was halted", "was stopped", "were suspended", "was interrupted", "was broken off"),
    sending=("sent", "dispatched", "telegraphed", "forwarded", "addressed"),
    needs=("need", "necessity", "necessary"),
)

LANGUAGES: Mapping[str, PageLanguage] = {"en": ENGLISH}
"""By primary language subtag."""


def language_of(tag: str) -> PageLanguage:
    """Choose the table for a language tag (``en-GB`` -> English); English serves where there is none of its own."""
    return LANGUAGES.get(tag.split("-")[0].lower(), ENGLISH)
