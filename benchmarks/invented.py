"""Letters that nobody wrote: who, to whom, when, from where. How they are written down is said elsewhere."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.dates_of_letters import KINDS

_GIVEN = ("Anna", "Bertha", "Clemens", "Dorothea", "Emil", "Friederike", "Georg", "Hedwig", "Ignaz", "Johanna")
_FAMILY = ("Ahlborn", "Brentz", "Cramm", "Dahlen", "Eckhoff", "Falkner", "Gerlow", "Holtz", "Imhoff", "Junghans")
_TOWNS = ("Wien", "Berlin", "Leipzig", "Prag", "Zürich", "Hamburg", "München", "Straßburg", "Königsberg", "Triest")
_BODIES = ("Verlag {}", "Redaktion des {}er Tageblatts", "Gesellschaft der Freunde {}s", "Königliches Postamt {}")
_ACTIONS = ("transmitted", "forwarded", "redirected", "delivered")
_FIRST, _LAST = datetime.date(1780, 1, 1), datetime.date(1925, 12, 31)
_NAMESAKES = 40
"""Every so many agents two of them have one name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body or place: its name, and its authority IRI or ``None``."""

    name: str
    iri: str | None
    body: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """Something that happened to a letter on its way: a TEI action; nobody may be named, or no place."""

    action: str
    agent: Named | None
    place: Named | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, before it is written in a format."""

    number: int
    senders: tuple[tuple[Named, str], ...]
    addressees: tuple[tuple[Named, str], ...]
    date: datetime.date
    dated: str
    """How the date is given: one of `benchmarks.dates_of_letters.KINDS`."""
    sent_from: Named | None
    received_at: Named | None
    way: tuple[Station, ...] = ()
    again: int | None = None
    """The number of the letter that this is, in another edition."""


def letters(number: int, *, seed: int = 1, dirty: bool = True) -> Iterator[Letter]:
    """Invent letters: the same arguments give the same letters.

    Args:
        number: how many.
        seed: other letters for another one.
        dirty: with the troubles of real data that are those of letters: impossible dates, two people of one name, the
            same letter in two editions, and so on. Without them, every letter has a day, a sender and an addressee.
    """
    agents = _agents(max(40, min(number // 20, 5_000)), random.Random(seed), dirty=dirty)  # noqa: S311 - no secret
    places = [Named(name, f"https://sws.geonames.org/{2_700_000 + 7 * index}/") for index, name in enumerate(_TOWNS)]
    for index in range(number):
        yield _one(index, agents, places, seed=seed, dirty=dirty)


def _one(index: int, agents: Sequence[Named], places: Sequence[Named], *, seed: int, dirty: bool) -> Letter:
    chance = random.Random(f"{seed} {index}")  # noqa: S311
    if not dirty:
        sender, addressee = chance.sample(agents, 2)
        day = _FIRST + datetime.timedelta(days=chance.randrange((_LAST - _FIRST).days))
        place = chance.choice(places)
        return Letter(index + 1, ((sender, ""),), ((addressee, ""),), day, "day", place, None)
    letter = _letter(index + 1, agents, places, chance)
    if index > 50 and chance.random() < 0.01:
        other = index - chance.randrange(1, 50)
        known = _letter(other + 1, agents, places, random.Random(f"{seed} {other}"))  # noqa: S311
        return replace(known, number=index + 1, way=(), again=other + 1)
    return letter


def _agents(number: int, chance: random.Random, *, dirty: bool) -> list[Named]:
    found: list[Named] = []
    for index in range(number):
        iri = None if chance.random() < 0.15 else f"https://d-nb.info/gnd/{_gnd(100_000_000 + index)}"
        if index % 25 == 0:
            found.append(Named(_BODIES[index // 25 % len(_BODIES)].format(chance.choice(_TOWNS)), iri, body=True))
        else:
            found.append(Named(f"{chance.choice(_FAMILY)}, {chance.choice(_GIVEN)} {_roman(index)}", iri))
        if dirty and index % _NAMESAKES == _NAMESAKES - 1:
            found[-1] = replace(found[-1], name=found[-2].name, body=found[-2].body)
    return found


def _gnd(number: int) -> str:
    """Add the check digit of a GND number: weights 2, 3, … from the right, modulo 11."""
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(str(number)), start=2))
    check = (11 - total % 11) % 11
    return f"{number}{'X' if check == 10 else check}"


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((1000, "M"), (500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")):
        count, number = divmod(number, value)
        out += sign * count
    return out or "N"


def _letter(number: int, agents: Sequence[Named], places: Sequence[Named], chance: random.Random) -> Letter:
    def some(few: float) -> tuple[tuple[Named, str], ...]:
        count = 0 if chance.random() < 0.02 else 13 if chance.random() < 0.001 else 2 if chance.random() < few else 1
        return tuple((chance.choice(agents), _doubt(chance)) for _ in range(count))

    days = (_LAST - _FIRST).days
    return Letter(
        number=number,
        senders=some(0.03),
        addressees=some(0.05),
        date=_FIRST + datetime.timedelta(days=chance.randrange(days)),
        dated=chance.choices(tuple(KINDS), weights=tuple(KINDS.values()))[0],
        sent_from=chance.choice(places) if chance.random() < 0.85 else None,
        received_at=chance.choice(places) if chance.random() < 0.5 else None,
        way=tuple(_station(agents, places, chance) for _ in range(2) if chance.random() < 0.03),
    )


def _station(agents: Sequence[Named], places: Sequence[Named], chance: random.Random) -> Station:
    agent = chance.choice(agents) if chance.random() < 0.6 else None
    place = chance.choice(places) if agent is None or chance.random() < 0.5 else None
    return Station(chance.choice(_ACTIONS), agent, place)


def _doubt(chance: random.Random) -> str:
    return chance.choices(("", "conjecture", "low"), weights=(94, 5, 1))[0]
