"""The kinds of things that a report tells: what an editor looks for, in the order in which to look.

Every code (of a reader's finding, of a shape, of a rule, of the build itself) belongs to one kind. A violation holds
its letter back, whatever its code. A code that is not in the table is of the kind ``other``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kg.outcome import Severity


class Kind(StrEnum):
    """Stable names, for machines."""

    UNREADABLE = "unreadable"
    REJECTED = "rejected"
    REFERENCE = "reference"
    DATE = "date"
    NAME = "name"
    WARNED = "warned"
    KEY = "key"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind in words: a heading, the plural for counts in running text, and what follows from it."""

    title: str
    counted: str
    meaning: str


KINDS: dict[Kind, KindWords] = {
    Kind.UNREADABLE: KindWords(
        "Unreadable",
        "unreadable",
        "A file or letter could not be read. Nothing of it is published; everything else is.",
    ),
    Kind.REJECTED: KindWords(
        "Held back",
        "held back",
        "Read, but it contradicts itself or another letter. The letter is not published until that is mended.",
    ),
    Kind.REFERENCE: KindWords(
        "References that lead nowhere",
        "unresolved references",
        "The source points to something that is not there, or by an identifier that is none. Printed words are kept.",
    ),
    Kind.DATE: KindWords(
        "Dates kept but not understood",
        "dates not understood",
        "Published as printed, without bounds or with a doubt: a search by period may miss the letter.",
    ),
    Kind.NAME: KindWords(
        "Names without authority",
        "names without authority",
        "Published as printed. Who or what is meant is left open, and each letter names its own.",
    ),
    Kind.WARNED: KindWords(
        "Warnings",
        "warnings",
        "Published. Something is missing or odd: compare the source.",
    ),
    Kind.KEY: KindWords(
        "Keys and sources of the collection",
        "keys and sources",
        "Letters that vanished keep their keys; ids that stand twice are given once.",
    ),
    Kind.OTHER: KindWords(
        "For information",
        "other",
        "Published. Nothing need be done.",
    ),
}
"""In the order of the report."""

NOT_READ = "not-read"
"""The code of a source or letter that failed."""

_TABLE: dict[Kind, str] = {
    Kind.UNREADABLE: NOT_READ,
    Kind.REFERENCE: """
        edition-not-named edition-unknown licence-without-address mention-not-understood name-and-reference-disagree
        reference-empty reference-not-understood reference-of-another-kind reference-without-entry
        references-contradict S13-match-unique S29-dangling
        """,
    Kind.DATE: """
        date-empty date-not-normalised date-not-understood date-without-year dates-disagree falsely-precise
        irregular-date unknown-calendar S02-edtf-form S02-order S03-after-span S03-before-span S16-received-after
        S18-begin-before-end S18-birth-before-death S36-one-date
        """,
    Kind.NAME: "S24-unresolved",
    Kind.WARNED: """
        action-type-missing action-type-unknown address-not-understood certainty-not-understood character-replaced
        column-missing coordinates-not-understood division-left-out doubt-not-kept element-not-read encoding-doubtful
        form-not-known form-not-understood headings-repeated language-not-understood line-not-read name-order-unclear
        names-and-ids-differ no-heading note-type-unknown note-without-anchor note-without-content others-not-named
        part-without-letter party-repeated quotation-mark-open row-too-long row-too-short row-without-letter
        sender-is-addressee shelf-mark-end-uncertain words-without-markup S01-addressee S01-date S01-sender
        S04-writer-dead S04-writer-unborn S06-anchor S06-text S08-executor S08-issuer S08-text S09-issuer S09-meeting
        S09-one-meeting S11-evidence S14-normalized S15-omission S17-has-label S17-one-label S19-related-two
        S21-language-tag S22-self-addressed S23-receipt S27-title S33-language S35-latitude S35-longitude
        """,
    Kind.KEY: "letter-vanished sources-empty",
    Kind.OTHER: """
        attribute-not-read columns-inferred columns-unused entities-decoded kind-contradicted language-observed
        letter-without-id note-not-in-record note-without-number role-of-attribute row-excluded signatory-unknown
        S01-addressee-index S01-date-index S01-form-absent S01-sender-index
        """,
}
"""Codes by kind. Shapes that only ever hold back are not listed: their severity says it."""

ROLES = ("sender", "addressee", "agent", "place")
_OF_EACH_ROLE: dict[Kind, str] = {
    Kind.WARNED: "missing",
    Kind.OTHER: "empty for-another others-unnamed unknown",
}
"""Codes that begin with a role: ``sender-unknown``."""

CODES: dict[str, Kind] = {
    **{code: kind for kind, codes in _TABLE.items() for code in codes.split()},
    **{f"{role}-{end}": kind for kind, ends in _OF_EACH_ROLE.items() for end in ends.split() for role in ROLES},
}


@lru_cache(1024)
def kind_of(code: str, severity: str) -> Kind:
    """Say of which kind an entry is, by its code and severity (``violation``, ``warning``, ``information``)."""
    if code == NOT_READ:
        return Kind.UNREADABLE
    if severity == Severity.VIOLATION.value:
        return Kind.REJECTED
    return CODES.get(code, Kind.OTHER)
