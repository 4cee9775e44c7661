"""docs/reference/collection.md says of every key what the reading does with it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from kg.config import Collection, Source, load_collection
from kg.config.keys import COLLECTION_KEYS, SOURCE_KEYS, authority_table, key_table, role_table
from tests.config.conftest import VALID


def page(project: Path) -> str:
    return (project / "docs" / "reference" / "collection.md").read_text(encoding="utf-8")


def test_the_page_holds_the_tables_made_from_the_code(project: Path) -> None:
    text = page(project)

    assert key_table(COLLECTION_KEYS) in text
    assert key_table(SOURCE_KEYS) in text
    assert authority_table() in text


def test_the_page_of_tables_lists_every_role(project: Path) -> None:
    text = (project / "docs" / "reference" / "table.md").read_text(encoding="utf-8")

    assert role_table() in text


def test_the_example_of_a_table_is_valid(project: Path, tmp_path: Path) -> None:
    text = (project / "docs" / "reference" / "table.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "collection.toml").write_text(f"{VALID.partition('[[sources]]')[0]}{example}", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "letters.csv").touch()

    columns = load_collection(tmp_path).sources[0].columns

    assert columns is not None
    assert columns.headings("note") == ("Anmerkung", "Bemerkung")


def test_every_key_has_its_field() -> None:
    assert {key.name for key in COLLECTION_KEYS} <= {field.name for field in dataclasses.fields(Collection)}
    assert {key.name for key in SOURCE_KEYS} <= {field.name for field in dataclasses.fields(Source)}


def test_the_example_on_the_page_is_valid(project: Path, tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", page(project), re.DOTALL)
    (tmp_path / "collection.toml").write_text(example, encoding="utf-8")
    (tmp_path / "authorities").mkdir()
    (tmp_path / "authorities" / "people.yaml").touch()

    assert load_collection(tmp_path).id == "bl"
