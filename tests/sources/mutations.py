"""Changed texts, and what the readers make of a text before and after: what a digest of a letter must notice."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.document import DocumentRecord
from kg.sources import Source, SourceSettings, decode, reader_for

SETTINGS = SourceSettings("kc", language="de", calendar="julian-until-1918")


@dataclass(frozen=True, slots=True)
class Read:
    """One letter: its digest, and its record without the hash of the file that it stands in."""

    digest: str
    record: DocumentRecord


def read_letters(path: str, data: bytes, settings: SourceSettings = SETTINGS) -> dict[str, Read]:
    """Read all letters of a source by their loci; none where the source is refused."""
    source = Source(path, data, settings)
    try:
        text = decode(source)
        reader = reader_for(source, text)
        if isinstance(reader, tuple) or reader.is_register(source, text):
            return {}
        letters = reader.identify(source, text)
        keys = {one.locus: f"kc-{one.locus}".lower().replace(" ", "-").replace(".", "-") for one in letters}
        records = reader.read(source, text, keys=keys, authorities=Authorities()).records
    except MalformedSource:
        return {}
    assert len(records) == len(letters)
    by_key = {one.key: _without_hash(one) for one in records}
    return {one.locus: Read(one.digest, by_key[keys[one.locus]]) for one in letters}


def _without_hash(record: DocumentRecord) -> DocumentRecord:
    snapshot = replace(record.snapshot, key="", sha256="")
    same = [replace(one, key="", sha256="") for one in record.registers]
    return replace(record, snapshot=snapshot, registers=tuple(same))


def mutated(text: str, chance: random.Random) -> str:
    """Change a text somewhere: letters, words or whole lines are replaced, removed, doubled or exchanged."""
    units = [0, *(one.end() for one in re.finditer(r"\n|>|\W+|\w+", text)), len(text)]
    pieces = [text[a:b] for a, b in pairwise(units)]
    for _ in range(chance.choice((1, 1, 1, 2))):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(6):
            case 0:
                pieces[at] = ""
            case 1:
                pieces.insert(at, pieces[other])
            case 2:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case 3:
                pieces[at] = pieces[at].swapcase()
            case 4:
                pieces[at] = "".join(chance.choice("aemnr19 ") if one.isalnum() else one for one in pieces[at])
            case _:
                pieces[at] = chance.choice(("\n", " ", "x", "1", "#p1", "Anna", "&amp;", "<!-- -->", "\x01", "«"))
    return "".join(pieces)
