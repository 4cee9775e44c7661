"""No byte of a release changes unseen."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged
from kg.release import Damage, Harm, find_damage, read_manifest, verify
from kg.release.manifest import Manifest
from tests.release.building import START, build, make_flat


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    return make_flat(tmp_path, revision=0).release.path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"), 1).release.path


def files(release: Path) -> list[Path]:
    return sorted(path for path in release.rglob("*") if path.is_file())


def damaged(release: Path) -> bool:
    try:
        verify(release)
    except ReleaseDamaged:
        return True
    return False


def test_a_whole_release_is_whole(whole: Path) -> None:
    assert find_damage(whole) == ()


def test_one_changed_byte_of_any_file_is_found(whole: Path) -> None:
    unseen = []
    for path in files(whole):
        data = path.read_bytes()
        if not data:
            continue
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        if not damaged(whole):
            unseen.append(path)
        path.write_bytes(data)

    assert (unseen, damaged(whole)) == ([], False)


def test_any_file_cut_short_is_found(whole: Path) -> None:
    unseen = []
    for path in files(whole):
        data = path.read_bytes()
        if not data:
            continue
        path.write_bytes(data[: len(data) // 2])
        if not damaged(whole):
            unseen.append(path)
        path.write_bytes(data)

    assert (unseen, damaged(whole)) == ([], False)


def test_any_file_that_is_gone_is_found(whole: Path) -> None:
    unseen = []
    for path in files(whole):
        data = path.read_bytes()
        path.unlink()
        if not damaged(whole):
            unseen.append(path)
        path.write_bytes(data)

    assert (unseen, damaged(whole)) == ([], False)


def test_any_file_that_was_added_is_found(whole: Path) -> None:
    unseen = []
    for folder in {path.parent for path in files(whole)}:
        (folder / "added").touch()
        if not damaged(whole):
            unseen.append(folder)
        (folder / "added").unlink()

    assert (unseen, damaged(whole)) == ([], False)


def test_all_damage_is_listed_with_its_kind(flat: Path) -> None:
    (flat / "added.txt").touch()
    (flat / "dumps" / "letters.nq.gz").unlink()
    (flat / "sources" / "a.txt").write_bytes(b"SOURCE")

    assert find_damage(flat) == (
        Damage("added.txt", Harm.ADDED),
        Damage("dumps/letters.nq.gz", Harm.MISSING),
        Damage("sources/a.txt", Harm.CHANGED),
    )
    with pytest.raises(ReleaseDamaged, match=r"3 of 2 files .*added.txt is added; .* is missing; .*a.txt is changed"):
        verify(flat)


def test_a_file_replaced_by_a_link_to_itself_is_found(flat: Path) -> None:
    (flat / "sources" / "a.txt").rename(flat.parent / "a.txt")
    (flat / "sources" / "a.txt").symlink_to(flat.parent / "a.txt")

    assert find_damage(flat) == (Damage("sources/a.txt", Harm.CHANGED),)


def test_a_linked_folder_is_found(flat: Path) -> None:
    (flat / "more").symlink_to(flat / "sources")

    assert find_damage(flat) == (Damage("more", Harm.ADDED),)


def test_much_damage_is_counted_and_named_in_part(flat: Path) -> None:
    for number in range(25):
        (flat / f"{number:02}").touch()

    with pytest.raises(ReleaseDamaged, match=r"25 of 2 files .*19 is added; and 5 more\."):
        verify(flat)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not one of ours"),
        (b"[]", "not one of ours"),
        (b"\xff", "not one of ours"),
        (b"{}", "not one of ours"),
        (b'{"format": 1}', "not one of ours"),
        (b'{"format": 2}', "has the form 2"),
        (b'{"format": 1, "files": []}', "not one of ours"),
    ],
)
def test_a_manifest_that_is_not_one_is_named(flat: Path, data: bytes, message: str) -> None:
    (flat / "manifest.json").write_bytes(data)

    with pytest.raises(ReleaseDamaged, match=message):
        read_manifest(flat)


def test_a_manifest_that_is_gone_is_named(flat: Path) -> None:
    (flat / "manifest.json").unlink()

    with pytest.raises(ReleaseDamaged, match="No such file"):
        verify(flat)


def test_a_count_that_was_changed_by_hand_is_found(flat: Path) -> None:
    content = json.loads((flat / "manifest.json").read_bytes())
    content["counts"]["stated"] = 5
    (flat / "manifest.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ReleaseDamaged, match="changed after it was written"):
        verify(flat)


def test_the_time_of_a_manifest_is_written_in_utc() -> None:
    east = START.astimezone(datetime.timezone(datetime.timedelta(hours=3)))

    first = Manifest(id="a", created=START, nquads_sha256="", files={})
    second = Manifest(id="a", created=east, nquads_sha256="", files={})

    assert first.to_json() == second.to_json()
