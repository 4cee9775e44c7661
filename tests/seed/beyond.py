"""What we state or infer of the seed page beyond the corrected example: ``python -m tests.seed.beyond``.

``beyond.tsv`` lists every such statement with the words of the page that it rests on (at most eight) and why it is
right; each line was read against the page. The command prints the list as it is now, with question marks for lines
that nobody has read yet; a test fails while there is one, or one too many.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.seed.building import Seed, build_seed
from tests.seed.corrections import INFERRED, STATED, Corrected, correct
from tests.seed.example import read_example
from tests.seed.report import SHARED, Correspondence, graph_of, load_correspondence
from tests.seed.terms import Triple, shown

LIST = Path(__file__).parent / "beyond.tsv"
COLUMNS = ("graph", "subject", "predicate", "object", "words", "why")
MOST_WORDS = 8


@dataclass(frozen=True, slots=True, order=True)
class Beyond:
    """A statement beyond the example; a long object is shown by its first words and a digest."""

    graph: str
    subject: str
    predicate: str
    object: str


def statements_beyond(corrected: Corrected, seed: Seed, names: Correspondence) -> frozenset[Beyond]:
    """Find what the seed's stated and inferred graphs say beyond the corrected example."""
    wanted = {(one.graph, names.ours(one.triple)) for one in corrected.triples}
    return frozenset(
        _beyond(graph, triple)
        for graph in (STATED, INFERRED)
        for triple in graph_of(seed, graph)
        if (graph, triple) not in wanted
    )


def _beyond(graph: str, triple: Triple) -> Beyond:
    return Beyond(graph, triple.subject, triple.predicate, shown(triple.object))


def load_reviewed(path: Path = LIST) -> dict[Beyond, Mapping[str, str]]:
    """Read the reviewed list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    reviewed: dict[Beyond, Mapping[str, str]] = {Beyond(*(row[name] for name in COLUMNS[:4])): row for row in rows}
    assert len(reviewed) == len(rows), f"{path.name} lists a statement twice"
    return reviewed


def write_list(found: Iterable[Beyond], reviewed: Mapping[Beyond, Mapping[str, str]]) -> str:
    """Write the list anew: what was reviewed stays as it is, what is new has question marks."""
    output = io.StringIO()
    output.write("\t".join(COLUMNS) + "\n")
    for one in sorted(found):
        row = reviewed.get(one, {"words": "?", "why": "?"})
        output.write("\t".join((one.graph, one.subject, one.predicate, one.object, row["words"], row["why"])) + "\n")
    return output.getvalue()


def main(shared: Path = SHARED) -> int:
    """Build the seed and print the list."""
    page_file = shared / "seed" / "page.txt"
    corrected = correct(read_example(shared), page_file.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        seed = build_seed(Path(folder) / "seed", page_file)
    reviewed = load_reviewed() if LIST.exists() else {}
    found = statements_beyond(corrected, seed, load_correspondence())
    sys.stdout.write(write_list(found, reviewed))
    return int(set(found) != set(reviewed))


if __name__ == "__main__":
    sys.exit(main())
