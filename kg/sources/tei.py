"""The reader of TEI letters: an encoded edition, one letter a file, a corpus, or a volume.

It takes what is TEI and has a text or registers; an index of letters without texts is CMIF and has its own reader. The
parts of a letter are read in `kg.sources.tei_letter`, its ``correspDesc`` in `kg.sources.correspondence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal

from kg.authorities import Authorities
from kg.errors import MalformedSource, Where
from kg.records.calendars import CalendarRule
from kg.records.document import DocumentRecord, Finding
from kg.records.edition import Snapshot
from kg.sources.correspondence import address_id, date_for_key, label_of, local_id, points_to, why_no_index
from kg.sources.correspondence.outline import tei_outline
from kg.sources.entities import EntityBook
from kg.sources.reader import NOTHING_RELATED, LetterIdentity, ReadResult, RelatedSources
from kg.sources.tei_letter.anchors import find_anchors
from kg.sources.tei_letter.assembly import assemble
from kg.sources.tei_letter.dates import day_of, first_day
from kg.sources.tei_letter.digests import letter_digests
from kg.sources.tei_letter.header import (
    languages_of,
    own_language,
    read_header,
    read_title_words,
    scope_of,
    spoken_language,
)
from kg.sources.tei_letter.letter import Letter, LetterElements
from kg.sources.tei_letter.locating import letters_of, parts_without_letter
from kg.sources.tei_letter.registers import build_register, describes_entities
from kg.sources.tei_letter.titles import read_title
from kg.sources.tei_letter.worded import date_of_words, words_of_date
from kg.sources.text import Source, SourceText
from kg.sources.xml import (
    Element,
    XmlDocument,
    attribute,
    begins_like_xml,
    find_all,
    parse_xml,
    read_making,
    root_name,
    words,
)


class TeiReader:
    """Reads TEI letters; see `kg.sources.reader.Reader`."""

    name = "tei"
    version = "1"

    def declines(self, source: Source, text: SourceText) -> str | None:
        """Decline what is no TEI, what is an index, and what holds neither a letter nor a register.

        A file that is not well-formed is taken: reading it says where it is broken.
        """
        if not begins_like_xml(text):
            return "it does not begin with a tag; TEI is XML"
        if tei_outline(text) is None:
            return f"its root element is <{root_name(text)}>; TEI begins with <TEI> or <teiCorpus>"
        if why_no_index(text) is None:
            return "it lists letters and has no text of them: it is an index (CMIF)"
        try:
            document = parse_xml(source, text)
        except MalformedSource:
            return None
        if _letters(document) or describes_entities(document.root):
            return None
        title = read_title_words(document.root)
        return (
            "it holds no letter and no register: no correspDesc, no text with opening and closing, and its title "
            f"names no addressee{f' ({title[:80]})' if title else ''}"
        )

    def is_register(self, source: Source, text: SourceText) -> bool:
        """Tell whether it lists persons, places, bodies or events, and no letter."""
        document = parse_xml(source, text)
        return not _letters(document) and describes_entities(document.root)

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the letters; the own id is the address or key of ``correspDesc``, else the ``xml:id`` of the letter."""
        document = parse_xml(source, text)
        letters = _letters(document)
        digests = letter_digests(document, letters)
        return tuple(_identity(source, document, one, digest=of) for one, of in zip(letters, digests, strict=True))

    def read(
        self,
        source: Source,
        text: SourceText,
        *,
        keys: Mapping[str, str],
        authorities: Authorities,
        related: RelatedSources = NOTHING_RELATED,
    ) -> ReadResult:
        """Make the records of the letters; see `kg.sources.reader.Reader.read`."""
        document = parse_xml(source, text)
        letters = _letters(document)
        if not letters:
            raise MalformedSource(
                "No letter was found in this file.",
                where=Where(file=source.path, line=1),
                remedy="A letter has a correspDesc, or a text with opening and closing, or a title such as “X to Y”.",
            )
        records = (
            _record(source, document, one, keys[one.locus], authorities, related)
            for one in letters
            if one.locus in keys
        )
        return ReadResult(tuple(records), text.keep("tei left out", lambda: tuple(_left_out(document))))


def _letters(document: XmlDocument) -> tuple[LetterElements, ...]:
    """Find the letters once: a corpus is read in parts."""
    return document.text.keep("tei letters", lambda: letters_of(document.root))


def _left_out(document: XmlDocument) -> Iterator[Finding]:
    for part in parts_without_letter(document.root, _letters(document)):
        title = read_title_words(part)
        yield Finding(
            "part-without-letter",
            f"This part is not read as a letter{f': “{title[:80]}”' if title else ''}.",
            "Give it a correspDesc, or a title such as “X to Y, 3 May 1890”.",
            document.locate_tag(part),
        )


def _identity(source: Source, document: XmlDocument, letter: LetterElements, *, digest: str) -> LetterIdentity:
    rule = CalendarRule(source.settings.calendar)
    desc = letter.desc
    date = None if desc is None else date_for_key(desc, rule)
    title = read_title_words(letter.tei) if letter.alone else None
    return LetterIdentity(
        locus=letter.locus,
        own_id=_own_id(letter),
        date=date or (_other_day(letter, title, rule) if letter.alone else None),
        label=title or (_heading(letter) or source.path if desc is None else label_of(desc)),
        scope=scope_of(source, letter.tei),
        points_to=() if desc is None else points_to(desc),
        line=document.text.line_and_column(document.start(_speaking(letter)))[0],
        digest=digest,
    )


def _speaking(letter: LetterElements) -> Element:
    """The element at which the letter begins in its file: its description, else its text in a volume, else the file."""
    if letter.desc is not None:
        return letter.desc
    return letter.tei if letter.alone or letter.text is None else letter.text


def _heading(letter: LetterElements) -> str | None:
    """The heading of a letter that nothing else names."""
    head = None if letter.text is None or letter.alone else next(find_all(letter.text, "head"), None)
    return None if head is None else words(head)[:200] or None


def _other_day(letter: LetterElements, title: str | None, rule: CalendarRule) -> str | None:
    day = first_day(letter.tei, rule)
    read = read_title(title) if title is not None and day is None else None
    if title is None or read is None or read.rest is None:
        return day
    value = date_of_words(words_of_date(title[slice(*read.rest)]), read.language, rule)
    return None if value is None else day_of(value.edtf)


def _own_id(letter: LetterElements) -> str | None:
    if letter.desc is not None:
        given = attribute(letter.desc, "ref")
        address = None if given is None else address_id(given)
        if address is not None:
            return address
        key = attribute(letter.desc, "key")
        if key is not None:
            return local_id(key)
    holders = (letter.tei,) if letter.alone else (letter.desc, letter.text)
    for element in holders:
        own_id = None if element is None else attribute(element, "xml:id")
        if own_id is not None:
            return local_id(own_id)
    return None


def _record(
    source: Source,
    document: XmlDocument,
    elements: LetterElements,
    key: str,
    authorities: Authorities,
    related: RelatedSources,
) -> DocumentRecord:
    tei, settings = elements.tei, source.settings
    rule = CalendarRule(settings.calendar)
    usage = languages_of(tei)
    default = usage[0] if usage else settings.language
    header_language = own_language(tei) or default
    text_language = (None if elements.text is None else spoken_language(elements.text)) or default
    scope = scope_of(source, tei)
    register = build_register(source, document, tei, registers=related.registers, rule=rule, language=header_language)
    order: Literal["given-first", "inverted"] = "inverted" if settings.name_order == "inverted" else "given-first"
    letter = Letter(
        document=document,
        elements=elements,
        header=read_header(document, tei),
        key=key,
        book=EntityBook(key, authorities=authorities, language=header_language, scope=scope, register=register),
        register=register,
        anchors=document.text.keep(f"tei-anchors {document.path(tei)}", partial(find_anchors, document, tei)),
        rule=rule,
        language=header_language,
        text_language=text_language,
        name_order=order,
        letters=related.letters,
    )
    return assemble(
        letter,
        collection=settings.collection,
        snapshot=_snapshot(source, tei),
        scope=scope,
        authorities=authorities,
    )


def _snapshot(source: Source, tei: Element) -> Snapshot:
    making = read_making(tei)
    return replace(source.snapshot(media_type="application/tei+xml"), revised=making.revised, status=making.status)
