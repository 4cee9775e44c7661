"""The texts of the sources of a release, in one file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged, ReleaseError
from kg.release.source_text import SourceText
from kg.release.texts import PIECE, TextsReader, TextsWriter, open_texts

LONG = "".join(f"Zeile {number} über Öfen\n" for number in range(20_000))
TEXTS = {"0123456789abcdef": "eins\nzwei", "00000000000000aa": LONG, "ffffffffffffffff": ""}


def write(folder: Path, texts: Mapping[str, str], name: str = "sources.sqlite") -> Path:
    path = folder / name
    with TextsWriter(path, directory=folder) as writer:
        for key, text in texts.items():
            writer.add(key, f"sources/{key}.txt", text)
    return path


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TextsReader]:
    with TextsReader(write(tmp_path_factory.mktemp("texts"), TEXTS)) as texts:
        yield texts


def pieces_of(text: str, length: int) -> SourceText:
    parts = [text[at : at + length] for at in range(0, len(text), length)]
    return SourceText([(len(one), one.count("\n"), len(one.encode())) for one in parts], parts.__getitem__)


def test_a_text_comes_back_as_it_was_given(reader: TextsReader) -> None:
    for key, text in TEXTS.items():
        assert reader.text(key)[:] == text
        assert b"".join(reader.parts(key)) == text.encode()
        assert (len(reader.text(key)), reader.size(key)) == (len(text), len(text.encode()))


def test_a_text_may_come_in_parts_of_any_length(tmp_path: Path) -> None:
    parts = [LONG[at : at + 99_991] for at in range(0, len(LONG), 99_991)]

    with TextsWriter(tmp_path / "parts.sqlite", directory=tmp_path) as texts:
        texts.add("00000000000000aa", "sources/00000000000000aa.txt", parts)

    whole = write(tmp_path, {"00000000000000aa": LONG}, "whole.sqlite")
    assert (tmp_path / "parts.sqlite").read_bytes() == whole.read_bytes()


def test_the_file_does_not_depend_on_the_order_of_the_texts(tmp_path: Path) -> None:
    keys = list(TEXTS)
    one = write(tmp_path, TEXTS, "one.sqlite")
    random.Random(1).shuffle(keys)  # noqa: S311 # an order, no secret
    other = write(tmp_path, {key: TEXTS[key] for key in reversed(keys)}, "other.sqlite")

    assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.sqlite", "other.sqlite"]


def test_a_text_that_stands_under_two_paths_is_kept_once(tmp_path: Path) -> None:
    with TextsWriter(tmp_path / "sources.sqlite", directory=tmp_path) as texts:
        texts.add("00000000000000aa", "sources/a.txt", LONG)
        texts.add("00000000000000aa", "sources/\udcff.txt", LONG)

    with TextsReader(tmp_path / "sources.sqlite") as reader:
        assert reader.paths() == {"sources/a.txt": "00000000000000aa", "sources/\udcff.txt": "00000000000000aa"}
        assert reader.text("00000000000000aa")[:] == LONG


def test_texts_of_another_release_are_copied_as_they_are(tmp_path: Path, reader: TextsReader) -> None:
    with TextsWriter(tmp_path / "copy.sqlite", directory=tmp_path) as texts:
        texts.copy(reader, reader.paths())

    assert (tmp_path / "copy.sqlite").read_bytes() == write(tmp_path, TEXTS).read_bytes()


def test_what_a_text_was_made_by_is_kept_and_copied(tmp_path: Path) -> None:
    with TextsWriter(tmp_path / "one.sqlite", directory=tmp_path) as texts:
        texts.add("aa", "sources/a.txt", "Öl", made="utf-8")
    with TextsReader(tmp_path / "one.sqlite") as one, TextsWriter(tmp_path / "b.sqlite", directory=tmp_path) as texts:
        texts.copy(one, one.paths())

    with TextsReader(tmp_path / "b.sqlite") as copied:
        assert (copied.made("aa"), copied.made("bb")) == ("utf-8", None)


def test_what_the_other_release_does_not_have_cannot_be_copied(tmp_path: Path, reader: TextsReader) -> None:
    with (
        pytest.raises(ReleaseDamaged, match="none of the key 1"),
        TextsWriter(tmp_path / "copy.sqlite", directory=tmp_path) as texts,
    ):
        texts.copy(reader, {"sources/gone.txt": "1"})

    assert list(tmp_path.iterdir()) == []


def test_only_the_pieces_around_a_place_are_read() -> None:
    read: list[int] = []
    parts = [LONG[at : at + 1000] for at in range(0, len(LONG), 1000)]

    def give(number: int) -> str:
        read.append(number)
        return parts[number]

    text = SourceText([(len(one), one.count("\n"), len(one.encode())) for one in parts], give)

    assert text[250_500:250_600] == LONG[250_500:250_600]
    assert text.line_starts(15_000, 3)[0] == len("".join(LONG.splitlines(keepends=True)[:14_999]))
    assert len(read) <= 4


@pytest.mark.parametrize("length", [1, 2, 3, 7, 1000])
def test_words_are_found_where_a_string_finds_them(length: int) -> None:
    plain = "aab ab\naaab\n\nabab end"
    text = pieces_of(plain, length)
    for words in ("a", "ab", "aab", "\n", "\n\n", "end", "none", "abab e"):
        for start in range(len(plain) + 2):
            assert text.find(words, start) == plain.find(words, start)
            for end in range(start, len(plain) + 1):
                assert text[start:end] == plain[start:end]
                assert text.find(words, start, end) == plain.find(words, start, end)
                assert text.rfind(words, start, end) == plain.rfind(words, start, end)


@pytest.mark.parametrize("length", [1, 2, 5, 1000])
@pytest.mark.parametrize("plain", ["", "one", "one\n", "one\ntwo", "\n\nthree\n\nfive\n", "a\nb\nc\nd\ne\nf"])
def test_lines_begin_behind_line_ends(plain: str, length: int) -> None:
    text = pieces_of(plain, length)
    lines = plain.splitlines(keepends=True)
    expected = [sum(map(len, lines[:index])) for index in range(len(lines))]

    for first in range(1, 9):
        assert text.line_starts(first, 3) == expected[first - 1 : first + 2]


def test_a_text_is_read_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        pieces_of("abc", 2)[::-1]


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)

    with pytest.raises(ReleaseError, match="exists already"):
        TextsWriter(tmp_path / "sources.sqlite", directory=tmp_path)


def test_a_release_of_an_earlier_version_has_no_texts(tmp_path: Path) -> None:
    assert open_texts(tmp_path) is None
    with pytest.raises(ReleaseDamaged, match="no texts"):
        TextsReader(tmp_path / "sources.sqlite")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("PRAGMA user_version = 99", "their form is 99"),
        ("DELETE FROM piece WHERE number = 1", "piece 1 of 00000000000000aa is missing"),
        ("UPDATE piece SET data = x'00'", "truncated"),
        ("UPDATE piece SET data = x'789cfb0f0001000100'", "invalid start byte"),
        ("DROP TABLE piece", "no such table"),
    ],
)
def test_damage_is_told(change: str, reason: str, tmp_path: Path) -> None:
    path = write(tmp_path, TEXTS)
    with sqlite3.connect(path) as database:
        database.execute(change)
    database.close()

    with pytest.raises(ReleaseDamaged, match=reason), TextsReader(path) as texts:
        _ = texts.text("00000000000000aa")[PIECE - 10 : PIECE + 10]


def test_a_folder_that_is_gone_is_an_error_of_the_release(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    texts = TextsWriter(tmp_path / "away" / "sources.sqlite", directory=tmp_path / "scratch")

    with pytest.raises(ReleaseError, match="cannot be written"), texts:
        texts.add("00", "a", "text")
