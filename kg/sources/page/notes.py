"""Notes of an edition: their numbers, wherever and however they stand, and their anchors in the text.

A number may be glued to its note (``4In addition``), translated into a word (``oneOn August 30``), glued to the word
it stands at (``in time 2and``), or missing. A note is never joined to an anchor on the strength of its number alone:
markers must stand in the order of the notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.sources.page.language import PageLanguage
from kg.sources.page.lines import Line
from kg.sources.page.patterns import WORD, any_of
from kg.sources.text import Span

_PAIRS = {")": "(", "]": "[", "”": "“„", "»": "«", '"': '"'}


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """``number`` as printed (``"1"``, ``"one"``, ``"*"``) or ``None``; ``value`` is the number it stands for, by its
    words or by its place before the next number; ``span`` is the note without its number. ``empty`` is a number with
    nothing behind it, or with a page's number (``2 - 2 -``).
    """

    order: int
    number: str | None
    value: int | None
    span: Span
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a marker in the text and the word or name that it stands at."""

    order: int
    marker: Span
    words: Span


def split_notes(lines: Sequence[Line], language: PageLanguage) -> list[PrintedNote]:
    """Cut the lines below ``Notes:`` into notes.

    A line begins a note if it begins with the next number (or with an asterisk); any other line goes on with the note
    above it, so that a year or an item at the beginning of a line does not make a note.
    """
    starts: list[tuple[Line, str | None, int | None, int]] = []
    for line in lines:
        expected = _expected(starts)
        number, value, length = _number_of(line.text, language, expected)
        if number is not None and (value is None or value == expected or (not starts and value <= 3)):
            starts.append((line, number, value, length))
        elif not starts:
            starts.append((line, None, None, 0))
    notes = []
    for index, (line, number, value, length) in enumerate(starts):
        following = starts[index + 1] if index + 1 < len(starts) else None
        end = lines[lines.index(following[0]) - 1].end if following else lines[-1].end
        if number is None and following is not None and following[2] == 2:
            value = 1
        only = line.text[length:] if end == line.end else "text"
        empty = number is not None and re.search(r"[^\W\d_]|\d{4}", only) is None
        notes.append(PrintedNote(index + 1, number, value, Span(line.start + length, end), empty))
    return notes


def _expected(starts: Sequence[tuple[Line, str | None, int | None, int]]) -> int:
    numbers = [value for _, _, value, _ in starts if value is not None]
    return numbers[-1] + 1 if numbers else len(starts) + 1


def _number_of(text: str, language: PageLanguage, expected: int) -> tuple[str | None, int | None, int]:
    """The number at the beginning of a note: as printed, its value, and how many characters it takes."""
    opens = r"[.)]?\s*(?=[^\W\d_a-z]|[“\"«(\[„]|\.\.\.)"
    digits = re.match(rf"(\d{{1,3}}){opens}", text)
    if digits:
        return digits[1], int(digits[1]), digits.end()
    # Where a text follows in lower case, an English note may go on with a number: "2 divisions were sent".
    apart = re.match(r"(\d{1,3})(?:\s+|$)" + (r"(?=[\W\d_]*$)" if language.told else ""), text)
    if apart and int(apart[1]) == expected:  # "7 in a later hand", "2 - 2 -", "1 ."
        return apart[1], expected, apart.end()
    word = re.match(rf"({any_of(language.number_words)}){opens}", text)
    if word:
        return word[1], language.number_words[word[1].lower()], word.end()
    star = re.match(r"(\*{1,3})\s*", text)
    if star:
        return star[1], None, star.end()
    return None, None, 0


def find_anchors(
    text: str, regions: Sequence[Span], notes: Sequence[PrintedNote], names: Sequence[Span], language: PageLanguage
) -> list[Anchor]:
    """Join notes to their markers.

    Args:
        text: the page.
        regions: where markers may stand (heading, body, signatures), in their order.
        notes: the notes of the document.
        names: spans of names; a marker after a name stands at the whole name.
        language: the table of words (numbers as words, months).

    Returns:
        At most one anchor a note, in the order of the notes; a note without one is simply not among them.
    """
    anchors = []
    after = regions[0].start if regions else 0
    for note in notes:
        pattern = _marker_pattern(note, language)
        if pattern is None:
            continue
        best: tuple[int, int, Span] | None = None
        for region in regions:
            for match in pattern.finditer(text, max(region.start, after), region.end):
                marker = Span(match.start("marker"), match.end("marker"))
                if _is_part_of_date_or_number(text, marker, region, language):
                    continue
                score = (_score(text, marker), -marker.start)
                if best is None or score > best[:2]:
                    best = (*score, marker)
        if best is not None:
            marker = best[2]
            anchors.append(Anchor(note.order, marker, _words_before(text, marker, names)))
            after = marker.end
    return anchors


def _marker_pattern(note: PrintedNote, language: PageLanguage) -> re.Pattern[str] | None:
    if note.number is not None and note.number.startswith("*"):
        return re.compile(rf"(?<=[^\s*])\s?(?P<marker>{re.escape(note.number)})(?!\*)")
    if note.value is None:
        return None
    forms = [
        rf"(?<=[^\W\d_]{{3}}[.!?]){note.value}(?=\s+[^\Wa-z\d_])",
        rf"(?<![\d.,/-])(?<!\d\s){note.value}(?!\d|[.,]\d|\s?[/%])",
    ]
    words = [word for word, value in language.number_words.items() if value == note.value]
    if words:
        forms.append(rf"(?<=[?!.,;:”\"»]\s){any_of(words)}(?=\s*[.,;]|\s+[^\Wa-z_])")
    return re.compile(rf"(?<=\S)\s*(?P<marker>{'|'.join(forms)})")


def _is_part_of_date_or_number(text: str, marker: Span, region: Span, language: PageLanguage) -> bool:
    before = text[max(region.start, marker.start - 24) : marker.start].rstrip().lower()
    after = text[marker.end : min(region.end, marker.end + 24)].lstrip().lower()
    months = any_of(language.months)
    if re.search(rf"(?:\b{months}\.?|№|\bno\.|\bp\.|\bpp\.|\bvol\.|\bf\.|\bd\.|\bop\.|\bon\.|\bl\.|[$£])$", before):
        return True
    return re.match(rf"(?:st|nd|rd|th)?\s*{months}\b|(?:st|nd|rd|th)\b|\)|o'clock\b|,\d", after) is not None


def _score(text: str, marker: Span) -> int:
    """Markers that stand apart are surer than those glued to a word."""
    before, after = text[marker.start - 1], text[marker.end : marker.end + 2]
    apart = before.isspace()
    closes = not after.strip() or (after[0].isspace() and (len(after) < 2 or after[1] in '.,;:!?)”"»'))
    return 2 * apart + (2 if closes else 1 if after[:1].isspace() else 0)


def _words_before(text: str, marker: Span, names: Sequence[Span]) -> Span:
    end = marker.start
    while end and (text[end - 1].isspace() or text[end - 1] in ".,;:!?"):
        end -= 1
    ending = [span for span in names if span.end == end]
    if ending:
        return max(ending, key=lambda span: span.end - span.start)
    word = re.search(rf"(?:{WORD}|[\w’'-]+)\W*$", text[max(0, end - 60) : end])
    if word is None:
        return Span(max(0, end - 1), end)
    start = max(0, end - 60) + word.start()
    stop = start + len(word.group().rstrip(" \t\n"))
    opening = _PAIRS.get(text[end - 1])
    if opening and not set(opening) & set(text[start:end]) and start and text[start - 1] in opening:
        start -= 1
    return Span(start, stop)
