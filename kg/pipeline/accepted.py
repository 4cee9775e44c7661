"""The documents that were accepted, on disk in the order of judgement: memory stays bounded."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import cast


class AcceptedDocuments:
    """Documents with their N-Quads lines and mapping records; written once, then read as often as needed."""

    def __init__(self, folder: Path) -> None:
        self._lines_path = folder / "accepted-lines.jsonl"
        self._records_path = folder / "accepted-records.jsonl"
        self._lines = self._lines_path.open("w", encoding="utf-8", newline="\n")
        self._records = self._records_path.open("w", encoding="utf-8", newline="\n")
        self.keys: set[str] = set()

    def add(self, key: str, *, lines: str, record: Mapping[str, object]) -> None:
        """Keep a document."""
        self._lines.write(json.dumps([key, lines], ensure_ascii=False) + "\n")
        self._records.write(json.dumps([key, record], ensure_ascii=False) + "\n")
        self.keys.add(key)

    def batches(self, size: int, *, without: Collection[str] = ()) -> Iterator[list[str]]:
        """Go through the lines of all documents but some, ``size`` documents at a time."""
        batch: list[str] = []
        documents = 0
        for _, lines in self._kept(self._lines_path, without):
            batch += cast("str", lines).splitlines(keepends=True)
            documents += 1
            if documents == size:
                yield batch
                batch, documents = [], 0
        if batch:
            yield batch

    def lines_of(self, keys: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Go through the keys and lines of some documents, in one pass."""
        for key, lines in self._kept(self._lines_path, self.keys.difference(keys)):
            yield key, cast("str", lines).splitlines(keepends=True)

    def records(self, *, without: Collection[str] = ()) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Go through the keys and records of all documents but some."""
        for key, record in self._kept(self._records_path, without):
            yield key, cast("Mapping[str, object]", record)

    def _kept(self, path: Path, without: Collection[str]) -> Iterator[tuple[str, object]]:
        self._lines.flush()
        self._records.flush()
        with path.open(encoding="utf-8") as kept:
            for line in kept:
                key, value = json.loads(line)
                if key not in without:
                    yield key, value

    def close(self) -> None:
        """Close the files; their folder is scratch and goes with the build."""
        self._lines.close()
        self._records.close()
