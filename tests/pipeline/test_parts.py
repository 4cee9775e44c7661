"""A large source is read in parts, and one letter that kills its reader takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from kg.authorities.registry import KeyRegistry
from kg.config import load_collection
from kg.pipeline.progress import SILENT
from kg.pipeline.reading import ReadSource, SourceReading
from kg.pipeline.settings import source_files
from kg.pipeline.worker import make_worker
from kg.processes import ChildFailure
from kg.resources import mappings_folder
from tests.pipeline.collections import make_collection, page

LETTERS = 450

COLLECTION = """
id = "x"
title = "Letters"
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]

[[sources]]
path = "index.txt"
"""


class Children:
    """Stands for the limited children: answers every task but those with a letter of ``poison``."""

    def __init__(self, poison: Iterable[str]) -> None:
        self.poison = frozenset(poison)
        self.sizes: list[int] = []

    def map(self, tasks: Iterable[object]) -> Iterator[object]:
        for task in tasks:
            given = cast("Mapping[str, object]", task)
            yield self._identified() if given["do"] == "identify" else self._read(given)

    def _identified(self) -> object:
        letters = [
            {
                "locus": str(number),
                "own_id": None,
                "date": None,
                "label": f"Letter {number}",
                "scope": "",
                "line": number,
            }
            | {"points_to": [], "line": number}
            for number in range(LETTERS)
        ]
        return {"sha256": "0" * 64, "reader": "index 1", "letters": letters}

    def _read(self, task: Mapping[str, object]) -> object:
        keys = cast("Mapping[str, str]", task["keys"])
        self.sizes.append(len(keys))
        if self.poison.intersection(keys):
            return ChildFailure("its process ended with signal SIGKILL")
        documents = [{"key": key, "label": key, "findings": []} for key in keys.values()]
        finding = {"code": "odd", "what": "Odd.", "severity": "warning", "file": "index.txt", "line": 1}
        first = task["first"]
        return {"documents": documents, "findings": [finding] if first else [], "text": "the text" if first else None}


def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: Children) -> list[ReadSource]:
    (tmp_path / "collection.toml").write_text(COLLECTION)
    (tmp_path / "index.txt").write_text("x")
    collection = load_collection(tmp_path)
    reading = SourceReading(collection, source_files(collection), mappings=mappings_folder(), processes=1)
    monkeypatch.setattr(reading, "_pool", children)
    reading.identify(KeyRegistry(tmp_path / "keys.tsv"), progress=SILENT)
    return list(reading.read(progress=SILENT))


def documents(sources: Iterable[ReadSource]) -> list[tuple[str, bool]]:
    return [(one.key, one.error is None) for source in sources for one in source.documents]


def test_all_parts_together_are_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children = Children(())
    sources = read(tmp_path, monkeypatch, children)
    assert len(documents(sources)) == LETTERS
    assert children.sizes == [200, 200, 50]


def test_text_and_findings_of_the_whole_come_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = read(tmp_path, monkeypatch, Children(()))
    assert [source.text for source in sources if source.text is not None] == ["the text"]
    assert sum(len(source.findings) for source in sources) == 1


def test_only_the_letter_that_kills_its_reader_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = documents(read(tmp_path, monkeypatch, Children({"217"})))
    assert len(found) == LETTERS
    assert [key for key, fine in found if not fine] == ["x-undated-218"]


def test_a_source_that_always_fails_is_given_up_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children = Children(str(number) for number in range(LETTERS))
    sources = read(tmp_path, monkeypatch, children)
    assert len(children.sizes) < 30
    assert all(source.error is not None for source in sources)


def test_a_child_sends_the_text_of_a_source_with_the_first_part_only(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"letter.txt": page()})
    worker = make_worker(load_collection(folder), mappings=mappings_folder())
    task: dict[str, object] = {"source": "sources/letter.txt", "registers": [], "letters": {}}
    known = cast("Mapping[str, object]", worker(task | {"do": "identify"}))
    task |= {"do": "read", "sha256": known["sha256"], "keys": {"1": "lf-1"}}
    first, later = (cast("Mapping[str, object]", worker(task | {"first": one})) for one in (True, False))
    assert first["text"] == page()
    assert later["text"] is None
    assert later["documents"] == first["documents"]
