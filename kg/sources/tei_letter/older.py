"""Parties of letters whose header has no ``correspAction`` for them: older encodings, and at last the title.

Who is called sender or addressee in so many words is stated. What only the title or ``titleStmt/author`` says is our
conclusion, basis inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.records.agent import EntityKind, Party, PrintedName
from kg.records.certainty import Certainty
from kg.records.locator import Basis, Locator
from kg.sources.correspondence.content import NamedElement, action_content, kind_of
from kg.sources.correspondence.naming import Reading, enter
from kg.sources.names import NameReading, read_names
from kg.sources.tei_letter.agreement import agree
from kg.sources.tei_letter.header import children_of, descend
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.tables import vocabulary, word
from kg.sources.tei_letter.titles import TitleReading
from kg.sources.tei_letter.writing import reading_of
from kg.sources.xml import Element, attribute, children, find_all, local, words

SENDERS = vocabulary(
    "sender author writer from correspsender absender absenderin verfasser verfasserin schreiber schreiberin "
    "expéditeur expéditrice expediteur auteur scripteur afzender schrijver mittente autore remitente autor nadawca "
    "отправитель автор auctor aut lettersender"
)
ADDRESSEES = vocabulary(
    "addressee recipient receiver to correspaddressee correspreceiver empfänger empfängerin empfaenger adressat "
    "adressatin destinataire geadresseerde ontvanger destinatario adresat odbiorca адресат получатель rcp rcpt adr "
    "letteraddressee letterreceiver"
)
_BOTH = (("sender", SENDERS), ("addressee", ADDRESSEES))
_NAMED = (
    "persName",
    "orgName",
    "name",
    "rs",
    "person",
    "org",
    "author",
    "item",
    "term",
    "editor",
    "resp",
    "correspondent",
)
_OUTSIDE = vocabulary("correspAction msDesc listBibl availability encodingDesc revisionDesc publicationStmt biblStruct")


@dataclass(slots=True)
class Parties:
    senders: list[Party] = field(default_factory=list)
    addressees: list[Party] = field(default_factory=list)

    def of(self, role: str) -> list[Party]:
        return self.senders if role == "sender" else self.addressees


def apply_roles(letter: Letter, parties: Parties) -> None:
    """Move whom an attribute calls addressee from the senders to the addressees, and the other way round.

    ``correspAction type="sent"`` with ``persName type="addressee"`` beside ``persName type="sender"``: the name says it
    more closely than the action around it.
    """
    desc = letter.elements.desc
    called: dict[str, str] = {}
    for element in () if desc is None else find_all(desc, *_NAMED):
        values = [word(attribute(element, one)) for one in ("role", "type", "subtype")]
        for role, known in _BOTH:
            if any(value in known for value in values):
                called[letter.document.path(element)] = role
    moved = [
        (role, one) for role, _ in _BOTH for one in parties.of(role) if called.get(one.locator.path or "", role) != role
    ]
    if not moved:
        return
    for role, party in moved:
        other = "addressee" if role == "sender" else "sender"
        parties.of(role).remove(party)
        if all(party.agent != one.agent for one in parties.of(other)):
            parties.of(other).append(replace(party, order=len(parties.of(other)) + 1))
        letter.note(
            "role-of-attribute",
            f"“{party.locator.exact}” stands in the action of the {role} and is called {other}.",
            f"Give the {other} a correspAction of its own.",
            party.locator,
            severity="information",
        )
    for role, _ in _BOTH:
        parties.of(role)[:] = [replace(one, order=order) for order, one in enumerate(parties.of(role), start=1)]
    filled = {role for role, _ in _BOTH if parties.of(role)}
    letter.findings = [one for one in letter.findings if one.code not in {f"{role}-missing" for role in filled}]


def complete_parties(letter: Letter, parties: Parties, title: TitleReading | None) -> None:
    """Add the senders or the addressees that are missing.

    Args:
        letter: the letter.
        parties: what ``correspDesc`` says; a side that it fills is left as it is.
        title: the letter's title, if it is like that of a letter.
    """
    missing = [role for role, _ in _BOTH if not parties.of(role)]
    if not missing:
        return
    reading = reading_of(letter)
    for role, element in _called(letter):
        if role in missing:
            _add(parties.of(role), _enter_marked(element, reading, role), Basis.STATED)
    still = [role for role in missing if not parties.of(role)]
    for role in still:
        _from_title(letter, parties, title, role, reading)
    if "sender" in still and not parties.senders:
        _from_author(letter, parties, reading)
    letter.findings += reading.findings
    for role in missing:
        if parties.of(role):
            known = letter.findings
            letter.findings = [one for one in known if one.code != f"{role}-missing"]


def _called(letter: Letter) -> Iterator[tuple[str, Element]]:
    """The elements of the header that are called sender or addressee, each outermost one once."""
    header = descend(letter.elements.tei, "teiHeader")
    taken: list[Element] = []
    for element in () if header is None else header.iter("*"):
        around = list(element.iterancestors())
        if any(one in taken or local(one) in _OUTSIDE for one in around):
            continue
        for role, called in _BOTH:
            if _is_called(element, called):
                taken.append(element)
                yield role, element


def _is_called(element: Element, called: frozenset[str]) -> bool:
    name = local(element)
    parent = element.getparent()
    around = "" if parent is None else local(parent)
    if name == "author":
        return around in ("letHeading", "correspDesc") and "author" in called
    if name.casefold() in called and around in (
        "letHeading",
        "correspDesc",
        "sourceDesc",
        "bibl",
        "creation",
        "letDesc",
    ):
        return True
    if name == "respStmt":
        return any(word(words(one)) in called for one in children(element, "resp"))
    if name not in _NAMED or name == "resp":
        return False
    values = [word(attribute(element, one)) for one in ("role", "type", "subtype", "ana", "n")]
    return any(value in called for value in values)


def _enter_marked(element: Element, reading: Reading, role: str) -> Iterator[Party]:
    content = action_content(element)
    named: Sequence[NamedElement] = content.agents
    if kind_of(element) is not None or not named:
        named = [NamedElement((element,), kind_of(element))]
    for one in named:
        for entered in enter(one, element, reading, role=role):
            doubt = (Certainty.CONJECTURED,) if element.get("attested") == "no" else ()
            yield Party(entered.entity, 0, entered.locator, certainty=(*entered.certainty, *doubt))


def _add(parties: list[Party], new: Iterator[Party], basis: Basis) -> None:
    for one in new:
        if all(one.agent != party.agent for party in parties):
            parties.append(Party(one.agent, len(parties) + 1, one.locator, basis, one.certainty))


def _from_title(letter: Letter, parties: Parties, title: TitleReading | None, role: str, reading: Reading) -> None:
    span = None if title is None else (title.sender if role == "sender" else title.addressee)
    element = letter.header.title_element
    if title is None or span is None or element is None or letter.header.title is None:
        return
    whole = letter.document.locate(element)
    for name in read_names(letter.header.title[slice(*span)], title.language, name_order=letter.name_order):
        candidates = [one for one in _candidates(letter) if agree(words(one), name.text)]
        for one in candidates:
            entered = enter(NamedElement((one,), kind_of(one) or EntityKind.PERSON), one, reading, role=role)
            _add(parties.of(role), (Party(each.entity, 0, each.locator) for each in entered), Basis.INFERRED)
        if not candidates:
            _add(parties.of(role), _named_in_title(letter, element, name, whole, reading), Basis.INFERRED)


def _named_in_title(
    letter: Letter, element: Element, name: NameReading, whole: Locator, reading: Reading
) -> Iterator[Party]:
    at = whole.exact.find(name.text)
    locator = whole
    if at >= 0:
        locator = letter.document.locate_span(whole.start + at, whole.start + at + len(name.text), element)
    printed = PrintedName(name.text, letter.language, locator)
    entity = reading.book.enter(name.kind_hint, (printed,), certainty=name.certainty)
    if entity is not None:
        yield Party(entity, 0, locator, certainty=name.certainty)


def _candidates(letter: Letter) -> Iterator[Element]:
    """Elements that name a person of the letter without saying a role, with references perhaps."""
    header = descend(letter.elements.tei, "teiHeader")
    yield from letter.header.authors
    for house in (
        letter.elements.desc,
        descend(header, "profileDesc"),
        descend(header, "fileDesc", "titleStmt", "title"),
    ):
        for element in () if house is None else find_all(house, "persName", "orgName", "rs", "name"):
            if not any(local(one) in ("correspAction", "correspContext") for one in element.iterancestors()):
                yield element


def _from_author(letter: Letter, parties: Parties, reading: Reading) -> None:
    """One author in ``titleStmt`` who is not an addressee wrote the letter; of several it is not said who."""
    if len(letter.header.authors) != 1:
        return
    author = letter.header.authors[0]
    content = list(children_of(author, "persName", "orgName", "name", "rs"))
    named = NamedElement((author, *content[:1]), kind_of(content[0]) if content else EntityKind.PERSON)
    entered = enter(named, author, reading, role="sender")
    new = (Party(one.entity, 0, one.locator, certainty=one.certainty) for one in entered)
    addressees = {one.agent for one in parties.addressees}
    _add(parties.senders, (one for one in new if one.agent not in addressees), Basis.INFERRED)
