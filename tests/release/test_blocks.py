"""Block files: they give back what they were made of, or say that they are damaged."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graphs.alignment import Aligner
from kg.graphs.parts import part_of
from kg.release.blocks import Block, BlockDamaged, cut_lines, write_block
from tests.graphs.documents import BASE, collections
from tests.release.blocks import PREFIXES, make_block

SUBJECT = f"<{BASE}id/doc/x-a>"
EMPTY: list[tuple[str, tuple[str, ...]]] = []


def line(value: str) -> str:
    return f'{SUBJECT} <https://e.org/p> "{value}" <{BASE}graph/doc/x-a> .\n'


def one_block(tmp_path: Path) -> Block:
    return make_block(tmp_path / "folder" / "a.block", {"x-a": (line("1"),)}, header={"any": ["thing", 1]})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(collections)
def test_a_block_gives_back_what_it_was_made_of(tmp_path: Path, collection: dict[str, tuple[str, ...]]) -> None:
    block = make_block(tmp_path / "a.block", collection)
    parts = {key: part_of(lines, key=key, base_iri=BASE, aligner=Aligner(BASE)) for key, lines in collection.items()}
    assert cut_lines(block.text()) == [line for part in parts.values() for line in part.own]
    assert block.quads == sum(len(part.own) for part in parts.values())
    assert block.shared() == sorted({line for part in parts.values() for line in part.shared})
    assert block.labels() == {
        line: sum(line in part.labels for part in parts.values()) for part in parts.values() for line in part.labels
    }
    assert block.facts() == sorted(f"fact of {key}" for key in collection)
    assert block.records() == [(key, key.encode() * 2) for key in collection]


def test_header_name_and_hash_are_kept(tmp_path: Path) -> None:
    block = one_block(tmp_path)
    assert (block.header, block.name) == ({"any": ["thing", 1]}, "x-a")
    assert block.text_sha256 == hashlib.sha256(block.text().encode()).hexdigest()


def test_members_say_where_they_lie(tmp_path: Path) -> None:
    block = one_block(tmp_path)
    place = block.place("trig")
    assert place.path.read_bytes()[place.start : place.start + place.length] == block.trig_member


def test_a_block_without_statements_has_no_members(tmp_path: Path) -> None:
    block = make_block(tmp_path / "a.block", {"x-a": ()})
    assert (block.nquads_member, block.trig_member, block.text(), block.quads) == (b"", b"", "", 0)


def test_the_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    assert one_block(tmp_path / "one").path.read_bytes() == one_block(tmp_path / "other").path.read_bytes()


def test_members_have_neither_name_nor_time(tmp_path: Path) -> None:
    member = one_block(tmp_path).nquads_member
    assert gzip.decompress(member).startswith(SUBJECT.encode())
    assert member[3:8] == bytes(5)  # flags and time, RFC 1952, section 2.3


def test_lines_are_cut_at_line_feeds_only(tmp_path: Path) -> None:
    lines = (line("a\u2028b"), line("a\u2029\x85b"), line("c"))
    block = make_block(tmp_path / "a.block", {"x-a": lines})
    assert set(lines) < set(cut_lines(block.text()))


def test_text_of_facts_and_records_may_be_anything_but_a_line_feed(tmp_path: Path) -> None:
    write_block(
        tmp_path / "a.block",
        header={"é": "\u2028"},
        own=EMPTY,
        shared=[],
        labels={},
        facts=["a\tb", "", "é\u2028"],
        records=[("x-a", b""), ("x-b", bytes(range(256)))],
        prefixes=PREFIXES,
        base_iri=BASE,
    )
    block = Block.open(tmp_path / "a.block")
    assert (block.header, block.facts()) == ({"é": "\u2028"}, ["a\tb", "", "é\u2028"])
    assert dict(block.records())["x-b"] == bytes(range(256))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_damage_is_noticed(tmp_path: Path, data: st.DataObject) -> None:
    path = one_block(tmp_path).path
    sound = path.read_bytes()
    changed = bytearray(sound)
    changed[data.draw(st.integers(0, len(sound) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    cut = sound[: data.draw(st.integers(0, len(sound) - 1))]
    for damaged in (bytes(changed), cut, sound + b"\n"):
        path.write_bytes(damaged)
        with pytest.raises(BlockDamaged, match="damaged"):
            Block.open(path)


def test_what_is_no_block_or_is_not_there_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.block").write_bytes(b"something else\n" * 10)
    for name in ("a.block", "b.block"):
        with pytest.raises(BlockDamaged):
            Block.open(tmp_path / name)


def test_a_block_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = one_block(tmp_path)
    before = block.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        make_block(block.path, {"x-a": (line("2"),)})
    assert block.path.read_bytes() == before
    assert [path.name for path in block.path.parent.iterdir()] == ["a.block"]
