"""The real seed page conforms; what is said against it is true of the page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import load_collection
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.outcome import Severity
from kg.records.mapping_form import mapping_record
from kg.resources import collections_folder, mappings_folder, ontology_folder
from kg.sources import Source, SourceSettings, decode, reader_for
from kg.validation import ENGINES, Result, Shapes, closure_from, validate_batch

BASE = "https://example.org/sf/"


def read_and_validate(
    path: Path, authorities: Authorities, shapes: Shapes, engine: str = "shacl"
) -> dict[str, tuple[Result, ...]]:
    source = Source(path.name, path.read_bytes(), SourceSettings("bl"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    registry = KeyRegistry(Path("keys.tsv"))
    keys = {
        letter.locus: registry.mint(
            "bl", source=path.name, locus=letter.locus, own_id=letter.own_id, date=letter.date, label=letter.label
        )
        for letter in reader.identify(source, text)
    }
    plan = compile_mapping(load_mapping(mappings_folder()), base_iri=BASE)
    records = reader.read(source, text, keys=keys, authorities=authorities).records
    closure = closure_from(
        vocabulary=vocabulary_quads(base_iri=BASE, folder=ontology_folder()),
        curated=authority_quads(authorities, base_iri=BASE),
    )
    documents = [(record.key, plan.quads(mapping_record(record))) for record in records]
    return validate_batch(documents, closure, shapes=shapes, engine=engine)


@pytest.fixture(scope="module")
def authorities() -> Authorities:
    collection = load_collection(collections_folder() / "southern-front-1919")
    return load_authorities(collection.authorities, same_as=collection.same_as)


# The telegram of resignation has no addressee and no date; the directive that is only conveyed names no issuer and
# nobody to carry it out.
TRUE_OF_THE_PAGE = Counter({"S01-addressee": 1, "S01-date": 1, "S08-issuer": 1, "S08-executor": 1})


@pytest.mark.parametrize("engine", list(ENGINES))
def test_the_seed_page_has_warnings_that_are_true_and_no_violation(
    shared: Path, shapes: Shapes, authorities: Authorities, engine: str
) -> None:
    (results,) = read_and_validate(shared / "seed" / "page.txt", authorities, shapes, engine).values()

    assert Counter(result.code for result in results if result.severity is not Severity.INFORMATION) == TRUE_OF_THE_PAGE
    assert not [result for result in results if result.severity is Severity.VIOLATION]


def test_with_an_empty_authority_file_the_seed_page_conforms_too(shared: Path, shapes: Shapes) -> None:
    (results,) = read_and_validate(shared / "seed" / "page.txt", Authorities(), shapes).values()

    assert Counter(result.code for result in results if result.severity is not Severity.INFORMATION) == TRUE_OF_THE_PAGE


def test_the_look_alikes_conform(shared: Path, shapes: Shapes, authorities: Authorities) -> None:
    pages = sorted((shared / "samples" / "text" / "bolshevik").glob("*.txt"))
    assert pages

    for page in pages:
        for results in read_and_validate(page, authorities, shapes).values():
            assert not [result for result in results if result.severity is Severity.VIOLATION], page.name


def test_the_authority_file_of_the_demonstration_conforms(shapes: Shapes, authorities: Authorities) -> None:
    closure = closure_from(
        vocabulary=vocabulary_quads(base_iri=BASE, folder=ontology_folder()),
        curated=authority_quads(authorities, base_iri=BASE),
    )

    assert closure.results(shapes) == ()
