"""What two releases differ in, statement by statement."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged, ReleaseError
from kg.release.differences import Compared, differences, latest_two, side
from kg.release.members import Member, members_text
from tests.pipeline.collections import build_quietly, make_collection, page, quads


def line(number: int) -> str:
    return f'<https://x.example/{number}> <https://x.example/p> "é\u2028\x85 {number}" <https://x.example/g> .\n'


def parts(*numbers: Sequence[int]) -> list[str]:
    return ["".join(line(number) for number in part) for part in numbers]


def dump(folder: Path, texts: Sequence[str], *, members: bool = True) -> Compared:
    """Write a dump of members as a release has it, with the list of them."""
    folder.mkdir()
    path = folder / "x.nq.gz"
    rows, data = [], b""
    for number, text in enumerate(texts):
        member = gzip.compress(text.encode(), mtime=0)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        rows.append(Member(f"{number:06}", text.count("\n"), sha256, len(data), len(member), 0, 0))
        data += member
    path.write_bytes(data)
    if members:
        (folder / "x.members.tsv").write_bytes(members_text(rows))
    return Compared(folder.name, path, folder)


def compared(old: Compared, new: Compared, directory: Path) -> list[str]:
    return [str(change) for change in differences(old, new, directory=directory)]


@pytest.mark.parametrize("members", [True, False])
def test_what_only_one_side_has_is_given_with_its_sign(members: bool, tmp_path: Path) -> None:
    old = dump(tmp_path / "old", parts([1, 2], [5, 6], [3, 4]), members=members)
    new = dump(tmp_path / "new", parts([1, 2], [6], [3, 4, 7]), members=members)

    assert compared(old, new, tmp_path) == [f"- {line(5).rstrip()}", f"+ {line(7).rstrip()}"]
    assert compared(old, old, tmp_path) == []


def test_members_that_both_have_are_not_read(tmp_path: Path) -> None:
    old = dump(tmp_path / "old", parts([1, 2], [5, 6], [5, 6]))
    new = dump(tmp_path / "new", parts([1, 2], [5, 6]))
    for one in (old, new):
        data = bytearray(one.dump.read_bytes())
        data[:20] = b"\0" * 20  # the first member of both is broken
        one.dump.write_bytes(data)

    assert compared(old, new, tmp_path) == []


def test_a_line_that_moved_to_another_member_is_no_change(tmp_path: Path) -> None:
    old = dump(tmp_path / "old", parts([1, 2], [3, 4]))
    new = dump(tmp_path / "new", parts([1, 2, 3], [4]))

    assert compared(old, new, tmp_path) == []


def test_a_dump_by_itself_may_be_of_any_syntax(tmp_path: Path) -> None:
    trig = tmp_path / "x.trig"
    trig.write_text(
        '<https://x.example/g> { <https://x.example/1> <https://x.example/p> "é\u2028\x85 1" }', encoding="utf-8"
    )
    old = dump(tmp_path / "old", parts([1, 2]))

    assert compared(old, side(str(trig), tmp_path), tmp_path) == [f"- {line(2).rstrip()}"]


@pytest.mark.parametrize("broken", ["dump", "list"])
def test_damage_is_told(broken: str, tmp_path: Path) -> None:
    old, new = dump(tmp_path / "old", parts([1, 2])), dump(tmp_path / "new", parts([1]))
    if broken == "dump":
        old.dump.write_bytes(old.dump.read_bytes()[:30])
    else:
        (tmp_path / "old" / "x.members.tsv").write_text("0\t2\tabc\tx\ty\n", encoding="utf-8")

    with pytest.raises(ReleaseDamaged):
        compared(old, new, tmp_path)


def test_releases_are_named_by_id_folder_or_not_at_all(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "lf", {"a.txt": page()})
    build_quietly(folder)
    with pytest.raises(ReleaseError, match="no release before"):
        latest_two(folder / "site")
    first = quads(folder)
    (folder / "sources" / "a.txt").write_text(page(body="Another lamp is dark."), encoding="utf-8")
    build_quietly(folder, minutes=1)

    old, new = latest_two(folder / "site")

    assert (old.name, new.name) == ("20261124T233500Z", "20261124T233600Z")
    assert side(old.name, folder / "site") == old
    assert side(str(folder / "site" / "current"), folder / "site").release == new.release
    changes = list(differences(old, new, directory=tmp_path))
    changed = set(first) - {one.line for one in changes if one.sign == "-"}
    changed |= {one.line for one in changes if one.sign == "+"}
    assert changed == set(quads(folder))


def test_what_is_neither_release_nor_file_is_told_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"no release 'x.nq'.*releases are none"):
        side("x.nq", tmp_path)
