"""Pages a second of the edition page reader, on the pages of a folder (default: our own, written for the tests).

    python benchmarks/reading.py [folder] [rounds]

Each page is decoded, identified and read, with the demonstration's authority files and with none; the first round is
not counted (patterns are built then). Rates are of processor time, so that other work on the machine counts for none.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kg.authorities import Authorities, load_authorities
from kg.errors import MalformedSource
from kg.sources import Source, SourceSettings, decode, reader_for

ROOT = Path(__file__).resolve().parents[1]


def read(source: Source, authorities: Authorities) -> int:
    text = decode(source)
    reader = reader_for(source, text)
    if isinstance(reader, tuple):
        return 0
    keys = {one.locus: f"b-{one.locus}" for one in reader.identify(source, text)}
    try:
        return len(reader.read(source, text, keys=keys, authorities=authorities).records)
    except MalformedSource:
        return 0


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else ROOT / "tests" / "documents" / "pages"
    rounds = int(arguments[1]) if len(arguments) > 1 else 20
    settings = SourceSettings("b", calendar="julian-until-1918")
    sources = [Source(path.name, path.read_bytes(), settings) for path in sorted(folder.rglob("*.txt"))]
    size = sum(len(source.data) for source in sources)
    files = sorted((ROOT / "collections" / "southern-front-1919" / "authorities").glob("*.yaml"))
    for name, authorities in (("no authority file", Authorities()), ("authority files", load_authorities(files))):
        letters = sum(read(source, authorities) for source in sources)
        start = time.process_time()
        for _ in range(rounds):
            for source in sources:
                read(source, authorities)
        taken = time.process_time() - start
        pages = rounds * len(sources)
        print(
            f"{name}: {pages / taken:.0f} pages/s, {rounds * letters / taken:.0f} letters/s, "
            f"{rounds * size / taken / 1000:.0f} kB/s ({len(sources)} pages of {size // max(1, len(sources))} bytes)"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
