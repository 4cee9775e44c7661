"""``publish_text`` is obeyed by everything that is published: store, dumps, records, sources, report and explain."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from kg.pipeline import validate_collection
from kg.publication import explain, explanation_text
from kg.release.contents import STORE
from kg.release.records import RecordsReader
from kg.release.texts import TEXTS, TextsReader
from kg.store import ReadOnlyStore
from tests.pipeline.collections import build_quietly, everything_published, make_collection, page, quads, served

SENTENCE = "Nine nights without a lamp have made the lower pier a danger to every boat."
BODY = f"{SENTENCE} We do not believe in this oil any longer. " * 8
NOTE = "1 The keeper of the lamp had gone to Lanternhaven without leave."


def published(folder: Path, publish_text: str) -> Path:
    text = page(body=f"{BODY} 1", notes=NOTE)
    make_collection(folder, {"a.txt": text}, settings=f'publish_text = "{publish_text}"')
    assert build_quietly(folder).exit_status == 0
    return folder


def all_texts(folder: Path) -> str:
    """Everything that a release holds, unpacked, with the answers of its store and its explanations."""
    release = served(folder).path
    texts = [
        data.decode("utf-8", "replace")
        for name, data in everything_published(folder).items()
        if name != "records.sqlite"
    ]
    with RecordsReader(release / "records.sqlite") as records:
        for key in list(records.keys()):
            texts.append(str(records.record(key)))
            texts.append(str(records.findings(key)))
    texts += source_texts(folder)
    with ReadOnlyStore(release / STORE) as store:
        texts.append(store.query("SELECT * WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").decode())
    texts.append(explanation_text(explain(release, "id/doc/lf-1919-11-12-1")))
    texts.append(explanation_text(explain(release, "id/doc/lf-1919-11-12-1-n1")))
    return "\n".join(texts)


def source_texts(folder: Path) -> list[str]:
    with TextsReader(served(folder).path / TEXTS) as texts:
        return [texts.text(key)[:] for key in texts.paths().values()]


def test_full_publishes_texts_and_the_source(tmp_path: Path) -> None:
    folder = published(tmp_path, "full")

    assert [SENTENCE in text for text in source_texts(folder)] == [True]
    assert sum(SENTENCE in line and "schema.org/text" in line for line in quads(folder)) > 0


def test_quotes_publishes_the_words_of_evidence_and_no_text(tmp_path: Path) -> None:
    folder = published(tmp_path, "quotes")
    everything = all_texts(folder)

    assert SENTENCE not in everything
    assert "The keeper of the lamp had gone" in everything
    assert source_texts(folder) == []
    assert any('ns/oa#exact> "M. O. Quillfeather"' in line for line in quads(folder))


def test_none_publishes_no_sentence_anywhere(tmp_path: Path) -> None:
    folder = published(tmp_path, "none")
    everything = all_texts(folder)

    assert SENTENCE not in everything
    assert "keeper of the lamp" not in everything
    assert source_texts(folder) == []
    assert [line for line in quads(folder) if "ns/oa#exact" in line or "QuoteSelector" in line] == []
    assert "(the words are not published)" in everything
    assert "M. O. Quillfeather" in everything


@pytest.mark.parametrize("publish_text", ["quotes", "none"])
def test_what_is_left_still_obeys_the_shapes(tmp_path: Path, publish_text: str) -> None:
    folder = published(tmp_path, publish_text)

    results = validate_collection(folder / "site")

    assert [one.code for found in results.values() for one in found if one.severity.value == "violation"] == []


def test_a_letter_is_judged_with_its_words_though_they_are_not_published(tmp_path: Path) -> None:
    text = page(sender="M. O. Quillfeather", date="in the year of the flood", body=BODY)
    full = make_collection(tmp_path / "full", {"a.txt": text})
    none = make_collection(tmp_path / "none", {"a.txt": text}, settings='publish_text = "none"')

    [in_full] = build_quietly(full).outcomes
    [in_none] = build_quietly(none).outcomes

    assert [one.shape for one in in_none.violations] == [one.shape for one in in_full.violations]
    assert [one.where.line for one in in_none.findings] == [one.where.line for one in in_full.findings]
    assert [one.words for one in in_none.findings] == [None] * len(in_none.findings)
    assert [one.words for one in in_none.violations] == [None] * len(in_none.violations)


def test_words_in_the_packed_records_are_gone_too(tmp_path: Path) -> None:
    data = (served(published(tmp_path, "none")).path / "records.sqlite").read_bytes()
    unpacked = []
    for start in range(len(data)):
        if data[start : start + 2] in (b"x\x01", b"x^", b"x\x9c", b"x\xda"):  # zlib's headers, one for each level
            try:
                unpacked.append(zlib.decompressobj().decompress(data[start:]))
            except zlib.error:
                continue

    assert unpacked
    assert not any(SENTENCE.encode() in one for one in unpacked)
