"""``lettergraph init --from``: from a table to a site in three commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command

TABLE = "key,sender,date,addressee\n1,A. Vogel,1901-05-03,B. Talg\n2,B. Talg,1901-05-05,A. Vogel\n"


def test_a_table_becomes_a_collection_that_can_be_checked_and_built(lettergraph: Command, tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    table.write_text(TABLE, encoding="utf-8")
    folder = tmp_path / "new"

    made = lettergraph("init", folder, "--from", table)
    checked = lettergraph("check", "--collection", folder)
    built = lettergraph("build", "--collection", folder)

    assert (made.returncode, checked.returncode, built.returncode) == (0, 0, 0), built.stderr
    assert "1 × table: sources/letters.csv" in made.stderr
    assert "look through" in made.stderr
    assert "2 published" in built.stdout
    assert "new-no1\t" in (folder / "keys.tsv").read_text("utf-8")


def test_a_file_that_no_reader_knows_is_refused_and_nothing_is_made(lettergraph: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")

    refused = lettergraph("init", tmp_path / "new", "--from", tmp_path / "a.jpg")

    assert refused.returncode == 2
    assert "a.jpg" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_an_example_and_files_exclude_each_other(lettergraph: Command, tmp_path: Path) -> None:
    refused = lettergraph("init", tmp_path / "new", "--example", "--from", tmp_path)

    assert refused.returncode == 2
    assert "exclude each other" in refused.stderr


def test_nothing_is_overwritten_by_files(lettergraph: Command, tmp_path: Path) -> None:
    table = tmp_path / "letters.csv"
    table.write_text(TABLE, encoding="utf-8")
    (tmp_path / "new/sources").mkdir(parents=True)
    (tmp_path / "new/sources/letters.csv").write_text("mine", encoding="utf-8")

    refused = lettergraph("init", tmp_path / "new", "--from", table)

    assert refused.returncode == 2
    assert not (tmp_path / "new/collection.toml").exists()
    assert (tmp_path / "new/sources/letters.csv").read_text("utf-8") == "mine"
