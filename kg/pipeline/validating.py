"""Validate what is published again, with any engine: ``lettergraph validate``."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReleaseError, Where
from kg.graphs import GraphKind, GraphNames, split_line
from kg.release import current_release, read_manifest
from kg.resources import ontology_folder
from kg.validation import DEFAULT_ENGINE, Result, closure_from, load_shapes, validate_batch

_VALIDATED = frozenset({GraphKind.STATED, GraphKind.INFERRED, GraphKind.EVIDENCE})


def validate_collection(
    site: Path, *, engine: str = DEFAULT_ENGINE, shapes: Path | None = None, registers: tuple[str, ...] = ()
) -> dict[str, tuple[Result, ...]]:
    """Validate the documents of the current release.

    Args:
        site: the folder of the site.
        engine: a key of ``kg.validation.ENGINES``.
        shapes: a folder of shapes; the library's own if absent.
        registers: the registers that ``owl:sameAs`` may point to beside the well-known ones.

    Returns:
        The results of each document, by key.

    Raises:
        ReleaseError: there is no release.
        ValidationFailure: the engine or the shapes cannot be used.
    """
    release = current_release(site)
    if release is None:
        raise ReleaseError("There is no release.", where=Where(str(site)), remedy="Run `lettergraph build` first.")
    metadata = read_manifest(release.path).metadata["collection"]
    base_iri = str(metadata["base_iri"]) if isinstance(metadata, dict) else ""
    names = GraphNames(base_iri)
    documents: dict[str, list[str]] = {}
    labels: list[str] = []
    curated: list[str] = []
    vocabulary: list[str] = []
    for line in _lines(release.path):
        graph = split_line(line).graph[1:-1]
        kind = names.kind(graph) if graph else None
        if kind in _VALIDATED:
            documents.setdefault(graph.removeprefix(f"{base_iri}graph/doc/").split("/")[0], []).append(line)
        elif kind is GraphKind.LABELS:
            labels.append(line)
        elif kind in (GraphKind.AUTHORITY, GraphKind.CURATED):
            curated.append(line)
        elif kind is GraphKind.VOCABULARY:
            vocabulary.append(line)
    closure = closure_from(vocabulary=vocabulary, curated=[*curated, *labels])
    loaded = load_shapes(shapes or ontology_folder() / "shapes", registers=registers)
    return validate_batch(sorted(documents.items()), closure, shapes=loaded, engine=engine)


def _lines(release: Path) -> Iterator[str]:
    for path in sorted((release / "dumps").glob("*.nq.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            yield from lines
