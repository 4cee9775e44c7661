"""Time and memory of reading tables of letters: linear in the rows, and no more in memory than text and one part.

python -m benchmarks.read_table 10000 100000
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice

from kg.authorities import Authorities
from kg.sources.table import TableReader
from kg.sources.text import Source, SourceSettings, decode

_PART = 200
"""Letters at once, as `kg.pipeline.reading` has it."""


def table(rows: int) -> bytes:
    """Make a table of invented letters, all different."""
    lines = ["key,sender,senderID,senderPlace,senderDate,addressee,addresseeID,note"]
    for n in range(rows):
        date = f"{1700 + n % 200}-{1 + n % 12:02}-{1 + n % 28:02}"
        lines.append(
            f'{n},"Vogel, Adam {n % 997}",http://d-nb.info/gnd/1185402{n % 90:02}8,Ort {n % 311},{date},'
            f'[Bert Talg {n % 613}],https://viaf.org/viaf/{10000 + n},"Lampe ""{n}"""'
        )
    return "\n".join(lines).encode()


def main() -> None:
    """Read tables of the sizes given, in parts as a build does."""
    for rows in map(int, sys.argv[1:] or ["10000", "50000"]):
        source = Source("letters.csv", table(rows), SourceSettings("b", language="de"))
        start = time.process_time()
        text = decode(source)
        reader = TableReader()
        letters = reader.identify(source, text)
        identified = time.process_time()
        loci = iter(letters)
        read = 0
        while part := {one.locus: f"b-{one.own_id}" for one in islice(loci, _PART)}:
            read += len(reader.read(source, text, keys=part, authorities=Authorities()).records)
        end = time.process_time()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{rows} rows, {len(source.data) // 1024} KiB: identified in {identified - start:.1f} s, {read} read in "
            f"{end - identified:.1f} s ({(end - identified) / rows * 1000:.2f} ms a row), {memory} MiB at most"
        )


if __name__ == "__main__":
    main()
