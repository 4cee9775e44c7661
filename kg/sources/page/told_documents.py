"""Documents that notes tell of: ``On … X and Y sent another telegram to Z, in which …``, ``telegram from X to Z``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.records.agent import EntityKind, Membership, Party
from kg.records.date import DateRecord, DateRole
from kg.records.directive import Demand
from kg.records.document import Document, FormClaim
from kg.records.reference import EntityType, Reference
from kg.sources.page.language import PageLanguage
from kg.sources.page.memberships import find_memberships
from kg.sources.page.names import Named
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of
from kg.sources.page.phases import date_record
from kg.sources.text import Span

_IN_ADDITION = re.compile(
    r"(?i:in\s+addition\s+to|besides|along\s+with|simultaneously\s+with)\s+"
    r"(?:the\s+(?:one|document|text)\s+(?:given|printed|published)\s+(?:here|above)"
    r"|this\s+[\w-]+|the\s+present\s+[\w-]+)"
)
_WRITERS = (EntityKind.PERSON, EntityKind.POSITION, EntityKind.CORPORATE_BODY)


@dataclass(slots=True)
class Told:
    """What the sentences of one note tell of documents beside the letter."""

    documents: list[Document] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    claims: list[FormClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Telling:
    """One sentence about a document: where its words stand."""

    form: str
    senders: tuple[Named, ...]
    addressees: tuple[Named, ...]
    subject: Span
    """Where a date without a word for its role (``On May 3``) is the one of ``role``."""
    rest: Span
    """What follows form and addressee: the content."""
    role: DateRole | None


@cache
def _patterns(language: PageLanguage) -> tuple[re.Pattern[str], ...]:
    form = rf"(?P<form>{any_of(language.forms)})(?!\w)"
    article = (
        r"(?:(?P<another>another)|one\s+more|an?(?:\s+(?:second|third|further))?|the(?:\s+following)?"
        r"|(?:his|her|their|its)(?:\s+own)?)"
    )
    adjective = r"(?:\s+(?:joint|second|long|short|further|separate|personal|own|similar|ciphered|new|detailed))?"
    sending = rf"{any_of(language.sending)}(?:\s+off)?"
    active = rf"(?<!\w)(?:{sending})\s+(?:to\s+(?P<first>[^,.;]{{3,120}}?)\s+)?{article}{adjective}\s+{form}"
    passive = (
        rf"(?<!\w)(?P<article>(?i:{article})){adjective}\s+{form}(?P<between>[^.;]{{0,80}}?)"
        rf"\s+(?:was|were)\s+(?:also\s+)?(?:{sending}|(?P<received>{any_of(language.receiving)}))"
    )
    within = rf"(?<!\w)(?i:in)\s+{article}{adjective}\s+{form}"
    possessive = rf"(?<=\w)['’]s(?:\s+own)?{adjective}\s+{form}"
    nominal = (
        rf"(?<!\w)(?:(?i:{article}){adjective}\s+)?(?P<form>(?i:{any_of(language.forms)}))\s+(?P<from>from|of|by)\s+"
    )
    return tuple(map(re.compile, (active, passive, within, possessive, nominal)))


def find_told_documents(
    passage: Passage, sentences: Sequence[Span], *, letter: Reference, letter_form: str | None, skip: Sequence[Span]
) -> Told:
    """Read the documents that a note tells of.

    Args:
        passage: the note.
        sentences: its sentences.
        letter: the document that the note belongs to.
        letter_form: its form, against which a note's other word for it is a competing claim.
        skip: spans that tell of nothing sent (a quoted resolution, cited sources).

    Returns:
        Documents with senders, addressees, date of sending and content; memberships printed with the senders; demands
        that the note says a document made; claims about the letter's form.
    """
    told = Told(memberships=find_memberships(passage, sentences))
    for sentence in sentences:
        telling = _read(passage, sentence, skip)
        if telling is None:
            continue
        reference = Reference(EntityType.DOC, f"{passage.itself.key}-{len(told.documents) + 1}")
        content = _content(passage, telling.rest, skip)
        in_addition = _IN_ADDITION.search(passage.text, *sentence)
        broken = content is not None and _is_broken(passage, content, skip)
        told.documents.append(
            Document(
                reference=reference,
                language=passage.language.tag,
                locator=passage.locate(sentence),
                form=telling.form,
                senders=_parties(passage, telling.senders),
                addressees=_parties(passage, telling.addressees),
                dates=_dates(passage, telling, sentence, reference.key),
                scope=" ".join(passage.words(content).split()) if content else None,
                associated=(letter,) if in_addition else (),
                described_by=passage.itself,
                observed=("defective-in-source",) if broken else (),
            )
        )
        told.demands += _demands(passage, reference, content, telling.senders)
        claim = _claim(passage, sentence, in_addition, telling.form, letter, letter_form)
        told.claims += [claim] if claim else []
    return told


def _read(passage: Passage, sentence: Span, skip: Sequence[Span]) -> _Telling | None:
    """Try each way of telling in turn; the first that finds who sent or received is taken."""
    ways = (_active, _passive, _within, _possessive, _nominal)
    for pattern, read in zip(_patterns(passage.language), ways, strict=True):
        for match in pattern.finditer(passage.text, *sentence):
            if not any(span.start <= match.start() < span.end for span in skip):
                telling = read(passage, match, sentence)
                if telling is not None:
                    return telling
    return None


def _active(passage: Passage, match: re.Match[str], sentence: Span) -> _Telling | None:
    subject = Span(sentence.start, match.start())
    senders = _subject_names(passage, subject)
    if not senders:
        return None
    addressees, at = _to(passage, match.end(), sentence.end)
    if match["first"]:
        addressees = tuple(passage.names_at(match.start("first"), match.end("first"))) or addressees
    return _Telling(_form(match, passage), senders, addressees, subject, Span(at, sentence.end), DateRole.SENT)


def _passive(passage: Passage, match: re.Match[str], sentence: Span) -> _Telling | None:
    by = re.compile(r"\s(?:by|from)\s+").search(passage.text, match.start("between"), sentence.end)
    to = re.compile(r"\sto\s+").search(passage.text, match.start("between"), sentence.end)
    senders = _writers(passage.names_at(by.end(), sentence.end)) if by else ()
    addressees = _writers(passage.names_at(to.end(), sentence.end)) if to else ()
    if not senders and not addressees:
        return None
    end = max([one.span.end for one in (*senders, *addressees)] + [match.end()])
    role = DateRole.RECEIVED if match["received"] else DateRole.SENT
    return _Telling(_form(match, passage), senders, addressees, sentence, Span(end, sentence.end), role)


def _within(passage: Passage, match: re.Match[str], sentence: Span) -> _Telling | None:
    """``was set out by X in a letter to Y``; ``in a telegram dated May 3 X and Y complained to Z``."""
    text = passage.text
    for by in re.compile(r"(?<!\w)by\s+").finditer(text, sentence.start, match.start()):
        senders = _writers(passage.names_at(by.end(), match.start()))
        if senders and not text[senders[-1].span.end : match.start()].strip():
            addressees, at = _to(passage, match.end(), sentence.end)
            return _Telling(
                _form(match, passage), senders, addressees, Span(at, at), Span(at, sentence.end), DateRole.WRITTEN
            )
    dates = passage.dates_in(Span(match.end(), min(match.end() + 64, sentence.end)))
    at = match.end()
    if dates and re.fullmatch(
        r"\s*,?\s*(?:dated|of|on|from|written\s+on)\s+(?:the\s+)?", text[at : dates[0].span.start]
    ):
        at = dates[0].span.end
    senders = _writers(passage.names_at(at, sentence.end))
    end = senders[-1].span.end if senders else at
    verb = rf"(?:\s*,\s*members?\s+of\s+[^,.;]{{3,120}},)?\s+{any_of(passage.language.telling)}(?!\w)"
    told = re.compile(verb).match(text, end, sentence.end)
    if not senders or told is None:
        return None
    addressees, at = _to(passage, told.end(), sentence.end)
    return _Telling(_form(match, passage), senders, addressees, Span(at, at), Span(at, sentence.end), None)


def _possessive(passage: Passage, match: re.Match[str], sentence: Span) -> _Telling | None:
    senders = [one for one in _writers(passage.names_in(sentence)) if one.span.end == match.start()]
    addressees, at = _to(passage, match.end(), sentence.end)
    if not senders or (not addressees and not passage.dates_in(Span(match.end(), sentence.end))):
        return None
    subject, rest = Span(at, at), Span(at, sentence.end)
    return _Telling(_form(match, passage), tuple(senders[:1]), addressees, subject, rest, None)


def _nominal(passage: Passage, match: re.Match[str], sentence: Span) -> _Telling | None:
    senders = _writers(passage.names_at(match.end(), sentence.end))
    if not senders:
        return None
    addressees, at = _to(passage, senders[-1].span.end, sentence.end)
    if not addressees and not passage.dates_in(Span(match.end(), sentence.end)):
        return None
    subject, rest = Span(at, at), Span(at, sentence.end)
    return _Telling(_form(match, passage), senders, addressees, subject, rest, None)


def _form(match: re.Match[str], passage: Passage) -> str:
    return passage.language.forms[" ".join(match["form"].lower().split())]


def _writers(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple(one for one in names if one.kind in _WRITERS)


def _subject_names(passage: Passage, subject: Span) -> tuple[Named, ...]:
    """The senders in the subject of *sent*: persons where there are any, else offices or bodies.

    Bodies after *members of* are what the persons belong to, not senders.
    """
    names = passage.outermost(subject)
    persons = tuple(one for one in names if one.kind is EntityKind.PERSON)
    if persons:
        return persons
    last = [
        one
        for one in names
        if one.kind in _WRITERS and passage.text[one.span.end : subject.end].strip(" ,") in ("", "also", "then")
    ]
    return tuple(last)


def _to(passage: Passage, start: int, end: int) -> tuple[tuple[Named, ...], int]:
    """The addressees after ``to``, also after ``and to``."""
    found: tuple[Named, ...] = ()
    pattern = r"\s+(?:addressed\s+)?to\s+"
    while (match := re.compile(pattern).match(passage.text, start, end)) is not None:
        names = _writers(passage.names_at(match.end(), end))
        if not names:
            break
        found += names
        start = names[-1].span.end
        pattern = r"\s*,?\s+and\s+to\s+"
    return found, start


def _parties(passage: Passage, names: Sequence[Named]) -> tuple[Party, ...]:
    return tuple(Party(passage.enter(one), order, passage.locate(one.span)) for order, one in enumerate(names, start=1))


def _dates(passage: Passage, telling: _Telling, sentence: Span, key: str) -> tuple[DateRecord, ...]:
    """Give each date the role that the words before it say; one alone in the subject has the verb's."""
    language = passage.language
    cues = (
        (DateRole.RECEIVED, any_of(language.receiving)),
        (DateRole.SENT, rf"{any_of(language.sending)}(?:\s+off)?"),
        (DateRole.WRITTEN, any_of(language.writing)),
    )
    found: dict[DateRole, DateRecord] = {}
    open_dates = []
    for date in passage.dates_in(sentence):
        before = passage.text[max(sentence.start, date.span.start - 40) : date.span.start]
        role = next(
            (one for one, words in cues if re.search(rf"(?<!\w){words}\s+(?:on\s+)?(?:the\s+)?$", before)), None
        )
        if role is DateRole.WRITTEN and before.rstrip().endswith("of") and not _follows_parties(telling, date.span):
            role = None
        if role is None and telling.role is not None and telling.subject.start <= date.span.start < telling.subject.end:
            open_dates.append(date)
        elif role is not None:
            found.setdefault(role, date_record(passage, date, f"{key}-{role.value}", role))
    if telling.role is not None and open_dates and telling.role not in found:
        role = telling.role
        found[role] = date_record(passage, open_dates[0], f"{key}-{role.value}", role)
    return tuple(found.values())


def _follows_parties(telling: _Telling, date: Span) -> bool:
    """``telegram from X to Y of May 3``: the date of the document, not of anything told later in the sentence."""
    return 0 <= date.start - telling.rest.start <= len(" of the ")


def _content(passage: Passage, rest: Span, skip: Sequence[Span]) -> Span | None:
    """What the note says of the content: ``in which …``, or a participle that follows at once."""
    match = re.compile(r"\s*,?\s*(?:(?P<which>in\s+which|where|which)\s*,?\s+|(?=[a-z]+ing\s))").match(
        passage.text, *rest
    )
    if match is None:
        return None
    end = rest.end
    for span in skip:
        if match.end() < span.start < end:
            end = span.start - 1
    located = passage.locate(Span(match.end(), end))
    stop = located.end
    while stop > located.start and passage.text[stop - 1] in " .,;(":
        stop -= 1
    return Span(located.start, stop) if stop > located.start else None


def _is_broken(passage: Passage, content: Span, skip: Sequence[Span]) -> bool:
    """A *that*-clause of at most four words which a citation cuts off has no verb: the source itself is defective."""
    cut = any(0 <= span.start - content.end <= 3 for span in skip)
    return cut and re.search(r"\bthat\s++\w++(?:\s++\w++){0,3}\s*+$", passage.words(content)) is not None


def _demands(passage: Passage, document: Reference, content: Span | None, senders: tuple[Named, ...]) -> list[Demand]:
    """``in which they demanded …``: demanded by the senders; of whom is not said."""
    if content is None:
        return []
    match = re.compile(r"\bdemand(?:ed|ing)\s+(?P<what>(?:that\s+)?[^.;]+)").search(passage.text, *content)
    if match is None:
        return []
    span = Span(*match.span("what"))
    return [
        Demand(
            key=f"{document.key}-demand1",
            order=1,
            text=" ".join(passage.words(span).split()),
            language=passage.language.tag,
            locator=passage.locate(span),
            document=document,
            concerns=passage.enter_all(passage.outermost(span)),
            proposed_by=passage.enter_all(senders),
        )
    ]


def _claim(
    passage: Passage,
    sentence: Span,
    in_addition: re.Match[str] | None,
    form: str,
    letter: Reference,
    letter_form: str | None,
) -> FormClaim | None:
    """``another telegram … in addition to the one given here`` calls the letter a telegram, too."""
    if in_addition is None or letter_form in (None, form):
        return None
    called = rf"\banother\s+(?:[\w-]+\s+)??{any_of(passage.language.forms)}(?!\w)"
    another = re.compile(called).search(passage.text, *sentence)
    if another is None or "one" not in in_addition.group().split():
        return None
    span = Span(min(in_addition.start(), another.start()), max(in_addition.end(), another.end()))
    return FormClaim(document=letter, form=form, note=passage.itself, locator=passage.locate(span))
