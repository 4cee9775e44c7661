"""Which letters are compared with which: those of one pair of parties and one day, of one identifier, of one beginning.

Each letter meets the few that share a day, an identifier or first words with it, however large the collection; what too
many letters share tells nobody apart and is left out. A letter without a day is held against those of its parties and
year until two of an edition match: then none is proposed.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from kg.reconciliation.letters.comparing import Agreement, Rivals, agreement
from kg.reconciliation.letters.observing import Letter, Span

Pair = tuple[Letter, Letter]

LARGEST = 24
"""Letters that may share a day, an identifier or first words."""
_LONGEST = 366
"""Days of a range that may still tell letters apart."""
_LOOKED_AT = 64
_WORDS = 5


def pairs(letters: Sequence[Letter]) -> Iterator[tuple[Letter, Letter, Rivals]]:
    """Give each pair of letters worth comparing once, the smaller key first, with the rivals of both."""
    found: dict[tuple[str, str], Rivals] = {}
    by_key = {letter.key: letter for letter in letters}
    for one, other, rivals in _all_pairs(letters):
        if one.key > other.key:
            one, other, rivals = other, one, Rivals(rivals.theirs, rivals.ours)
        known = found.get((one.key, other.key), rivals)
        found[one.key, other.key] = Rivals(max(known.ours, rivals.ours), max(known.theirs, rivals.theirs))
    for (one_key, other_key), rivals in sorted(found.items()):
        yield by_key[one_key], by_key[other_key], rivals


def _all_pairs(letters: Sequence[Letter]) -> Iterator[tuple[Letter, Letter, Rivals]]:
    for group in _sharing((letter, letter.identifiers) for letter in letters):
        yield from ((one, other, Rivals()) for one, other in _each(group))
    words = ((one, [one.incipit[:_WORDS]] if len(one.incipit) >= _WORDS else []) for one in letters)
    for group in _sharing(words):
        yield from ((one, other, Rivals()) for one, other in _each(group) if one.edition != other.edition)
    for group in _sharing((letter, _days(letter)) for letter in letters):
        yield from _of_one_day(group)
    blocks: dict[tuple[str, str, int], list[Letter]] = defaultdict(list)
    for letter in letters:
        for block in _years(letter):
            blocks[block].append(letter)
    for block_letters in blocks.values():
        yield from _of_ranges(block_letters)


def _sharing(keys: Iterable[tuple[Letter, Iterable[Hashable]]]) -> Iterator[list[Letter]]:
    groups: dict[Hashable, list[Letter]] = defaultdict(list)
    for letter, shared in keys:
        for key in shared:
            groups[key].append(letter)
    return (group for group in groups.values() if 1 < len(group) <= LARGEST)


def _each(group: Sequence[Letter]) -> Iterator[Pair]:
    return ((one, other) for at, one in enumerate(group) for other in group[at + 1 :])


def _parties(letter: Letter) -> list[tuple[str, str]]:
    senders = sorted(letter.senders.nodes | letter.senders.names)
    addressees = sorted(letter.addressees.nodes | letter.addressees.names)
    return [(one, other) for one in senders for other in addressees]


def _days(letter: Letter) -> list[tuple[str, str, datetime.date]]:
    return [(*parties, day) for parties in _parties(letter) for day in letter.days]


def _short(letter: Letter) -> list[Span]:
    return [span for span in letter.spans if (span.last - span.first).days <= _LONGEST]


def _years(letter: Letter) -> set[tuple[str, str, int]]:
    years = {year for span in _short(letter) for year in (span.first.year, span.last.year)}
    return {(*parties, year) for parties in _parties(letter) for year in years}


def _of_one_day(group: Sequence[Letter]) -> Iterator[tuple[Letter, Letter, Rivals]]:
    numbers = Counter(letter.edition for letter in group)
    for one, other in _each(group):
        if one.edition == other.edition:
            continue
        ours, theirs = numbers[one.edition], numbers[other.edition]
        if ours == theirs > 1:
            # As many letters in both: the places may tell which is which.
            ours = sum(mine.edition == one.edition and _may_be(mine, other) for mine in group)
            theirs = sum(its.edition == other.edition and _may_be(one, its) for its in group)
            if not _may_be(one, other):
                continue
        yield one, other, Rivals(max(1, ours), max(1, theirs))


def _may_be(one: Letter, other: Letter) -> bool:
    return agreement(one.places, other.places) is not Agreement.NONE


def _of_ranges(block: Sequence[Letter]) -> Iterator[tuple[Letter, Letter, Rivals]]:
    """Match letters without a day with the one letter of another edition whose date meets theirs."""
    vague = [letter for letter in block if not letter.days]
    if not vague or len({letter.edition for letter in block}) == 1:
        return
    exact = sorted(((day, letter.key, letter) for letter in block for day in letter.days), key=lambda one: one[:2])
    days = [day for day, _, _ in exact]
    rest = sorted(vague, key=lambda one: one.key)[: 4 * _LOOKED_AT]

    def meeting(spans: Sequence[Span], edition: str | None, besides: str) -> list[Letter] | None:
        """Letters of one edition (or of all but one) whose dates meet; ``None`` if there are too many to tell."""
        found: dict[str, Letter] = {}
        for span in spans:
            within = exact[bisect_left(days, span.first) : bisect_right(days, span.last)][: _LOOKED_AT + 1]
            met = (one for one in rest if any(span.meets(other) for other in one.spans))
            for one in (*(letter for _, _, letter in within), *met):
                if one.edition == edition or (edition is None and one.edition != besides):
                    found[one.key] = one
            if len(within) > _LOOKED_AT:
                return None
        return list(found.values())

    for letter in rest:
        others = meeting(_short(letter), None, letter.edition)
        numbers = Counter(other.edition for other in others or ())
        for other in others or ():
            if numbers[other.edition] > 1:
                continue
            ours = meeting(other.spans, letter.edition, "")
            if ours is not None and len(ours) == 1:
                yield letter, other, Rivals()
