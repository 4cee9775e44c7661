"""Bytes become text by the declared encoding or not at all; places count in that text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import MalformedSource
from kg.sources import Source, SourceSettings, SourceText, decode
from tests.sources.pages import page

CYRILLIC = page(heading="Л. П. Шаров — В. А. Горин", closing="Шаров.")


def source(data: bytes, encoding: str | None = None) -> Source:
    return Source("letters/page.txt", data, SourceSettings("kc", encoding=encoding))


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_a_declared_encoding_is_read(encoding: str) -> None:
    text = decode(source(CYRILLIC.replace("—", "-").encode(encoding), encoding))

    assert text.text == CYRILLIC.replace("—", "-")


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16"])
def test_an_undeclared_encoding_is_refused_with_the_first_byte_that_is_wrong(encoding: str) -> None:
    data = CYRILLIC.replace("—", "-").encode(encoding)

    with pytest.raises(MalformedSource) as refused:
        decode(source(data))

    assert str(refused.value.what).startswith(f"Byte 0 (0x{data[0]:02x}) is not utf-8")
    assert refused.value.where.file == "letters/page.txt"
    assert refused.value.where.line == 1
    assert "encoding" in str(refused.value.remedy)


def test_the_line_of_the_wrong_byte_is_named() -> None:
    with pytest.raises(MalformedSource) as refused:
        decode(source(b"one\ntwo\nthr\xe9e\n"))

    assert refused.value.where.line == 3


@pytest.mark.parametrize("encoding", ["no such thing", "hex"])
def test_an_unknown_encoding_is_named(encoding: str) -> None:
    with pytest.raises(MalformedSource, match=f"“{encoding}” is no encoding of text"):
        decode(source(b"abc", encoding))


@pytest.mark.parametrize("data", [b"a\r\nb\rc\n", b"\xef\xbb\xbfa\nb\nc\n"])
def test_line_ends_become_lf_and_a_byte_order_mark_goes(data: bytes) -> None:
    assert decode(source(data)).text == "a\nb\nc\n"


def test_characters_that_xml_forbids_are_replaced_and_listed() -> None:
    text = decode(source(b"a\x00b\x0cc\td\n"))

    assert text.text == "a\ufffdb\ufffdc\td\n"
    assert text.replaced == (1, 3)


def test_blanks_at_the_ends_of_a_span_are_no_part_of_its_place() -> None:
    locator = SourceText("page.txt", "one\n  two  three\n").locate(4, 11)

    assert (locator.exact, locator.line, locator.column, locator.start, locator.end) == ("two", 2, 3, 6, 9)
    assert (locator.prefix, locator.suffix) == ("one\n  ", "  three\n")


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_a_place_gives_its_words_back(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    locator = SourceText("page.txt", text).locate(start, end)

    assert text[locator.start : locator.end] == locator.exact
    assert locator.line == text[: locator.start].count("\n") + 1
    assert locator.exact == locator.exact.strip()


def test_a_snapshot_is_named_by_its_bytes() -> None:
    snapshot = source(b"abc").snapshot(title="A page")

    assert snapshot.sha256.startswith("ba7816bf8f01cfea")
    assert snapshot.key == "ba7816bf8f01cfea"
    assert (snapshot.path, snapshot.encoding, snapshot.title) == ("letters/page.txt", "utf-8", "A page")
