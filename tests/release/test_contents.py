"""Store, dumps and figures of a release that is made of blocks: the same whichever way they were made."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReleaseError
from kg.graphs.canonical import release_lines
from kg.graphs.terms import split_line
from kg.namespaces import RDF
from kg.release import comparing, staged, verify
from kg.release import contents as contents_module
from kg.release.contents import ContentsWriter
from kg.release.members import canonical_hash, member_text, read_members
from tests.graphs.documents import BASE, KEYS, SHARED, collections, released
from tests.release.blocks import (
    PREFIXES,
    dumps,
    make_block,
    quads_of_dump,
    quads_of_store,
    release_of,
    section_of,
)
from tests.release.building import moment
from tests.release.recounting import recounted, without_examples

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAME = "<https://e.org/p>"

cuts = st.sets(st.sampled_from(KEYS))
"""The keys after which a block ends."""


def blocks_of(collection: dict[str, tuple[str, ...]], cuts: set[str]) -> list[dict[str, tuple[str, ...]]]:
    blocks: list[dict[str, tuple[str, ...]]] = [{}]
    for key in KEYS:
        if key in collection:
            blocks[-1][key] = collection[key]
        if key in cuts:
            blocks.append({})
    return blocks


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def says(key: str, subject: str, value: str) -> str:
    return f'{subject} {NAME} "{value}" <{BASE}graph/doc/{key}> .\n'


def two_letters(*, second: str = "2") -> list[dict[str, tuple[str, ...]]]:
    """Two blocks of a letter each, which both speak of a person."""
    return [
        {key: (says(key, f"<{BASE}id/doc/{key}>", number), says(key, SHARED[0], "known"))}
        for key, number in (("x-a", "1"), ("x-b", second))
    ]


@FEW
@given(collections, cuts)
def test_dumps_and_store_hold_what_the_documents_say(collection: dict[str, tuple[str, ...]], cuts: set[str]) -> None:
    with folder() as path:
        release, _ = release_of(path / "site", blocks_of(collection, cuts))
        expected = sorted(released(collection))
        assert expected == sorted(quads_of_dump(release, "nq"))
        assert expected == sorted(quads_of_dump(release, "trig"))
        assert expected == sorted(quads_of_store(release))


@FEW
@given(collections, collections, cuts)
def test_an_increment_is_what_a_build_from_nothing_is(
    before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]], cuts: set[str]
) -> None:
    edited = {**before, **after}
    for key in set(before) & set(after):
        edited.pop(key) if KEYS.index(key) % 2 else None
    with folder() as path:
        release_of(path / "site", blocks_of(before, cuts))
        increment, figures = release_of(path / "site", blocks_of(edited, cuts), number=1, incremental=True)
        full, full_figures = release_of(path / "other", blocks_of(edited, cuts))
        assert dumps(increment) == dumps(full)
        assert figures == full_figures
        assert without_examples(figures.statistics) == recounted(increment.path / "store", base_iri=BASE)
        assert sorted(quads_of_store(increment)) == sorted(quads_of_store(full))
        verify(increment.path)


@FEW
@given(collections, st.sets(st.sampled_from(KEYS)), cuts)
def test_what_is_held_back_after_all_was_never_there(
    collection: dict[str, tuple[str, ...]], held_back: set[str], cuts: set[str]
) -> None:
    kept = {key: lines for key, lines in collection.items() if key not in held_back}
    blocks, fewer = blocks_of(collection, cuts), blocks_of(kept, cuts)
    changed = {place: block for place, block in enumerate(fewer) if block != blocks[place]}
    with folder() as path:
        revised, figures = release_of(path / "site", blocks, revised=changed)
        full, full_figures = release_of(path / "other", fewer)
        assert dumps(revised) == dumps(full)
        assert figures == full_figures
        assert sorted(quads_of_store(revised)) == sorted(quads_of_store(full))


@FEW
@given(collections, cuts)
def test_the_figures_are_those_of_the_statements(collection: dict[str, tuple[str, ...]], cuts: set[str]) -> None:
    with folder() as path:
        _, contents = release_of(path / "site", blocks_of(collection, cuts))
    rows = [split_line(line) for line in released(collection) if split_line(line).graph == ""]
    entities = {row.subject for row in rows if row.subject.startswith(f"<{BASE}id/") and "#" not in row.subject}
    found = contents.statistics
    assert sum(contents.quads.values()) == len(released(collection))
    assert contents.quads.get("default", 0) == found["triples"] == len(rows)
    assert found["subjects"] == len({row.subject for row in rows})
    assert found["objects"] == len({row.object for row in rows})
    assert found["entities"] == len(entities)
    documents = [one[1:-1] for one in sorted(entities, key=lambda one: ("/id/doc/" not in one, one))]
    assert found["example"] == (documents[0] if documents else None)
    classes = [row.object[1:-1] for row in rows if row.predicate == f"<{RDF}type>"]
    assert found["classes"] == {name: classes.count(name) for name in sorted(set(classes))}


def test_a_block_that_is_revised_twice_may_be_written_to_the_same_file(tmp_path: Path) -> None:
    letters = {"x-a": two_letters()[0]["x-a"], "x-b": two_letters()[1]["x-b"], "x-c": ()}
    with (
        staged(tmp_path / "site", created=moment(0), needed_bytes=0) as stage,
        ContentsWriter(stage, base_iri=BASE, name="letters", prefixes=PREFIXES) as writer,
    ):
        block = make_block(tmp_path / "a.block", letters)
        writer.add(block)
        writer.complete(section_of([block], stage.scratch).lines([]))
        for key in ("x-a", "x-b"):
            letters[key] = ()
            block = make_block(tmp_path / "b.block", letters)
            writer.revise({0: block}, section_of([block], stage.scratch).lines([]))
        contents = writer.publish()
        published = stage.commit(nquads_sha256=contents.nquads_sha256)
    assert quads_of_store(published.release) == []


def test_a_triple_that_two_documents_state_is_once_in_the_default_graph(tmp_path: Path) -> None:
    release, contents = release_of(tmp_path / "site", two_letters())
    assert quads_of_dump(release, "nq").count(f'{SHARED[0]} {NAME} "known" .\n') == 1
    assert contents.quads == {"default": 3, "stated": 4}


def test_the_hash_can_be_computed_from_the_dump(tmp_path: Path) -> None:
    release, contents = release_of(tmp_path / "site", two_letters())
    nquads = release.path / "dumps" / "letters.nq.gz"
    members = read_members(nquads)
    hashes = [hashlib.sha256(member_text(nquads, one).encode()).hexdigest() for one in members]
    assert canonical_hash(members) == contents.nquads_sha256
    assert contents.nquads_sha256 == hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
    whole = gzip.decompress(nquads.read_bytes()).decode()
    assert whole == "".join(member_text(nquads, one) for one in members)


def packed_members(nquads: Path) -> list[bytes]:
    data = nquads.read_bytes()
    return [data[one.offset : one.offset + one.length] for one in read_members(nquads)]


def test_a_block_that_did_not_change_keeps_its_bytes(tmp_path: Path) -> None:
    first, _ = release_of(tmp_path / "site", two_letters())
    second, _ = release_of(tmp_path / "site", two_letters(second="3"), number=1, incremental=True)
    members = [packed_members(release.path / "dumps" / "letters.nq.gz") for release in (first, second)]
    assert [old == new for old, new in zip(*members, strict=True)] == [True, False, True]


def test_an_increment_shares_files_of_the_store(tmp_path: Path) -> None:
    first, _ = release_of(tmp_path / "site", two_letters())
    second, _ = release_of(tmp_path / "site", two_letters(second="3"), number=1, incremental=True)
    inodes = [{path.stat().st_ino for path in (one.path / "store").glob("*.sst")} for one in (first, second)]
    assert inodes[0] & inodes[1]
    verify(first.path)


def test_the_release_before_is_not_changed_by_an_increment(tmp_path: Path) -> None:
    first, _ = release_of(tmp_path / "site", two_letters())
    before = sorted(quads_of_store(first))
    release_of(tmp_path / "site", two_letters(second="3"), number=1, incremental=True)
    assert sorted(quads_of_store(first)) == before


def test_a_release_before_that_is_damaged_is_not_built_upon(tmp_path: Path) -> None:
    first, _ = release_of(tmp_path / "site", two_letters())
    dump = first.path / "dumps" / "letters.nq.gz"
    dump.write_bytes(bytes(dump.stat().st_size))
    second, _ = release_of(tmp_path / "site", two_letters(second="3"), number=1, incremental=True)
    full, _ = release_of(tmp_path / "other", two_letters(second="3"))
    assert sorted(quads_of_store(second)) == sorted(quads_of_store(full))


def test_where_much_differs_a_new_store_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LEAST", 1)
    first, _ = release_of(tmp_path / "site", two_letters())
    second, _ = release_of(tmp_path / "site", two_letters(second="3"), number=1, incremental=True)
    assert f'<{BASE}id/doc/x-b> {NAME} "3" .\n' in quads_of_store(second)
    assert f'<{BASE}id/doc/x-b> {NAME} "2" .\n' not in quads_of_store(second)
    inodes = [{path.stat().st_ino for path in (one.path / "store").glob("*.sst")} for one in (first, second)]
    assert not inodes[0] & inodes[1]


def test_numbers_that_the_store_writes_alike_are_not_lost(tmp_path: Path) -> None:
    def letter(*numbers: str) -> list[dict[str, Sequence[str]]]:
        integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
        lines = [says("x-a", f"<{BASE}id/doc/x-a>", one).replace(f'"{one}"', f'"{one}"{integer}') for one in numbers]
        return [{"x-a": tuple(lines)}]

    release_of(tmp_path / "site", letter("1", "01"))
    second, _ = release_of(tmp_path / "site", letter("1"), number=1, incremental=True)
    full, _ = release_of(tmp_path / "other", letter("1"))
    assert sorted(quads_of_store(second)) == sorted(quads_of_store(full))


def _finish(writer: ContentsWriter) -> None:
    writer.complete([])
    writer.publish()


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_a_block_that_is_damaged_after_it_was_added_stops_the_build(tmp_path: Path, name: str) -> None:
    block = make_block(tmp_path / "a.block", two_letters()[0])
    data = bytearray(block.path.read_bytes())
    place = block.place(name)
    data[place.start + place.length // 2] ^= 1
    block.path.write_bytes(data)
    with (
        staged(tmp_path / "site", created=moment(0), needed_bytes=0) as stage,
        ContentsWriter(stage, base_iri=BASE, name="letters", prefixes=PREFIXES) as writer,
    ):
        writer.add(block)
        with pytest.raises(ReleaseError, match="block"):
            _finish(writer)


def test_the_store_can_be_asked_before_it_is_published(tmp_path: Path) -> None:
    blocks = [make_block(tmp_path / f"{place}.block", one) for place, one in enumerate(two_letters())]
    with (
        staged(tmp_path / "site", created=moment(0), needed_bytes=0) as stage,
        ContentsWriter(stage, base_iri=BASE, name="letters", prefixes=PREFIXES) as writer,
    ):
        for block in blocks:
            writer.add(block)
        writer.complete(section_of(blocks, stage.scratch).lines([]))
        [row] = writer.store.select(f"SELECT ?value WHERE {{ <{BASE}id/doc/x-b> {NAME} ?value }}")
        assert row == {"value": '"2"'}


def test_without_blocks_the_lines_are_the_section(tmp_path: Path) -> None:
    lines = [line for block in two_letters() for document in block.values() for line in document]
    with staged(tmp_path / "site", created=moment(0), needed_bytes=0) as stage:
        contents = contents_module.write_contents(stage, lines, base_iri=BASE, name="letters", prefixes=PREFIXES)
        expected = sorted(release_lines(lines, base_iri=BASE, directory=stage.scratch))
        published = stage.commit(nquads_sha256=contents.nquads_sha256)
    assert sorted(quads_of_dump(published.release, "nq")) == expected
