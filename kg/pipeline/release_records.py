"""Write what pages and ``explain`` read into the release: records, and what is to be known of each document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import cast

from kg.pipeline.block_reading import MadeBlock
from kg.pipeline.kept import headers_of
from kg.pipeline.report import entries_of_json
from kg.release import Stage
from kg.release.records import RECORDS, RecordsWriter


def write_records(stage: Stage, blocks: Iterable[MadeBlock]) -> None:
    """Write ``records.sqlite`` of all letters; what is held back has findings only."""
    with RecordsWriter(stage.place(RECORDS), directory=stage.scratch) as writer:
        for made in blocks:
            block = made.open()
            records = dict(block.records())
            for header in headers_of(block):
                key = str(header["key"])
                findings = _findings(cast("Mapping[str, object]", header["outcome"]))
                if key in records:
                    writer.add_packed(key, records[key], findings=findings)
                else:
                    writer.add_findings(key, findings)


def _findings(outcome: Mapping[str, object]) -> list[dict[str, object]]:
    """The entries of the report on one document, without what does not apply."""
    if not outcome.keys() & {"findings", "violations", "error"}:
        return []
    entries = entries_of_json(outcome)
    return [{name: value for name, value in asdict(entry).items() if value is not None} for entry in entries]
