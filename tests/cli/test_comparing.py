"""``lettergraph diff``: what changed from one release to another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.pipeline.collections import build_quietly, make_collection, page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_collection(tmp_path_factory.mktemp("diff") / "lf", {"a.txt": page(), "b.txt": page(date="1920")})
    build_quietly(made)
    (made / "sources" / "b.txt").unlink()
    (made / "sources" / "a.txt").write_text(page(sender="P. Someone"), encoding="utf-8")
    build_quietly(made, minutes=1)
    return made


def test_the_current_release_is_compared_with_the_one_before_it(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("diff", cwd=folder)

    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == ["20261124T233500Z → 20261124T233600Z", "Letters: 0 added, 1 removed, 1 changed."]
    assert "    Sender: Quillfeather, M. O. → P. Someone" in lines
    assert any(line.startswith("- lf-1920-1  Letter: M. O. Quillfeather") for line in lines)


def test_one_name_is_compared_with_the_current_release(lettergraph: Command, folder: Path) -> None:
    same = lettergraph("diff", "20261124T233600Z", cwd=folder)
    other = lettergraph("diff", "20261124T233500Z", "--letters", 0, cwd=folder)

    assert same.stdout.splitlines()[1] == "They say the same."
    assert other.stdout.splitlines()[-1] == "… and 2 more letters; --letters tells more of them."


def test_statements_come_with_their_signs_or_in_two_files(lettergraph: Command, folder: Path, tmp_path: Path) -> None:
    signed = lettergraph("diff", "--format", "nquads", cwd=folder).stdout.splitlines()
    written = lettergraph("diff", "--format", "nquads", "--output", tmp_path / "changes", cwd=folder)

    assert written.stdout == ""
    for sign, name in (("- ", "removed.nq"), ("+ ", "added.nq")):
        lines = (tmp_path / "changes" / name).read_text(encoding="utf-8").splitlines()
        assert [line[2:] for line in signed if line.startswith(sign)] == lines != []


def test_machines_are_told_the_same(lettergraph: Command, folder: Path) -> None:
    told = json.loads(lettergraph("diff", "--json", cwd=folder).stdout)

    assert (told["letters_removed"], told["letters_changed"], len(told["letters"])) == (1, 1, 2)


def test_what_cannot_be_compared_is_an_error(lettergraph: Command, folder: Path, tmp_path: Path) -> None:
    unknown = lettergraph("diff", "yesterday", cwd=folder)
    nothing = lettergraph("diff", "yesterday", cwd=tmp_path)
    alone = lettergraph("diff", cwd=tmp_path)

    assert [one.returncode for one in (unknown, nothing, alone)] == [2, 2, 2]
    assert "no release 'yesterday'" in unknown.stderr
    assert "name NEW as well" in nothing.stderr
    assert "no release before the current one" in alone.stderr
