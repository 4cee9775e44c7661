"""One letter of a TEI file -> one `DocumentRecord`: the parts read one after another, joined by the entity book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.authorities import Authorities
from kg.records.agent import Mention
from kg.records.date import DateRole
from kg.records.document import Document, DocumentRecord
from kg.records.edition import Snapshot
from kg.records.locator import Locator
from kg.records.note import EditorialNote
from kg.records.reference import EntityType, Reference
from kg.records.signature import Signature
from kg.sources.correspondence import Correspondence, read_correspondence
from kg.sources.tei_letter.contradictions import check_dates, check_id, check_one_person, check_parties
from kg.sources.tei_letter.edition import read_edition
from kg.sources.tei_letter.events import EventBook
from kg.sources.tei_letter.form import read_form
from kg.sources.tei_letter.header import descend, language_tag, languages_of, own_language
from kg.sources.tei_letter.letter import Letter
from kg.sources.tei_letter.mentions import read_mentions
from kg.sources.tei_letter.notes import ReadNote, read_notes
from kg.sources.tei_letter.older import Parties, apply_roles, complete_parties
from kg.sources.tei_letter.relations import read_relations
from kg.sources.tei_letter.signing import read_signatures
from kg.sources.tei_letter.text import LetterText, read_text
from kg.sources.tei_letter.titles import TitleReading, read_title
from kg.sources.tei_letter.witnesses import Witnesses, read_witnesses
from kg.sources.tei_letter.writing import date_of_title, read_writing
from kg.sources.xml import Element, attribute, children, words


@dataclass(slots=True)
class _Texts:
    """What was read of the letter's texts: its own, its enclosures, its notes."""

    enclosures: list[Document] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def assemble(
    letter: Letter,
    *,
    collection: str,
    snapshot: Snapshot,
    scope: str,
    authorities: Authorities,
) -> DocumentRecord:
    """Read every part of a letter; the order decides the order of entities in the record."""
    title = _title(letter)
    correspondence = _correspondence(letter)
    parties = _parties(letter, correspondence, title)
    witnesses = _witnesses(letter)
    edition, editors = read_edition(letter, scope=scope, authorities=authorities)
    events = EventBook(letter)
    text = _text(letter)
    texts = _Texts()
    main = _main(letter, text, parties, correspondence, witnesses, title, snapshot.path)
    _read_texts(letter, text, main, events, texts)
    check_id(letter, path=snapshot.path)
    relations = read_relations(letter)
    return DocumentRecord(
        key=letter.key,
        collection=collection,
        snapshot=snapshot,
        language=letter.language,
        main=main,
        edition=edition,
        other_documents=tuple(texts.enclosures),
        instantiations=witnesses.copies,
        signatures=tuple(texts.signatures),
        notes=(*(one.note for one in texts.notes), *_of_index(correspondence, letter, texts.notes)),
        entities=(*letter.book.entities(), *editors),
        mentions=tuple(texts.mentions),
        events=(*correspondence.events, *events.events.values()),
        citations=witnesses.citations,
        agent_relations=relations,
        registers=letter.book.registers,
        concise_evidence=not text.text,
        findings=(*letter.findings, *letter.book.findings, *letter.register.findings),
    )


def _parties(letter: Letter, correspondence: Correspondence, title: TitleReading | None) -> Parties:
    parties = Parties(list(correspondence.senders), list(correspondence.addressees))
    apply_roles(letter, parties)
    check_parties(letter, parties, title)
    check_one_person(letter, parties)
    complete_parties(letter, parties, title)
    return parties


def _witnesses(letter: Letter) -> Witnesses:
    """The copies of the only letter of a file; in a volume the header speaks of none of its letters."""
    source_desc = descend(letter.elements.tei, "teiHeader", "fileDesc", "sourceDesc")
    if not letter.elements.alone:
        return Witnesses()
    found = read_witnesses(
        letter.document, source_desc, letter=letter.itself, book=letter.book, language=letter.language
    )
    letter.findings += found.findings
    return found


def _correspondence(letter: Letter) -> Correspondence:
    if letter.elements.desc is None:
        return Correspondence()
    found = read_correspondence(
        letter.elements.desc,
        letter.document,
        letter.book,
        key=letter.key,
        rule=letter.rule,
        language=letter.language,
        name_order=letter.name_order,
        letters=letter.letters,
    )
    letter.findings += found.findings
    return found


def _title(letter: Letter) -> TitleReading | None:
    """The title speaks of the letter only where the file holds no other."""
    if letter.header.title is None or not letter.elements.alone:
        return None
    return read_title(letter.header.title, languages=(letter.language, letter.text_language))


def _text(letter: Letter) -> LetterText:
    if letter.elements.text is None:
        return LetterText("")
    # A child of a volume is itself a division of the type "letter"; what it holds is read, not the element.
    text = read_text(letter.elements.text, marks=frozenset(_note_ids(letter.elements.text)))
    for element in text.left_out:
        letter.note(
            "division-left-out",
            f'A division of the type "{attribute(element, "type")}" is the edition\'s.',
            "It is not part of the letter's text; its notes are read.",
            letter.document.locate_tag(element),
            severity="information",
        )
    return text


def _note_ids(element: Element) -> list[str]:
    return [own_id for one in element.iter("{*}note") if (own_id := attribute(one, "xml:id")) is not None]


def _main(
    letter: Letter,
    text: LetterText,
    parties: Parties,
    correspondence: Correspondence,
    witnesses: Witnesses,
    title: TitleReading | None,
    path: str,
) -> Document:
    form, form_locator = read_form(letter, witnesses, title)
    writing = read_writing(letter, text.elements, key=letter.key, beside=correspondence.dates)
    dates = [*correspondence.dates, *writing.dates]
    if not any(one.role in (DateRole.SENT, DateRole.WRITTEN) for one in dates):
        dates += date_of_title(letter, title)
    alone = letter.elements.alone
    element = letter.header.title_element if alone else None
    return Document(
        reference=letter.itself,
        language=letter.text_language,
        locator=_place_of(letter),
        title=letter.header.title if alone else None,
        heading_locator=None if element is None else letter.document.locate(element),
        form=form,
        form_locator=form_locator,
        text=text.text or None,
        text_locator=_text_locator(letter, letter.elements.text, text),
        scope=_abstract(letter) if alone else None,
        senders=tuple(parties.senders),
        addressees=tuple(parties.addressees),
        dates=tuple(check_dates(letter, dates, path=path if alone else "")),
        places_of_writing=tuple(writing.places.values()),
        completeness=_completeness(text),
        places=correspondence.places,
        links=correspondence.links,
        parts=text.parts,
        addresses=letter.header.addresses if alone else (),
        languages=_languages(letter),
    )


def _read_texts(letter: Letter, text: LetterText, main: Document, events: EventBook, texts: _Texts) -> None:
    """Names, notes and signatures of the letter and of each of its enclosures."""
    waiting: list[tuple[Document, LetterText]] = [(main, text)]
    while waiting:
        document, read = waiting.pop(0)
        senders = main.senders if document is main else ()
        texts.signatures += read_signatures(letter, read.elements, senders, document.reference)
        texts.mentions += read_mentions(letter, read.elements, document.reference, events)
        notes = read_notes(
            letter.document,
            read.notes,
            of=document.reference,
            anchors=letter.anchors,
            language=letter.language,
        )
        for note in notes:
            texts.mentions += read_mentions(letter, note.text.elements, note.reference, events)
        texts.notes += notes
        for element in read.enclosures:
            number = len(texts.enclosures) + 1
            inner = read_text(element)
            enclosure = _enclosure(letter, element, inner, number)
            texts.enclosures.append(enclosure)
            waiting.append((enclosure, inner))


def _enclosure(letter: Letter, element: Element, text: LetterText, number: int) -> Document:
    reference = Reference(EntityType.DOC, f"{letter.key}-enclosure{number}")
    writing = read_writing(letter, text.elements, key=reference.key, header=False)
    head = next((one for one in text.elements if one.tag == "head" or str(one.tag).endswith("}head")), None)
    return Document(
        reference=reference,
        language=own_language(element) or letter.text_language,
        locator=letter.document.locate_tag(element),
        title=None if head is None else words(head),
        text=text.text or None,
        text_locator=_text_locator(letter, element, text),
        dates=tuple(writing.dates),
        places_of_writing=tuple(writing.places.values()),
        completeness=_completeness(text),
        parts=text.parts,
        enclosed_in=letter.itself,
    )


def _completeness(text: LetterText) -> tuple[str, ...]:
    if not text.text:
        return ("index-entry",)
    found = (("editorial-omission", text.omission), ("illegible", text.illegible))
    return tuple(concept for concept, is_so in found if is_so)


def _of_index(correspondence: Correspondence, letter: Letter, notes: Sequence[ReadNote]) -> tuple[EditorialNote, ...]:
    """The notes of ``correspDesc`` follow those of the text."""
    first = 1 + sum(one.note.document == letter.itself for one in notes)
    return tuple(replace(one, order=first + index) for index, one in enumerate(correspondence.notes))


def _place_of(letter: Letter) -> Locator:
    element = letter.elements.desc if letter.elements.desc is not None else letter.elements.tei
    return letter.document.locate_tag(element)


def _text_locator(letter: Letter, element: Element | None, text: LetterText) -> Locator | None:
    return None if element is None or not text.text else letter.document.locate(element)


def _languages(letter: Letter) -> tuple[str, ...]:
    own = None if letter.elements.text is None else own_language(letter.elements.text)
    stated = languages_of(letter.elements.tei) if letter.elements.alone else ()
    return tuple(dict.fromkeys(one for one in (*((own,) if own else ()), *stated) if language_tag(one)))


def _abstract(letter: Letter) -> str | None:
    """What the header says of the letter's content."""
    profile = descend(letter.elements.tei, "teiHeader", "profileDesc")
    for element in () if profile is None else children(profile, "abstract", "desc"):
        if words(element):
            return words(element)
    return None
