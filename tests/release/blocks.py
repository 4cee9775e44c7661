"""Releases made of block files, as the pipeline makes them."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.graphs.alignment import Aligner
from kg.graphs.parts import part_of
from kg.graphs.shared_section import SharedSection
from kg.graphs.terms import canonical_lines
from kg.release import Release, current_release, staged
from kg.release.blocks import Block, write_block
from kg.release.contents import Contents, ContentsWriter
from kg.store import ReadOnlyStore
from tests.graphs.documents import BASE
from tests.release.building import moment

PREFIXES = {"rico": "https://www.ica.org/standards/RiC/ontology#", "e": "https://e.org/"}
ALIGNER = Aligner(BASE)

Documents = Mapping[str, Sequence[str]]


def make_block(path: Path, documents: Documents, *, header: Mapping[str, object] | None = None) -> Block:
    """Write the block of some documents, and open it."""
    parts = {key: part_of(lines, key=key, base_iri=BASE, aligner=ALIGNER) for key, lines in documents.items()}
    votes = Counter(line for part in parts.values() for line in part.labels)
    write_block(
        path,
        header=header or {},
        own=[(key, part.own) for key, part in parts.items()],
        shared=sorted({line for part in parts.values() for line in part.shared}),
        labels=dict(sorted(votes.items())),
        facts=sorted(f"fact of {key}" for key in documents),
        records=[(key, key.encode() * 2) for key in documents],
        prefixes=PREFIXES,
        base_iri=BASE,
    )
    return Block.open(path)


def section_of(blocks: Sequence[Block], directory: Path) -> SharedSection:
    """Collect what blocks share."""
    section = SharedSection(base_iri=BASE, directory=directory, chunk_lines=20)
    for block in blocks:
        section.add(block.shared(), block.labels())
    return section


def release_of(
    site: Path,
    blocks: Sequence[Documents],
    *,
    number: int = 0,
    incremental: bool = False,
    revised: Mapping[int, Documents] | None = None,
) -> tuple[Release, Contents]:
    """Publish a release of blocks; ``revised`` are put in the place of some when all is in the store."""
    previous = current_release(site) if site.exists() else None
    folder = site.with_name(f"{site.name}-blocks-{number}")
    with staged(site, created=moment(number), needed_bytes=0) as stage:
        made = [make_block(folder / f"{place}.block", documents) for place, documents in enumerate(blocks)]
        with ContentsWriter(
            stage,
            base_iri=BASE,
            name="letters",
            prefixes=PREFIXES,
            previous=previous.path if incremental and previous is not None else None,
        ) as writer:
            for block in made:
                writer.add(block)
            writer.complete(section_of(made, stage.scratch).lines([]))
            if revised is not None:
                changed = {
                    place: make_block(folder / f"{place}-revised.block", documents)
                    for place, documents in revised.items()
                }
                made = [changed.get(place, block) for place, block in enumerate(made)]
                writer.revise(changed, section_of(made, stage.scratch).lines([]))
            contents = writer.publish()
        published = stage.commit(nquads_sha256=contents.nquads_sha256, counts=contents.quads)
    return published.release, contents


def dumps(release: Release) -> dict[str, bytes]:
    """Give the files of the dumps."""
    return {path.name: path.read_bytes() for path in sorted((release.path / "dumps").iterdir())}


def quads_of_dump(release: Release, suffix: str) -> list[str]:
    """Parse a dump."""
    media_type = {"nq": "application/n-quads", "trig": "application/trig"}[suffix]
    data = gzip.decompress((release.path / "dumps" / f"letters.{suffix}.gz").read_bytes())
    return list(canonical_lines(data, media_type=media_type))


def quads_of_store(release: Release) -> list[str]:
    """Give all that the store holds."""
    with ReadOnlyStore(release.path / "store") as store:
        return [" ".join(filter(None, (*quad, ".\n"))) for quad in store.statements()]
