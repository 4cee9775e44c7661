"""What differs from the release before, found out while the blocks of the new one arrive."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.errors import ReleaseError
from kg.release import comparing
from kg.release.comparing import Comparison
from kg.release.members import Member, members_path, members_text

Texts = Mapping[str, list[int]]


def lines(numbers: list[int]) -> list[str]:
    return [f'<a:s> <a:p> "{number}" .\n' for number in numbers]


def text(numbers: list[int]) -> bytes:
    return "".join(lines(numbers)).encode()


def dump(folder: Path, texts: Texts) -> Path:
    """Write the dump of a release with a member for each text."""
    path = folder / "letters.nq.gz"
    members, data = [], b""
    for name, numbers in texts.items():
        packed = gzip.compress(text(numbers))
        sha256 = hashlib.sha256(text(numbers)).hexdigest()
        members.append(Member(name, len(numbers), sha256, len(data), len(packed), 0, 0))
        data += packed
    path.write_bytes(data)
    members_path(path).write_bytes(members_text(members))
    return path


def compared(path: Path, texts: Texts) -> tuple[list[str], list[str]] | None:
    comparison = Comparison.begin(path)
    assert comparison is not None
    for name, numbers in texts.items():
        comparison.add(name, hashlib.sha256(text(numbers)).hexdigest(), len(numbers), reader(text(numbers)))
    changes = comparison.finish()
    return None if changes is None else changes.settled()


def reader(data: bytes) -> Callable[[], bytes]:
    return lambda: data


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ({"a": [1, 2], "b": [3]}, {"a": [1, 2], "b": [3]}, [], []),
        ({"a": [1, 2], "b": [3]}, {"a": [1, 4], "b": [3]}, [2], [4]),
        ({"a": [1, 2], "b": [3]}, {"b": [3]}, [1, 2], []),
        ({"b": [3]}, {"a": [1, 2], "b": [3]}, [], [1, 2]),
        ({"a": [1, 2], "b": [3]}, {"a": [1], "b": [2, 3]}, [], []),
        ({"a": [1, 2, 3]}, {"a": [1], "b": [2, 3, 4]}, [], [4]),
        ({"a": [1, 2]}, {"b": [1, 2]}, [], []),
    ],
)
def test_only_lines_that_differ_are_found(
    tmp_path: Path, before: Texts, after: Texts, removed: list[int], added: list[int]
) -> None:
    assert compared(dump(tmp_path, before), after) == (lines(removed), lines(added))


def test_members_of_the_same_hash_are_not_read(tmp_path: Path) -> None:
    def refuse() -> bytes:
        raise ReleaseError("It was read.")

    comparison = Comparison.begin(dump(tmp_path, {"a": [1]}))
    assert comparison is not None
    comparison.add("a", hashlib.sha256(text([1])).hexdigest(), 1, refuse)
    changes = comparison.finish()
    assert changes is not None
    assert changes.settled() == ([], [])


def test_a_block_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    def refuse() -> bytes:
        raise ReleaseError("The block is gone.")

    comparison = Comparison.begin(dump(tmp_path, {"a": [1]}))
    assert comparison is not None
    comparison.add("a", "other", 1, refuse)
    with pytest.raises(ReleaseError, match="gone"):
        comparison.finish()


def test_it_is_given_up_where_much_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LEAST", 3)
    path = dump(tmp_path, {"a": [1, 2, 3, 4]})
    assert compared(path, {"a": [1, 2, 3, 5]}) == (lines([4]), lines([5]))
    assert compared(path, {"a": [5, 6, 7, 8]}) is None


def test_it_is_given_up_where_the_release_before_is_damaged(tmp_path: Path) -> None:
    path = dump(tmp_path, {"a": [1, 2]})
    path.write_bytes(bytes(path.stat().st_size))
    assert compared(path, {"a": [1]}) is None


def test_a_release_without_a_list_of_members_is_not_compared(tmp_path: Path) -> None:
    path = dump(tmp_path, {"a": [1]})
    members_path(path).unlink()
    assert Comparison.begin(path) is None
