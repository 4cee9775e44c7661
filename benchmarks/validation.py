"""Triples a second of the validation on generated letters of every format, beside pySHACL on the same letters.

    python -m benchmarks.validation [--letters 1000] [--peer 1000] [--peer-seconds 120]
    python -m benchmarks.validation --collection FOLDER --letters N [--peer N]

The letters are those of ``benchmarks/letters.py``, read and mapped by the library, untimed. Timed is all that
a build does to validate them, block by block: preparing, the engine with all shapes, giving each result to its letter.
Times are of one processor core (so that other work on the machine counts for nothing), the best of three rounds; shapes
are prepared before. The triples of vocabulary and authority files that go along count for nothing.

pySHACL validates the same triples once, in the same blocks, until its time is up; how many letters that were is said.
The ratio is that of the two rates on exactly those letters.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.letters import write_collection
from kg.authorities import load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import Collection, load_collection
from kg.errors import LettergraphError
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.pipeline.letter_keys import key_of
from kg.pipeline.opening import open_source
from kg.pipeline.settings import load_source, source_files
from kg.records.document import DocumentRecord
from kg.records.mapping_form import mapping_record
from kg.resources import mappings_folder, ontology_folder
from kg.sources import RelatedSources
from kg.validation import Closure, Result, Shapes, closure_from, load_shapes, validate_batch

FORMATS = ("cmif", "tei", "table", "pages")
BLOCK = 64
ROUNDS = 3
Document = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine found in how much processor time, and in how many letters and triples."""

    results: dict[str, tuple[Result, ...]]
    letters: int
    triples: int
    seconds: float

    @property
    def rate(self) -> float:
        """Triples a second."""
        return self.triples / self.seconds


def records_of(collection: Collection, most: int, keys: Path) -> Iterator[DocumentRecord]:
    """Read letters of a collection, in the order of its sources; what cannot be read is left out."""
    authorities = load_authorities(collection.authorities, same_as=collection.same_as)
    registry, left = KeyRegistry.load(keys), most
    for file in source_files(collection):
        try:
            source = load_source(collection, file)
            text, reader = open_source(source, format_name=file.setting.format)
            if left <= 0 or reader.is_register(source, text):
                continue
            found = reader.identify(source, text)[:left]
            names = {
                one.locus: key_of(one, registry, collection=source.settings.collection, source=source.path)
                for one in found
            }
            read = reader.read(source, text, keys=names, authorities=authorities, related=RelatedSources((), {}))
        except LettergraphError:
            continue
        left -= len(read.records)
        yield from read.records


def letters_of(folder: Path, most: int) -> tuple[list[Document], Closure]:
    """Read and map letters of a collection; the closure is what a build sends along."""
    collection = load_collection(folder)
    base_iri = collection.base_iri
    plan = compile_mapping(load_mapping(mappings_folder()), base_iri=base_iri)
    with tempfile.TemporaryDirectory() as scratch:
        letters = [
            (record.key, list(dict.fromkeys(plan.quads(mapping_record(record)))))
            for record in records_of(collection, most, Path(scratch, "keys.tsv"))
        ]
    authorities = load_authorities(collection.authorities, same_as=collection.same_as)
    curated = authority_quads(authorities, base_iri=base_iri)
    return letters, closure_from(vocabulary=vocabulary_quads(base_iri=base_iri), curated=curated)


def blocks(letters: Sequence[Document]) -> Iterator[Sequence[Document]]:
    for start in range(0, len(letters), BLOCK):
        yield letters[start : start + BLOCK]


def run(
    engine: str, letters: Sequence[Document], closure: Closure, shapes: Shapes, *, limit: float | None = None
) -> Run:
    """Validate letters block by block until they are done or the processor seconds are used up."""
    validate_batch(letters[:1], closure, shapes=shapes, engine=engine)
    results: dict[str, tuple[Result, ...]] = {}
    triples, started = 0, time.process_time()
    for block in blocks(letters):
        results |= validate_batch(block, closure, shapes=shapes, engine=engine, batch_size=BLOCK)
        triples += sum(len(lines) for _, lines in block)
        if limit is not None and time.process_time() - started > limit:
            break
    return Run(results, len(results), triples, time.process_time() - started)


def best(runs: Iterable[Run]) -> Run:
    return min(runs, key=lambda one: one.seconds)


def measure(name: str, folder: Path, arguments: argparse.Namespace, shapes: Shapes) -> None:
    """Measure one collection, and pySHACL on its letters if that was asked for."""
    letters, closure = letters_of(folder, arguments.letters)
    ours = best(run("shacl", letters, closure, shapes) for _ in range(ROUNDS))
    found = sum(map(len, ours.results.values()))
    milliseconds = 1000 * ours.seconds / ours.letters
    print(f"{name}: {ours.letters} letters, {ours.triples} triples, {found} results, {milliseconds:.3f} ms a letter")
    print(f"validation: {ours.rate:.0f} triples/s per core", flush=True)
    if not arguments.peer:
        return
    peer = run("pyshacl", letters[: arguments.peer], closure, shapes, limit=arguments.peer_seconds)
    same_letters = best(run("shacl", letters[: peer.letters], closure, shapes) for _ in range(ROUNDS))
    same = peer.results == same_letters.results
    ratio = same_letters.rate / peer.rate
    print(f"pySHACL: {peer.letters} letters, {peer.triples} triples, {peer.rate:.0f} triples/s per core")
    print(f"validation ratio to pySHACL: {ratio:.0f}")
    print(f"validation / pySHACL: {ratio:.0f}; same results: {'yes' if same else 'NO'}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the validation.")
    parser.add_argument("--collection", type=Path, help="a collection; without it one of every format is made")
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--peer", type=int, default=0, help="so many letters are given to pySHACL, too")
    parser.add_argument("--peer-seconds", type=float, default=120, help="processor seconds that it may use")
    arguments = parser.parse_args()
    shapes = load_shapes(ontology_folder() / "shapes")
    if arguments.collection is not None:
        measure(arguments.collection.name, arguments.collection, arguments, shapes)
        return
    with tempfile.TemporaryDirectory() as scratch:
        for form in FORMATS:
            measure(form, write_collection(Path(scratch, form), form, arguments.letters), arguments, shapes)


if __name__ == "__main__":
    main()
