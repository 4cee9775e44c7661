"""A store that was lost is made again from the dump: the same statements, the same hash, the same answers (D10)."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from kg.graphs.terms import canonical_lines
from kg.namespaces import PREFIXES
from kg.release import read_manifest
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from kg.store.oxigraph import bulk_build
from tests.pipeline.collections import build_quietly, quads, served
from tests.pipeline.edited_collection import EditedCollection

QUERIES = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?letter ?who ?to WHERE { ?letter rico:hasSender ?who ; rico:hasAddressee ?to } ORDER BY ?letter ?who ?to",
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters in all formats, built twice: what is served is an increment."""
    edited = EditedCollection.make(tmp_path_factory.mktemp("restored") / "letters", seed=10)
    build_quietly(edited.folder)
    edited.edit("change a sender")
    build_quietly(edited.folder, minutes=1)
    return edited.folder


def answers(store: Path) -> list[list[dict[str, str]]]:
    with closing(ReadOnlyStore(store, prefixes=PREFIXES)) as opened:
        return [opened.select(query) for query in QUERIES]


def the_dump(folder: Path) -> Path:
    [dump] = (served(folder).path / "dumps").glob("*.nq.gz")
    return dump


def member_texts(dump: Path) -> Iterator[bytes]:
    """Unpack each gzip member of a dump by itself (RFC 1952, 2.2)."""
    rest = dump.read_bytes()
    while rest:
        member = zlib.decompressobj(wbits=31)
        yield member.decompress(rest) + member.flush()
        rest = member.unused_data


def canonical_hash(dump: Path) -> str:
    """Compute the hash of a release from its dump alone: over the hashes of its members, a line each."""
    lines = (f"{hashlib.sha256(text).hexdigest()}\n" for text in member_texts(dump))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_a_store_made_again_from_the_dump_answers_the_same(collection: Path, tmp_path: Path) -> None:
    kept = shutil.copyfile(the_dump(collection), tmp_path / "kept.nq.gz")

    bulk_build(tmp_path / "restored", kept)

    assert answers(tmp_path / "restored") == answers(served(collection).path / STORE)
    assert all(answers(tmp_path / "restored"))


def test_the_hash_of_a_release_is_that_of_its_dump(collection: Path) -> None:
    manifest = read_manifest(served(collection).path)

    assert canonical_hash(the_dump(collection)) == manifest.nquads_sha256


def test_the_store_holds_the_statements_of_the_dump_and_no_others(collection: Path) -> None:
    with closing(ReadOnlyStore(served(collection).path / STORE)) as store:
        held = [
            " ".join(part for part in (subject, predicate, value, graph) if part) + " .\n"
            for subject, predicate, value, graph in store.statements()
        ]

    # Oxigraph 0.5.13 keeps every integer as xsd:integer, of whatever integer type the statement is.
    said = [line.replace("XMLSchema#nonNegativeInteger>", "XMLSchema#integer>") for line in quads(collection)]
    assert sorted(held) == sorted(said)


def test_a_dump_holds_every_statement_once_and_no_blank_node(collection: Path) -> None:
    lines = [line.encode() for line in quads(collection)]

    assert len(lines) == len(set(lines))
    assert not any(b"_:" in line.split(b" ", 1)[0] for line in lines)


def test_both_dumps_hold_the_same_statements(collection: Path) -> None:
    [path] = (served(collection).path / "dumps").glob("*.trig.gz")
    with gzip.open(path) as trig:
        statements = list(canonical_lines(cast("BinaryIO", trig), media_type="application/trig"))

    assert sorted(statements) == sorted(quads(collection))
