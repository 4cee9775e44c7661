"""``correspContext``: the letters before and after, and those that this one answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from kg.records.document import LetterLink, LinkKind
from kg.records.reference import EntityType, Reference
from kg.sources.correspondence.identity import address_id, local_id
from kg.sources.xml import Element, XmlDocument, attribute, find_all, words

_KINDS = {
    **dict.fromkeys(("prev", "previous", "preceding", "before"), LinkKind.PREVIOUS),
    **dict.fromkeys(("next", "following", "after"), LinkKind.NEXT),
    **dict.fromkeys(
        ("reply", "answer", "replyto", "response", "inreplyto", "answerto", "isreplyto"), LinkKind.REPLY_TO
    ),
}
_OF_A_WHOLE = ("belongsto", "ispartof", "partof", "correspondence")
"""A reference of such a type names a correspondence or series, not a letter."""


class _Pointer(NamedTuple):
    element: Element
    kind: LinkKind
    target: str


def points_to(desc: Element) -> tuple[str, ...]:
    """Own ids of the letters that a letter points to, in the form that `kg.sources.reader.LetterIdentity` wants."""
    return tuple(dict.fromkeys(own_id for one in _pointers(desc) for own_id in _own_ids(one.target)))


def letter_links(desc: Element, xml: XmlDocument, letters: Mapping[str, str]) -> tuple[LetterLink, ...]:
    """The links of a letter, each kind of link to each letter once.

    Args:
        desc: the ``correspDesc``.
        xml: its document.
        letters: keys of letters of the collection by their own ids.
    """
    found: dict[tuple[LinkKind, str], LetterLink] = {}
    for one in _pointers(desc):
        key = next((letters[own_id] for own_id in _own_ids(one.target) if own_id in letters), None)
        printed = words(one.element)
        link = LetterLink(
            kind=one.kind,
            as_printed=printed or one.target,
            locator=xml.locate(one.element) if printed else xml.locate_attribute(one.element, "target"),
            target=None if key is None else Reference(EntityType.DOC, key),
        )
        found.setdefault((one.kind, one.target or printed), link)
    return tuple(found.values())


def _pointers(desc: Element) -> Iterator[_Pointer]:
    for context in find_all(desc, "correspContext"):
        for element in find_all(context, "ref", "ptr"):
            types = _tokens(f"{attribute(element, 'type') or ''} {attribute(element, 'subtype') or ''}")
            kind = next((_KINDS[one] for one in reversed(types) if one in _KINDS), None)
            if kind is None and "".join(types).startswith(_OF_A_WHOLE):
                continue
            target = attribute(element, "target") or ""
            meaningful = any(map(str.isalnum, target))
            if meaningful or words(element):
                yield _Pointer(element, kind or LinkKind.RELATED, target if meaningful else "")


def _tokens(types: str) -> list[str]:
    """``withinCollection previous_letter`` gives ``within collection previous letter`` and each word whole."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", types.replace("_", " ").replace("-", " ").replace(":", " "))
    return [*parted.casefold().split(), *(re.sub(r"[\W_]", "", one) for one in types.casefold().split())]


def _own_ids(target: str) -> Iterator[str]:
    """The ids that a pointer may mean: an address, an id, a file name with an id or without its ending."""
    for one in target.split():
        address = address_id(one)
        if address is not None:
            yield address
            continue
        name = unquote(one.rpartition("#")[2] or one)
        yield from dict.fromkeys((local_id(name), local_id(re.sub(r"\.\w{2,4}$", "", name.rpartition("/")[2]))))
