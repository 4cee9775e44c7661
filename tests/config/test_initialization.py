"""A new collection can be built at once, and nothing that exists is overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.config import FORMATS, check_collection, expand_sources, init_collection, load_collection
from kg.config.keys import COLLECTION_KEYS, SOURCE_KEYS
from kg.errors import ConfigurationError


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_new_collection_has_a_valid_configuration_and_empty_folders(tmp_path: Path) -> None:
    folder = tmp_path / "letters"

    written = init_collection(folder, example=False)

    assert names(folder) == {"collection.toml", ".gitignore", "sources", "authorities"}
    assert written == (folder / "collection.toml", folder / ".gitignore")
    collection = load_collection(folder)
    assert collection.id == "letters"
    assert collection.base_iri == "https://example.org/letters/"
    assert [finding.code for finding in collection.findings] == ["sources-empty"]


def test_an_example_has_one_letter_and_says_who_is_who(tmp_path: Path) -> None:
    init_collection(tmp_path / "letters", example=True)

    collection = load_collection(tmp_path / "letters")

    assert collection.findings == ()
    assert [file.relative for file in expand_sources(collection)] == ["sources/1919-11-12.txt"]
    assert [path.name for path in collection.authorities] == ["people.yaml"]


def test_the_built_site_is_kept_out_of_version_control(tmp_path: Path) -> None:
    init_collection(tmp_path, example=False)

    assert "site/" in (tmp_path / ".gitignore").read_text("utf-8").splitlines()


def test_every_key_stands_in_the_new_configuration_and_can_be_switched_on(tmp_path: Path) -> None:
    init_collection(tmp_path, example=True)
    file = tmp_path / "collection.toml"
    text = re.sub(r"(?m)^# (?=[a-z_]+ = )", "", file.read_text("utf-8"))
    file.write_text(text, encoding="utf-8")

    assert check_collection(tmp_path) == ()
    keys = [key.name for key in COLLECTION_KEYS if key.name not in ("sources", "server")] + [
        key.name for key in SOURCE_KEYS
    ]
    assert sorted(keys) == sorted(re.findall(r"(?m)^([a-z_]+) = ", text))
    assert re.search(r'format = "(.*)"', text)[1] in FORMATS  # type: ignore[index] # it stands there


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("Briefe an Élise", "briefe-an-elise"), ("письма", "letters"), ("a", "a"), ("--x--", "x")],
)
def test_the_identifier_is_made_of_the_name_of_the_folder(tmp_path: Path, name: str, identifier: str) -> None:
    init_collection(tmp_path / name, example=False)

    assert load_collection(tmp_path / name).id == identifier


@pytest.mark.parametrize("existing", ["collection.toml", "sources/1919-11-12.txt", "authorities/people.yaml"])
def test_where_a_file_is_in_the_way_nothing_is_written(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).parent.mkdir(exist_ok=True)
    (tmp_path / existing).write_text("mine", encoding="utf-8")
    before = names(tmp_path)

    with pytest.raises(ConfigurationError) as caught:
        init_collection(tmp_path, example=True)

    assert caught.value.where.file == str(tmp_path / existing)
    assert names(tmp_path) == before
    assert (tmp_path / existing).read_text("utf-8") == "mine"


def test_sources_and_gitignore_that_exist_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("mine", encoding="utf-8")

    init_collection(tmp_path, example=False)

    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine"
    assert [file.relative for file in expand_sources(load_collection(tmp_path))] == ["sources/mine.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ConfigurationError) as caught:
        init_collection(tmp_path / "file" / "letters", example=False)

    assert "file" in (caught.value.where.file or "")
