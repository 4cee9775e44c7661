"""The text of a resolution within a note, and its items: quoted with letters or without, or told in indirect speech.

The grammar knows the fixed forms of the genre: ``resolved: "a) Instruct comrade X to …, b) … [...] Offer Y to …"``,
``decided to appoint X …; to propose to Y …``, ``X was instructed to …, and Y was to be informed``.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from kg.records.agent import EntityKind
from kg.sources.page.language import PageLanguage
from kg.sources.page.passage import Passage
from kg.sources.page.patterns import any_of, honorific
from kg.sources.page.verbs import participle
from kg.sources.text import Span

OMISSION = re.compile(r"\[\s*(?:\.\s?\.\s?\.|…)\s*\]|<\s*(?:\.\.\.|…)\s*>")
"""Words that the editors left out."""

TO_BE = (
    r"\s*,?\s+(?:(?:is|are|was|were)\s+to\s+be|is|are|was|were|be|shall\s+be|to\s+be|should\s+be|has\s+been|have\s+been)"
    r"\s+(?:hereby\s+)?"
)
_QUOTES = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_OPEN = "".join(_QUOTES)
_LETTER = re.compile(r"(?<![\w(])\(?(?P<letter>[a-zа-я]|\d{1,2})\)\s*(?=\S)")
_POINTED = re.compile(r"(?<![^\s“«„\"])(?P<letter>[a-zа-я]|\d{1,2})\.\s+(?=[^\Wa-z\d_])")
"""``a. To charge …``: only where the resolution begins with it, for a point may also end a sentence."""


@dataclass(frozen=True, slots=True)
class ToldResolution:
    """The text of a resolution within a note.

    ``closed`` tells whether a quotation ends on the page; ``indirect`` marks the editors' own words, whose items are
    then ``clauses``.
    """

    span: Span
    closed: bool = True
    clauses: tuple[Span, ...] = ()

    @property
    def indirect(self) -> bool:
        return bool(self.clauses)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its letter as printed (``None`` for an unlettered one), its key's last part, its words."""

    letter: str | None
    name: str
    span: Span


@cache
def _resolving(language: PageLanguage) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?i:{any_of(language.resolving)})(?!\w)[^:{_OPEN}]{{0,120}}?"
        rf"(?::\s*(?P<open>[{_OPEN}])?|\s(?P<open2>[{_OPEN}]))"
    )


def find_resolution(passage: Passage) -> ToldResolution | None:
    """Find the text after a word such as *resolved* or *resolution*: quoted, else in indirect speech."""
    return find_quoted_resolution(passage) or _indirect(passage)


def find_quoted_resolution(passage: Passage) -> ToldResolution | None:
    """Find the text that is quoted after such a word, or that begins after a colon with an item or its verb."""
    text, end = passage.text, passage.span.end
    for match in _resolving(passage.language).finditer(text, *passage.span):
        start = match.end()
        mark = match["open"] or match["open2"]
        if mark is None:
            rest = text[start:end].lstrip()
            if _LETTER.match(rest) or begins_directive(rest, passage.language):
                return ToldResolution(_trim(passage, Span(start, end)))
            continue
        close = _closing_quote(text, start, end, mark)
        return ToldResolution(_trim(passage, Span(start, close or end)), closed=close is not None)
    return None


def _closing_quote(text: str, start: int, end: int, mark: str) -> int | None:
    """The quote that closes; quotations inside of the same kind are passed over."""
    depth = 1
    for match in re.compile(rf"[{_OPEN}{''.join(_QUOTES.values())}]").finditer(text, start, end):
        if match.group() in _QUOTES[mark]:
            after = text[match.end() : match.end() + 1]
            if mark == '"' and match.end() < end and not re.match(r"[\s.,;:)\]]", after):
                continue
            depth -= 1
        elif match.group() == mark:
            depth += 1
        if depth == 0:
            return match.start()
    return None


def _trim(passage: Passage, span: Span) -> Span:
    located = passage.locate(span)
    return Span(located.start, located.end)


def _indirect(passage: Passage) -> ToldResolution | None:
    """The editors' own words: ``decided to appoint X; to propose …``; ``by decision of B X was instructed to …``."""
    words = re.compile(rf"(?<!\w)(?i:{any_of(passage.language.resolving)})(?!\w)")
    for sentence in passage.sentences():
        word = words.search(passage.text, *sentence)
        if word is None:
            continue
        clauses = _infinitives(passage, Span(word.end(), sentence.end)) or _passives(
            passage, Span(word.end(), sentence.end)
        )
        named = any(passage.names_in(clause) for clause in clauses)
        if clauses and named and _bodies(passage, Span(sentence.start, clauses[0].start)):
            return ToldResolution(Span(clauses[0].start, clauses[-1].end), clauses=tuple(clauses))
    return None


def _bodies(passage: Passage, span: Span) -> bool:
    return any(one.kind is EntityKind.CORPORATE_BODY for one in passage.names_in(span))


def _infinitives(passage: Passage, span: Span) -> list[Span]:
    verb = _verb_pattern(passage.language).pattern
    first = re.compile(rf"(?:\s*+:)?+\s++(?=to\s+{verb})", re.IGNORECASE).match(passage.text, *span)
    if first is None:
        return []
    cuts = list(
        re.compile(rf"\s*;\s+(?:and\s+)?(?=to\s+{verb})", re.IGNORECASE).finditer(passage.text, first.end(), span.end)
    )
    starts = [first.end(), *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), span.end]
    return [_strip(passage, Span(start, end)) for start, end in zip(starts, ends, strict=True)]


def _passives(passage: Passage, span: Span) -> list[Span]:
    """Clauses that begin with the names of those who are instructed or informed."""
    language = passage.language
    verbs = any_of(map(participle, (*language.instructing, *language.informing)))
    passive = re.compile(rf"{TO_BE}{verbs}(?!\w)")
    lead = re.compile(rf"(?:(?:(?i:the)|{honorific(language)})\s+)+$")
    starts: list[int] = []
    ends: list[int] = []
    for name in passage.names_in(span, EntityKind.PERSON, EntityKind.CORPORATE_BODY, EntityKind.POSITION):
        names = passage.names_at(name.span.start, span.end)
        if not names or passive.match(passage.text, names[-1].span.end, span.end) is None:
            continue
        if starts and name.span.start < ends[-1]:
            continue
        before = lead.search(passage.text[max(span.start, name.span.start - 24) : name.span.start])
        starts.append(name.span.start - (len(before.group()) if before else 0))
        ends.append(names[-1].span.end)
    clauses = [_strip(passage, Span(a, b)) for a, b in itertools.pairwise([*starts, span.end])]
    return [_without_conjunction(passage, clause) for clause in clauses]


def _without_conjunction(passage: Passage, clause: Span) -> Span:
    tail = re.search(rf"[\s,;]+{any_of(passage.language.conjunctions)}$", passage.words(clause))
    return _strip(passage, Span(clause.start, clause.start + tail.start())) if tail else clause


def split_items(passage: Passage, told: ToldResolution) -> list[Item]:
    """Cut a resolution into its items: letters or numbers in sequence, then unlettered items after ``[...]``."""
    if told.indirect:
        return [Item(None, str(number), clause) for number, clause in enumerate(told.clauses, start=1)]
    quoted = told.span
    starts = _lettered(passage, quoted)
    if not starts:
        return _unlettered(passage, Item(None, "1", quoted), first=True)
    items: list[Item] = []
    before = Span(quoted.start, starts[0][0])
    if begins_directive(OMISSION.sub("", passage.words(before)).lstrip(" ."), passage.language):
        items += _unlettered(passage, Item(None, "0", before), first=True)
    for index, (_, start, letter) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else quoted.end
        items += _unlettered(passage, Item(letter, letter, Span(start, end)), first=False)
    return items


def _lettered(passage: Passage, quoted: Span) -> list[tuple[int, int, str]]:
    """Where the letters stand: offset of the letter, offset of its item, the letter."""
    for pattern, anywhere in ((_LETTER, True), (_POINTED, False)):
        starts: list[tuple[int, int, str]] = []
        for match in pattern.finditer(passage.text, *quoted):
            letter = match["letter"]
            if starts and _follows(starts[-1][2], letter):
                starts.append((match.start(), match.end(), letter))
            elif not starts and letter in ("a", "а", "1"):
                opens = OMISSION.sub("", passage.text[quoted.start : match.start()]).strip(" .")
                if anywhere or not opens:
                    starts.append((match.start(), match.end(), letter))
        if len(starts) > (0 if anywhere else 1):
            return starts
    return []


def _follows(before: str, letter: str) -> bool:
    if before.isdigit() or letter.isdigit():
        return before.isdigit() and letter.isdigit() and int(letter) == int(before) + 1
    return ord(letter) == ord(before) + 1


def _unlettered(passage: Passage, item: Item, *, first: bool) -> list[Item]:
    """Cut off the unlettered items: what begins with a verb of the tables after an omission or in a new sentence."""
    cuts = [item.span.start, *_cuts(passage, item.span)]
    items: list[Item] = []
    for index, (start, end) in enumerate(itertools.pairwise([*cuts, item.span.end])):
        span = _strip(passage, Span(start, end))
        if not passage.words(span).strip(" .,;[]…"):
            continue
        if index == 0:
            items.append(replace(item, span=span))
        else:
            suffix = "" if index == 1 else str(index)
            items.append(Item(None, f"after-{item.name}{suffix}" if not first else f"{index + 1}", span))
    return items


def _cuts(passage: Passage, span: Span) -> list[int]:
    text = passage.text
    parallel = re.match(r"\s*to\s", text[span.start : span.end]) is not None
    break_ = re.compile(rf"(?:{OMISSION.pattern}|[.;])[\s.,;]*(?=\S)")
    cuts = []
    for match in break_.finditer(text, *span):
        at = match.end()
        omitted = OMISSION.match(match.group()) is not None
        starts = text[at].isupper() or (re.match(r"to\s", text[at : at + 4]) and (omitted or parallel))
        if at < span.end and starts and begins_directive(text[at : at + 80], passage.language):
            cuts.append(at)
    return cuts


def _strip(passage: Passage, span: Span) -> Span:
    start, end = span
    while end > start and passage.text[end - 1] in " \t\n,;":
        end -= 1
    return _trim(passage, Span(start, end))


@cache
def _verb_pattern(language: PageLanguage) -> re.Pattern[str]:
    verbs = (*language.instructing, *language.informing, *language.other_directing)
    return re.compile(rf"(?P<verb>{any_of(verbs)})(?!\w)", re.IGNORECASE)


@cache
def directive_start(language: PageLanguage) -> re.Pattern[str]:
    """``Instruct``, ``to instruct``: how a directive begins; the verb is group ``verb``."""
    return re.compile(rf"(?:to\s+)?{_verb_pattern(language).pattern}", re.IGNORECASE)


def begins_directive(text: str, language: PageLanguage) -> bool:
    return directive_start(language).match(text.lstrip()) is not None
