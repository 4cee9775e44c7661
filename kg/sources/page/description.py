"""The document itself: form, heading, dates, places, text, and the copy that its shelf mark names."""

from __future__ import annotations

import re

from kg.records.agent import EntityKind
from kg.records.archival_unit import ArchivalReference, Instantiation
from kg.records.date import DateRecord, DateRole, DateValue
from kg.records.document import Document, PlaceOfWriting
from kg.records.reference import Reference
from kg.sources.page.free_marks import FreeMark
from kg.sources.page.layout_rules import DateLine
from kg.sources.page.names import Named
from kg.sources.page.shelfmark import Shelfmark, normalize, read_copy_note
from kg.sources.page.signing import Parties
from kg.sources.page.workspace import Workspace
from kg.sources.text import Span


def form_of(work: Workspace) -> tuple[str | None, Span | None]:
    """Give the concept of the genre and where it is printed: on a line of its own, else in the heading."""
    section = work.section
    if section.form is not None:
        word = section.form.text.lower().strip(" .:")
        return work.context.rules.words.forms[word], Span(section.form.start, section.form.end)
    if section.heading is not None:
        return section.heading.form, section.heading.form_span
    return None, None


def describe(work: Workspace, parties: Parties) -> Document:
    """Make the record of the document."""
    section = work.section
    form, form_span = form_of(work)
    text = work.words(section.body) or None
    ends = text is not None and not section.closing.signatures and not re.search(r"[.!?…)\]][”\"»\s\d]*$", text)
    return Document(
        reference=work.itself,
        language=work.language.tag,
        locator=work.locate(section.span),
        title=section.form.text.strip(" .:") if section.form else None,
        heading=work.words(section.heading.span) if section.heading else None,
        heading_locator=work.locate(section.heading.span) if section.heading else None,
        number=section.number,
        form=form,
        form_locator=work.locate(form_span) if form_span else None,
        address_line=section.address.text if section.address else None,
        text=text,
        text_locator=work.locate(section.body) if text else None,
        senders=parties.senders,
        addressees=parties.addressees,
        dates=_dates(work),
        places_of_writing=_places(work),
        completeness=("editorial-omission",) if text and re.search(r"\[\s*(?:\.\.\.|…)\s*\]", text) else (),
        observed=("ends-abruptly",) if ends else (),
    )


def _places(work: Workspace) -> tuple[PlaceOfWriting, ...]:
    opening, date = work.section.opening_date, work.section.date
    span = work.section.closing.place or (opening.place if opening else None) or (date.place if date else None)
    if span is None:
        return ()
    return (PlaceOfWriting(work.register.enter_span(span, EntityKind.PLACE), work.locate(span)),)


def _dates(work: Workspace) -> tuple[DateRecord, ...]:
    """The document's own date is that in its text or at its foot; the heading's stands beside it as the editors'."""
    date, own = work.section.date, _own_date(work)
    dates: list[DateRecord] = []
    if own is not None:
        dates.append(_date(work, DateRole.WRITTEN, *own))
    if date is not None:
        role = date.role or (DateRole.HEADING if own is not None else DateRole.WRITTEN)
        span = date.span
        dates.append(_date(work, role, span, date.reading))
        if date.reading is None:
            _report_date(work, date, span)
    return tuple(dates)


def _own_date(work: Workspace) -> tuple[Span, DateValue | None] | None:
    """The date at the foot, else in the opening line; one that no day shares with the heading's is not understood."""
    heading, foot, opening = work.section.date, work.section.closing.date, work.section.opening_date
    above = heading.reading if heading else None
    if foot is not None:
        apart = above is not None and _disagree(foot.reading, above)
        if apart:
            _report_disagreement(work, foot.span, "at the foot")
        return foot.span, None if apart else foot.reading
    if opening is None:
        return None
    if opening.reading is None:
        _report_disagreement(work, opening.span, "at the beginning")
    return opening.span, opening.reading


def _report_disagreement(work: Workspace, span: Span, where: str) -> None:
    heading = work.section.date
    work.report(
        "dates-disagree",
        f"The date {where}, “{work.words(span)}”, is not the heading's, “{heading.line.text if heading else ''}”.",
        "The heading's date is used; the other is kept as printed. Correct the page or curate.",
        span,
    )


def _report_date(work: Workspace, date: DateLine, span: Span) -> None:
    work.report(
        "date-not-understood",
        f"The date line “{date.line.text}” was not understood.",
        "It is kept as printed, without bounds. Write the date out, or correct an impossible day.",
        span,
    )


def _date(work: Workspace, role: DateRole, span: Span, reading: DateValue | None) -> DateRecord:
    locator = work.locate(span)
    expressed = " ".join(locator.exact.rstrip(".").split())
    key = f"{work.key}-{role.value}"
    return reading.record(key, role, expressed, locator) if reading else DateRecord(key, role, expressed, locator)


def _disagree(one: DateValue, other: DateValue) -> bool:
    """No day is possible for both."""
    starts = [date for date in (one.earliest, other.earliest) if date]
    ends = [date for date in (one.latest, other.latest) if date]
    return bool(starts and ends) and max(starts) > min(ends)


def read_copies(work: Workspace) -> tuple[Instantiation, ...]:
    """Make the copy that the shelf mark names, with what is said of how it was made."""
    mark, line = work.section.shelfmark or work.section.free_mark, work.section.shelfmark_line
    if mark is None or line is None:
        return _printed_copy(work)
    copy = read_copy_note(line.text[mark.span.end - line.start :], mark.span.end, work.line_words)
    technique = work.locate(copy.technique_span) if copy and copy.technique_span else None
    authenticity = work.locate(copy.authenticity_span) if copy and copy.authenticity_span else None
    return (
        Instantiation(
            key=f"{work.key}-1",
            document=work.itself,
            reference=_free_reference(work, mark) if isinstance(mark, FreeMark) else _archival_reference(work, mark),
            techniques=copy.techniques if copy else (),
            technique_note=technique.exact if technique else None,
            technique_locator=technique,
            authenticity_note=authenticity.exact if authenticity else None,
            authenticity_locator=authenticity,
            state=copy.state if copy else None,
        ),
    )


def _printed_copy(work: Workspace) -> tuple[Instantiation, ...]:
    """A printed source in the place of a shelf mark (``Published: Pravda. 1920. May 5.``) is the copy that is known."""
    line = work.section.printed_source
    if line is None:
        return ()
    return (
        Instantiation(
            key=f"{work.key}-1",
            document=work.itself,
            reference=None,
            techniques=("printed",),
            technique_note=line.text,
            technique_locator=work.locate(Span(line.start, line.end)),
        ),
    )


def _archival_reference(work: Workspace, mark: Shelfmark) -> ArchivalReference:
    holder = work.register.enter(Named(mark.holder_span, mark.holder, EntityKind.CORPORATE_BODY))
    return ArchivalReference(
        as_printed=" ".join(work.words(mark.span).split()),
        holder=holder,
        fonds=mark.fonds,
        inventory=mark.inventory,
        file=mark.file,
        leaf=mark.leaf,
        normalized=normalize(mark, _short_name(work, holder, mark.holder)),
        locator=work.locate(mark.span),
    )


def _free_reference(work: Workspace, mark: FreeMark) -> ArchivalReference:
    """Its parts mean something else in every archive: only the holder is told apart."""
    words = work.words(mark.holder_span) if mark.holder_span else None
    holder = (
        work.register.enter(Named(mark.holder_span, words, EntityKind.CORPORATE_BODY))
        if mark.holder_span and words
        else None
    )
    return ArchivalReference(
        as_printed=" ".join(work.words(mark.span).split()),
        holder=holder,
        fonds=None,
        inventory=None,
        file=None,
        leaf=None,
        normalized=None,
        locator=work.locate(mark.span),
    )


def _short_name(work: Workspace, holder: Reference, printed: str) -> str:
    """The holder's name in our normal form of a shelf mark: the authority file's shortest usage, else as printed."""
    authority = work.context.authorities.get(holder.type, holder.key)
    if authority is None:
        return printed
    short = next((one for one in authority.names if " " not in one and not one.isupper()), None)
    labels = dict(authority.labels)
    label = labels.get(work.language.tag) or next(iter(labels.values()), printed)
    return short or (label if " " not in label else printed)
