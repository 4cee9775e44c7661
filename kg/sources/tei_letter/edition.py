"""The edition that a letter belongs to, by the header of its file, with its editors."""

from __future__ import annotations

from kg.authorities import Authorities
from kg.records.agent import EntityKind, NamedEntity, PrintedName
from kg.records.edition import Compiler, Edition
from kg.sources.entities import EntityBook
from kg.sources.references import read_references
from kg.sources.tei_letter.header import Header
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.references_of import references_of
from kg.sources.tei_letter.registers import name_words
from kg.sources.xml import words


def read_edition(
    letter: Letter, *, scope: str, authorities: Authorities
) -> tuple[Edition | None, tuple[NamedEntity, ...]]:
    """Make the edition of a letter.

    Args:
        letter: the letter; what is wrong goes into its findings.
        scope: of the edition's ids; it is its key.
        authorities: of the collection.

    Returns:
        The edition and its editors, who are the edition's own where nobody says by an IRI who they are.
    """
    header, document = letter.header, letter.document
    element = header.title_element if header.edition_title is None else header.edition_title
    if element is None:
        return None, ()
    if header.licence_printed is not None and header.licence_locator is not None:
        letter.note(
            "licence-without-address",
            f"The licence “{header.licence_printed[:80]}” is no address on the web.",
            "Give the address of the licence in licence/@target.",
            header.licence_locator,
            severity="information",
        )
    book = EntityBook(scope, authorities=authorities, language=letter.language, scope=scope)
    edition = Edition(
        key=scope,
        title=words(element),
        language=letter.language,
        locator=document.locate(element),
        issued=header.issued,
        compilers=_editors(letter, header, book),
        publisher=None if header.publisher is None else words(header.publisher),
        licence=header.licence,
        address=header.edition_address,
        online=True,
    )
    return edition, book.entities()


def _editors(letter: Letter, header: Header, book: EntityBook) -> tuple[Compiler, ...]:
    editors: list[Compiler] = []
    for element in header.editors:
        locator = letter.document.locate(element)
        references = [one for one in references_of(letter.document, element) if read_references(one.text).links]
        name = PrintedName(name_words(element), letter.language, locator)
        agent = book.enter(EntityKind.PERSON, (name,), references)
        if agent is not None and all(agent != one.agent for one in editors):
            editors.append(Compiler(agent, len(editors) + 1, locator, role="editor"))
    return tuple(editors)
