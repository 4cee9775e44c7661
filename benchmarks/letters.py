"""Write invented letters of any number with the kinds of dirt that real files have.

``python -m benchmarks.letters FOLDER --format cmif --letters 100000`` makes a collection that can be built. The same
arguments give the same bytes. `benchmarks.dates_of_letters`, `benchmarks.dirt` and `benchmarks.pages` say which kinds
of dirt there are, and how often each; ``--clean`` leaves them out.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benchmarks.dates_of_letters import in_edtf, in_tei
from benchmarks.dirt import ERROR_PAGE, broken_off, element_name, more_attributes, reference, soiled, spelled
from benchmarks.invented import Letter, Named, letters
from benchmarks.pages import page

__all__ = ["FORMATS", "corresp_desc", "letters", "write_collection", "write_file"]

FORMATS = ("cmif", "tei", "table", "pages")
PER_FILE = {"cmif": 1_000, "tei": 1, "table": 10_000, "pages": 1}
_SENTENCES = (
    "Ihr Brief vom letzten Sonntag ist erst heute angekommen.",
    "Der Regen hält an, und die Wege sind kaum zu befahren.",
    "Ich danke Ihnen für die Sendung und lege die Rechnung bei.",
    "Grüßen Sie alle, die nach mir fragen.",
    "Was die Angelegenheit betrifft, so warten wir noch auf Nachricht.",
)


def _element(name: str, attributes: Mapping[str, str | None], text: str) -> str:
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{given}>{escape(text)}</{name}>" if text else f"<{name}{given}/>"


def _agent_element(named: Named, doubt: str, chance: random.Random) -> str:
    attributes = {"ref": reference(named, chance), **more_attributes(named, chance)}
    if doubt:
        attributes |= {"evidence": "conjecture"} if doubt == "conjecture" else {"cert": "low"}
    return _element(element_name(named, chance), attributes, spelled(named, chance))


def _place_element(place: Named, chance: random.Random) -> str:
    name = "settlement" if chance.random() < 0.02 else "placeName"
    return _element(name, {"ref": reference(place, chance)}, place.name)


def corresp_desc(letter: Letter, *, attributes: str = "") -> str:
    """Write the header's description of a letter's way, on one line."""
    chance = random.Random(letter.number)  # noqa: S311 - reproducible, no secret
    actions = []
    for kind, agents, place in (
        ("sent", letter.senders, letter.sent_from),
        ("received", letter.addressees, letter.received_at),
    ):
        parts = [_agent_element(named, doubt, chance) for named, doubt in agents]
        if place is not None:
            parts.append(_place_element(place, chance))
        if kind == "sent":
            parts += [_element("date", given, words) for given, words in in_tei(letter.date, letter.dated)]
        actions.append(f'<correspAction type="{kind}">{"".join(parts)}</correspAction>')
    for station in letter.way:
        who = "" if station.agent is None else _agent_element(station.agent, "", chance)
        where = "" if station.place is None else _place_element(station.place, chance)
        actions.append(f'<correspAction type="{station.action}">{who}{where}</correspAction>')
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
            row.append(
                "; ".join(f"[{spelled(named, chance)}]" if doubt else spelled(named, chance) for named, doubt in agents)
            )
            row.append("; ".join((reference(named, chance) or "") for named, _ in agents))
            row += ["", ""] if place is None else [place.name, reference(place, chance) or ""]
            if len(row) == 5:
                row.append(in_edtf(letter.date, letter.dated))
        writer.writerow(row)
    return out.getvalue()


def _page(group: Sequence[Letter], _: int) -> str:
    return page(group)


_WRITERS: dict[str, Callable[[Sequence[Letter], int], str]] = {
    "cmif": _cmif,
    "tei": _tei,
    "table": _table,
    "pages": _page,
}
SUFFIX = {"cmif": "xml", "tei": "xml", "table": "csv", "pages": "txt"}

_CONFIGURATION = """\
id = "il"
title = "Invented letters"
description = "{letters} letters as {form}, written for measurements."
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["{language}"]
{names}

[[sources]]
path = "sources/**/*.{suffix}"
"""
_INVERTED = 'name_order = "inverted"\nseparator = ";"'


def configuration(form: str, number: int) -> str:
    """Write the ``collection.toml`` of a collection of one form."""
    pages = form == "pages"
    return _CONFIGURATION.format(
        letters=number,
        form=form,
        suffix=SUFFIX[form],
        language="en" if pages else "de",
        names="" if pages else _INVERTED,
    )


def write_file(form: str, group: Sequence[Letter], number: int, *, dirty: bool = True) -> str:
    """Write the text of one file.

    Args:
        form: one of `FORMATS`.
        group: its letters; in TEI exactly one.
        number: of the file; it is part of the ids of its letters in indexes and tables.
        dirty: whether the form of an XML file may have troubles, too.
    """
    text = _WRITERS[form](group, number)
    return soiled(text, number) if dirty and SUFFIX[form] == "xml" else text


def _groups(found: Iterable[Letter], form: str, size: int) -> Iterator[list[Letter]]:
    """Divide letters into files; one page of thirty holds two."""
    group: list[Letter] = []
    for letter in found:
        group.append(letter)
        if len(group) >= size + (form == "pages" and group[0].number % 30 == 29):
            yield group
            group = []
    if group:
        yield group


def write_collection(
    folder: Path, form: str, number: int, *, seed: int = 1, per_file: int | None = None, dirty: bool = True
) -> Path:
    """Write a collection.

    Args:
        folder: made if need be.
        form: one of `FORMATS`.
        number: of letters.
        seed: other letters for another seed.
        per_file: letters in a file; in TEI always one, and on pages one or two.
        dirty: with the troubles of real data; two files that are no letters are among them (but for pages).

    Returns:
        The folder, ready to be built.
    """
    size = 1 if PER_FILE[form] == 1 else per_file or PER_FILE[form]
    text = ""
    for files, group in enumerate(_groups(letters(number, seed=seed, dirty=dirty), form, size), start=1):
        text = write_file(form, group, files, dirty=dirty)
        # A hundred thousand files in one folder are slow to list.
        _write(folder / "sources" / f"{files // 1000:03}" / f"{files:06}.{SUFFIX[form]}", text)
    if dirty and form != "pages":
        _write(folder / "sources" / "damaged" / f"502.{SUFFIX[form]}", ERROR_PAGE)
    if dirty and SUFFIX[form] == "xml":
        _write(folder / "sources" / "damaged" / "cut.xml", broken_off(text))
    _write(folder / "collection.toml", configuration(form, number))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=FORMATS, default="cmif")
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--per-file", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="without the troubles of real data")
    given = parser.parse_args()
    write_collection(
        given.folder, given.format, given.letters, seed=given.seed, per_file=given.per_file, dirty=not given.clean
    )
    print(f"{given.letters} letters as {given.format} in {given.folder}")


if __name__ == "__main__":
    main()
