"""Letters as a block file keeps them: their lines, their record, what became of them, and what all that depends on.

A block keeps the lines that several of its letters share once; the header says by number which of them are whose, so
that one letter can be made anew and the others taken over without reading them again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from kg.errors import LettergraphError
from kg.graphs.parts import Part
from kg.pipeline.messages import error_from
from kg.release.blocks import Block, cut_lines, write_block
from kg.release.records import packed, unpacked

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """One letter. What is held back or failed has an outcome, but no lines and no record."""

    key: str
    source: str
    snapshot: str
    """The SHA-256 of the source, which the lines name."""
    input: str
    """The digest of what it was made from, see `kg.pipeline.planning`."""
    lookups: tuple[object, ...]
    """What it asked the authority files and decisions."""
    answers: str
    """The digest of their answers."""
    outcome: Json
    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    record: bytes | None = None
    source_findings: tuple[Json, ...] = ()
    """What was found in the source outside of any letter; kept with its first."""

    @property
    def published(self) -> bool:
        return self.record is not None

    def published_as(self, part: Part, *, facts: Sequence[str], record: bytes) -> KeptDocument:
        """The letter with its statements."""
        return replace(
            self, own=part.own, shared=part.shared, labels=part.labels, facts=tuple(sorted(set(facts))), record=record
        )

    def held_back(self, outcome: Json) -> KeptDocument:
        """The letter without its statements."""
        return replace(self, outcome=outcome, own=(), shared=(), labels=(), facts=(), record=None)


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """All letters of a block, in order, and the sources of which none could be read, with the error."""

    documents: tuple[KeptDocument, ...]
    failed: Mapping[str, Json]
    authorities: str
    """The digest of all authority files and decisions when its answers were compared last."""
    complete: bool = True
    """Whether nothing was given up for reasons that may not hold next time, such as a want of time."""


def write_kept(path: Path, kept: KeptBlock, *, prefixes: Mapping[str, str], base_iri: str) -> None:
    """Write a block file.

    Raises:
        OSError: it cannot be written.
    """
    documents = kept.documents
    shared = sorted({line for one in documents for line in one.shared})
    labels = Counter(line for one in documents for line in one.labels)
    facts = sorted({fact for one in documents for fact in one.facts})
    numbers = [{line: number for number, line in enumerate(lines)} for lines in (shared, sorted(labels), facts)]
    header = {
        "documents": [_header_of(one, *numbers) for one in documents],
        "failed": kept.failed,
        "authorities": kept.authorities,
        "complete": kept.complete,
    }
    write_block(
        path,
        header=header,
        own=[(one.key, one.own) for one in documents],
        shared=shared,
        labels=dict(sorted(labels.items())),
        facts=facts,
        records=[(one.key, one.record) for one in documents if one.record is not None],
        prefixes=prefixes,
        base_iri=base_iri,
    )


def _header_of(
    one: KeptDocument, shared: Mapping[str, int], labels: Mapping[str, int], facts: Mapping[str, int]
) -> dict[str, object]:
    members: dict[str, object] = {
        "key": one.key,
        "source": one.source,
        "snapshot": one.snapshot,
        "input": one.input,
        "lookups": list(one.lookups),
        "answers": one.answers,
        "outcome": one.outcome,
        "lines": len(one.own),
        "shared": [shared[line] for line in one.shared],
        "labels": [labels[line] for line in one.labels],
        "facts": [facts[fact] for fact in one.facts],
    }
    if one.source_findings:
        members["source_findings"] = list(one.source_findings)
    return members


def read_kept(block: Block) -> KeptBlock:
    """Read all of a block; `headers_of` is enough where the lines are not needed."""
    lines = cut_lines(block.text())
    shared, labels, facts = list(block.shared()), sorted(block.labels()), list(block.facts())
    records = dict(block.records())
    documents = []
    start = 0
    for members in headers_of(block):
        end = start + cast("int", members["lines"])
        key = str(members["key"])
        documents.append(
            replace(
                _document_of(members),
                own=tuple(lines[start:end]),
                shared=_chosen(members["shared"], shared),
                labels=_chosen(members["labels"], labels),
                facts=_chosen(members["facts"], facts),
                record=records.get(key),
            )
        )
        start = end
    header = block.header
    return KeptBlock(
        tuple(documents),
        cast("Mapping[str, Json]", header["failed"]),
        str(header["authorities"]),
        complete=bool(header["complete"]),
    )


def headers_of(block: Block) -> Sequence[Json]:
    """Give what the header says of each letter."""
    return cast("Sequence[Json]", block.header["documents"])


def failed_sources(block: Block) -> dict[str, LettergraphError]:
    """Give the sources of which no letter could be read, with the error."""
    failed = cast("Mapping[str, Json]", block.header["failed"])
    return {path: error_from(error) for path, error in failed.items()}


def _document_of(members: Json) -> KeptDocument:
    return KeptDocument(
        key=str(members["key"]),
        source=str(members["source"]),
        snapshot=str(members["snapshot"]),
        input=str(members["input"]),
        lookups=tuple(cast("Iterable[object]", members["lookups"])),
        answers=str(members["answers"]),
        outcome=cast("Json", members["outcome"]),
        source_findings=tuple(cast("Iterable[Json]", members.get("source_findings", ()))),
    )


def _chosen(numbers: object, lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(lines[number] for number in cast("Iterable[int]", numbers))


def with_snapshot(one: KeptDocument, sha256: str) -> KeptDocument:
    """Enter another snapshot of the source into a letter that did not change with it."""
    if one.snapshot == sha256:
        return one

    def entered(text: str) -> str:
        # The key of a snapshot is the beginning of its hash; the hash itself stands in its description.
        return text.replace(one.snapshot, sha256).replace(one.snapshot[:16], sha256[:16])

    def lines(given: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(map(entered, given)))

    record = None
    if one.record is not None:
        record = packed(json.loads(entered(json.dumps(unpacked(one.record), ensure_ascii=False))))
    return replace(
        one, snapshot=sha256, own=lines(one.own), shared=lines(one.shared), facts=lines(one.facts), record=record
    )
