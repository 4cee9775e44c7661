"""Names in running text: who and what a passage mentions, by the forms of names and by authority files.

A lone capitalised word is a person only on evidence of the page itself (initials, an honorific or an office before it,
``, who`` or a possessive after it, a signature) or because an authority file lists it; a place only after a word such
as *near*. What has no evidence is no name: nothing is guessed from a capital letter.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.authorities import Authorities, normal_name
from kg.records.agent import EntityKind
from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import INITIALS, WORD, any_of, honorific, name_patterns
from kg.sources.page.verbs import participle
from kg.sources.text import Span

_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text; ``forms`` are more forms to look it up by, ``language`` is set where it is not the page's."""

    span: Span
    text: str
    kind: EntityKind
    forms: tuple[str, ...] = ()
    language: str | None = None

    def within(self, span: Span) -> bool:
        return span.start <= self.span.start and self.span.end <= span.end


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds names in the spans of one document; ``surnames`` and ``places`` are the page's own evidence."""

    text: str
    language: PageLanguage
    authorities: Authorities
    surnames: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def find(self, span: Span, *, without: Sequence[Span] = ()) -> list[Named]:
        """List the names in a span, in their order; a name inside another follows it.

        ``without`` are spans to leave out (cited sources, whose titles name nobody that the note speaks of).
        """
        candidates = [
            one
            for one in self._candidates(span)
            if not any(skip.start < one.span.end and one.span.start < skip.end for skip in without)
        ]
        return _settle(candidates)

    def _candidates(self, span: Span) -> Iterator[Named]:
        patterns = name_patterns(self.language)
        text, start, end = self.text, span.start, span.end
        yield from self._listed(span)
        if not self.language.told:
            yield from self._surnames(span)
            return
        for match in patterns.body.finditer(text, start, end):
            yield from self._body(match)
        for match in patterns.group.finditer(text, start, end):
            if match.group().split()[0] not in self.language.function_words:
                yield self._named(match.start(), match.end(), EntityKind.GROUP)
        for match in patterns.lower_body.finditer(text, start, end):
            yield from self._lower_body(match)
        for match in patterns.office.finditer(text, start, end):
            yield from self._office(match, end)
        yield from self._persons(span)
        yield from self._places(span)

    def _named(self, start: int, end: int, kind: EntityKind, *forms: str, language: str | None = None) -> Named:
        return Named(Span(start, end), self.text[start:end], kind, forms, language)

    def _listed(self, span: Span) -> Iterator[Named]:
        pattern, kinds = _listed_names(self.authorities.for_names())
        if pattern is None:
            return
        for match in pattern.finditer(self.text, span.start, span.end):
            for kind in kinds.get(normal_name(match.group()), ()):
                language = self._office_language(match.group()) if kind is EntityKind.POSITION else None
                yield self._named(match.start(), match.end(), kind, language=language)

    def _body(self, match: re.Match[str]) -> Iterator[Named]:
        start, end = match.span()
        patterns = name_patterns(self.language)
        while (word := re.match(rf"{WORD}\s+", self.text[start:end])) and word.group().strip() in (
            self.language.function_words
        ):
            start += word.end()
        core = patterns.body_core.match(self.text, start, end)
        if core is None or _ROMAN.fullmatch(self.text[start:end]):
            return
        yield self._named(start, end, EntityKind.CORPORATE_BODY)
        for link in patterns.of_the.finditer(self.text, start, end):
            inner = patterns.body_core.match(self.text, link.end(), end)
            if inner is not None:
                yield self._named(link.end(), end, EntityKind.CORPORATE_BODY)

    def _lower_body(self, match: re.Match[str]) -> Iterator[Named]:
        if match["bare"]:
            yield self._named(
                match.start("bare"), match.end("bare"), EntityKind.CORPORATE_BODY, string.capwords(match["bare"])
            )
            return
        head, singular = match["head"], re.sub(r"ies$", "y", match["head"]).removesuffix("s")
        singular = match["head"] if match["head"] in ("corps", "headquarters") else singular
        pieces = list(re.finditer(r"[^\s,](?:(?!\s+and\s)[^,])*", match["modifiers"]))
        pieces = [one for one in pieces if one.group().strip() != "and"]
        for index, piece in enumerate(pieces):
            words = re.sub(r"^and\s+", "", piece.group())
            at = match.start("modifiers") + piece.start() + len(piece.group()) - len(words)
            words = words.strip()
            if words in self.language.function_words or words.split()[0] in self.language.function_words:
                continue
            last = index == len(pieces) - 1
            end = match.end() if last else at + len(words)
            full = f"{words} {singular}"
            yield self._named(at, end, EntityKind.CORPORATE_BODY, full, string.capwords(full), f"{words} {head}")

    def _office(self, match: re.Match[str], end: int) -> Iterator[Named]:
        language = self._office_language(match.group())
        yield self._named(match.start(), match.end(), EntityKind.POSITION, language=language)
        after = re.compile(rf"\s+({WORD})(?!\w|['’])(?!\s+{any_of(self.language.body_heads)})").match(
            self.text, match.end(), end
        )
        if after and after[1] not in self.language.not_names:
            yield self._named(after.start(1), after.end(1), EntityKind.PERSON)

    def _office_language(self, name: str) -> str | None:
        """A contracted office (``Komandyuzh``) is Russian in Latin letters, whoever lists it."""
        return "ru-Latn" if re.fullmatch(rf"{any_of(self.language.office_prefixes)}[a-z]+", name) else None

    def _persons(self, span: Span) -> Iterator[Named]:
        patterns = name_patterns(self.language)
        for match in patterns.full_name.finditer(self.text, span.start, span.end):
            yield self._named(match.start(), match.end(), EntityKind.PERSON)
        for match in patterns.inverted_name.finditer(self.text, span.start, span.end):
            yield self._named(match.start(), match.end(), EntityKind.PERSON)
        for match in patterns.honoured.finditer(self.text, span.start, span.end):
            for name in re.finditer(rf"(?:{INITIALS})?{WORD}", match["name"]):
                at = match.start("name") + name.start()
                yield self._named(at, at + len(name.group()), EntityKind.PERSON)
        for match in patterns.patronymic.finditer(self.text, span.start, span.end):
            if match.group().split()[0] not in self.language.not_names:
                yield self._named(match.start(), match.end(), EntityKind.PERSON)
        yield from self._surnames(span)

    def _surnames(self, span: Span) -> Iterator[Named]:
        """The page's own surnames, with the initials before them."""
        if self.surnames:
            initials = "" if self.language.told else rf"(?:{INITIALS})?"  # elsewhere full names are found by their form
            pattern = re.compile(rf"(?<![\w-]){initials}{any_of(self.surnames)}(?![\w-])")
            for match in pattern.finditer(self.text, span.start, span.end):
                yield self._named(match.start(), match.end(), EntityKind.PERSON)

    def _places(self, span: Span) -> Iterator[Named]:
        for match in _place_pattern(self.language).finditer(self.text, span.start, span.end):
            for name in re.finditer(WORD, match["names"]):
                if name.group() not in self.language.not_names:
                    at = match.start("names") + name.start()
                    yield self._named(at, at + len(name.group()), EntityKind.PLACE)
        for match in _removal_pattern(self.language).finditer(self.text, *span):
            if match["name"] not in self.language.not_names and match["name"] not in self.surnames:
                yield self._named(match.start("name"), match.end("name"), EntityKind.PLACE)
        if self.places:
            pattern = re.compile(rf"(?<![\w-]){any_of(self.places)}(?![\w-])")
            for match in pattern.finditer(self.text, span.start, span.end):
                yield self._named(match.start(), match.end(), EntityKind.PLACE)


def surnames_in(text: str, spans: Iterable[Span], language: PageLanguage, known: Iterable[str]) -> frozenset[str]:
    """Collect the words that the page itself shows to be surnames; ``known`` are those of headings and signatures."""
    if not language.told:
        return frozenset(name for name in known if name not in language.not_names and len(name) > 2)
    found = {name.split()[-1] for name in known if name}
    patterns = name_patterns(language)
    for start, end in spans:
        for match in patterns.full_name.finditer(text, start, end):
            found.add(re.sub(rf"^{INITIALS}", "", match.group()))
        for match in patterns.honoured.finditer(text, start, end):
            found.update(re.findall(WORD, match["name"]))
        for match in re.compile(rf"(?<!\w)({WORD}),\s+who(?!\w)").finditer(text, start, end):
            found.add(match[1])
        for match in re.compile(rf"(?<!\w)({WORD}?)['’]s(?!\w)").finditer(text, start, end):
            if match[1] not in language.possessives:
                found.add(match[1])
        found |= _apposed(text, Span(start, end), language)
        found |= _enumerated(text, Span(start, end), language)
        found |= _listed_with(found, text[start:end], language)
    heads = set(language.body_heads) | set(language.offices) | language.not_names
    return frozenset(word for word in found if word not in heads and len(word) > 2)


def _apposed(text: str, span: Span, language: PageLanguage) -> set[str]:
    """``X, the Commander-in-Chief,``: a word set beside an office, unless a preposition makes it a place."""
    office = any_of((*language.offices, *(one.lower() for one in language.offices)))
    pattern = re.compile(
        rf"(?<!\bin\s)(?<!\bIn\s)(?<!\bat\s)(?<!\bAt\s)(?<!\bfrom\s)(?<!\bFrom\s)(?<!\bnear\s)(?<![.,]\s)(?<!\w)"
        rf"({WORD}),\s+(?:the\s+)?{office}(?:\s+of\s+[^,.;()]{{2,80}})?\s*[,.;)]"
    )
    return {match[1] for match in pattern.finditer(text, *span)} - language.not_names


def _enumerated(text: str, span: Span, language: PageLanguage) -> set[str]:
    """Words that a list shows to be surnames: ``members of B, X, Y and Z``; ``telegram from X, Y and Z``."""
    word = rf"(?:{INITIALS})?{WORD}"
    names = rf"(?P<names>{word}(?:\s*,\s*{word}){{0,12}}(?:\s*,?\s+{any_of(language.conjunctions)}\s+{word})?)(?![\w-])"
    forms = any_of(language.forms)
    before = re.compile(
        rf"(?<!\w)(?:(?i:members?)\s+of\s+(?:the\s+)?[^.;,:()–—]{{3,120}}?\s*[,:(–—]\s*(?:{honorific(language)}\s+)?"
        rf"|(?i:{forms})\s+(?:from|by)\s+){names}"
    )
    after = re.compile(rf"(?<![\w.]){names}\s*[,(–—]\s*members?\s+of\s")
    found: set[str] = set()
    for pattern in (before, after):
        for match in pattern.finditer(text, span.start, span.end):
            words = [re.sub(rf"^{INITIALS}", "", one) for one in re.findall(word, match["names"])]
            if pattern is after or len(words) > 1 or match.group()[0] in "mM":  # "telegram from Moscow" names nobody
                found.update(one for one in words if one not in language.not_names)
    return found


def _listed_with(known: set[str], passage: str, language: PageLanguage) -> set[str]:
    """Words in one list with a known surname (``Stalin, Yegorov and Serebryakov``)."""
    conjunction = any_of(language.conjunctions)
    word = rf"(?:{INITIALS})?{WORD}"
    pattern = re.compile(rf"(?<!\w){word}(?:\s*,\s*{word}){{0,12}}\s*,?\s+{conjunction}\s+{word}(?![\w-])")
    found: set[str] = set()
    for match in pattern.finditer(passage):
        words = [re.sub(rf"^{INITIALS}", "", one) for one in re.findall(word, match.group())]
        if len(words) > 2 and known & set(words):
            found.update(words)
    return found


@lru_cache(maxsize=8)
def _place_pattern(language: PageLanguage) -> re.Pattern[str]:
    conjunction = any_of(language.conjunctions)
    return re.compile(
        rf"(?<!\w)(?i:{any_of(language.place_words)})\s+(?:the\s+)?(?P<names>{WORD}(?:(?:\s*,\s*|\s+{conjunction}\s+){WORD}){{0,8}})(?!\w)"
    )


@lru_cache(maxsize=8)
def _removal_pattern(language: PageLanguage) -> re.Pattern[str]:
    """``recall X from Y``."""
    verbs = (*language.removing, *map(participle, language.removing))
    return re.compile(
        rf"(?<!\w)(?i:{any_of(verbs)})\s(?:[^;,]{{1,60}}?\s)?from\s+(?P<name>{WORD})(?=\s*(?:[.,;”\"»)]|$))"
    )


@lru_cache(maxsize=4)
def _listed_names(authorities: Authorities) -> tuple[re.Pattern[str] | None, dict[str, tuple[EntityKind, ...]]]:
    """All printed names of the authority files as one pattern, and the kinds that each may be."""
    kinds: dict[str, tuple[EntityKind, ...]] = {}
    printed: set[str] = set()
    for authority in authorities:
        for name in authority.names:
            known = kinds.get(normal_name(name), ())
            kinds[normal_name(name)] = known if authority.kind in known else (*known, authority.kind)
            printed.add(name)
    if not printed:
        return None, kinds
    return re.compile(rf"(?<![\w.-]){any_of(printed)}(?![\w-])"), kinds


_BLOCK = 128
"""Characters; names are compared with those that touch the same blocks of the text."""
_NESTING = frozenset({EntityKind.CORPORATE_BODY, EntityKind.POSITION, EntityKind.GROUP})


def _settle(candidates: Sequence[Named]) -> list[Named]:
    """Choose among overlapping readings: the longest first, the earlier candidate (authority files) among equals.

    A name inside a body's, group's or office's name stays beside it; one inside a person's or place's name does not.
    """
    order = sorted(enumerate(candidates), key=lambda pair: (-(pair[1].span.end - pair[1].span.start), pair[0]))
    accepted: list[Named] = []
    near: dict[int, list[Named]] = {}
    for _, one in order:
        blocks = range(one.span.start // _BLOCK, one.span.end // _BLOCK + 1)
        if any(_conflict(one, other) for block in blocks for other in near.get(block, ())):
            continue
        accepted.append(one)
        for block in blocks:
            near.setdefault(block, []).append(one)
    return sorted(accepted, key=lambda one: (one.span.start, -one.span.end))


def _conflict(one: Named, other: Named) -> bool:
    """Does a longer name exclude a shorter one?"""
    if one.span.end <= other.span.start or other.span.end <= one.span.start:
        return False
    if not one.within(other.span) or one.span == other.span or other.kind not in _NESTING:
        return True
    # "Southern Front" inside "Southern Front Headquarters" is a part of that name only
    return one.kind is other.kind and one.span.end != other.span.end
