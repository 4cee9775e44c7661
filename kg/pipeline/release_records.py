"""Write what pages and ``explain`` read into the release: records, and what is to be known of each document."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import cast

from kg.errors import ReleaseDamaged
from kg.pipeline.block_reading import MadeBlock
from kg.pipeline.kept import headers_of
from kg.pipeline.report import entries_of_json
from kg.release import Release, Stage, read_manifest
from kg.release.manifest import describe_file
from kg.release.records import RECORDS, RecordsChanges, RecordsWriter


def write_records(
    stage: Stage, blocks: Sequence[MadeBlock], *, previous: Release | None, unchanged: Collection[str]
) -> None:
    """Write ``records.sqlite`` of all letters; what is held back has findings only.

    Args:
        stage: the release that is being built.
        blocks: of the release.
        previous: the release before.
        unchanged: the names of blocks that it has, too: where that is most of them, its file is copied.
    """
    with _writer(stage, blocks, previous, unchanged) as writer:
        for made in blocks:
            if isinstance(writer, RecordsChanges) and made.plan.name in unchanged:
                continue
            block = made.open()
            records = dict(block.records())
            for header in headers_of(block):
                key = str(header["key"])
                findings = _findings(cast("Mapping[str, object]", header["outcome"]))
                if key in records:
                    writer.add_packed(key, records[key], findings=findings)
                else:
                    writer.add_findings(key, findings)


def _writer(
    stage: Stage, blocks: Sequence[MadeBlock], previous: Release | None, unchanged: Collection[str]
) -> RecordsWriter:
    path = stage.place(RECORDS)
    if previous is not None and 2 * len(unchanged) > len(blocks) and _is_whole(previous):
        kept = {key for made in blocks if made.plan.name in unchanged for key in made.plan.keys}
        try:
            return RecordsChanges(path, previous=previous.path / RECORDS, kept=kept)
        except ReleaseDamaged:
            path.unlink(missing_ok=True)
    return RecordsWriter(path, directory=stage.scratch)


def _is_whole(previous: Release) -> bool:
    """Whether the records of a release are what its manifest says: damage must not be handed on."""
    try:
        return read_manifest(previous.path).files.get(RECORDS) == describe_file(previous.path / RECORDS)
    except (ReleaseDamaged, OSError):
        return False


def _findings(outcome: Mapping[str, object]) -> list[dict[str, object]]:
    """The entries of the report on one document, without what does not apply."""
    if not outcome.keys() & {"findings", "violations", "error"}:
        return []
    entries = entries_of_json(outcome)
    return [{name: value for name, value in asdict(entry).items() if value is not None} for entry in entries]
