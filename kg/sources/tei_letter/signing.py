"""Who signed: ``signed`` in the text, and which of the senders it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.authorities.names import normal_name
from kg.records.agent import EntityKind, NamedEntity, Party, PrintedName
from kg.records.reference import EntityType, Reference
from kg.records.signature import Signature
from kg.sources.nothing_words import says_unknown
from kg.sources.references import read_references
from kg.sources.tei_letter.header import own_language
from kg.sources.tei_letter.kinds import kind_of
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.references_of import references_of
from kg.sources.tei_letter.tables import vocabulary
from kg.sources.tei_letter.text import kind_of_part
from kg.sources.xml import Element, words

_AGENTS = frozenset({EntityType.PERSON, EntityType.BODY})
_LONGEST_NAME = 5
"""Words of a signature that is a name and nothing else."""
_YOURS = vocabulary(
    "ihr ihre ihren dein deine euer eure eurer your yours thy votre vos ton ta tes uw je jouw suo sua tuo tua vostro "
    "su tu twój wasz ваш ваша твой твоя tuus tua vester the der die das le la les"
)
"""Words at the beginning of a signature that speak of the addressee: such words are no name."""
_PARTICLES = vocabulary("von van vom im zu zum zur der de du di da del della le la d' ter ten und and et en i y e")


def read_signatures(
    letter: Letter, elements: Sequence[Element], senders: Sequence[Party], of: Reference
) -> tuple[Signature, ...]:
    """Read the signatures of a text.

    Args:
        letter: the letter; its book gets who is not a sender.
        elements: of the text, in their order.
        senders: of the letter.
        of: the letter or the enclosure.

    Returns:
        One signature for each name in ``signed``. Who is meant is said by its reference, else by the only sender whose
        name agrees; without either the signatory is the letter's own, unresolved node.
    """
    found: list[Signature] = []
    for element in elements:
        if kind_of_part(element) == "signed":
            for part, signatory in _signatories(letter, element, senders):
                if all(signatory != one.signatory for one in found):
                    found.append(_signature(letter, part, signatory, of, len(found) + 1))
    return tuple(found)


def _signature(letter: Letter, element: Element, signatory: Reference, of: Reference, order: int) -> Signature:
    return Signature(
        key=f"{of.key}-signature{order}",
        document=of,
        signatory=signatory,
        order=order,
        as_printed=words(element),
        locator=letter.document.locate(element),
    )


def _signatories(letter: Letter, element: Element, senders: Sequence[Party]) -> Iterator[tuple[Element, Reference]]:
    names = [one for one in element.iter("{*}persName", "{*}orgName", "{*}rs", "{*}name") if _is_agent(one)]
    names = [one for one in names if not any(around in names for around in one.iterancestors())]
    for part in names or [element]:
        printed = words(part)
        if not printed or says_unknown(printed):
            continue
        references = references_of(letter.document, part)
        if any(read_references(one.text).links or read_references(one.text).local for one in references):
            found = letter.book.enter_each(kind_of(part), (_name(letter, part, printed),), references)
            yield from ((part, one) for one in found if one.type in _AGENTS)
            continue
        sender = _sender(letter, printed, senders)
        if sender is None and part is element and not _is_name(printed):
            what = f"“{printed}” is signed, and it is not understood who is meant."
            remedy = "Mark the name in it with persName."
            letter.note("signatory-unknown", what, remedy, letter.document.locate(part), severity="information")
            continue
        if sender is None:
            sender = letter.book.enter(kind_of(part) or EntityKind.PERSON, (_name(letter, part, printed),))
        if sender is not None:
            yield part, sender


def _is_name(printed: str) -> bool:
    """Capital letters throughout but for particles, few words, and no *your* before them."""
    tokens = re.findall(r"[^\W\d_][\w'’.-]*", printed)
    if not tokens or len(tokens) > _LONGEST_NAME or tokens[0].casefold() in _YOURS:
        return False
    return all(not one[0].islower() or one.casefold() in _PARTICLES for one in tokens) and not tokens[-1][0].islower()


def _is_agent(element: Element) -> bool:
    return kind_of(element) in (EntityKind.PERSON, EntityKind.CORPORATE_BODY, EntityKind.GROUP)


def _name(letter: Letter, element: Element, printed: str) -> PrintedName:
    text = printed.strip(" ,;:.") if printed.endswith((",", ";", ":")) or _ends_a_sentence(printed) else printed
    return PrintedName(text, own_language(element) or letter.text_language, letter.document.locate(element))


def _ends_a_sentence(printed: str) -> bool:
    """Is the full stop at the end not that of an initial or abbreviation?"""
    return re.search(r"\w{4,}\.$", printed) is not None


def _sender(letter: Letter, printed: str, senders: Sequence[Party]) -> Reference | None:
    """The only sender whose name the last words of the signature agree with."""
    entities = {one.reference: one for one in letter.book.entities()}
    agreeing = [one.agent for one in senders if _agrees(printed, entities.get(one.agent))]
    return agreeing[0] if len(agreeing) == 1 else None


def _agrees(printed: str, entity: NamedEntity | None) -> bool:
    signed = _tokens(printed)
    if entity is None or not signed:
        return False
    for name in entity.names:
        tokens = _tokens(name.text)
        for start in range(len(signed)):
            if all(any(_same(one, other) for other in tokens) for one in signed[start:]):
                return True
    return False


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", normal_name(text).casefold())


def _same(signed: str, name: str) -> bool:
    """Equal, or an initial of it."""
    return signed == name or (len(signed) == 1 and name.startswith(signed))
