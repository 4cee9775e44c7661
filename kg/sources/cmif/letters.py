"""The letters of an index as far as their keys need it: ids that are unique within the file, dates, labels.

A letter's own id is made of its address (``@ref``), else of its number (``@key``) with its edition, else of its
``xml:id``. Where one address serves several letters (a page with several of them) their numbers are added; where two
different ids would make the same key, a hash tells them apart. Two letters with one and the same id are left so: the
build holds the second back and names both.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from kg.authorities import slug
from kg.records.calendars import CalendarRule
from kg.records.iris import address_iri
from kg.sources.cmif.index import CmifIndex, attribute_of_root, frame_digest
from kg.sources.correspondence import address_id, bounded, date_and_label, points_to
from kg.sources.reader import LetterIdentity
from kg.sources.text import SourceText
from kg.sources.xml import Element, attribute


@dataclass(frozen=True, slots=True)
class _Named:
    """What a letter is called: ``printed`` tells two ids apart that make one key."""

    own_id: str | None
    printed: str
    number: str | None
    by_address: bool


def letter_identities(index: CmifIndex, text: SourceText, rule: CalendarRule) -> tuple[LetterIdentity, ...]:
    """List the letters in their order; the nth belongs to the nth part of the index."""
    around = frame_digest(index)
    identities = []
    for number, (own_id, locus) in enumerate(_loci(index, text, rule)):
        desc = index.parts.part(number).root
        date, label = date_and_label(desc, rule)
        line, _ = text.line_and_column(index.parts.start(number))
        digest = index.parts.part_digest(number, around)
        identities.append(LetterIdentity(locus, own_id, date, label, index.scope, points_to(desc), line, digest))
    return tuple(identities)


def part_numbers(index: CmifIndex, text: SourceText, rule: CalendarRule) -> Mapping[str, int]:
    """Give the number of each letter's part by its locus. Kept with the text, for a large file is read in parts."""
    return text.keep(
        f"cmif numbers {rule}",
        lambda: {locus: number for number, (_, locus) in enumerate(_loci(index, text, rule))},
    )


def _loci(index: CmifIndex, text: SourceText, rule: CalendarRule) -> list[tuple[str | None, str]]:
    """Give the own id and the locus of each letter; only one without an id is parsed for it. Kept with the text."""
    return text.keep(f"cmif loci {rule}", lambda: _make_loci(index, rule))


def _make_loci(index: CmifIndex, rule: CalendarRule) -> list[tuple[str | None, str]]:
    named = [_named(index.parts.place(number), index) for number in range(len(index.parts))]
    counts: Counter[str] = Counter()
    loci = []
    for number, own_id in enumerate(_told_apart(named)):
        stem = own_id or _stem(index.parts.part(number).root, rule)
        counts[stem] += 1
        loci.append((own_id, stem if counts[stem] == 1 else f"{stem} {counts[stem]}"))
    return loci


def _stem(desc: Element, rule: CalendarRule) -> str:
    date, label = date_and_label(desc, rule)
    return f"{date or 'undated'} {slug(label)[:80]}"


def addresses_of(desc: Element, index: CmifIndex) -> list[str]:
    """The addresses that ``@ref`` of a letter gives; a relative one is completed by ``@xml:base`` of the index."""
    base = attribute_of_root(index.frame.root, "base")
    given = (attribute(desc, "ref") or "").split()
    return [_completed(one, base) if base and address_iri(one) is None else one for one in given]


def _completed(address: str, base: str) -> str:
    if address.startswith("#") or address_iri(base) is None:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _named(desc: Element, index: CmifIndex) -> _Named:
    addresses = addresses_of(desc, index)
    number = attribute(desc, "key") or attribute(desc, "n")
    for address in addresses:
        own_id = address_id(address)
        if own_id is not None:
            return _Named(own_id, address, number, True)
    bibl = index.bibl_of(attribute(desc, "source"))
    edition = bibl.id if bibl is not None and bibl.id is not None else None
    if number is not None and edition is not None:
        printed = f"{edition} {number}"
        return _Named(bounded(f"{slug(edition)}-{slug(number)}", printed), printed, number, False)
    xml_id = attribute(desc, "xml:id")
    if xml_id is not None:
        return _Named(bounded(f"{index.scope}-{slug(xml_id)}", xml_id), xml_id, number, False)
    return _Named(None, "", number, False)


def _told_apart(named: list[_Named]) -> list[str | None]:
    """Add numbers to shared addresses, then hashes where different ids make the same key."""
    addresses = Counter(one.printed for one in named if one.by_address)
    found: list[tuple[str | None, str]] = []
    for one in named:
        if one.by_address and addresses[one.printed] > 1 and one.number is not None:
            printed_both = f"{one.printed} {one.number}"
            found.append((bounded(f"{one.own_id}-{slug(one.number)}", printed_both), printed_both))
        else:
            found.append((one.own_id, one.printed))
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for own_id, exact in found:
        printed[own_id or ""].add(exact)
    return [
        f"{own_id}-{_hash(exact)}" if own_id is not None and len(printed[own_id]) > 1 else own_id
        for own_id, exact in found
    ]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
