"""The queries mean the same to an engine that is not ours: nothing in them rests on how Oxigraph evaluates."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import cast

import pytest
from rdflib import Dataset

from tests.queries.asking import EXAMPLES, Release, Row

# A filter of the command line would override the one of pyproject.toml for what rdflib does to pyparsing.
pytestmark = pytest.mark.filterwarnings("ignore:.*pyparsing.*:DeprecationWarning", "ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def dataset(demonstration: Release) -> Dataset:
    """The demonstration's dump in rdflib; the default graph of a dump is the default graph here."""
    [dump] = (demonstration.folder / "site" / "current" / "dumps").glob("*.nq.gz")
    dataset = Dataset()
    dataset.parse(data=gzip.decompress(dump.read_bytes()), format="nquads")
    return dataset


@pytest.mark.parametrize("name", EXAMPLES)
def test_rdflib_gives_the_same_rows_in_the_same_order(demonstration: Release, dataset: Dataset, name: str) -> None:
    rows = cast("Iterable[Iterable[object]]", dataset.query(EXAMPLES[name].query))

    texts: list[Row] = [
        tuple("" if cell is None else str(cell).removeprefix(demonstration.base) for cell in row) for row in rows
    ]
    assert texts == demonstration.rows(name)
