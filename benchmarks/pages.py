"""Invented pages in the layout of an edition on the web that a machine has translated."""

from __future__ import annotations

import random
from collections.abc import Sequence

from benchmarks.dates_of_letters import on_page
from benchmarks.dirt import spelled
from benchmarks.invented import Letter, Named

_WORDS = ("lamp", "pier", "oil", "barrels", "harbour", "ice", "letter", "night", "boat", "council", "spring", "rope")
_HOLDERS = ("ARCH", "RTSHIDNI", "RGHARB", "GARH")
_OFFICES = ("Secretary of the Harbour Board", "Harbour Master", "Member of the Council of the Port")


def page(group: Sequence[Letter]) -> str:
    """Write a page with one letter or several, which are numbered then."""
    first = group[0]
    several = len(group) > 1
    documents = [_document(letter, _chance(letter), numbered=several) for letter in group]
    return (
        f"{_title(first, _chance(first))}\n\nIndex | Letters | Home Page\n\nLetters of the Harbour Board. 1780-1925\n"
        f"Collection of documents 1996.\n\nCompiled by: N.N.Nobody, A.B.Noone.\n\n{chr(10).join(documents)}"
    )


def _chance(letter: Letter) -> random.Random:
    """Another edition of a letter is the same page at another address."""
    return random.Random(letter.again or letter.number)  # noqa: S311 - reproducible, no secret


def _title(letter: Letter, chance: random.Random) -> str:
    """The title of the page; one of forty says the opposite of the page."""
    parties = [_surname(letter.senders), _surname(letter.addressees)]
    if chance.random() < 0.025:
        parties.reverse()
    return " to ".join(parties)


def _surname(parties: Sequence[tuple[Named, str]]) -> str:
    return parties[0][0].name.split(",", 1)[0] if parties else "Unknown"


def _printed(parties: Sequence[tuple[Named, str]], chance: random.Random) -> str:
    """Names with initials before the surname, as a page prints them."""
    found = []
    for named, doubt in parties:
        family, _, given = spelled(named, chance).partition(", ")
        name = f"{given[:1]}. {given.rsplit(' ', 1)[-1][:1]}. {family}" if given and not named.body else named.name
        found.append(f"[{name}?]" if doubt else name)
    return ", ".join(found) or "Unknown"


def _heading(letter: Letter, chance: random.Random) -> str:
    sender, addressee = _printed(letter.senders, chance), _printed(letter.addressees, chance)
    forms = (
        f"{sender} - {addressee}",
        f"{sender} — {addressee}",
        f"{sender} to {addressee}",
        f"Telegram from {sender} to {addressee}",
        f"Telegram from {sender} of {addressee}",
        "",
    )
    return chance.choices(forms, weights=(50, 15, 25, 4, 2, 4))[0]


def _document(letter: Letter, chance: random.Random, *, numbered: bool) -> str:
    heading, date = _heading(letter, chance), on_page(letter.date, letter.dated)
    number = f"No. {letter.number}\n\n" if numbered else ""
    text, notes = _text_and_notes(letter, chance)
    signed = _printed(letter.senders[:1], chance)
    head = "".join(f"{line}\n\n" for line in (heading, date) if line)
    return f"{number}{head}Letter\n\n{text}\n\n{signed}.\n\n{_shelf_mark(letter, chance)}\n\nNotes:\n\n{notes}\n"


def _text_and_notes(letter: Letter, chance: random.Random) -> tuple[str, str]:
    first, second, third = (" ".join(chance.choices(_WORDS, k=40)) for _ in range(3))
    other = chance.choice(_WORDS)
    one, anchor = chance.choices((("1", " 1"), ("one", " one."), ("1", "1(")), weights=(90, 5, 5))[0]
    glue = "" if one == "one" or chance.random() < 0.1 else " "
    closing = ")" if anchor.endswith("(") else ""
    text = f"{first.capitalize()}{anchor}the {other}{closing} {second} 2 . {third.capitalize()}"
    if chance.random() >= 0.03:  # else it breaks off
        text += " 3 ."
    name = _printed(letter.addressees[:1], chance)
    notes = [
        f"{one}{glue}On {on_page(letter.date, 'day')}, {name} wrote about the {other}.",
        f"2 {chance.choice(_OFFICES)} {name}.",
        f"3 The Council resolved: a) to send {other}; b) to ask {name} for oil; c) to wait."
        if chance.random() < 0.1
        else f"3 The {other} of the year before.",
    ]
    return text, "\n\n".join(notes)


def _shelf_mark(letter: Letter, chance: random.Random) -> str:
    holder, number = chance.choice(_HOLDERS), letter.again or letter.number
    inventory = chance.choices(("Op.", "On."), weights=(9, 1))[0]
    file = chance.choices((f"D. {number % 500}.", f"D {number % 500}."), weights=(9, 1))[0]
    leaf = chance.choices(("L. 2.", "L. 1, 2.", "L. 3/S.", "L. 4-5 ob."), weights=(7, 1, 1, 1))[0]
    return f"{holder}. F. {number % 20}. {inventory} 1. {file} {leaf} Typewritten text."
