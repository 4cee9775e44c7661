"""The globs of a collection become source files in a fixed order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from kg.config import expand_sources, load_collection
from kg.config.expansion import filled_address
from tests.config.conftest import WriteCollection


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_source_files_are_sorted_by_their_path(write_collection: WriteCollection) -> None:
    folder = write_collection(path='"sources/**/*.txt"')
    write(folder, "sources/b.txt", "sources/a/z.txt", "sources/é.txt", "sources/B.txt")

    files = expand_sources(load_collection(folder))

    assert [file.relative for file in files] == [
        "sources/B.txt",
        "sources/a.txt",
        "sources/a/z.txt",
        "sources/b.txt",
        "sources/é.txt",
    ]
    assert files[0].path == folder / "sources" / "B.txt"


def test_a_file_that_two_globs_match_belongs_to_the_first(write_collection: WriteCollection) -> None:
    folder = write_collection(path='"sources/a.txt"', end='[[sources]]\npath = "sources/*.txt"\nlanguage = "ru"')
    write(folder, "sources/b.txt")

    files = expand_sources(load_collection(folder))

    assert [(file.relative, file.setting.language) for file in files] == [
        ("sources/a.txt", "en"),
        ("sources/b.txt", "ru"),
    ]


def test_the_built_site_hidden_files_and_the_configuration_are_no_sources(write_collection: WriteCollection) -> None:
    folder = write_collection(path='"**/*"', top='authorities = ["who.yaml"]')
    write(folder, "who.yaml", "keys.tsv", "site/releases/1/sources/a.txt", ".git/config", "sources/.hidden")

    files = expand_sources(load_collection(folder))

    assert [file.relative for file in files] == ["sources/a.txt"]


def test_an_address_is_filled_with_the_name_of_the_file(write_collection: WriteCollection) -> None:
    folder = write_collection(end='address = "https://x.example/{stem}/{name}"')

    (file,) = expand_sources(load_collection(folder))

    assert file.address == "https://x.example/a/a.txt"


def test_a_source_without_address_has_none(write_collection: WriteCollection) -> None:
    (file,) = expand_sources(load_collection(write_collection()))

    assert file.address is None


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("november 12 1919.txt", "https://x.example/november%2012%201919.htm"),
        ("a#b?.txt", "https://x.example/a%23b%3F.htm"),
        ("é.txt", "https://x.example/%C3%A9.htm"),
    ],
)
def test_the_name_is_percent_encoded_in_the_address(name: str, address: str) -> None:
    assert filled_address("https://x.example/{stem}.htm", PurePosixPath("sources") / name) == address


def test_an_unknown_placeholder_stays_as_it_is() -> None:
    assert filled_address("https://x.example/{x}", PurePosixPath("a.txt")) == "https://x.example/{x}"
