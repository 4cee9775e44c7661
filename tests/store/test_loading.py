"""Stores that are filled in portions, and stores that are made by changing a copy of another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import DiskSpaceError, ReleaseDamaged, ReleaseError
from kg.store import ReadOnlyStore, loading
from kg.store.loading import StoreLoader


def line(number: int, graph: str = "<a:g>") -> str:
    return f'<a:s> <a:p> "{number}" {graph} .\n'


def given(*lines: str) -> Callable[[], bytes]:
    return "".join(lines).encode


def held(path: Path) -> set[str]:
    with ReadOnlyStore(path) as store:
        return {" ".join(filter(None, (*quad, ".\n"))) for quad in store.statements()}


def loaded(path: Path, *lines: str) -> Path:
    with StoreLoader(path) as loader:
        loader.feed(given(*lines))
        loader.finish()
        loader.flush()
    return path


@pytest.mark.parametrize("portion", [1, 60, 1_000_000])
def test_everything_is_loaded_whatever_the_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(loading, "PORTION", portion)
    with StoreLoader(tmp_path / "store") as loader:
        for number in range(10):
            loader.feed(given(line(number), line(number + 1)))
        loader.finish()
        assert [
            row["n"][1:3] for row in loader.reader().select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        ] == ["11"]
        loader.optimize()
        loader.flush()
    assert held(tmp_path / "store") == {line(number) for number in range(11)}


def test_a_portion_ends_where_the_work_is_given_up(tmp_path: Path) -> None:
    read: list[int] = []
    closing = threading.Event()

    def first() -> bytes:
        read.append(1)
        assert closing.wait(60)
        return line(1).encode()

    def second() -> bytes:
        read.append(2)
        return line(2).encode()

    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(first)
        loader.feed(second)
        threading.Timer(0.1, closing.set).start()
        loader.close()
    assert read in ([], [1])


def test_a_copy_is_changed_and_the_original_is_not(tmp_path: Path) -> None:
    original = loaded(tmp_path / "one", line(1), line(2))
    with StoreLoader(tmp_path / "other", previous=original) as loader:
        loader.change(removed=[line(1)], added=[line(3)])
        loader.flush()
    assert (held(tmp_path / "other"), held(original)) == ({line(2), line(3)}, {line(1), line(2)})


def test_a_graph_that_is_emptied_is_gone(tmp_path: Path) -> None:
    original = loaded(tmp_path / "one", line(1), line(1, "<a:h>"))
    with StoreLoader(tmp_path / "other", previous=original) as loader:
        loader.change(removed=[line(1, "<a:h>")], added=[])
        graphs = loader.reader().select("SELECT ?g { GRAPH ?g { } }")
    assert graphs == [{"g": "<a:g>"}]


def test_a_line_that_is_refused_is_reported_at_the_end(tmp_path: Path) -> None:
    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(given(line(1), "<a:s> <a:p> .\n"))
        with pytest.raises(ReleaseError, match="refuses a statement"):
            loader.finish()


def test_what_fails_while_it_is_read_is_reported_at_the_end(tmp_path: Path) -> None:
    def read() -> bytes:
        raise ReleaseError("The block is gone.")

    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(read)
        loader.feed(given(line(1)))
        with pytest.raises(ReleaseError, match="gone"):
            loader.finish()


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("odd")])
def test_no_failure_is_lost_in_the_thread(tmp_path: Path, error: Exception) -> None:
    def read() -> bytes:
        raise error

    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(read)
        with pytest.raises(ReleaseError):
            loader.finish()


def test_a_store_is_settled_in_another_thread(tmp_path: Path) -> None:
    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(given(line(1)))
        loader.finish()
        loader.settle(optimize=True)
        loader.settled()
        assert held(tmp_path / "store") == {line(1)}


def test_a_store_that_cannot_be_settled_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: StoreLoader) -> None:
        raise DiskSpaceError("The disk is full.")

    monkeypatch.setattr(StoreLoader, "flush", refuse)
    with StoreLoader(tmp_path / "store") as loader:
        loader.settle(optimize=False)
        with pytest.raises(DiskSpaceError):
            loader.settled()


def test_a_full_disk_is_told_from_other_failures(tmp_path: Path) -> None:
    def read() -> bytes:
        raise OSError("IO error: No space left on device: While appending to file")

    with StoreLoader(tmp_path / "store") as loader:
        loader.feed(read)
        with pytest.raises(DiskSpaceError):
            loader.finish()


def test_what_waits_is_not_loaded_after_all_is_over(tmp_path: Path) -> None:
    read: list[int] = []

    def note() -> bytes:
        read.append(1)
        return b""

    with StoreLoader(tmp_path / "store") as loader:
        loader.close()
        loader.feed(note)
    assert read == []


def test_a_store_is_made_in_a_new_folder(tmp_path: Path) -> None:
    loaded(tmp_path / "store", line(1))
    with pytest.raises(ReleaseError, match="exists"):
        StoreLoader(tmp_path / "store")


def test_a_copy_of_what_is_no_store_is_damage(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(ReleaseDamaged):
        StoreLoader(tmp_path / "store", previous=tmp_path / "none")
