"""What two dumps differ in."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import ReleaseError
from kg.graphs.diff import Change, Sign, diff_dumps, diff_lines
from kg.graphs.serialisation import trig_text

A, B, C = (f"<https://e.org/{name}> <https://e.org/p> <https://e.org/o> .\n" for name in "abc")


def test_lines_of_one_side_only_are_changes_in_order() -> None:
    assert [Change(Sign.REMOVED, A), Change(Sign.ADDED, C)] == list(diff_lines([A, B], [B, C]))


def test_equal_sides_have_no_changes() -> None:
    assert list(diff_lines([A, B], [A, B])) == []


def test_a_change_is_shown_with_its_sign() -> None:
    assert f"- {A.strip()}" == str(Change(Sign.REMOVED, A))


def test_dumps_of_two_syntaxes_are_compared_by_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "old.nq.gz").write_bytes(gzip.compress((B + A).encode()))
    (tmp_path / "new.trig").write_text(trig_text([B, C], prefixes={"e": "https://e.org/"}), encoding="utf-8")

    changes = list(diff_dumps(tmp_path / "old.nq.gz", tmp_path / "new.trig", directory=tmp_path))

    assert [Change(Sign.REMOVED, A), Change(Sign.ADDED, C)] == changes


@pytest.mark.parametrize("name", ["dump", "dump.gz", "dump.zip", "dump.txt.gz"])
def test_a_file_whose_name_tells_no_syntax_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    with pytest.raises(ReleaseError, match="which syntax"):
        list(diff_dumps(tmp_path / name, tmp_path / name, directory=tmp_path))
