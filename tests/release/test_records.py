"""The records that a release was made from."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import DiskSpaceError, ReleaseDamaged, ReleaseError
from kg.release import RecordsReader, RecordsWriter
from kg.release.records import RecordsChanges

RECORDS: dict[str, dict[str, object]] = {
    f"bl-{number:03}": {"doc": f"bl-{number:03}", "documents": [{"title": "Заявление", "main": True, "number": None}]}
    for number in range(200)
}


def write(path: Path, keys: list[str]) -> None:
    with RecordsWriter(path, directory=path.parent) as records:
        for key in keys:
            records.add(key, RECORDS[key], findings=[{"code": "date-not-understood", "line": 3}, {"code": "other"}])


def test_a_record_comes_back_as_it_was_given(tmp_path: Path) -> None:
    write(tmp_path / "records.sqlite", ["bl-002", "bl-001"])

    with RecordsReader(tmp_path / "records.sqlite") as records:
        assert (list(records.keys()), records.record("bl-001")) == (["bl-001", "bl-002"], RECORDS["bl-001"])
        assert records.findings("bl-001") == [{"code": "date-not-understood", "line": 3}, {"code": "other"}]


def test_a_document_that_the_release_does_not_know_has_no_record(tmp_path: Path) -> None:
    write(tmp_path / "records.sqlite", [])

    with RecordsReader(tmp_path / "records.sqlite") as records:
        assert (records.record("bl-001"), records.findings("bl-001")) == (None, [])


def test_a_document_that_was_held_back_has_findings_only(tmp_path: Path) -> None:
    with RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path) as records:
        records.add_findings("bl-001", [{"code": "no-heading"}])

    with RecordsReader(tmp_path / "records.sqlite") as reader:
        assert (reader.record("bl-001"), reader.findings("bl-001")) == (None, [{"code": "no-heading"}])


def test_the_file_does_not_depend_on_the_order_of_the_records(tmp_path: Path) -> None:
    keys = list(RECORDS)
    write(tmp_path / "sorted.sqlite", keys)
    random.Random(1).shuffle(keys)  # noqa: S311 # an order, no secret
    write(tmp_path / "shuffled.sqlite", keys)

    assert (tmp_path / "sorted.sqlite").read_bytes() == (tmp_path / "shuffled.sqlite").read_bytes()


def test_only_the_file_itself_stays(tmp_path: Path) -> None:
    write(tmp_path / "records.sqlite", ["bl-001"])

    assert [path.name for path in tmp_path.iterdir()] == ["records.sqlite"]


def test_nothing_stays_of_records_that_were_given_up(tmp_path: Path) -> None:
    with pytest.raises(KeyError), RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path):
        raise KeyError

    assert list(tmp_path.iterdir()) == []


def test_a_document_has_one_record(tmp_path: Path) -> None:
    with (  # noqa: PT012 # a whole body
        pytest.raises(ReleaseError, match="'bl-001' was added twice"),
        RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path) as records,
    ):
        records.add("bl-001", {})
        records.add("bl-001", {})


def test_records_are_never_written_over_others(tmp_path: Path) -> None:
    write(tmp_path / "records.sqlite", [])

    with pytest.raises(ReleaseError, match="exists already"):
        RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path)


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with (
        pytest.raises(ReleaseError, match="cannot be written"),
        RecordsWriter(tmp_path / "missing" / "records.sqlite", directory=tmp_path),
    ):
        pass


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with (  # noqa: PT012 # a whole body
        pytest.raises(DiskSpaceError, match="The disk is full"),
        RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path) as records,
    ):
        records._waiting.execute("PRAGMA max_page_count = 8")  # what SQLite says is the same as on a full disk
        for key, record in RECORDS.items():
            records.add(key, {**record, "text": random.Random(key).randbytes(2000).hex()})  # noqa: S311 # no secret


def test_reading_needs_no_writing(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    write(path, ["bl-001"])
    before = path.read_bytes()
    tmp_path.chmod(0o555)
    try:
        with RecordsReader(path) as records:
            records.record("bl-001")
    finally:
        tmp_path.chmod(0o755)

    assert (before, [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_a_name_with_signs_of_addresses_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "a?mode=rw#b"
    folder.mkdir()
    write(folder / "records.sqlite", ["bl-001"])

    with RecordsReader(folder / "records.sqlite") as records:
        assert list(records.keys()) == ["bl-001"]


def test_records_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged, match="has no records"):
        RecordsReader(tmp_path / "records.sqlite")


def test_another_file_is_not_taken_for_records(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"something else, long enough" * 50)

    with pytest.raises(ReleaseDamaged, match="cannot be read"):
        RecordsReader(tmp_path / "records.sqlite")


def test_an_empty_file_is_not_taken_for_records(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").touch()

    with pytest.raises(ReleaseDamaged, match="form is 0"):
        RecordsReader(tmp_path / "records.sqlite")


def test_a_record_that_was_damaged_is_named(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    write(path, ["bl-001"])
    database = sqlite3.connect(path)
    database.execute("UPDATE record SET data = ?", (b"damaged",))
    database.commit()
    database.close()

    with RecordsReader(path) as records, pytest.raises(ReleaseDamaged, match="cannot be read"):
        records.record("bl-001")


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return [
            *opened.execute("SELECT * FROM record ORDER BY key"),
            *opened.execute("SELECT * FROM finding ORDER BY key, position"),
        ]


def test_changed_records_are_those_that_would_be_written_anew(tmp_path: Path) -> None:
    first, second, *_ = sorted(RECORDS)
    write(tmp_path / "before.sqlite", sorted(RECORDS))
    before = (tmp_path / "before.sqlite").read_bytes()

    with RecordsChanges(tmp_path / "now.sqlite", previous=tmp_path / "before.sqlite", kept={first}) as changes:
        changes.add(second, {"is": "new"}, findings=[{"code": "odd"}])
        changes.add_findings("d", [{"code": "held-back"}])
    write(tmp_path / "anew.sqlite", [first])
    with RecordsChanges(tmp_path / "same.sqlite", previous=tmp_path / "anew.sqlite", kept={first}) as changes:
        changes.add_findings("d", [{"code": "held-back"}])
        changes.add(second, {"is": "new"}, findings=[{"code": "odd"}])

    assert rows(tmp_path / "now.sqlite") == rows(tmp_path / "same.sqlite")
    assert (tmp_path / "before.sqlite").read_bytes() == before
    with RecordsReader(tmp_path / "now.sqlite") as reader:
        assert reader.record(second) == {"is": "new"}


def test_records_are_not_changed_where_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged):
        RecordsChanges(tmp_path / "now.sqlite", previous=tmp_path / "before.sqlite", kept=())

    assert not (tmp_path / "now.sqlite").exists()
