"""Shelf marks of Russian archives: holder, fonds, inventory (opis), file (delo), leaf; and what is said of the copy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.sources.page.language import PageLanguage
from kg.sources.page.patterns import UPPER
from kg.sources.text import Span

_IDENTIFIER = r"(?:[A-ZА-Я]{1,2}-)?\d+[a-zа-я]?"
_LEAF = r"\d+[a-zа-я]?(?:\s?(?:ob|об|v|r)\b\.?)?"
_LEAVES = rf"{_LEAF}(?:\s*[-–,]\s*{_LEAF})*"
_MARK = re.compile(
    rf"(?P<holder>[{UPPER}][{UPPER}\w]*(?:\s+[{UPPER}][\w]*){{0,3}})\s*[.;,:]?\s+"
    rf"[FФ]\.?\s*(?P<fonds>{_IDENTIFIER})\s*[.,;]?"
    rf"(?:\s*(?:On|Op|Оп|Inv)\.?\s*(?P<inventory>{_IDENTIFIER})\s*[.,;]?)?"
    rf"(?:\s*(?:D|Д|Ed\.\s?khr)\.?\s*(?P<file>{_IDENTIFIER})\s*[.,;]?)?"
    rf"(?:\s*(?:LL|L|Лл|Л)\.?\s*(?P<leaf>{_LEAVES})\s*[.;]?)?"
)


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """Parts as printed, as strings; ``span`` is the mark without what follows it."""

    span: Span
    holder: str
    holder_span: Span
    fonds: str
    inventory: str | None
    file: str | None
    leaf: str | None


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What follows a shelf mark: how the copy was made, its state, what is said of its authenticity."""

    techniques: tuple[str, ...]
    state: str | None
    technique_span: Span | None
    authenticity_span: Span | None


def read_shelfmark(line: str, start: int) -> Shelfmark | None:
    """Split a Russian archival shelf mark at the beginning of a line.

    Args:
        line: e.g. ``"RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2. Typewritten text."``; ``On.`` (a misreading of ``Op.``),
            missing full stops and a semicolon after the holder are accepted.
        start: offset of the line in the page.

    Returns:
        Parts as printed; ``leaf`` may be a range or a list such as ``"1, 2"`` or ``"2-3 ob."``. ``None`` if the line
        does not begin with a holder and a fonds number.
    """
    match = _MARK.match(line)
    if match is None or (match["inventory"] is None and match["file"] is None):
        return None
    end = match.end()
    return Shelfmark(
        span=Span(start, start + end),
        holder=match["holder"],
        holder_span=Span(start + match.start("holder"), start + match.end("holder")),
        fonds=match["fonds"],
        inventory=match["inventory"],
        file=match["file"],
        leaf=" ".join(match["leaf"].split()) if match["leaf"] else None,
    )


def normalize(mark: Shelfmark, holder: str) -> str:
    """Write the mark in our normal form, e.g. ``RTsKhIDNI. F. 558. Op. 1. D. 5450. L. 2.``"""
    parts = [holder, f"F. {mark.fonds}"]
    for letter, value in (("Op.", mark.inventory), ("D.", mark.file), ("L.", mark.leaf)):
        if value is not None:
            parts.append(f"{letter} {value.rstrip('.')}")
    return ". ".join(parts) + "."


def read_copy_note(text: str, start: int, language: PageLanguage) -> CopyNote | None:
    """Read what follows a shelf mark, e.g. ``Typewritten text. Signatures are autographs.``

    A sentence that speaks of signatures is about authenticity; the others tell how the copy was made.
    """
    if not text.strip():
        return None
    techniques: list[str] = []
    state: str | None = None
    spans: dict[str, list[Span]] = {"technique": [], "authenticity": []}
    for sentence in re.finditer(r"[^.]+(?:\.+|$)", text):
        words = " ".join(sentence.group().lower().split())
        if not words.strip(". "):
            continue
        span = Span(start + sentence.start(), start + sentence.end())
        if re.search(r"\bsign(?:ed|ature|atures)\b", words):
            spans["authenticity"].append(span)
            continue
        spans["technique"].append(span)
        techniques += [concept for word, concept in language.techniques.items() if re.search(rf"\b{word}\b", words)]
        if state is None:
            state = next((one for word, one in language.states.items() if re.search(rf"\b{word}\b", words)), None)
    return CopyNote(
        techniques=tuple(dict.fromkeys(techniques)),
        state=state,
        technique_span=_joined(spans["technique"]),
        authenticity_span=_joined(spans["authenticity"]),
    )


def _joined(spans: list[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None
