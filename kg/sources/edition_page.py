"""The reader of edition pages: plain text as letter editions on the web print it.

It reads navigation and header of the collection, and of each document on the page heading, date, address, genre, text,
capacity, signatures, place and date at the foot, shelf mark and notes. What it cannot read is reported with its place;
the rest is published. It is not for marked-up editions: TEI and CMIF have readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.authorities import Authorities, slug
from kg.errors import MalformedSource, Where
from kg.records.agent import EntityKind
from kg.records.calendars import CalendarRule
from kg.records.document import Finding
from kg.records.edition import Compiler, Edition
from kg.sources.digests import digest_of, words_in_place
from kg.sources.page.assembly import assemble
from kg.sources.page.heading import split_parties
from kg.sources.page.language import language_of, observed_language
from kg.sources.page.layout import Header, PageLayout, Section, read_layout
from kg.sources.page.layout_rules import LayoutRules
from kg.sources.page.lines import Line
from kg.sources.page.names import Named
from kg.sources.page.patterns import any_of
from kg.sources.page.register import EntityRegister
from kg.sources.page.workspace import PageContext
from kg.sources.reader import NOTHING_RELATED, LetterIdentity, ReadResult, RelatedSources
from kg.sources.text import Source, SourceText, Span


class EditionPageReader:
    """Reads plain-text pages; see `kg.sources.reader.Reader`."""

    name = "edition_page"
    version = "2"

    def declines(self, source: Source, text: SourceText) -> str | None:
        """Decline XML, HTML, JSON and tables by their first characters; everything else may be a page."""
        start = text.text.lstrip()[:200]
        if not start:
            return "the file is empty"
        if start.startswith("<"):
            return "it begins with a tag; pages are plain text"
        if start.startswith(("{", "[{")):
            return "it looks like JSON"
        first = start.split("\n", 1)[0]
        if not source.path.endswith((".txt", ".text", ".md")) and re.search(r"\S[,;\t]\S", first) and " " not in first:
            return "its first line looks like the head of a table"
        return None

    def is_register(self, source: Source, text: SourceText) -> bool:
        """Pages hold letters."""
        return False

    def identify(self, source: Source, text: SourceText) -> tuple[LetterIdentity, ...]:
        """List the documents of a page; a printed number is the document's own id within its edition."""
        rules = _rules(source, text)
        layout = _layout(text, rules)
        around = _header_digest(layout.header, text, rules)
        return tuple(
            LetterIdentity(
                locus=str(index),
                own_id=f"no{slug(section.own_number)}" if section.own_number else None,
                date=_date_for_key(section),
                label=text.text[slice(*section.heading.span)] if section.heading else source.path,
                line=text.locate(*section.span).line,
                digest=digest_of(around, section, *words_in_place(text, *section.span)),
            )
            for index, section in enumerate(layout.sections, start=1)
        )

    def read(
        self,
        source: Source,
        text: SourceText,
        *,
        keys: Mapping[str, str],
        authorities: Authorities,
        related: RelatedSources = NOTHING_RELATED,
    ) -> ReadResult:
        """Make the records of the page's documents; see `kg.sources.reader.Reader.read`."""
        rules = _rules(source, text)
        layout = _layout(text, rules)
        if not layout.sections:
            raise MalformedSource(
                "No document was found on this page.",
                where=Where(file=source.path, line=1),
                remedy="A document begins with a heading (X - Y, X to Y, Telegram from X to Y), a number (No. 84) or a "
                "date line. Leave index pages out of the sources.",
            )
        snapshot = source.snapshot(title=layout.header.page_title.text if layout.header.page_title else None)
        records = []
        findings: list[Finding] = []
        for index, section in enumerate(layout.sections, start=1):
            key = keys.get(str(index))
            if key is None:
                continue
            edition, entities = _edition(layout, source, text, rules, authorities, key)
            context = PageContext(
                source=text,
                rules=rules,
                authorities=authorities,
                collection=source.settings.collection,
                snapshot=snapshot,
                edition=edition,
                edition_entities=entities,
                declared_language=source.settings.language,
            )
            records.append(assemble(context, section, key))
        return ReadResult(tuple(records), tuple(findings))


def _rules(source: Source, text: SourceText) -> LayoutRules:
    """The language is the declared one unless the page's words overwhelmingly are of another."""
    settings = source.settings
    return LayoutRules(
        language=language_of(observed_language(text.text, settings.language) or settings.language),
        dates=CalendarRule(settings.calendar),
        name_order=settings.name_order,
        separator=settings.separator,
    )


def _layout(text: SourceText, rules: LayoutRules) -> PageLayout:
    """Read the layout of a page once: its documents are identified and read in several steps."""
    name = f"page layout {rules.language.tag} {rules.dates} {rules.name_order} {rules.separator}"
    return text.keep(name, lambda: read_layout(text.text, rules))


def _header_digest(header: Header, text: SourceText, rules: LayoutRules) -> str:
    """Hash what the documents of a page share. How the page's names stand is already in the layout of each."""
    lines = (header.page_title, header.book_title, header.subtitle, header.compilers, header.section)
    return digest_of(
        rules.language.tag, *(None if one is None else words_in_place(text, one.start, one.end) for one in lines)
    )


def _date_for_key(section: Section) -> str | None:
    """The date as far as a key needs it: year, month, day as far as they are sure."""
    foot, opening = section.closing.date, section.opening_date
    readings = [section.date.reading if section.date else None]
    readings += [foot.reading if foot else None, opening.reading if opening else None]
    edtf = next((one.edtf for one in readings if one is not None and one.edtf), "")
    match = re.search(r"\d{4}(?:-\d{2}){0,2}", edtf)
    return match.group() if match else None


def _edition(
    layout: PageLayout,
    source: Source,
    text: SourceText,
    rules: LayoutRules,
    authorities: Authorities,
    key: str,
) -> tuple[Edition | None, EntityRegister | None]:
    header = layout.header
    line = header.book_title or _site_title(header, rules)
    if line is None:
        return None, None
    title = line.text
    issued = _year(header)
    edition_key = source.settings.edition or "-".join(part for part in (slug(title), issued) if part)
    register = EntityRegister(key, authorities=authorities, text=text, language=rules.language.tag, scope=edition_key)
    span = re.search(r"(1\d{3})\s*[-–—]\s*(1\d{3})", title)
    edition = Edition(
        key=edition_key,
        title=title,
        language=rules.language.tag,
        locator=text.locate(line.start, line.end),
        subtitle=header.subtitle.text if header.subtitle else None,
        issued=issued,
        span=(span[1], span[2]) if span else None,
        section=header.section.text if header.section else None,
        compilers=_compilers(header, text, rules, register),
        online=header.book_title is None,
    )
    return edition, register


def _site_title(header: Header, rules: LayoutRules) -> Line | None:
    """The title above the navigation, where it names a whole correspondence and not one letter."""
    title = header.page_title
    words = re.findall(r"[^\W\d_]+", title.text.lower()) if title else []
    return title if any(one in rules.words.collection_words for one in words) else None


def _year(header: Header) -> str | None:
    match = re.search(r"\b(1[89]\d{2}|20\d{2})\.?$", header.subtitle.text) if header.subtitle else None
    return match[1] if match else None


def _compilers(header: Header, text: SourceText, rules: LayoutRules, register: EntityRegister) -> tuple[Compiler, ...]:
    line = header.compilers
    if line is None:
        return ()
    start = re.match(rf"{any_of(rules.words.compiler_words)}\s*:?\s*", line.text, re.IGNORECASE)
    at = line.start + (start.end() if start else 0)
    names = text.text[at : line.end]
    compilers = []
    for order, span in enumerate(split_parties(names.rstrip("."), rules.words), start=1):
        place = Span(at + span.start, at + span.end)
        named = Named(place, text.text[place.start : place.end], EntityKind.PERSON)
        compilers.append(Compiler(register.enter(named), order, text.locate(*place)))
    return tuple(compilers)
