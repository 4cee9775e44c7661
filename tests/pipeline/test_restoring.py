"""A store that was lost is made again from the dump: the same statements, the same answers."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from kg.namespaces import PREFIXES
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from kg.store.oxigraph import bulk_build
from tests.pipeline.collections import build_quietly, make_collection, page, quads, served

QUERIES = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?letter ?who ?to WHERE { ?letter rico:hasSender ?who ; rico:hasAddressee ?to } ORDER BY ?letter",
)


def answers(store: Path) -> list[list[dict[str, str]]]:
    with closing(ReadOnlyStore(store, prefixes=PREFIXES)) as opened:
        return [opened.select(query) for query in QUERIES]


def test_a_store_made_again_from_the_dump_answers_the_same(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "letters", {"a.txt": page(), "b.txt": page(date="1920")})
    build_quietly(folder)
    [dump] = (served(folder).path / "dumps").glob("*.nq.gz")
    kept = shutil.copyfile(dump, tmp_path / "kept.nq.gz")

    bulk_build(tmp_path / "restored", kept)

    assert answers(tmp_path / "restored") == answers(served(folder).path / STORE)
    assert all(answers(tmp_path / "restored"))


def test_a_dump_holds_every_statement_once_in_the_order_of_its_bytes(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "letters", {"a.txt": page(), "b.txt": page(date="1920")})
    build_quietly(folder)
    lines = [line.encode() for line in quads(folder)]

    assert lines == sorted(set(lines))
    assert not any(b"_:" in line.split(b" ", 1)[0] for line in lines)
