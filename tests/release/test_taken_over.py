"""Files that a release shares with the one before: their hashes are taken over from its manifest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.release import manifest as manifest_module
from kg.release import read_manifest, staged, verify
from kg.release.manifest import FileEntry, describe_file
from tests.release.building import moment, served

HASH = "0" * 64


def publish(site: Path, number: int, *, linked: Path | None = None) -> Path:
    """Publish a release of one file, which may be a link to another's."""
    with staged(site, created=moment(number), needed_bytes=0) as stage:
        if linked is None:
            stage.write("store/a.sst", b"data")
        else:
            os.link(linked, stage.place("store/a.sst"))
        stage.write("other", str(number).encode())
        return stage.commit(nquads_sha256=HASH).release.path


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read to be described."""
    names: list[str] = []

    def noted(path: Path) -> FileEntry:
        names.append(path.name)
        return describe_file(path)

    monkeypatch.setattr(manifest_module, "describe_file", noted)
    return names


def test_a_shared_file_is_not_read_again(tmp_path: Path, described: list[str]) -> None:
    first = publish(tmp_path, 1)
    described.clear()
    second = publish(tmp_path, 2, linked=first / "store/a.sst")
    assert described == ["other"]
    assert read_manifest(second).files["store/a.sst"] == read_manifest(first).files["store/a.sst"]
    verify(second)


def test_a_file_of_the_same_name_and_size_is_read(tmp_path: Path, described: list[str]) -> None:
    publish(tmp_path, 1)
    described.clear()
    publish(tmp_path, 2)
    assert sorted(described) == ["a.sst", "other"]


def test_a_shared_file_whose_size_is_not_the_manifests_is_read(tmp_path: Path, described: list[str]) -> None:
    first = publish(tmp_path, 1)
    described.clear()
    (first / "store/a.sst").write_bytes(b"other data")
    publish(tmp_path, 2, linked=first / "store/a.sst")
    assert sorted(described) == ["a.sst", "other"]


def test_without_a_manifest_everything_is_read(tmp_path: Path, described: list[str]) -> None:
    first = publish(tmp_path, 1)
    described.clear()
    (served(tmp_path).path / "manifest.json").unlink()
    publish(tmp_path, 2, linked=first / "store/a.sst")
    assert sorted(described) == ["a.sst", "other"]
