"""Print who makes each statement of the worked example as corrected: ``python -m tests.seed.report``.

``reader`` reads it from the page alone; ``reader+authority`` only where the authority files are used; ``missing`` is
not in the release. A statement counts as the same when its identifiers are those of ``correspondence.csv``: the column
``ours`` names a thing as built with the authority files, ``alone`` as built without them (empty: the same; two: the
authority files join them). The status is 1 if a statement is missing that `REVIEWED` does not explain.
"""

from __future__ import annotations

import csv
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.seed.building import KEY, NAMES, Seed, build_seed
from tests.seed.corrections import ALIGNMENT, INFERRED, STATED, Corrected, CorrectedTriple, correct
from tests.seed.evidence import DEMANDED, Annotation, Demanded, read_annotations
from tests.seed.example import PREFIXES_OF_THE_EXAMPLE, read_example
from tests.seed.terms import Triple, shown, text

SHARED = Path(__file__).parents[3] / "shared"
REVIEWED: Mapping[Triple, str] = {
    Triple("t:1919-11-12-sent", "rico:expressedDate", text("On November 12, 1919")): (
        "“On” belongs to the sentence; the date is expressed without it, as the example's other dates are"
    ),
}
"""Statements of the corrected example that are missing on purpose, and why."""


class Maker(StrEnum):
    READER = "reader"
    AUTHORITY = "reader+authority"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Made:
    """A statement or annotation that is demanded, and who makes it; ``excuse`` is why it is missing on purpose."""

    maker: Maker
    graph: str
    said: str
    reason: str = ""
    excuse: str = ""


class Correspondence:
    """The example's identifiers and ours."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._ours: dict[str, str] = {}
        self._alone: dict[str, tuple[str, ...]] = {}
        for row in rows:
            self._ours[row["example"]] = row["ours"]
            self._alone[row["example"]] = tuple(row["alone"].split()) or (row["ours"],)

    def ours(self, triple: Triple) -> Triple:
        """Give a statement our identifiers, as built with the authority files."""
        return Triple(*(self.term(term) for term in triple))

    def alone(self, triple: Triple) -> Iterator[Triple]:
        """Give a statement every combination of identifiers that it may have without authority files."""
        for terms in itertools.product(*(self.terms_alone(term) for term in triple)):
            yield Triple(*terms)

    def term(self, term: str) -> str:
        """Translate one term; what is no identifier of the example stays."""
        if term not in self._ours and term.partition(":")[0] in PREFIXES_OF_THE_EXAMPLE:
            raise KeyError(f"correspondence.csv has no line for {term}")
        return self._ours.get(term, term)

    def terms_alone(self, term: str) -> tuple[str, ...]:
        """Translate one term to what it may be without authority files."""
        return self._alone.get(term, (term,))

    def examples(self) -> tuple[str, ...]:
        """All identifiers of the example."""
        return tuple(self._ours)


def load_correspondence() -> Correspondence:
    """Read ``correspondence.csv``."""
    with (Path(__file__).parent / "correspondence.csv").open(encoding="utf-8", newline="") as file:
        return Correspondence(csv.DictReader(file))


def graph_of(seed: Seed, kind: str) -> frozenset[Triple]:
    """Give the statements of a kind of graph."""
    if kind == ALIGNMENT:
        return seed.graphs[NAMES.alignment("schema-org")] | seed.graphs[NAMES.alignment("cidoc-crm")]
    return {STATED: seed.graphs[NAMES.stated(KEY)], INFERRED: seed.graphs[NAMES.inferred(KEY)]}[kind]


def judge(corrected: Corrected, seed: Seed, alone: Seed, names: Correspondence) -> tuple[Made, ...]:
    """Say of every statement of the corrected example who makes it."""
    return tuple(_judge_one(one, seed, alone, names) for one in corrected.triples)


def _judge_one(one: CorrectedTriple, seed: Seed, alone: Seed, names: Correspondence) -> Made:
    maker = Maker.MISSING
    if names.ours(one.triple) in graph_of(seed, one.graph):
        without = graph_of(alone, one.graph)
        by_reader = any(triple in without for triple in names.alone(one.triple))
        maker = Maker.READER if by_reader else Maker.AUTHORITY
    excuse = REVIEWED.get(one.triple, "") if maker is Maker.MISSING else ""
    return Made(maker, one.graph, str(one.triple), one.reason, excuse)


def judge_evidence(page: str, seed: Seed, alone: Seed, names: Correspondence) -> tuple[Made, ...]:
    """Say of every annotation that is demanded who makes it."""
    ours, without = read_annotations(seed.evidence), read_annotations(alone.evidence)
    made = []
    for one in DEMANDED:
        maker = Maker.MISSING
        if _is_there(one, page, ours, (names.term(one.body),)):
            by_reader = _is_there(one, page, without, names.terms_alone(one.body))
            maker = Maker.READER if by_reader else Maker.AUTHORITY
        words = shown(text(one.exact(page)))
        order = f", order {one.position}" if one.position else ""
        made.append(Made(maker, "evidence", f"{one.body}  {one.motivation}, {one.basis}{order}: {words}", one.reason))
    return tuple(made)


def _is_there(wanted: Demanded, page: str, there: Iterable[Annotation], bodies: tuple[str, ...]) -> bool:
    exact = wanted.exact(page)
    return any(
        one.bodies & set(bodies)
        and (one.motivation, one.exact) == (wanted.motivation, exact)
        and (one.basis == wanted.basis or (one.basis, wanted.basis) == ("unresolved", "stated"))
        and (wanted.position is None or one.position == wanted.position)
        for one in there
    )


def totals(made: Iterable[Made]) -> Counter[tuple[str, Maker]]:
    """Count by graph and maker."""
    return Counter((one.graph, one.maker) for one in made)


def write_report(made: tuple[Made, ...], corrected: Corrected) -> str:
    """Write the report as text."""
    lines = []
    for one in made:
        reason = f"   [{one.reason}]" if one.reason else ""
        excuse = f"   ({one.excuse})" if one.excuse else ""
        lines.append(f"{one.maker:<17}{one.graph:<10}{one.said}{reason}{excuse}")
    lines += ["", "Removed by the corrections:"]
    lines += [f"  {one.triple}   [{one.reason}]" for one in corrected.removed]
    lines += ["", "In brackets: the rule of model/corrections.md that changed, added or removed the statement.", ""]
    counted = totals(made)
    graphs = list(dict.fromkeys(one.graph for one in made))
    lines.append(f"{'':<12}" + "".join(f"{maker:>18}" for maker in Maker) + f"{'all':>8}")
    for graph in graphs:
        figures = [counted[graph, maker] for maker in Maker]
        lines.append(f"{graph:<12}" + "".join(f"{figure:>18}" for figure in figures) + f"{sum(figures):>8}")
    origins = Counter(one.origin for one in (*corrected.triples, *corrected.removed))
    lines += ["", "The example's statements: " + ", ".join(f"{n} {name}" for name, n in sorted(origins.items())) + "."]
    return "\n".join(lines) + "\n"


def main(shared: Path = SHARED) -> int:
    """Build the seed twice, print the report, and say whether something is missing without a reviewed reason."""
    page_file = shared / "seed" / "page.txt"
    if not page_file.exists():
        sys.stderr.write(f"There is no {page_file}: the report needs the real documents beside the project.\n")
        return 1
    page = page_file.read_text(encoding="utf-8")
    corrected = correct(read_example(shared), page)
    names = load_correspondence()
    with tempfile.TemporaryDirectory() as folder:
        seed = build_seed(Path(folder) / "seed", page_file)
        alone = build_seed(Path(folder) / "alone", page_file, authorities=False)
    made = judge(corrected, seed, alone, names) + judge_evidence(page, seed, alone, names)
    sys.stdout.write(write_report(made, corrected))
    return int(any(one.maker is Maker.MISSING and not one.excuse for one in made))


if __name__ == "__main__":
    sys.exit(main())
