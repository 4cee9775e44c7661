"""How sure it is that two letters of different editions are one, by rules; each rule has a name and its evidence.

===============================  =========  =====================================================================
rule                             level      what must hold
===============================  =========  =====================================================================
``identifier``                   certain    one address or shelf mark, and neither parties nor dates contradict
``day-and-place``                certain    sender and addressee by authority, one day, and one place of sending
                                            or the same first words; the day has one letter in each edition
``day``                          probable   the same, where an edition names no place
``day-by-name``                  probable   as ``day-and-place``, of parties that are known by name only
``incipit``                      probable   the same first words, a party in common, no contradiction of dates
``range-and-place``              probable   parties by authority, one place; a day of the one lies in a month or
                                            less of the other, or the bounds are equal (then without a place,
                                            too); the only such letter in either edition
``day-among-several``            possible   one day, but the editions have several letters of it
``day-elsewhere``                possible   one day, another place, or parties that agree in part or by name
``range``                        possible   the dates meet; the only such letter in either edition
===============================  =========  =====================================================================

Two letters of one edition are two letters: it lists each once. Nothing else than an identifier overrules that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kg.reconciliation.agents.proposal import Level
from kg.reconciliation.letters.observing import Letter, Parties

_MONTH = 31
_SAME_WORDS = 5


class Agreement(IntEnum):
    """How two letters agree in their parties or places."""

    NONE = 0
    UNKNOWN = 1
    """One of them does not say."""
    NAME = 2
    NODE = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """Two letters that may be one."""

    level: Level
    rule: str
    evidence: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rivals:
    """How many letters the editions of both have that would match as well: one and one is the best case."""

    ours: int = 1
    theirs: int = 1

    @property
    def none(self) -> bool:
        return self.ours == self.theirs == 1


def agreement(one: Parties, other: Parties) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    if one.nodes & other.nodes:
        return Agreement.NODE
    # Two nodes that registers tell apart are two, whatever they are called.
    return Agreement.NAME if one.names & other.names and not (one.nodes and other.nodes) else Agreement.NONE


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two letters agree or not."""

    one: Letter
    other: Letter

    @property
    def identifiers(self) -> frozenset[str]:
        return self.one.identifiers & self.other.identifiers

    @property
    def parties(self) -> Agreement:
        """The weaker of both sides; if one side is not told, the other alone says little."""
        return min(agreement(self.one.senders, self.other.senders), self._addressees)

    @property
    def _addressees(self) -> Agreement:
        return agreement(self.one.addressees, self.other.addressees)

    @property
    def all_parties(self) -> bool:
        """Whether no edition names a party that the other leaves out."""
        pairs = ((self.one.senders, self.other.senders), (self.one.addressees, self.other.addressees))
        return all(ours.nodes == theirs.nodes or ours.names == theirs.names for ours, theirs in pairs)

    @property
    def place(self) -> Agreement:
        return agreement(self.one.places, self.other.places)

    @property
    def same_day(self) -> bool:
        return bool(self.one.days & self.other.days)

    @property
    def dates_meet(self) -> bool:
        return any(ours.meets(theirs) for ours in self.one.spans for theirs in self.other.spans)

    @property
    def dates_contradict(self) -> bool:
        return bool(self.one.spans and self.other.spans) and not self.dates_meet

    @property
    def same_words(self) -> bool:
        ours, theirs = self.one.incipit, self.other.incipit
        return min(len(ours), len(theirs)) >= _SAME_WORDS and all(a == b for a, b in zip(ours, theirs, strict=False))

    @property
    def same_range(self) -> bool:
        """Whether both give the same range of a month or less."""
        same = set(self.one.spans) & set(self.other.spans)
        return any((span.last - span.first).days < _MONTH for span in same)

    @property
    def close(self) -> bool:
        """Whether a day of the one lies in a month or less of the other."""
        return any(
            ours.meets(theirs)
            and (ours.day or theirs.day) is not None
            and max((span.last - span.first).days for span in (ours, theirs)) < _MONTH
            for ours in self.one.spans
            for theirs in self.other.spans
        )


def judge(one: Letter, other: Letter, rivals: Rivals) -> Judged | None:
    """Tell how sure it is that two letters are one; ``None`` if nothing speaks for it.

    Args:
        rivals: how many letters of the same day (or range) and parties each of the two editions has.
    """
    found = Comparison(one, other)
    if found.identifiers and found.parties is not Agreement.NONE and not found.dates_contradict:
        return _judged(found, Level.CERTAIN, "identifier", rivals)
    if one.edition == other.edition or found.parties is Agreement.NONE or found.dates_contradict:
        return None
    if found.same_words:
        sure = found.same_day and found.parties is Agreement.NODE
        return _judged(found, Level.CERTAIN if sure else Level.PROBABLE, "day-and-place" if sure else "incipit", rivals)
    if found.parties is Agreement.UNKNOWN or not found.dates_meet:
        return None
    if found.same_day:
        return _of_one_day(found, rivals)
    if not rivals.none or found.place is Agreement.NONE:
        return None
    placed = found.place in (Agreement.NODE, Agreement.NAME)
    if found.parties is Agreement.NODE and ((found.close and placed) or found.same_range):
        return _judged(found, Level.PROBABLE, "range-and-place", rivals)
    return _judged(found, Level.POSSIBLE, "range", rivals)


def _of_one_day(found: Comparison, rivals: Rivals) -> Judged:
    different_words = bool(found.one.incipit and found.other.incipit)
    if not rivals.none:
        return _judged(found, Level.POSSIBLE, "day-among-several", rivals)
    if found.place is Agreement.NONE or not found.all_parties or different_words:
        return _judged(found, Level.POSSIBLE, "day-elsewhere", rivals)
    placed = found.place in (Agreement.NODE, Agreement.NAME)
    if found.parties is Agreement.NODE:
        return _judged(found, Level.CERTAIN if placed else Level.PROBABLE, "day-and-place" if placed else "day", rivals)
    return _judged(
        found, Level.PROBABLE if placed else Level.POSSIBLE, "day-by-name" if placed else "day-elsewhere", rivals
    )


def _judged(found: Comparison, level: Level, rule: str, rivals: Rivals) -> Judged:
    return Judged(level, rule, tuple(_evidence(found)), tuple(_against(found, rivals)))


def _evidence(found: Comparison) -> list[str]:
    said = [f"same identifier: {one.removeprefix('mark ')}" for one in sorted(found.identifiers)]
    parties = {Agreement.NODE: "same sender and addressee", Agreement.NAME: "sender and addressee of the same names"}
    if found.parties in parties:
        said.append(parties[found.parties])
    if found.same_day:
        said.append(f"same day: {min(found.one.days & found.other.days).isoformat()}")
    elif found.dates_meet:
        said.append(f"dates that meet: {_days(found.one)} and {_days(found.other)}")
    if found.place in (Agreement.NODE, Agreement.NAME):
        said.append("same place")
    if found.same_words:
        said.append(f"same first words: {' '.join(found.one.incipit[:_SAME_WORDS])} …")
    return said


def _against(found: Comparison, rivals: Rivals) -> list[str]:
    said = []
    if found.place is Agreement.NONE:
        said.append("different places")
    if not found.all_parties:
        said.append("one names parties that the other leaves out")
    if found.one.incipit and found.other.incipit and not found.same_words:
        said.append("different first words")
    if not rivals.none:
        said.append(f"letters of that day: {rivals.ours} and {rivals.theirs}")
    return said


def _days(letter: Letter) -> str:
    return ", ".join(
        span.first.isoformat() if span.day else f"{span.first.isoformat()} to {span.last.isoformat()}"
        for span in letter.spans
    )
