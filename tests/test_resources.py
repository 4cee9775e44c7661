"""The library finds its data in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.resources import collections_folder, mappings_folder, ontology_folder, queries_folder, resource


def test_in_a_checkout_data_lies_beside_the_package(project: Path) -> None:
    assert ontology_folder() == project / "ontology"
    assert mappings_folder() == project / "mappings"
    assert collections_folder() == project / "collections"
    assert queries_folder() == project / "docs" / "queries"


def test_a_file_is_found_by_its_parts(project: Path) -> None:
    path = resource("collections", "southern-front-1919", "collection.toml")

    assert path == project / "collections" / "southern-front-1919" / "collection.toml"


def test_in_a_wheel_data_lies_in_the_package(tmp_path: Path) -> None:
    (tmp_path / "kg" / "_data" / "ontology").mkdir(parents=True)
    (tmp_path / "ontology").mkdir()

    assert resource("ontology", package=tmp_path / "kg") == tmp_path / "kg" / "_data" / "ontology"


@pytest.mark.parametrize("parts", [(), ("shapes", "none.ttl")])
def test_missing_data_is_named(tmp_path: Path, parts: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resource("ontology", *parts, package=tmp_path / "kg")

    assert caught.value.what == f"The library's data {'/'.join(('ontology', *parts))} is missing."
    assert caught.value.where.file == str(tmp_path.joinpath("ontology", *parts))
