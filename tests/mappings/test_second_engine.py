"""Our own mappings make the same quads in a second RML engine, Morph-KGC, wherever no field is absent.

Morph-KGC gets the mappings as RML Turtle, the records as JSON, and an environment of its own. Where that cannot be
made (no network, say) the tests are skipped; with ``LETTERGRAPH_CLIENTS=required``, as in CI, they fail. Every
deviation is one of those named here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import morph_kgc
from benchmarks.letters import write_collection
from benchmarks.mapping import FORMATS, records_of
from kg.authorities import Authorities
from kg.graphs import canonical_lines
from kg.mapping import Mapping, compile_mapping, load_mapping
from kg.records.document import DocumentRecord
from kg.records.mapping_form import mapping_record
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.mappings.padding import padded
from tests.mappings.records import core_letter, deep_letter

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("second-engine")]

BASE = "https://river.example/"
OWN_COLUMNS = re.compile(r"\.(?:subject|predicate|object)\Z")
NATURAL = re.compile(r'"([^"]*)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|boolean|double)>')


@dataclass(frozen=True, slots=True)
class Compared:
    """What the engines make of the same mapping, as canonical lines."""

    ours: frozenset[str]
    theirs: frozenset[str]


def found_engine() -> Path:
    try:
        return morph_kgc.environment()
    except morph_kgc.Unavailable as error:
        if os.environ.get("LETTERGRAPH_CLIENTS") == "required":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def mapping(project: Path) -> Mapping:
    return load_mapping(project / "mappings")


@pytest.fixture(scope="session")
def records(mapping: Mapping, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[dict[str, object]]:
    """Letters written for the tests, letters of each generated format, and the seed where it is; all padded."""
    letters = [deep_letter(), core_letter(), *seed_letters(project.parent / "shared" / "seed" / "page.txt")]
    for form in FORMATS:
        folder = write_collection(tmp_path_factory.mktemp("letters") / form, form, 3)
        # The keys of the benchmark are the same in every collection.
        letters += [replace(one, key=f"{form}-{one.key}") for one in islice(records_of(folder), 3)]
    return [padded(mapping_record(letter), mapping) for letter in letters]


def seed_letters(page: Path) -> Sequence[DocumentRecord]:
    if not page.exists():
        return []
    source = Source(page.name, page.read_bytes(), SourceSettings("seed"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    keys = {one.locus: f"seed-{index}" for index, one in enumerate(reader.identify(source, text))}
    return reader.read(source, text, keys=keys, authorities=Authorities()).records


@pytest.fixture(scope="session")
def compared(
    mapping: Mapping, records: Sequence[dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> Compared:
    python, folder = found_engine(), tmp_path_factory.mktemp("morph-kgc")
    shared = morph_kgc.portable(mapping, base_iri=BASE).mapping
    path = folder / "records.json"
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    sources = replace(shared, rules=tuple(replace(rule, source=str(path)) for rule in shared.rules))
    text = morph_kgc.run(python, sources, folder).text
    return Compared(quads(shared, records), canonical(without_own_columns(text)))


def canonical(text: str) -> frozenset[str]:
    return frozenset(canonical_lines(text.encode()))


def quads(mapping: Mapping, records: Iterable[object]) -> frozenset[str]:
    """Map records; quads of fields that Morph-KGC confuses with columns of its own are left out (deviation 3)."""
    plan = compile_mapping(mapping, base_iri=BASE)
    traced = [quad for record in records for quad in plan.trace(record)]
    return canonical("".join(quad.line for quad in traced if not any(map(OWN_COLUMNS.search, quad.fields))))


def without_own_columns(text: str) -> str:
    """Deviation 3: Morph-KGC calls columns of its own ``subject``, ``predicate`` and ``object``.

    A field of that name is overwritten by the term that it is about to make: empty, or with its brackets.
    """
    return re.sub(r"[^\n]*(?:<<|<>)[^\n]*\n", "", text)


def without_natural_datatype(line: str) -> str:
    """Deviation 1: Morph-KGC gives numbers and truth values of JSON no datatype, where RML-Core has a natural one."""
    return NATURAL.sub(r'"\1"', line)


def test_both_engines_make_the_same_quads(compared: Compared) -> None:
    only_ours = {without_natural_datatype(line) for line in compared.ours - compared.theirs}

    assert sorted(only_ours - compared.theirs) == []
    assert sorted(compared.theirs - compared.ours - only_ours) == []


def test_nearly_all_quads_are_compared(
    mapping: Mapping, records: Sequence[dict[str, object]], compared: Compared
) -> None:
    plan = compile_mapping(mapping, base_iri=BASE)
    ours = canonical("".join(line for record in records for line in plan.quads(record)))

    assert len(compared.ours & compared.theirs) > 0.97 * len(ours) > 9_000


def test_every_rule_that_states_something_takes_part(mapping: Mapping, records: Sequence[dict[str, object]]) -> None:
    shared = morph_kgc.portable(mapping, base_iri=BASE).mapping
    plan = compile_mapping(shared, base_iri=BASE)

    made = {quad.rule for record in records for quad in plan.trace(record)}

    assert {rule.name for rule in shared.rules if rule.statements} - made == set()


def test_only_joins_on_constants_are_left_out(mapping: Mapping) -> None:
    """Deviation 2: Morph-KGC knows ``rml:child`` and ``rml:parent``, but no ``rml:childMap`` with a constant."""
    left_out = morph_kgc.portable(mapping, base_iri=BASE).left_out
    text = morph_kgc.turtle(morph_kgc.portable(mapping, base_iri=BASE).mapping)

    assert len(left_out) < 25
    assert "childMap" not in text
    assert "parentMap" not in text
