"""Quads a second of our own mappings on invented letters, beside Morph-KGC on the same letters.

``make benchmark-mapping`` writes letters of all formats; ``python -m benchmarks.mapping --collection FOLDER`` takes
those of one collection of `benchmarks.letters`. The letters are read before; then the processor time is taken of making
their mapping records, of mapping these with ``mappings/``, and of the two together. A quad that two rules make counts
twice. Figures are of one core, the best of three.

``--peer LETTERS`` (0 for none) runs Morph-KGC as well, see `benchmarks.morph_kgc`: on letters of the first format, with
the rules that make quads of them, without joins on constants, from a flat file for each iterator; our engine reads the
records as they are. Both read JSON, map, and write N-Quads; the ratio is that of their processor times, the other
engine's start left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks import morph_kgc
from benchmarks.letters import write_collection
from kg.authorities import Authorities
from kg.config import load_collection
from kg.errors import MalformedSource
from kg.mapping import Mapping, Plan, compile_mapping, load_mapping
from kg.pipeline.opening import open_source
from kg.pipeline.settings import load_source, source_files
from kg.records.document import DocumentRecord
from kg.records.mapping_form import mapping_record
from kg.sources import Reader, RelatedSources, Source, SourceText

ROOT = Path(__file__).resolve().parents[1]
BASE_IRI = "https://letters.example/"
FORMATS = ("cmif", "tei", "table", "pages")
_TRACED = 300
"""Letters from which it is seen which rules make quads."""


def records_of(folder: Path) -> Iterator[DocumentRecord]:
    """Read the letters of a collection; sources that cannot be read are passed over."""
    collection = load_collection(folder)
    opened: list[tuple[Source, SourceText, Reader]] = []
    registers: list[tuple[Source, SourceText]] = []
    for file in source_files(collection):
        source = load_source(collection, file)
        try:
            text, reader = open_source(source, format_name=file.setting.format)
            if reader.is_register(source, text):
                registers.append((source, text))
            else:
                opened.append((source, text, reader))
        except MalformedSource:
            continue
    related = RelatedSources(registers=tuple(registers), letters={})
    for number, (source, text, reader) in enumerate(opened):
        keys = {one.locus: f"{number}-{index}" for index, one in enumerate(reader.identify(source, text))}
        yield from reader.read(source, text, keys=keys, authorities=Authorities(), related=related).records


def cpu_seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Give the best of some processor times."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def measure(name: str, records: Sequence[DocumentRecord], plan: Plan) -> tuple[int, float]:
    """Print a line about the letters of one format; give their quads and the seconds of mapping alone."""
    forms = [mapping_record(record) for record in records]
    quads = sum(len(plan.quads(form)) for form in forms)
    forming = cpu_seconds(lambda: [mapping_record(record) for record in records])
    mapping = cpu_seconds(lambda: [plan.quads(form) for form in forms])
    each = 1000 / len(records)
    print(
        f"{name:12}{len(records):8,}{quads:12,}{forming * each:12.3f}{mapping * each:10.3f}"
        f"{(forming + mapping) * each:10.3f}{quads / mapping:14,.0f}"
    )
    return quads, mapping


def compare(forms: Sequence[dict[str, object]], mapping: Mapping, *, seconds: float) -> float:
    """Give the ratio of the processor times of Morph-KGC and our engine on the same files and rules.

    Raises:
        Unavailable: Morph-KGC cannot be had, or does not finish in time.
    """
    python = morph_kgc.environment()
    plan = compile_mapping(mapping, base_iri=BASE_IRI)
    used = {quad.rule for form in forms[:_TRACED] for quad in plan.trace(form)}
    shared = morph_kgc.portable(mapping, base_iri=BASE_IRI, used=used)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flat = morph_kgc.flat(shared.mapping, forms, folder)
        ran = morph_kgc.run(python, flat, folder, seconds=seconds)
        (folder / "nothing").mkdir()
        start = morph_kgc.run(python, morph_kgc.flat(shared.mapping, forms[:1], folder / "nothing"), folder).seconds
        (folder / "records.json").write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
        ours = cpu_seconds(lambda: _map_file(shared.mapping, folder), times=1)
    quads, theirs = ran.text.count("\n"), max(ran.seconds - start, 0.001)
    print(
        f"{len(forms):,} letters, {len(used)} rules: Morph-KGC {theirs:.1f} s for {quads:,} quads "
        f"(and {start:.1f} s to start), we {ours:.2f} s"
    )
    return theirs / ours


def _map_file(mapping: Mapping, folder: Path) -> None:
    plan = compile_mapping(mapping, base_iri=BASE_IRI)
    records = json.loads((folder / "records.json").read_text(encoding="utf-8"))
    with (folder / "ours.nq").open("w", encoding="utf-8") as output:
        for record in records:
            output.writelines(dict.fromkeys(plan.quads(record)))


def _collections(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path]]:
    if options.collection is not None:
        yield options.collection.name, options.collection
        return
    for form in FORMATS:
        yield form, write_collection(folder / form, form, options.letters)


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; the last lines are those that `benchmarks.build` shows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--collection", type=Path, help="of benchmarks.letters; by default new ones of all formats")
    parser.add_argument("--letters", type=int, default=1000, help="of each collection")
    parser.add_argument("--peer", type=int, default=1000, help="letters for Morph-KGC, 0 for none")
    parser.add_argument("--peer-seconds", type=float, default=1800, help="when Morph-KGC is stopped")
    options = parser.parse_args(arguments)
    mapping = load_mapping(ROOT / "mappings")
    plan = compile_mapping(mapping, base_iri=BASE_IRI)
    print(f"{'':12}{'letters':>8}{'quads':>12}{'record, ms':>12}{'map, ms':>10}{'both, ms':>10}{'quads/s':>14}")
    quads, seconds = 0, 0.0
    forms: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        for title, folder in _collections(options, Path(name)):
            records = list(islice(records_of(folder), options.letters))
            made, took = measure(title, records, plan)
            quads, seconds = quads + made, seconds + took
            forms = forms or [mapping_record(record) for record in records[: options.peer]]
    print(f"mapping: {quads / seconds:,.0f} quads/s per core")
    if options.peer:
        try:
            print(f"mapping ratio to Morph-KGC: {compare(forms, mapping, seconds=options.peer_seconds):.0f}")
        except morph_kgc.Unavailable as error:
            print(f"mapping ratio to Morph-KGC: not measured. {error}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
