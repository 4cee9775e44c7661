"""From a row to the record of its letter."""

from __future__ import annotations

from kg.authorities import Authorities
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.date import DateRole
from kg.records.document import Document, DocumentRecord
from kg.records.edition import Edition, Snapshot
from kg.records.note import EditorialNote
from kg.records.reference import EntityType, Reference
from kg.sources.entities import EntityBook
from kg.sources.rows.dates import read_dates
from kg.sources.rows.letters import edition_of, row_findings
from kg.sources.rows.parties import Naming, read_holder, read_mentions, read_parties, read_places
from kg.sources.rows.row import Row
from kg.sources.rows.words import form_of, language_of
from kg.sources.scopes import edition_scope
from kg.sources.text import Source


def read_letter(row: Row, key: str, source: Source, snapshot: Snapshot, authorities: Authorities) -> DocumentRecord:
    """Make the record of one row.

    Local ids of persons and places are those of the whole table, whatever editions its rows are of: they are in the
    scope of the collection's ``edition`` for it, else of the file.
    """
    settings = source.settings
    naming = Naming(settings.language, settings.name_order)
    scope = edition_scope(settings.edition, [], None, source.path)
    book = EntityBook(key, authorities=authorities, language=settings.language, scope=scope)
    row.findings.extend(row_findings(row))
    main = _document(row, key, book, naming)
    mentions = read_mentions(row, main.reference, book, naming)
    copies = _copies(row, main.reference, book, naming)
    notes = _notes(row, key, main.reference, settings.language)
    return DocumentRecord(
        key=key,
        collection=settings.collection,
        snapshot=snapshot,
        language=settings.language,
        main=main,
        edition=_edition(row, source),
        instantiations=copies,
        notes=notes,
        entities=book.entities(),
        mentions=mentions,
        registers=book.registers,
        concise_evidence=True,
        findings=(*row.findings, *book.findings),
    )


def _document(row: Row, key: str, book: EntityBook, naming: Naming) -> Document:
    languages = _languages(row)
    heading = row.value("title")
    text = row.value("text")
    form = row.value("form")
    form_concept = None if form is None else form_of(form.text)
    if form is not None and form_concept is None:
        what = f"“{form.text[:80]}” is no documentary form that is known; the letter has none."
        remedy = "Write e.g. letter, postcard, telegram, draft; see docs/reference/table.md."
        row.note("form-not-understood", what, remedy, form.locator, severity="information")
    return Document(
        reference=Reference(EntityType.DOC, key),
        language=languages[0] if languages else naming.language,
        locator=row.locator(),
        heading=None if heading is None else heading.text,
        heading_locator=None if heading is None else heading.locator,
        number=row.raw("number") or row.raw("key") or None,
        form=form_concept,
        form_locator=None if form is None or form_concept is None else form.locator,
        text=None if text is None else text.text,
        text_locator=None if text is None else text.locator,
        senders=read_parties(row, "sender", book, naming),
        addressees=read_parties(row, "addressee", book, naming),
        dates=(
            *read_dates(row, "", DateRole.SENT, key=key, language=naming.language),
            *read_dates(row, "addressee_", DateRole.RECEIVED, key=key, language=naming.language),
        ),
        completeness=() if text is not None else ("index-entry",),
        places=read_places(row, book, naming),
        addresses=_addresses(row),
        languages=languages,
        pages=row.raw("page") or None,
    )


def _languages(row: Row) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for one in row.values("language"):
        tag = language_of(one.text) if one.text else None
        if tag is not None:
            tags.setdefault(tag)
        elif one.text:
            what = f"“{one.text[:80]}” is no language that is known."
            remedy = "Write a tag of BCP 47, e.g. de, la, fr."
            row.note("language-not-understood", what, remedy, one.locator)
    return tuple(tags)


def _addresses(row: Row) -> tuple[str, ...]:
    addresses: dict[str, None] = {}
    for one in row.values("url"):
        if one.text.startswith(("http://", "https://")) and not any(mark.isspace() for mark in one.text):
            addresses.setdefault(one.text)
        elif one.text:
            what = f"“{one.text[:80]}” is no address on the web."
            row.note("address-not-understood", what, "Write it with http:// or https://.", one.locator)
    return tuple(addresses)


def _copies(row: Row, document: Reference, book: EntityBook, naming: Naming) -> tuple[Instantiation, ...]:
    """The original, where the row says where it is kept."""
    holder = read_holder(row, book, naming)
    mark = row.value("shelf_mark")
    if mark is None and holder is None:
        return ()
    place = mark or row.value("repository") or row.value("repository_id")
    assert place is not None  # noqa: S101 - one of the cells says something; said for the type checker
    reference = ArchivalReference(
        as_printed=mark.text if mark else place.text,
        holder=holder,
        fonds=None,
        inventory=None,
        file=None,
        leaf=None,
        normalized=None,
        locator=place.locator,
    )
    return (Instantiation(f"{document.key}-1", document, reference),)


def _notes(row: Row, key: str, document: Reference, language: str) -> tuple[EditorialNote, ...]:
    notes = [one for one in row.values("note") if one.text]
    return tuple(
        EditorialNote(f"{key}-note{order}", document, order, one.text, language, one.locator)
        for order, one in enumerate(notes, start=1)
    )


def _edition(row: Row, source: Source) -> Edition | None:
    """The edition that the row names; one that the collection alone names has no title."""
    title = row.value("bibl") or row.value("edition")
    if title is None:
        return None
    return Edition(edition_of(row, source).scope, title.text, source.settings.language, title.locator)
