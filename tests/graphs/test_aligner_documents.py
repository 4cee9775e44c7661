"""Documents of the demonstration and real ones are aligned by compiled queries as by the SPARQL engine."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from kg.authorities import Authorities
from kg.graphs.alignment import Aligner, align
from kg.mapping import Plan, compile_mapping, load_mapping
from kg.records.mapping_form import mapping_record
from kg.sources import Source, SourceSettings, decode, reader_for

BASE = "https://letters.example.org/"
LETTERS = 25
"""Of each file."""


@pytest.fixture(scope="module")
def plan(project: Path) -> Plan:
    return compile_mapping(load_mapping(project / "mappings"), base_iri=BASE)


def mapped(file: Path, plan: Plan) -> Sequence[list[str]]:
    """Read and map the first letters of a file."""
    source = Source(file.name, file.read_bytes(), SourceSettings("d"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    loci = islice((one.locus for one in reader.identify(source, text)), LETTERS)
    keys = {locus: f"d-{index}" for index, locus in enumerate(loci)}
    records = reader.read(source, text, keys=keys, authorities=Authorities()).records
    return [plan.quads(mapping_record(record)) for record in records]


def check(files: Sequence[Path], plan: Plan) -> None:
    letters = [lines for file in files for lines in mapped(file, plan)]
    aligner = Aligner(BASE)

    aligned = [aligner(lines) for lines in letters]

    assert letters != []
    assert aligned == [align(lines, [], base_iri=BASE) for lines in letters]


def test_letters_of_the_demonstration(project: Path, plan: Plan) -> None:
    check(sorted((project / "collections" / "southern-front-1919" / "sources").glob("*.txt")), plan)


def test_the_seed(shared: Path, plan: Plan) -> None:
    check([shared / "seed" / "page.txt"], plan)


@pytest.mark.parametrize(
    "pattern",
    ["cmif-schnitzler/1971_*.xml", "tei/tillich/*.xml", "tei/schnitzler-briefe/**/*.xml", "text/tillich/*.txt"],
)
def test_samples(pattern: str, shared: Path, plan: Plan) -> None:
    check(sorted((shared / "samples").glob(pattern))[:3], plan)
