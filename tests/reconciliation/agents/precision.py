"""How many of the proposals on the samples are right, by level, as somebody judged who looked at each pair's letters.

`judged.tsv` holds keys that a proposal joins, a verdict (``yes``, ``no``, ``open`` where the data do not tell) and the
reason. What is open counts as wrong. Run it: ``python -m tests.reconciliation.agents.precision``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import Authorities
from kg.authorities.decisions import Decisions
from kg.reconciliation.agents import Proposal, observe, propose
from tests.reconciliation.agents.sample_records import sample_records

JUDGED = Path(__file__).with_name("judged.tsv")


@dataclass(frozen=True, slots=True)
class Precision:
    """Of each level: how many judged proposals are still made, and how many of them are right."""

    judged: Mapping[str, int]
    right: Mapping[str, int]
    lost: tuple[tuple[str, str], ...]
    """Judged pairs that no proposal joins any more."""
    unjudged: Mapping[str, int]
    """Proposals that nobody judged."""

    def of(self, level: str) -> float:
        return self.right.get(level, 0) / self.judged[level]


def verdicts() -> dict[tuple[str, str], str]:
    lines = JUDGED.read_text(encoding="utf-8").splitlines()[1:]
    return {(first, second): verdict for first, second, verdict, _ in (line.split("\t") for line in lines)}


def measure(proposals: Sequence[Proposal]) -> Precision:
    """Look up each judged pair among the proposals; a pair is met by the proposal of most of its own that joins it."""
    judged, right, lost, met = Counter[str](), Counter[str](), [], set[int]()
    by_key: dict[str, list[int]] = {}
    for number, proposal in enumerate(proposals):
        for key in proposal.keys:
            by_key.setdefault(key, []).append(number)
    for (first, second), verdict in verdicts().items():
        both = sorted(set(by_key.get(first, ())) & set(by_key.get(second, ())))
        if not both:
            lost.append((first, second))
            continue
        met.update(both)
        level = proposals[both[0]].level.value
        judged[level] += 1
        right[level] += verdict == "yes"
    unjudged = Counter(one.level.value for number, one in enumerate(proposals) if number not in met)
    return Precision(judged, right, tuple(lost), unjudged)


def main() -> None:
    samples = Path(__file__).parents[4] / "shared" / "samples"
    observed = observe(sample_records(samples, Authorities()), Authorities())
    found = measure(propose(observed, Decisions()))
    for level, number in found.judged.items():
        right = found.right[level]
        print(f"{level}: {right} of {number} judged proposals are right ({found.of(level):.3f})")  # noqa: T201
    print(f"no longer proposed: {len(found.lost)}; not judged: {dict(found.unjudged)}")  # noqa: T201


if __name__ == "__main__":
    main()
