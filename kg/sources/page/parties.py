"""Parties of a heading: one printed list of names -> the names, what each is, and how sure the edition is of it.

``J. B. Doe, River Commission``, ``Jean d'Aube de Rive``, ``Doe, Jane; Roe, Mary``,
``[Sigmund Freud?]``. Whether a comma stands within a name or between two is decided in `kg.sources.page.name_order`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.sources.page.given_names import GIVEN_NAMES
from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import ACRONYM, FULL_NAME, INITIAL, INVERTED_NAME, UPPER, WORD, any_of, honorific
from kg.sources.text import Span

_LONGEST = 240


@dataclass(frozen=True, slots=True)
class PartyName:
    """One sender or recipient as printed; ``span`` counts in the page. Without ``kind`` it says *unknown*."""

    span: Span
    text: str
    kind: EntityKind | None
    certainty: tuple[Certainty, ...] = ()


@dataclass(frozen=True, slots=True)
class NameForms:
    """Patterns of whole personal names of all languages' particles and titles; compiled once a table."""

    person: re.Pattern[str]
    surname: str
    given: str
    rank: re.Pattern[str]
    """A comma before a rank (``, König von Preußen``): it belongs to the name."""
    held: re.Pattern[str]
    """Titles between which a conjunction does not cut (``Burggraf und Graf zu Dohna``)."""
    noble: re.Pattern[str]
    """A name that ends with a territory (``Prinz August von Sachsen`` and Altenburg)."""
    honorific: re.Pattern[str]
    unknown: re.Pattern[str]


@cache
def name_forms(words: PageLanguage) -> NameForms:
    """Build the patterns of a table of words."""
    glued = any_of(one for one in words.particles if one.endswith("'"))
    loose = any_of(one for one in words.particles if not one.endswith("'"))
    title = any_of(words.titles)
    particle = rf"(?:{loose}\s+|{glued}\s?)"
    # "Friedrich Wilhelm III. von", "Johann Christ. Bergau", "(Heinfried)" within a name
    joined = any_of(words.conjunctions)
    within = (
        rf"{title}\s+(?:{joined}\s+{title}\s+)?|{INITIAL}[\s-]*|[IVX]+\.\s+|{WORD}-\s+{joined}\s+|{WORD}[.-]?\s+"
        rf"|\([^()\d]{{1,30}}\)\s+|{particle}"
    )
    before = rf"(?:{within}){{0,9}}"
    territory = rf"(?:\s+{joined}\s+(?:{loose}\s+)?{WORD})?"
    rank = rf"(?:,\s+(?:{WORD}\s+)?{title}\s+(?:{WORD}\s+)?(?:{loose}|of|the)\s.{{2,60}})?"
    tail = rf"{territory}(?:\s[IVX]+\.|\s*\([^()\d]{{1,60}}\))?{rank}"
    return NameForms(
        rank=re.compile(rf",\s+(?:{WORD}\s+)?{title}\s+(?:{WORD}\s+)?(?:{loose}|of|the)\s"),
        held=re.compile(rf"(?:{title}\s+(?:{loose}\s|{title})|.*\s{title}$)"),
        noble=re.compile(rf"(?:.*\s)?{title}\s+(?:.*\s)?{loose}\s+{WORD}$"),
        person=re.compile(rf"{before}{glued}?{WORD}{tail}"),
        surname=rf"(?:{title}\s+){{0,2}}(?:{particle}){{0,2}}{glued}?{WORD}(?:\s+{WORD})?",
        given=rf"(?:{INITIAL}\s*|{WORD}|{title})(?:[\s-]+(?:{INITIAL}|{WORD}|{title})|\s*{INITIAL}){{0,3}}(?:\s+{loose}|\s+{glued})?"
        r"(?:\s[A-Z])?(?:\s*\([^()]{1,30}\))?",
        honorific=re.compile(rf"{honorific(words)}\s+(?=\S)"),
        unknown=re.compile(rf"\W*(?i:{any_of(words.unknown_words)})(?:\s[A-Z])?\W*"),
    )


def read_party(text: str, start: int, words: PageLanguage, *, inverted: bool = False) -> PartyName | None:
    """Read one name with the edition's reservation.

    Args:
        text: e.g. ``[Sigmund Freud?]``; ``start`` is its place in the page.
        words: the tables of words.
        inverted: the name is ``Surname, Given name``.

    Returns:
        The name without brackets, question mark and honorific; ``None`` if it is no name.
    """
    forms = name_forms(words)
    if forms.unknown.fullmatch(text):
        return PartyName(Span(start, start + len(text)), text, None)
    certainty: list[Certainty] = []
    if "?" in text:
        certainty.append(Certainty.UNCERTAIN)
    if re.fullmatch(r"\[[^\[\]]+\]", text):
        certainty.append(Certainty.CONJECTURED)
    inner = re.sub(r"^[\[(\s]+(?=[^\])]*$)|^\[(?=[^\]]*\]$)", "", text)
    start += len(text) - len(inner)
    inner = re.sub(r"(?<!\s)\s*+(?:[\[(]\s*+\?\s*+[\])]|\?)?+\s*+\]?+\s*+$", "", inner) if certainty else inner
    honoured = forms.honorific.match(inner)
    article = re.match(rf"{any_of(words.articles)}(?:\s+|(?<=['’]))(?=[{UPPER}])", inner)
    if article:
        start, inner = start + article.end(), inner[article.end() :]
    elif (
        honoured
        and " " in inner[honoured.end() :]
        and _kind(inner[honoured.end() :], words, inverted=inverted) is EntityKind.PERSON
    ):
        start, inner = start + honoured.end(), inner[honoured.end() :]
    kind = _kind(inner, words, inverted=inverted)
    if article and kind is EntityKind.PERSON:
        kind = EntityKind.CORPORATE_BODY  # "das Neue Wiener Tagblatt"
    return PartyName(Span(start, start + len(inner)), inner, kind, tuple(certainty)) if kind else None


def _kind(text: str, words: PageLanguage, *, inverted: bool) -> EntityKind | None:
    forms = name_forms(words)
    if inverted and re.fullmatch(rf"{forms.surname},\s*{forms.given}", text):
        return EntityKind.PERSON
    return party_kind(text, words)


def split_parties(
    text: str, words: PageLanguage, *, name_order: str = "given-first", separator: str | None = None
) -> list[Span]:
    """Cut a list of parties; a conjunction inside a body's name does not cut (``Council of Labour and Defence``)."""
    conjunction = rf"\s+{any_of(words.conjunctions)}\s+(?:the\s+|to\s+)?"
    if separator is not None:
        cut = re.escape(separator)
    elif _is_subject_body(text, words):
        cut = r"\s*;\s*"
    elif inverted := _inverted_list(text):
        return inverted
    elif name_order == "inverted" or re.fullmatch(rf"\s*{INVERTED_NAME}\s*(?:;.*|{conjunction}.*)?", text):
        cut = rf"\s*;\s*|{conjunction}"
    else:
        cut = rf"\s*,{conjunction}|\s*[,;]\s*|{conjunction}"
    spans: list[Span] = []
    at = 0
    for match in re.finditer(cut, text):
        piece = text[at : match.start()].strip()
        after = text[match.end() :]
        if re.fullmatch(conjunction, match.group()) and not _is_whole(piece, after, words):
            continue
        if name_forms(words).rank.match(text, match.start()):
            continue
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, len(text)))
    return [span for span in (trim(text, one) for one in spans) if span.start < span.end]


def _inverted_list(text: str) -> list[Span] | None:
    """``Surname, N. N., Surname, N. N.``: commas within and between names, read where nothing else is possible."""
    name = rf"{WORD},\s++(?:{INITIAL}\s?+){{1,3}}+"
    if re.fullmatch(rf"\s*{name}(?:\s*[,;]\s*{name})+\s*", text) is None:
        return None
    return [trim(text, Span(*match.span())) for match in re.finditer(name, text)]


def _is_subject_body(text: str, words: PageLanguage) -> bool:
    """``Ministerium für Wissenschaft, Kunst und Volksbildung``: the list says what the body is for."""
    heads = any_of(words.subject_bodies)
    purpose = r"(?:für|for|pour|per|of|de|des|du|di|voor)\s+(?:la\s+|die\s+|das\s+|the\s+|l['’])?"
    body = re.match(rf"(?:[\w-]+\s+){{0,4}}?(?:\w+(?i:{heads})|{heads})\s+{purpose}", text)
    if body is None:
        return False
    subjects = re.split(rf"\s*,\s*|\s+{any_of(words.conjunctions)}\s+", text[body.end() :])
    return all(re.fullmatch(r"[\w'’-]+(?:\s+[\w'’-]+){0,4}", one) and not _is_party(one, words) for one in subjects)


def _is_party(text: str, words: PageLanguage) -> bool:
    """Is it more than a word: a name with a given name, a body, an office?"""
    first = text.split()[0]
    return first in GIVEN_NAMES or re.match(any_of((*words.body_heads, *words.offices)) + r"(?!\w)", text) is not None


def _is_whole(before: str, after: str, words: PageLanguage) -> bool:
    """Is what stands before a conjunction a party, and does another begin after it?"""
    forms = name_forms(words)
    if before.endswith("-") or forms.held.match(after) or forms.held.fullmatch(before):
        return False
    if forms.noble.fullmatch(before) and re.fullmatch(WORD, after):
        return False
    kind = party_kind(before, words)
    begins = rf"{FULL_NAME}|{any_of(words.body_heads)}(?!\w)|{any_of(words.offices)}(?!\w)|{ACRONYM}"
    if kind is not EntityKind.CORPORATE_BODY:  # after a body, a single word belongs to its name
        begins += f"|{WORD}"
    return kind is not None and re.match(begins, after) is not None


def surname_of(name: str, words: PageLanguage) -> str:
    """Give the surname with its particles: of ``Jean d'Aube de Rive`` all after ``Jean``."""
    surname, comma, _ = name.partition(",")
    if comma:
        return surname.strip()
    glued = any_of(one for one in words.particles if one.endswith("'"))
    loose = any_of(one for one in words.particles if not one.endswith("'"))
    found = re.search(rf"(?<=\s)(?:{loose}\s+|{glued})[^\s].*$", name)
    return (found.group() if found else name.split()[-1]).strip()


def trim(text: str, span: Span) -> Span:
    """Leave out the blanks at both ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@cache
def _kind_patterns(words: PageLanguage) -> tuple[tuple[EntityKind, re.Pattern[str]], ...]:
    body = rf"(?:{any_of(words.body_heads)}|[{UPPER}][\w-]*(?:{any_of(words.body_endings)}))"
    office = any_of(words.offices)
    prefixes = any_of(words.office_prefixes)
    foreign = any_of(words.foreign_body_heads)
    of = any_of(("of", *words.genitives, "des", "der", "du", "von", "vom"))
    return (
        (EntityKind.PERSON, re.compile(rf"(?:{FULL_NAME}|{INVERTED_NAME})(?:\s*\({WORD}\))?")),
        (EntityKind.POSITION, re.compile(rf"(?:the\s+)?(?:{office}(?:\s+{of}\s+.{{1,120}})?|{prefixes}[a-z]+)")),
        (
            EntityKind.CORPORATE_BODY,
            re.compile(rf"(?=.*\b{body}(?!\w)|.*{ACRONYM})(?:[^.!?;:]|(?<=[IVX\d])\.){{2,200}}(?:\(\w\.?\))?"),
        ),
        (EntityKind.CORPORATE_BODY, re.compile(rf"(?=.*\b(?i:{foreign})(?!\w)){WORD}(?:\s+[\w-]+){{0,6}}")),
        (EntityKind.PERSON, name_forms(words).person),
        (EntityKind.GROUP, re.compile(rf"(?:the\s+)?{any_of(words.people)}\s+of\s+[^.!?;:]{{2,120}}")),
    )


def party_kind(text: str, words: PageLanguage) -> EntityKind | None:
    """Say what a party is by its form: a body word makes a body; ``None`` if it is no name."""
    text = text.strip().rstrip(".") if not re.search(r"\.\s*$", text) or text.count(".") == 1 else text.strip()
    if not text or len(text) > _LONGEST or any(one.lower() in words.collection_words for one in text.split()):
        return None
    if text.split()[0] in GIVEN_NAMES and name_forms(words).person.fullmatch(text) and not _has_body(text, words):
        return EntityKind.PERSON
    for kind, pattern in _kind_patterns(words):
        if pattern.fullmatch(text):
            return kind if _may_begin(text, kind, words) else None
    return None


def is_body(text: str, words: PageLanguage) -> bool:
    """Is it a body by its words?"""
    return party_kind(text, words) is EntityKind.CORPORATE_BODY


def _has_body(text: str, words: PageLanguage) -> bool:
    return re.search(rf"(?<!\w){any_of(words.body_heads)}(?!\w)", text) is not None


def _may_begin(text: str, kind: EntityKind, words: PageLanguage) -> bool:
    first, *more = text.split()
    if kind is EntityKind.CORPORATE_BODY:
        return first[0].isupper() or first[0].isdigit()
    if kind is not EntityKind.PERSON or first not in words.not_names:
        return True
    particle = first.lower() in words.particles or first.lower() in words.months
    return particle and bool(more) and more[0][0].isupper()
