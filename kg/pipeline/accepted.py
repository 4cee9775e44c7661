"""The quads of the documents that were accepted, on disk in the order of judgement: memory stays bounded."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path


class AcceptedDocuments:
    """A file of documents and their N-Quads lines; written once, then read as often as needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._output = path.open("w", encoding="utf-8", newline="\n")
        self.count = 0

    def add(self, key: str, lines: str) -> None:
        """Keep a document."""
        self._output.write(json.dumps([key, lines], ensure_ascii=False) + "\n")
        self.count += 1

    def batches(self, size: int, *, without: Collection[str] = ()) -> Iterator[list[str]]:
        """Go through the lines of all documents but some, ``size`` documents at a time."""
        self._output.flush()
        batch: list[str] = []
        documents = 0
        with self._path.open(encoding="utf-8") as kept:
            for line in kept:
                key, lines = json.loads(line)
                if key in without:
                    continue
                batch += lines.splitlines(keepends=True)
                documents += 1
                if documents == size:
                    yield batch
                    batch, documents = [], 0
        if batch:
            yield batch

    def close(self) -> None:
        """Close the file; its folder is scratch and goes with the build."""
        self._output.close()
