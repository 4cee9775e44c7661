"""Dumps: readable, complete, and the same to the byte."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graphs.serialisation import trig_text, write_nquads, write_trig
from kg.graphs.terms import canonical_lines, iri, literal, quad_line
from tests.graphs import strategies

PREFIXES = {
    "doc": f"{strategies.BASE}id/doc/",
    "lg": "https://w3id.org/lettergraph/ontology#",
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RICO = PREFIXES["rico"]
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def letter_lines(key: str = "a") -> list[str]:
    document = iri(f"{strategies.BASE}id/doc/{key}")
    graph = iri(f"{strategies.BASE}graph/doc/{key}")
    return [
        quad_line(document, iri(RICO + "title"), literal("Statement", language="en"), graph),
        quad_line(document, iri(RICO + "title"), literal("Заявление", language="ru"), graph),
        quad_line(document, RDF_TYPE, iri(RICO + "Record"), graph),
        quad_line(document, iri("http://schema.org/position"), literal("1", datatype=XSD_INTEGER), graph),
        quad_line(document, RDF_TYPE, iri(RICO + "Record")),
    ]


def test_trig_is_written_to_be_read() -> None:
    expected = """\
@prefix doc: <https://letters.example.org/id/doc/> .
@prefix lg: <https://w3id.org/lettergraph/ontology#> .
@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://letters.example.org/graph/doc/a> {
    doc:a a rico:Record ;
        <http://schema.org/position> 1 ;
        rico:title "Statement"@en ,
            "Заявление"@ru .
}

{
    doc:a a rico:Record .
}
"""

    assert expected == trig_text(letter_lines(), prefixes=PREFIXES)


def test_two_subjects_of_a_graph_are_two_paragraphs() -> None:
    lines = [quad_line(iri(f"{PREFIXES['doc']}{key}"), RDF_TYPE, iri(RICO + "Record")) for key in "ab"]

    assert "    doc:a a rico:Record .\n\n    doc:b a rico:Record .\n}" in trig_text(lines, prefixes=PREFIXES)


@pytest.mark.parametrize("local", ["a b".replace(" ", "%20"), "a.", ".a", "-a", "", "a/b", "é", "a:b", "a~b"])
def test_a_name_that_would_need_escapes_is_written_whole(local: str) -> None:
    line = quad_line(iri(PREFIXES["doc"] + local), RDF_TYPE, iri(RICO + "Record"))

    assert f"<{PREFIXES['doc']}{local}> a" in trig_text([line], prefixes=PREFIXES)


def test_the_longer_of_two_namespaces_is_used() -> None:
    line = quad_line(iri("https://e.org/a/b"), RDF_TYPE, iri("https://e.org/c"))

    text = trig_text([line], prefixes={"e": "https://e.org/", "a": "https://e.org/a/"})

    assert "    a:b a e:c ." in text


def test_of_two_prefixes_for_one_namespace_the_first_is_used() -> None:
    line = quad_line(iri("https://e.org/b"), RDF_TYPE, iri("https://e.org/c"))

    text = trig_text([line], prefixes={"z": "https://e.org/", "a": "https://e.org/"})

    assert "    a:b a a:c ." in text


@pytest.mark.parametrize("literal_", ['"a\\"^^b"', '"1"^^<https://e.org/c>', '"01"^^<https://e.org/c>', '"<a>"@en'])
def test_literals_come_back_as_they_were(literal_: str) -> None:
    line = quad_line(iri("https://e.org/a"), iri("https://e.org/b"), literal_)

    text = trig_text([line], prefixes={"e": "https://e.org/"})

    assert [line] == list(canonical_lines(text.encode(), media_type="application/trig"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(strategies.lines, max_size=20))
def test_trig_says_what_the_lines_say(tmp_path: Path, lines: list[str]) -> None:
    output = io.BytesIO()

    summary = write_trig(lines, output, prefixes=PREFIXES, directory=tmp_path, chunk_lines=5)
    text = gzip.decompress(output.getvalue())

    assert sorted(set(lines)) == sorted(canonical_lines(text, media_type="application/trig"))
    assert (len(set(lines)), hashlib.sha256(text).hexdigest()) == (summary.quads, summary.sha256)


def test_the_hash_of_nquads_is_that_of_the_text() -> None:
    output = io.BytesIO()

    summary = write_nquads(sorted(letter_lines()), output)

    text = "".join(sorted(letter_lines())).encode()
    assert (5, hashlib.sha256(text).hexdigest()) == (summary.quads, summary.sha256)
    assert text == gzip.decompress(output.getvalue())


def test_a_dump_larger_than_the_buffer_is_complete() -> None:
    lines = sorted(line for number in range(1_000) for line in letter_lines(f"{number:04}"))
    output = io.BytesIO()

    write_nquads(lines, output)

    assert "".join(lines).encode() == gzip.decompress(output.getvalue())


def test_the_gzip_header_has_neither_time_nor_name() -> None:
    output = io.BytesIO()

    write_nquads([], output)

    # RFC 1952, section 2.3: no flags, MTIME 0.
    assert output.getvalue()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


DUMP = """\
import io, hashlib, random, sys
from pathlib import Path
from kg.graphs import release_lines, write_nquads, write_trig
from tests.graphs.test_serialisation import PREFIXES, letter_lines
lines = [line for number in range(200) for line in letter_lines(str(number)) if "graph" in line]
lines = list(set(lines))
random.Random(int(sys.argv[1])).shuffle(lines)
folder = Path(sys.argv[2])
published = list(release_lines(lines, base_iri="https://letters.example.org/", directory=folder, chunk_lines=100))
nquads, trig = io.BytesIO(), io.BytesIO()
write_nquads(published, nquads)
write_trig(lines, trig, prefixes=PREFIXES, directory=folder, chunk_lines=70)
print(hashlib.sha256(nquads.getvalue()).hexdigest(), hashlib.sha256(trig.getvalue()).hexdigest())
"""


def test_dumps_do_not_depend_on_order_hash_seed_time_zone_locale_or_folder(project: Path, tmp_path: Path) -> None:
    circumstances = [
        ("1", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C"}),
        ("2", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"}),
        ("3", {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LANG": "ru_RU.KOI8-R", "PYTHONUTF8": "0"}),
        ("4", {"PYTHONHASHSEED": "3", "TZ": "Australia/Eucla", "LC_ALL": "tr_TR.UTF-8"}),
        ("5", {"PYTHONHASHSEED": "random"}),
    ]
    hashes = set()
    for seed, environment in circumstances:
        folder = tmp_path / seed
        folder.mkdir()
        finished = subprocess.run(
            [sys.executable, "-c", DUMP, seed, str(folder)],
            env={**os.environ, "PYTHONPATH": str(project), **environment},
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        hashes.add(finished.stdout)

    assert len(hashes) == 1
