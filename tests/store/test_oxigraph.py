"""Building a store, and opening it for reading only."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path

import pytest

from kg.errors import DiskSpaceError, QueryError, ReleaseDamaged, ReleaseError
from kg.store import ReadOnlyStore, bulk_build
from tests.store.conftest import LINES

ALL = "SELECT ?g ?s WHERE { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


@pytest.mark.parametrize("name", ["lines.nq", "lines.nq.gz"])
def test_a_store_is_built_from_a_file(tmp_path: Path, name: str) -> None:
    data = "".join(LINES).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)

    bulk_build(tmp_path / "store", tmp_path / name)

    with ReadOnlyStore(tmp_path / "store") as store:
        assert len(LINES) == len(store.select(ALL))


def test_a_line_longer_than_the_read_buffer_is_loaded_whole(tmp_path: Path) -> None:
    text = "é" * 3_000_000

    bulk_build(tmp_path / "store", [f'<a:b> <a:c> "{text}" .\n'])

    with ReadOnlyStore(tmp_path / "store") as store:
        assert [{"o": f'"{text}"'}] == store.select("SELECT ?o WHERE { ?s ?p ?o }")


def test_an_empty_store_can_be_asked(tmp_path: Path) -> None:
    bulk_build(tmp_path / "store", [])

    with ReadOnlyStore(tmp_path / "store") as store:
        assert store.select(ALL) == []


def test_data_that_is_no_rdf_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="refuses a statement") as raised:
        bulk_build(tmp_path / "store", [LINES[0], "<a:b> <a:c> .\n"])

    assert raised.value.where.line == 2


def test_a_store_is_never_built_over_another(store_path: Path) -> None:
    with pytest.raises(ReleaseError, match="this one exists"):
        bulk_build(store_path, LINES)


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ReleaseError, match="cannot be written"):
        bulk_build(tmp_path / "file" / "store", LINES)


class _FullDisk:
    def __init__(self, path: str) -> None:
        raise OSError(f"IO error: No space left on device: While appending to file: {path}/000009.sst")


def test_a_full_disk_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.oxigraph.pyoxigraph.Store", _FullDisk)

    with pytest.raises(DiskSpaceError, match="The disk is full"):
        bulk_build(tmp_path / "store", LINES)


def test_reading_changes_no_file(store_path: Path) -> None:
    before = contents(store_path)

    with ReadOnlyStore(store_path) as store:
        store.select(ALL)

    assert before == contents(store_path)


def test_a_store_can_be_read_where_nothing_can_be_written(store_path: Path) -> None:
    store_path.chmod(0o555)
    try:
        with ReadOnlyStore(store_path) as store, ReadOnlyStore(store_path) as second:
            assert store.select(ALL) == second.select(ALL)
    finally:
        store_path.chmod(0o755)


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged, match="no store here"):
        ReadOnlyStore(tmp_path)


def test_a_store_without_its_manifest_is_damaged(tmp_path: Path) -> None:
    bulk_build(tmp_path / "store", LINES)
    for file in (tmp_path / "store").glob("MANIFEST-*"):
        file.unlink()

    with pytest.raises(ReleaseDamaged, match="cannot be read"):
        ReadOnlyStore(tmp_path / "store")


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Make a store in whose files one block is damaged, which shows only when it is read."""
    path = tmp_path / "store"
    draw = random.Random(1)  # noqa: S311 # text that does not compress, no secrets
    bulk_build(path, [f'<a:{number}> <a:p> "{draw.randbytes(50).hex()}" .\n' for number in range(5_000)])
    for file in path.glob("*.sst"):
        data = bytearray(file.read_bytes())
        if len(data) > 100_000:
            data[len(data) // 2] ^= 0xFF
            file.write_bytes(data)
    return path


def test_a_store_whose_blocks_are_damaged_gives_no_wrong_answer(damaged: Path) -> None:
    with ReadOnlyStore(damaged) as store:
        for ask in (store.query, store.select):
            with pytest.raises(ReleaseDamaged, match="cannot be read"):
                ask("SELECT * WHERE { ?s ?p ?o }")


def test_a_closed_store_does_not_answer(store_path: Path) -> None:
    store = ReadOnlyStore(store_path)
    store.close()
    store.close()

    with pytest.raises(QueryError, match="closed"):
        store.query("ASK {}")


def test_what_the_engine_cannot_evaluate_is_said(store_path: Path) -> None:
    query = "SELECT (<a:unknown>(1) AS ?x) WHERE {}"

    with ReadOnlyStore(store_path) as store:
        for ask in (store.query, store.select):
            with pytest.raises(QueryError, match=r"cannot be answered: .*a:unknown"):
                ask(query)


def test_a_mistake_without_a_place_is_told_all_the_same(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ReadOnlyStore(store_path) as store:
        monkeypatch.setattr("kg.store.oxigraph._PLACE", re.compile("never"))
        with pytest.raises(QueryError, match="not SPARQL") as raised:
            store.query("SELECT * WHERE { ?s }")

    assert raised.value.where.line is None


def test_a_mistake_has_its_place_as_attributes(store_path: Path) -> None:
    with ReadOnlyStore(store_path) as store, pytest.raises(QueryError) as raised:
        store.query("SELECT * WHERE {\n ?s ?p }")

    assert (raised.value.where.line, raised.value.where.column) == (2, 9)


def test_relative_iris_of_a_query_are_relative_to_the_base_that_the_store_was_opened_with(store_path: Path) -> None:
    query = "SELECT (<a/b> AS ?iri) {}"

    with ReadOnlyStore(store_path, base_iri="http://e.org/sparql") as store:
        assert store.select(query) == [{"iri": "<http://e.org/a/b>"}]
    with ReadOnlyStore(store_path) as store, pytest.raises(QueryError, match="not SPARQL"):
        store.select(query)
