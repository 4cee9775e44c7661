"""Keys are minted once, in order, and stay for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import KeyRegistry, RegistryEntry
from kg.errors import KeyRegistryError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.tsv"


def test_letters_without_an_id_are_numbered_by_date(path: Path) -> None:
    registry = KeyRegistry.load(path)

    keys = [
        registry.mint("bl", source="a.txt", locus="1", date="1919-11-12"),
        registry.mint("bl", source="a.txt", locus="2", date="1919-11-12"),
        registry.mint("bl", source="b.txt", locus="1", date="1919-11"),
        registry.mint("bl", source="c.txt", locus="1"),
        registry.mint("bl", source="d.txt", locus="1", date="[1919-11-01..1919-11-10]"),
    ]

    assert keys == [
        "bl-1919-11-12-1",
        "bl-1919-11-12-2",
        "bl-1919-11-1",
        "bl-undated-1",
        "bl-1919-11-01-1919-11-10-1",
    ]


def test_a_letter_with_an_id_of_its_own_is_named_by_it(path: Path) -> None:
    registry = KeyRegistry.load(path)

    assert registry.mint("bl", source="a.xml", locus="x", own_id="No. 10", date="1919") == "bl-no-10"


def test_equal_ids_of_two_sources_make_two_keys(path: Path) -> None:
    registry = KeyRegistry.load(path)

    keys = [registry.mint("bl", source=source, locus="x", own_id="no10") for source in ("a.xml", "b.xml", "c.xml")]

    assert keys == ["bl-no10", "bl-no10-2", "bl-no10-3"]


def test_the_same_place_has_the_same_key_whatever_else_changes(path: Path) -> None:
    registry = KeyRegistry.load(path)
    first = registry.mint("bl", source="a.txt", locus="1", date="1919-11-12", label="Letter")

    assert registry.mint("bl", source="a.txt", locus="1", date="1920", own_id="x", label="Telegram") == first
    assert registry.get("a.txt", "1") == first
    assert registry.get("a.txt", "2") is None


def test_a_number_that_an_id_took_is_passed_over(path: Path) -> None:
    registry = KeyRegistry.load(path)
    registry.mint("bl", source="a.xml", locus="x", own_id="1919-1")

    assert registry.mint("bl", source="b.txt", locus="1", date="1919") == "bl-1919-2"


def test_keys_survive_saving_and_loading(path: Path) -> None:
    registry = KeyRegistry.load(path)
    key = registry.mint("bl", source="b.txt", locus="1", date="1919-11-12", label="A\tletter\nto  B")
    registry.mint("bl", source="a.txt", locus="1", date="1919-11-12", label="50 % of it")
    registry.save()

    again = KeyRegistry.load(path)

    assert again.entries == registry.entries
    assert again.entries[0] == RegistryEntry(key, "b.txt", "1", "1919-11-12", "A letter to B")
    assert again.mint("bl", source="b.txt", locus="1") == key
    assert again.mint("bl", source="c.txt", locus="1", date="1919-11-12") == "bl-1919-11-12-3"


def test_the_file_has_a_header_and_one_sorted_line_a_key(path: Path) -> None:
    registry = KeyRegistry.load(path)
    registry.mint("bl", source="b.txt", locus="1", date="1920", label="Later")
    registry.mint("bl", source="a.txt", locus="1", date="1919", label="Earlier")
    registry.save()

    assert path.read_text("utf-8") == (
        "# key\tsource\tlocus\tdate\tlabel\nbl-1919-1\ta.txt\t1\t1919\tEarlier\nbl-1920-1\tb.txt\t1\t1920\tLater\n"
    )


def test_nothing_is_written_where_nothing_was_minted(path: Path) -> None:
    registry = KeyRegistry.load(path)
    registry.save()
    assert not path.exists()

    registry.mint("bl", source="a.txt", locus="1")
    registry.save()
    before = path.stat().st_ino
    registry.save()
    assert path.stat().st_ino == before


def test_a_registry_is_changed_until_it_is_saved(path: Path) -> None:
    registry = KeyRegistry.load(path)
    changed = [registry.changed]
    registry.mint("bl", source="a.txt", locus="1")
    changed.append(registry.changed)
    registry.save()
    changed.append(registry.changed)

    assert changed == [False, True, False]


def test_a_reader_sees_the_old_file_or_the_new_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = KeyRegistry.load(path)
    registry.mint("bl", source="a.txt", locus="1", label="first")
    registry.save()
    before = path.read_text("utf-8")
    registry.mint("bl", source="b.txt", locus="1", label="second")

    def fails(_: int) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="no space"):
        registry.save()

    assert path.read_text("utf-8") == before


def test_a_vanished_letter_keeps_its_key_and_is_reported(path: Path) -> None:
    registry = KeyRegistry.load(path)
    gone = registry.mint("bl", source="a.txt", locus="1", date="1919")
    registry.mint("bl", source="b.txt", locus="1", date="1919")

    vanished = registry.vanished({("b.txt", "1")})

    assert [entry.key for entry in vanished] == [gone]
    assert registry.mint("bl", source="c.txt", locus="1", date="1919") == "bl-1919-3"


GOOD = "bl-1919-1\ta.txt\t1\t1919\tLetter\n"


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        ("bl-1919-1\ta.txt\n", 2, "The line has 2 columns, not 5 (key, source, locus, date, label)."),
        ("<<<<<<< HEAD\n", 2, "The line has 1 columns, not 5 (key, source, locus, date, label)."),
        ("BL 1\ta.txt\t1\t1919\tLetter\n", 2, '"BL 1" is not a key.'),
        (GOOD + GOOD.replace("a.txt", "b.txt"), 3, 'The key "bl-1919-1" stands in line 2 already.'),
        (GOOD + GOOD.replace("bl-", "x-"), 3, 'The place 1 of "a.txt" has a key in line 2 already.'),
    ],
)
def test_a_damaged_file_is_named_with_its_line(path: Path, lines: str, line: int, what: str) -> None:
    path.write_text("# header\n" + lines, encoding="utf-8")

    with pytest.raises(KeyRegistryError) as caught:
        KeyRegistry.load(path)

    assert caught.value.what == what
    assert (caught.value.where.file, caught.value.where.line) == (str(path), line)
    assert caught.value.remedy


def test_a_file_in_another_encoding_is_damaged(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(KeyRegistryError):
        KeyRegistry.load(path)


def test_a_merged_file_need_not_be_sorted(path: Path) -> None:
    path.write_text("\n" + GOOD.replace("1919-1", "1920-1").replace("a.txt", "b.txt") + GOOD, encoding="utf-8")

    assert [entry.key for entry in KeyRegistry.load(path).entries] == ["bl-1919-1", "bl-1920-1"]


def test_line_ends_of_windows_are_passed_over(path: Path) -> None:
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())

    assert KeyRegistry.load(path).entries == (RegistryEntry("bl-1919-1", "a.txt", "1", "1919", "Letter"),)


place = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
letter = st.tuples(place, place, st.none() | place, st.none() | st.sampled_from(["1919", "1919-11", "1919-11-12"]))


@given(st.lists(letter, max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_place_has_one_key_of_its_own_before_and_after_saving(
    path: Path, letters: list[tuple[str, str, str | None, str | None]]
) -> None:
    path.unlink(missing_ok=True)
    registry = KeyRegistry.load(path)

    minted = {
        (source, locus): registry.mint("bl", source=source, locus=locus, own_id=own_id, date=date, label=source)
        for source, locus, own_id, date in letters
    }
    registry.save()

    again = KeyRegistry.load(path)
    assert len(set(minted.values())) == len(minted)
    assert {(entry.source, entry.locus): entry.key for entry in again.entries} == minted
    assert again.entries == registry.entries


def test_a_file_name_that_is_not_utf_8_survives(path: Path) -> None:
    registry = KeyRegistry.load(path)
    source = os.fsdecode(b"sources/\xff.txt")
    key = registry.mint("bl", source=source, locus="1")
    registry.save()

    assert KeyRegistry.load(path).get(source, "1") == key
