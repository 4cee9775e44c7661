"""What is called certain is right, on real letters and by a judgement of each pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities
from kg.authorities.decisions import Decisions
from kg.reconciliation.agents import observe, propose
from tests.reconciliation.agents.precision import measure, verdicts
from tests.reconciliation.agents.sample_records import sample_records


@pytest.mark.shared
@pytest.mark.acceptance
def test_what_is_certain_is_right_and_the_judged_sample_is_still_proposed(shared: Path) -> None:
    observed = observe(sample_records(shared / "samples", Authorities()), Authorities())

    found = measure(propose(observed, Decisions()))

    assert sum(found.judged.values()) >= 100
    assert len(found.lost) <= len(verdicts()) // 20, found.lost
    assert found.of("certain") >= 0.98
    assert found.of("probable") >= 0.9
    assert found.of("possible") < found.of("probable") < found.of("certain")


def test_every_verdict_is_one_of_three_and_has_a_reason() -> None:
    lines = Path(__file__).with_name("judged.tsv").read_text(encoding="utf-8").splitlines()[1:]

    assert len(lines) >= 100
    assert {line.split("\t")[2] for line in lines} == {"yes", "no", "open"}
    assert all(len(line.split("\t")) == 4 and line.split("\t")[3] for line in lines)
