"""Write invented letters of any number with the kinds of dirt that real files have.

``python -m benchmarks.letters FOLDER --format cmif --letters 100000`` makes a collection that can be built. The same
arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

FORMATS = ("cmif", "tei", "table", "pages")
PER_FILE = {"cmif": 1_000, "tei": 1, "table": 10_000, "pages": 1}

_GIVEN = ("Anna", "Bertha", "Clemens", "Dorothea", "Emil", "Friederike", "Georg", "Hedwig", "Ignaz", "Johanna")
_FAMILY = ("Ahlborn", "Brentz", "Cramm", "Dahlen", "Eckhoff", "Falkner", "Gerlow", "Holtz", "Imhoff", "Junghans")
_TOWNS = ("Wien", "Berlin", "Leipzig", "Prag", "Zürich", "Hamburg", "München", "Straßburg", "Königsberg", "Triest")
_BODIES = ("Verlag {}", "Redaktion des {}er Tageblatts", "Gesellschaft der Freunde {}s", "Königliches Postamt {}")
_SENTENCES = (
    "Ihr Brief vom letzten Sonntag ist erst heute angekommen.",
    "Der Regen hält an, und die Wege sind kaum zu befahren.",
    "Ich danke Ihnen für die Sendung und lege die Rechnung bei.",
    "Grüßen Sie alle, die nach mir fragen.",
    "Was die Angelegenheit betrifft, so warten wir noch auf Nachricht.",
)
_FIRST, _LAST = datetime.date(1780, 1, 1), datetime.date(1925, 12, 31)


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body or place: its name, and its authority IRI or ``None``."""

    name: str
    iri: str | None
    body: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, before it is written in a format."""

    number: int
    senders: tuple[tuple[Named, str], ...]
    addressees: tuple[tuple[Named, str], ...]
    date: datetime.date
    dated: str
    """How the date is given: ``day``, ``month``, ``range``, ``before``, ``after``, ``conjecture``, ``impossible`` or
    ``none``."""
    sent_from: Named | None
    received_at: Named | None


def letters(number: int, *, seed: int = 1) -> Iterator[Letter]:
    """Invent letters: the same number and seed give the same letters."""
    agents = _agents(max(40, min(number // 20, 5_000)), random.Random(seed))  # noqa: S311 - reproducible, no secret
    places = [Named(name, f"https://sws.geonames.org/{2_700_000 + 7 * index}/") for index, name in enumerate(_TOWNS)]
    for index in range(number):
        yield _letter(index + 1, agents, places, random.Random(f"{seed} {index}"))  # noqa: S311


def _agents(number: int, chance: random.Random) -> list[Named]:
    found = []
    for index in range(number):
        iri = None if chance.random() < 0.15 else f"https://d-nb.info/gnd/{_gnd(100_000_000 + index)}"
        if index % 25 == 0:
            found.append(Named(chance.choice(_BODIES).format(chance.choice(_TOWNS)), iri, body=True))
        else:
            found.append(Named(f"{chance.choice(_FAMILY)}, {chance.choice(_GIVEN)} {_roman(index)}", iri))
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

    kinds = ("day", "month", "range", "before", "after", "conjecture", "impossible", "none")
    days = (_LAST - _FIRST).days
    return Letter(
        number=number,
        senders=some(0.03),
        addressees=some(0.05),
        date=_FIRST + datetime.timedelta(days=chance.randrange(days)),
        dated=chance.choices(kinds, weights=(70, 5, 8, 3, 3, 8, 0.5, 2.5))[0],
        sent_from=chance.choice(places) if chance.random() < 0.85 else None,
        received_at=chance.choice(places) if chance.random() < 0.5 else None,
    )


def _doubt(chance: random.Random) -> str:
    return chance.choices(("", "conjecture", "low"), weights=(94, 5, 1))[0]


def _reference(named: Named, chance: random.Random) -> str:
    """Write a reference as real files do: one in twelve is a variant of another, a few are nothing."""
    if named.iri is None:
        return chance.choice(("", "", "", "Keine Treffer"))
    bare = named.iri.split("//", 1)[1]
    variants = (f"http://{bare}", f"https://www.{bare}", f" {named.iri}", f"{named.iri} {named.iri}", bare)
    return chance.choice(variants) if chance.random() < 0.08 else named.iri


def _date(letter: Letter) -> tuple[dict[str, str], str]:
    """Give the attributes of a TEI date, and its words."""
    day = letter.date.isoformat()
    later = (letter.date + datetime.timedelta(days=9)).isoformat()
    words = f"{letter.date.day}. {letter.date.month}. {letter.date.year}"
    match letter.dated:
        case "month":
            return {"when": day[:7]}, f"{letter.date.month}/{letter.date.year}"
        case "range":
            return {"notBefore": day, "notAfter": later}, ""
        case "before":
            return {"notAfter": day}, f"vor {words}"
        case "after":
            return {"notBefore": day}, f"nach {words}"
        case "conjecture":
            return {"when": day, "evidence": "conjecture"}, f"[{words}?]"
        case "impossible":
            return {"when": f"{day[:8]}40"}, words
        case "none":
            return {}, ""
    return {"when": day}, words


def _element(name: str, attributes: dict[str, str], text: str) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{given}>{escape(text)}</{name}>" if text else f"<{name}{given}/>"


def _agent_element(named: Named, doubt: str, chance: random.Random) -> str:
    attributes = {"ref": _reference(named, chance)}
    if doubt:
        attributes |= {"evidence": "conjecture"} if doubt == "conjecture" else {"cert": "low"}
    return _element("orgName" if named.body else "persName", attributes, named.name)


def corresp_desc(letter: Letter, *, attributes: str = "") -> str:
    """Write the header's description of a letter's way."""
    chance = random.Random(letter.number)  # noqa: S311
    actions = []
    for kind, agents, place in (
        ("sent", letter.senders, letter.sent_from),
        ("received", letter.addressees, letter.received_at),
    ):
        parts = [_agent_element(named, doubt, chance) for named, doubt in agents]
        if place is not None:
            parts.append(_element("placeName", {"ref": _reference(place, chance)}, place.name))
        if kind == "sent" and letter.dated != "none":
            parts.append(_element("date", *_date(letter)))
        actions.append(f'<correspAction type="{kind}">{"".join(parts)}</correspAction>')
    return f"<correspDesc{attributes}>{''.join(actions)}</correspDesc>"


_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"{id}>\n<teiHeader><fileDesc>'
    "<titleStmt><title{level}>{title}</title><editor>Nobody</editor></titleStmt><publicationStmt>"
    '<publisher>Nobody</publisher><availability><licence target="https://creativecommons.org/licenses/by/4.0/"/>'
    "</availability></publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc>\n<profileDesc>\n"
)


def _cmif(group: Sequence[Letter], number: int) -> str:
    source = f'<bibl type="print" xml:id="edition{number}">Invented letters, volume {number}. Nowhere 1900.</bibl>'
    head = _HEAD.format(id="", level="", title=f"Invented letters {number}", source=source)
    entries = "\n".join(
        corresp_desc(letter, attributes=f' source="#edition{number}" key="{letter.number}"') for letter in group
    )
    return f"{head}{entries}\n</profileDesc></teiHeader><text><body><p/></body></text></TEI>\n"


def _tei(group: Sequence[Letter], _: int) -> str:
    (letter,) = group
    chance = random.Random(letter.number)  # noqa: S311
    source = (
        "<msDesc><msIdentifier><settlement>Wien</settlement><repository>Stadtarchiv</repository>"
        f"<idno>H {letter.number}</idno></msIdentifier></msDesc>"
    )
    head = _HEAD.format(
        id=f' xml:id="L{letter.number:06}"', level=' level="s"', title="Invented letters in full", source=source
    )
    paragraphs = "".join(f"<p>{' '.join(chance.choices(_SENTENCES, k=4))}</p>" for _ in range(3))
    signed = letter.senders[0][0].name if letter.senders else "N. N."
    return (
        f"{head}{corresp_desc(letter)}</profileDesc></teiHeader><text><body><div>"
        f"<opener><salute>Sehr geehrter Herr!</salute></opener>{paragraphs}"
        f"<closer><signed>{escape(signed)}</signed></closer></div></body></text></TEI>\n"
    )


def _edtf(letter: Letter) -> str:
    day = letter.date.isoformat()
    later = (letter.date + datetime.timedelta(days=9)).isoformat()
    forms = {
        "month": day[:7],
        "range": f"[{day}..{later}]",
        "before": f"[..{day}]",
        "after": f"{day}/",
        "conjecture": f"{day[:4]}%",
        "impossible": f"{day[:8]}40",
        "none": "",
    }
    return forms.get(letter.dated, day)


_COLUMNS = (
    "key", "sender", "senderID", "senderPlace", "senderPlaceID", "senderDate",
    "addressee", "addresseeID", "addresseePlace", "addresseePlaceID",
)  # fmt: skip


def _table(group: Sequence[Letter], number: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for letter in group:
        chance = random.Random(letter.number)  # noqa: S311
        row = [f"{number}-{letter.number}"]
        for agents, place in ((letter.senders, letter.sent_from), (letter.addressees, letter.received_at)):
            row.append("; ".join(f"[{named.name}]" if doubt else named.name for named, doubt in agents))
            row.append("; ".join(_reference(named, chance) for named, _ in agents))
            row += ["", ""] if place is None else [place.name, _reference(place, chance)]
            if len(row) == 5:
                row.append(_edtf(letter))
        writer.writerow(row)
    return out.getvalue()


def _page(group: Sequence[Letter], _: int) -> str:
    (letter,) = group
    chance = random.Random(letter.number)  # noqa: S311
    parties = [
        "; ".join(named.name for named, _ in agents) or "Unbekannt" for agents in (letter.senders, letter.addressees)
    ]
    text = "\n\n".join(" ".join(chance.choices(_SENTENCES, k=4)) for _ in range(2))
    return (
        f"Invented letters\n\n{' - '.join(parties)}\n\n{_date(letter)[1]}\n\n{text}\n\n"
        f"Wien. Stadtarchiv. H {letter.number}\n\nAnmerkungen:\n\n1 Nicht ermittelt.\n"
    )


_WRITERS: dict[str, Callable[[Sequence[Letter], int], str]] = {
    "cmif": _cmif,
    "tei": _tei,
    "table": _table,
    "pages": _page,
}
_SUFFIX = {"cmif": "xml", "tei": "xml", "table": "csv", "pages": "txt"}

_CONFIGURATION = """\
id = "il"
title = "Invented letters"
description = "{letters} letters as {form}, written for measurements."
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["de"]
name_order = "inverted"
separator = ";"

[[sources]]
path = "sources/**/*.{suffix}"
"""


def write_collection(folder: Path, form: str, number: int, *, seed: int = 1, per_file: int | None = None) -> Path:
    """Write a collection.

    Args:
        folder: made if need be.
        form: one of `FORMATS`.
        number: of letters.
        seed: other letters for another seed.
        per_file: letters in a file; in pages and TEI always one.

    Returns:
        The folder, ready to be built.
    """
    size = 1 if PER_FILE[form] == 1 else per_file or PER_FILE[form]
    group: list[Letter] = []
    files = 0
    for letter in letters(number, seed=seed):
        group.append(letter)
        if len(group) == size or letter.number == number:
            files += 1
            # A hundred thousand files in one folder are slow to list.
            path = folder / "sources" / f"{files // 1000:03}" / f"{files:06}.{_SUFFIX[form]}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_WRITERS[form](group, files), encoding="utf-8", newline="\n")
            group = []
    configuration = _CONFIGURATION.format(letters=number, form=form, suffix=_SUFFIX[form])
    (folder / "collection.toml").write_text(configuration, encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=FORMATS, default="cmif")
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--per-file", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write_collection(given.folder, given.format, given.letters, seed=given.seed, per_file=given.per_file)
    print(f"{given.letters} letters as {given.format} in {given.folder}")


if __name__ == "__main__":
    main()
