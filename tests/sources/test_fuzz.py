"""Any text is read or refused with our own error, and no text takes longer than its length asks for."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.sources.pages import locators, noted, page

SOME_PAGE = page(
    "The Headquarters (the Small Council) 1 asks. We see the need either to wait or, if that fails, to go 2 .",
    closing="Members of the Council\n\nL. Sharov.\n\nGorin.\n\nMarch 3, 1920\n\nKazan.",
    notes="1 Commander S. S. Melnik.\n\n"
    "2 On May 3, 1920, members of the Council, Sharov and Gorin, sent a telegram to "
    "the Commander (Essays. T. 2. S. 3-4). It was resolved: “a) Instruct comrade Yasny to convey to Gorin a directive "
    "on Kazan [...] Offer Ivan Petrovich to talk with him, b) Inform Lukin",
)
PIECES = (
    *("\n", "\n\n", "Notes:\n", "No. 3\n", " - ", " — ", " to ", ". ", ", ", " and ", "(", ")", "“", "”", '"', "«"),
    *("[...] ", "a) ", "b) ", "(a) ", "1. ", "2 ", "* ", "one", "May 3, 1920", "[late May 1920]", "early ", "T. 2. "),
    *("S. 5", "F. 1. Op. 2. ", "Telegram from ", "A. B. Sharov", "Members of the ", "Council", "comrade ", "sent a "),
    *("Brandt, Otto; ", " an ", "Lettre de ", "[um den 3. 5. 1887?]", "14 XI 25", "Wien. Archiv. ", "Ms. 12, Bl. 3. "),
    *("i. A. ", "12. ", "Anmerkungen:\n", "N° 7\n", "oder ", "Graf ", "von ", "zwischen dem 3. und ", "Der Brief ist "),
    *("telegram", "resolved: ", "instruct ", "was informed", "\x00", "\x85", "\u2028", "\u0301", "٣", "ß", "İ", "Ж"),
)


def read(text: str, name_order: str = "given-first", separator: str | None = None) -> None:
    source = Source(
        "page.txt",
        text.encode("utf-8", "replace"),
        SourceSettings("kc", calendar="julian-until-1918", name_order=name_order, separator=separator),
    )
    try:
        decoded = decode(source)  # of many zero bytes it says that they are no UTF-8
    except MalformedSource:
        return
    reader = reader_for(source, decoded)
    if isinstance(reader, tuple):
        return
    keys = {one.locus: f"kc-{one.locus}" for one in reader.identify(source, decoded)}
    try:
        records = reader.read(source, decoded, keys=keys, authorities=Authorities()).records
    except MalformedSource:
        return
    for record in records:
        assert all(decoded.text[one.start : one.end] == one.exact for one in locators(record))


@given(st.text(max_size=400))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text: str) -> None:
    read(text)


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(alphabet="Aa. ,1\n", max_size=8)), max_size=60).map("".join),
    st.sampled_from(["given-first", "inverted"]),
    st.sampled_from([None, ",", ";"]),
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_anything_made_of_the_words_of_pages_is_read_or_refused(text: str, order: str, separator: str | None) -> None:
    read(text, order, separator)
    read(noted(text), order, separator)


@given(
    st.lists(st.tuples(st.integers(0, len(SOME_PAGE)), st.integers(0, 40), st.sampled_from(("", *PIECES))), max_size=12)
)
@settings(max_examples=400)
def test_a_damaged_page_is_read_or_refused(damages: list[tuple[int, int, str]]) -> None:
    text = SOME_PAGE
    for at, length, piece in damages:
        text = text[:at] + piece + text[at + length :]

    read(text)


LENGTH = 25_000
"""Characters of each of four texts."""

LIMIT = 60.0
"""Seconds, ten times and more what the slowest of these takes; a pattern that looks back and forth takes hours."""

REPEATED = (
    *("a", "A ", "Aa, ", "Aa-", "A. ", "A. B. ", "1 ", "(", "“", '"', ". ", " - ", " and ", "\n", "* ", "No. 1\n"),
    *("Members of ", "Council of the ", "For the Council ", "Commander of the ", "eastern and ", "Aa's ", "comrade "),
    *(
        "Telegram from Aa to ",
        "May 3, 1920 ",
        "a) ",
        "a. A ",
        "[...] ",
        "resolved: ",
        "See ",
        "(Aa. ",
        "T. 2. ",
        "S. 5 ",
    ),
    *("F. 1 ", "RTS F. 1. Op. 1. ", "L. 1, ", "sent a telegram ", "in a letter ", "meeting of the ", "recall Aa from "),
    *(
        "Aa, Bb; ",
        "an ",
        "von ",
        "Graf ",
        "Aa. ",
        "Archiv ",
        "Ms. 1. ",
        "3. 5. 1887 ",
        "um ",
        "I. ",
        "und ",
        "oder ",
        "Brief ",
    ),
    *("was instructed ", "offensive of ", "either to ", "ways: to a, ", "a|b|c\n", "Комиссия ", "[late ", "Yours, "),
)


@pytest.mark.parametrize("unit", REPEATED)
def test_a_long_text_takes_no_longer_than_its_length_asks_for(unit: str) -> None:
    repeated = unit * (LENGTH // len(unit))
    start = time.process_time()

    for text in (repeated, page(repeated), noted(repeated), noted(f"The resolution adopted: “{repeated}")):
        read(text)

    assert time.process_time() - start < LIMIT
