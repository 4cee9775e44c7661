"""Proposals for the current release of a collection, from the records that it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import load_authorities
from kg.authorities.decisions import KINDS
from kg.config import load_collection
from kg.reconciliation.agents import Proposal, contradictions, observe, propose
from kg.reconciliation.agents.observing import TYPES
from kg.reconciliation.agents.rows import row_of
from kg.reconciliation.letters import propose_letters
from kg.records.reference import EntityType
from kg.release import RecordsReader, Release
from kg.release.records import RECORDS


@dataclass(frozen=True, slots=True)
class Proposed:
    """Rows of the table, and how many there are of each level."""

    rows: list[dict[str, str]]
    counts: dict[str, int]


def propose_for_release(folder: Path, release: Release, *, kinds: Sequence[str] = ()) -> Proposed:
    """Propose what may be one in a release.

    Args:
        folder: of the collection, whose authority files and decisions count as they are now.
        release: one of its releases.
        kinds: ``person``, ``body``, ``place``, ``letter``; all if there are none.

    Raises:
        ConfigurationError: the collection, an authority file or a decision file is wrong.
        ReleaseDamaged: the records cannot be read.
    """
    collection = load_collection(folder)
    authorities = load_authorities(collection.authorities, same_as=collection.same_as, identities=collection.identities)
    wanted = [KINDS[kind] for kind in kinds] or [*TYPES, EntityType.DOC]
    types = [type_ for type_ in wanted if type_ in TYPES]
    decisions = authorities.decisions
    found: list[Proposal] = []
    with RecordsReader(release.path / RECORDS) as reader:
        if types:
            observed = observe(_records(reader), authorities)
            found += propose(observed, decisions, types=types)
            found += contradictions(observed, decisions, types=types)
        if EntityType.DOC in wanted:
            found += propose_letters(_records(reader), decisions)
    rows = [row_of(proposal) for proposal in found]
    return Proposed(rows, dict(Counter(row["level"] for row in rows)))


def _records(reader: RecordsReader) -> Iterator[tuple[str, Mapping[str, object]]]:
    for key in reader.keys():  # noqa: SIM118 - no dictionary
        record = reader.record(key)
        if record is not None:
            yield key, record
