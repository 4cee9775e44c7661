"""Decided rows become decisions of the collection, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import load_authorities
from kg.authorities.decision_writing import decision_text
from kg.cli import main
from kg.config import load_collection
from kg.errors import ConfigurationError
from kg.reconciliation.deciding import decide
from kg.reconciliation.table import read_table, write_table
from tests.pipeline.collections import build_quietly, make_collection, page

ROW = {"kind": "person", "keys": "gnd-1 viaf-2", "decision": "same", "by": "A.", "on": "2026-01-31", "why": "So."}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "c", {"1.txt": page()})


def table(folder: Path, *rows: dict[str, str], name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(write_table(rows), encoding="utf-8")
    return path


def files(collection: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((collection / "identities").glob("*"))}


def test_decisions_are_appended_and_are_those_of_the_collection(collection: Path, tmp_path: Path) -> None:
    for keys in ("gnd-1 viaf-2", "gnd-3 viaf-4"):
        decide(table(tmp_path, ROW | {"keys": keys}), load_collection(collection))

    loaded = load_collection(collection)
    authorities = load_authorities(loaded.authorities, identities=loaded.identities)
    assert [one.of for one in authorities.decisions.entries] == [("gnd-1", "viaf-2"), ("gnd-3", "viaf-4")]
    assert list(files(collection)) == ["t.yaml"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"by": ""}, "t.csv:3"),
        ({"decision": "different"}, "t.yaml (as it would be)"),
        ({"keys": "quillfeather x", "decision": "redirect", "as": "x"}, "is a key of the authority files"),
    ],
)
def test_nothing_is_written_where_a_row_is_wrong(
    changes: dict[str, str], word: str, collection: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        decide(table(tmp_path, ROW, ROW | changes), load_collection(collection))

    assert word in str(raised.value)
    assert str(raised.value).endswith("Nothing was written.")
    assert files(collection) == {}


def test_a_contradiction_with_an_earlier_decision_leaves_the_file_as_it_was(collection: Path, tmp_path: Path) -> None:
    decide(table(tmp_path, ROW), load_collection(collection))
    before = files(collection)

    with pytest.raises(ConfigurationError, match="different here and one at"):
        decide(table(tmp_path, ROW | {"decision": "different"}), load_collection(collection))

    assert files(collection) == before


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_commands_lead_from_a_release_to_decisions_and_back(collection: Path, tmp_path: Path) -> None:
    (collection / "sources" / "2.txt").write_text(page(sender="T. Inkwell", recipient="Ivo Lampwright"), "utf-8")
    (collection / "sources" / "3.txt").write_text(page(sender="T. Inkwell", recipient="Ivo Lampwright"), "utf-8")
    build_quietly(collection)
    out = tmp_path / "proposals.csv"

    made = run("reconcile", "--collection", collection, "--kind", "person", "--out", out)
    again = run("reconcile", "--collection", collection, "--kind", "person", "--out", out)
    undecided = run("decide", out, "--collection", collection)

    assert made.exit_code == 0, made.output
    assert "Lampwright" in out.read_text("utf-8")
    assert run("reconcile", "--collection", collection, "--fill", "A. Reader").exit_code == 0
    assert again.exit_code == 2
    assert "exists already" in again.output
    assert "nothing was written" in undecided.output


def test_a_table_that_is_no_text_is_refused(collection: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00k")

    assert "UTF-8" in run("decide", tmp_path / "t.csv", "--collection", collection).output


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    by=st.text(min_size=1, max_size=12).filter(lambda text: text.strip() == text and text.isprintable()),
    why=st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text and text.isprintable()),
)
def test_what_is_written_is_read_again(by: str, why: str, tmp_path: Path) -> None:
    (decision,), _ = read_table(write_table([ROW | {"by": by, "why": why}]), file="t.csv")
    path = tmp_path / "a.yaml"
    path.write_text(decision_text([decision]), encoding="utf-8")

    (read,) = load_authorities([], identities=[path]).decisions.entries
    assert read.order == decision.order
