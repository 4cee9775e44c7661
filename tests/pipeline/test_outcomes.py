"""What becomes of each source: published, held back or unreadable; one never stops the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigurationError, DiskSpaceError, KeyRegistryError, ReleaseLocked
from kg.outcome import Severity, Status
from kg.release import locked, releases, verify
from tests.pipeline.collections import (
    build_quietly,
    make_collection,
    page,
    published_keys,
    report,
    served,
    two_documents,
)


class ChangeWhenReading:
    """Changes a file between the two rounds of a build."""

    def __init__(self, path: Path, content: bytes | None) -> None:
        self._path = path
        self._content = content

    def stage(self, name: str, total: int | None) -> None:
        if name == "Reading":
            if self._content is None:
                self._path.unlink()
            else:
                self._path.write_bytes(self._content)

    def skip(self, count: int = 1) -> None:
        self.step(count)

    def step(self, count: int = 1) -> None:
        pass


def test_a_collection_that_is_in_order_is_published_whole(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"b.txt": page(), "a.txt": page(date="November 14, 1919")})

    result = build_quietly(folder)

    assert [(one.status, one.source, one.document) for one in result.outcomes] == [
        (Status.OK, "sources/a.txt", "lf-1919-11-14-1"),
        (Status.OK, "sources/b.txt", "lf-1919-11-12-1"),
    ]
    assert result.exit_status == 0
    assert published_keys(folder) == ["lf-1919-11-12-1", "lf-1919-11-14-1"]
    verify(served(folder).path)


def test_sources_that_cannot_be_read_are_named_with_their_reason_and_the_rest_is_published(tmp_path: Path) -> None:
    folder = make_collection(
        tmp_path,
        {
            "a-empty.txt": "",
            "b-cyrillic.txt": "Письмо".encode("cp1251"),
            "c-letter.txt": page(),
            "d-prose.txt": "Nothing in here looks like a letter.\n",
            "e.xml": "<TEI/>",
        },
    )

    result = build_quietly(folder)

    assert result.exit_status == 1
    assert published_keys(folder) == ["lf-1919-11-12-1"]
    failed = {
        one.source: (one.error.where.file, one.error.where.line, one.error.what, one.error.remedy is not None)
        for one in result.outcomes
        if one.error is not None
    }
    assert failed == {
        "sources/a-empty.txt": (
            "sources/a-empty.txt", 1,
            "No reader finds a letter in it: table: the file is empty; edition_page: the file is empty.", True,
        ),
        "sources/b-cyrillic.txt": ("sources/b-cyrillic.txt", 1, "Byte 0 (0xcf) is not utf-8.", True),
        "sources/d-prose.txt": ("sources/d-prose.txt", 1, "No document was found on this page.", True),
        "sources/e.xml": (
            "sources/e.xml",
            1,
            "No reader finds a letter in it: tei: it holds no letter and no register: no correspDesc, no text with "
            "opening and closing, and its title names no addressee; cmif: it has no correspDesc; an index has one for "
            "each letter.",
            True,
        ),
    }  # fmt: skip


def test_a_build_that_publishes_nothing_leaves_what_is_served_and_has_status_2(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})
    build_quietly(folder)
    before = served(folder)
    (folder / "sources" / "a.txt").write_text("", encoding="utf-8")

    result = build_quietly(folder, minutes=1)

    assert (result.exit_status, result.release) == (2, None)
    assert served(folder) == before


def test_a_dry_run_does_everything_and_writes_nothing(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": ""})

    result = build_quietly(folder, dry_run=True)

    assert (result.exit_status, result.release, result.quads > 100) == (1, None, True)
    assert [one.status for one in result.outcomes] == [Status.OK, Status.FAILED]
    assert not (folder / "keys.tsv").exists()
    assert list(releases(folder / "site")) == []
    assert [path.name for path in (folder / "site" / "releases").iterdir()] == []


def test_a_collection_without_sources_is_an_error_that_says_where_to_put_them(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {})

    with pytest.raises(ConfigurationError, match="no sources") as raised:
        build_quietly(folder)

    assert raised.value.where.field == "sources"
    assert not (folder / "site").exists()


@pytest.mark.parametrize(("content", "what"), [(b"changed", "was changed while"), (None, "is gone|cannot be read")])
def test_a_source_that_changes_while_the_build_goes_on_is_held_back(
    tmp_path: Path, content: bytes | None, what: str
) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": page(date="November 14, 1919")})

    result = build_quietly(folder, progress=ChangeWhenReading(folder / "sources" / "a.txt", content))

    assert [one.status for one in result.outcomes] == [Status.FAILED, Status.OK]
    error = result.outcomes[0].error
    assert error is not None
    assert error.where.file == "sources/a.txt"
    assert any(words in error.what for words in what.split("|"))
    assert published_keys(folder) == ["lf-1919-11-14-1"]


def test_of_two_equal_ids_in_one_source_the_second_is_held_back_and_both_are_named(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": two_documents(first=7, second=7)})

    result = build_quietly(folder)

    assert [one.status for one in result.outcomes] == [Status.OK, Status.FAILED]
    error = result.outcomes[1].error
    assert error is not None
    assert error.what == (
        '"T. Inkwell - M. O. Quillfeather" has the same id (no7) as '
        '"M. O. Quillfeather - Committee of the Lanternfish Society" in line 10.'
    )
    assert error.where.line == 24
    assert result.exit_status == 1
    assert published_keys(folder) == ["lf-no7"]


def test_equal_ids_in_two_sources_are_two_letters(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(number=7), "b.txt": page(number=7)})

    assert build_quietly(folder).exit_status == 0
    assert published_keys(folder) == ["lf-no7", "lf-no7-2"]


def test_keys_stay_when_letters_come_before_them_and_go(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"b.txt": page()})
    build_quietly(folder)
    make_collection(folder, {"a.txt": page()})

    build_quietly(folder, minutes=1)
    assert {one.source: one.document for one in build_quietly(folder, minutes=2).outcomes} == {
        "sources/a.txt": "lf-1919-11-12-2",
        "sources/b.txt": "lf-1919-11-12-1",
    }

    (folder / "sources" / "b.txt").rename(folder / "sources" / "c.txt")
    result = build_quietly(folder, minutes=3)
    assert {one.source: one.document for one in result.outcomes} == {
        "sources/a.txt": "lf-1919-11-12-2",
        "sources/c.txt": "lf-1919-11-12-3",
    }
    assert [(one.code, one.where.field) for one in result.findings] == [("letter-vanished", "lf-1919-11-12-1")]
    [entry] = [one for one in report(folder)["entries"] if one["code"] == "letter-vanished"]  # type: ignore[attr-defined] # JSON
    assert "reserved" in entry["remedy"]
    assert published_keys(folder) == ["lf-1919-11-12-2", "lf-1919-11-12-3"]


def test_a_damaged_registry_of_keys_stops_the_build(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})
    (folder / "keys.tsv").write_text("lf-1\tsources/a.txt\n", encoding="utf-8")

    with pytest.raises(KeyRegistryError) as raised:
        build_quietly(folder)

    assert raised.value.where.line == 1


def test_a_second_build_is_told_who_is_at_work(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})

    with locked(folder / "site"), pytest.raises(ReleaseLocked):
        build_quietly(folder)


def test_too_little_room_is_said_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})
    monkeypatch.setattr("kg.pipeline.building.estimated_bytes", lambda **_: 1 << 62)

    with pytest.raises(DiskSpaceError, match="needs about"):
        build_quietly(folder)

    assert not (folder / "keys.tsv").exists()


def test_keys_that_cannot_be_written_stop_the_build_before_it_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})

    def full(self: object) -> None:
        raise OSError(28, "No space left on device", str(folder / "keys.tsv"))

    monkeypatch.setattr("kg.authorities.registry.KeyRegistry.save", full)

    with pytest.raises(DiskSpaceError, match="full"):
        build_quietly(folder)

    assert list(releases(folder / "site")) == []


def test_a_curation_that_breaks_a_shape_holds_the_letter_back_at_its_words(tmp_path: Path) -> None:
    curation = """
curations:
  - add: {subject: id/doc/lf-1919-11-12-1, predicate: rico:hasSender, object: id/doc/lf-1919-11-12-1}
    words: "The lamp of the lower pier"
    editor: "The testers"
    date: 2026-11-20
    reason: "A mistake."
"""
    folder = make_collection(
        tmp_path,
        {"a.txt": page(), "a.txt.curation.yaml": curation, "b.txt": page(date="November 14, 1919")},
    )

    result = build_quietly(folder)

    assert [(one.source, one.status) for one in result.outcomes] == [
        ("sources/a.txt", Status.REJECTED),
        ("sources/b.txt", Status.OK),
    ]
    [violation] = [one for one in result.outcomes[0].violations if one.severity is Severity.VIOLATION]
    assert violation.shape.endswith("#S01-sender-agent")
    assert (violation.where.file, violation.where.line) == ("sources/a.txt", 16)
    assert violation.words == "The lamp of the lower pier"
