"""The troubles of real data that are those of writing it down: references, spellings, and whole files."""

from __future__ import annotations

import random
import re

from benchmarks.invented import Named

_A_PLACE = "sws.geonames.org"
ERROR_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n"
    "<body><h1>502 Bad Gateway</h1><hr>proxy</body></html>\n"
)
"""What a server sent instead of the file, stored under the file's name."""


def reference(named: Named, chance: random.Random) -> str | None:
    """Write a reference as real files do: one in twelve is a variant of another, a few are nothing."""
    if named.iri is None:
        return chance.choices((None, "", "Keine Treffer", f"#p{_number(named)}"), weights=(12, 2, 1, 1))[0]
    if chance.random() >= 0.1:
        return named.iri
    bare = named.iri.split("//", 1)[1]
    blank_inside = named.iri.rstrip("/")
    return chance.choice(
        (
            f"http://{bare}",
            f"https://www.{bare}".replace(f"www.{_A_PLACE}", "www.geonames.org"),
            f" {named.iri}",
            f"{named.iri}\t",
            f"{named.iri} {named.iri}",
            bare.replace(_A_PLACE, "www.geonames.org"),
            f"hhttp://{bare}",
            f"{blank_inside[:-3]} {blank_inside[-3:]}",
            "https://sws.geonames.org/2761369/",  # a place, also where a person is meant
            f"../indices/listperson.xml#pmb{_number(named)}",  # a register that is not there
        )
    )


def more_attributes(named: Named, chance: random.Random) -> dict[str, str]:
    """Give attributes that stand beside a ``ref``, where one in fifty elements has them."""
    if chance.random() >= 0.02:
        return {}
    number = _number(named)
    return chance.choice(({"key": f"pers{number}"}, {"corresp": f"#p{number}"}, {"key": f"p{number}", "corresp": "#x"}))


def _number(named: Named) -> int:
    """A number in a register of the edition, the same for the same name."""
    return sum(map(ord, named.name)) % 1000


def spelled(named: Named, chance: random.Random) -> str:
    """Spell a name in one of the ways that one edition uses side by side."""
    if named.body or ", " not in named.name or chance.random() >= 0.06:
        return named.name
    family, given = named.name.split(", ", 1)
    return chance.choice(
        (
            f"{given} {family}",
            f"{family}, {given[0]}.",
            f"{given[0]}. {family}",
            f"{family.upper()}, {given}",
            f"{named.name} ",
            f"{family}-Meier, {given}",
        )
    )


def element_name(named: Named, chance: random.Random) -> str:
    """Choose an element for a person or body: mostly the proper one."""
    return chance.choices(("orgName" if named.body else "persName", "name", "rs"), weights=(96, 2, 2))[0]


def soiled(xml: str, number: int) -> str:
    """Change the form of a file, not its content; what is done depends on its number.

    One of twenty has a prefix, one is on one line, one has comments and instructions between the letters, and one a
    broken address for its licence.
    """
    match number % 20:
        case 3:
            prefixed = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1tei:", xml)
            return prefixed.replace(' xmlns="', ' xmlns:tei="', 1)
        case 7:
            head, _, rest = xml.partition("\n")
            return f"{head}\n{rest.replace(chr(10), ' ')}"
        case 11:
            return xml.replace("<correspDesc", "<!-- checked --><?editor later?><correspDesc")
        case 15:
            return xml.replace("https://creativecommons.org/licenses/", "ttps://creativecommons.org/licences/")
    return xml


def broken_off(xml: str) -> str:
    """Cut a file where a transfer broke off: it is not well-formed."""
    return xml[: 2 * len(xml) // 3]
