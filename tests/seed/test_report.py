"""Everything that the worked example says, as corrected, is made; and what is beyond it was read against the page."""

from __future__ import annotations

import pytest

from tests.seed.beyond import MOST_WORDS, load_reviewed, statements_beyond
from tests.seed.building import Seed
from tests.seed.corrections import Corrected
from tests.seed.report import Correspondence, Made, Maker, judge, judge_evidence, write_report

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("seed")]


def missing(made: tuple[Made, ...]) -> list[str]:
    return [f"{one.graph}: {one.said}" for one in made if one.maker is Maker.MISSING and not one.excuse]


def test_every_statement_of_the_corrected_example_is_made(
    corrected: Corrected, seed: Seed, alone: Seed, names: Correspondence
) -> None:
    assert missing(judge(corrected, seed, alone, names)) == []


def test_every_annotation_that_is_demanded_is_made(page: str, seed: Seed, alone: Seed, names: Correspondence) -> None:
    assert missing(judge_evidence(page, seed, alone, names)) == []


def test_the_reader_makes_every_statement_but_what_needs_a_name_of_the_authority_files(
    corrected: Corrected, seed: Seed, alone: Seed, names: Correspondence
) -> None:
    by_authority = [one for one in judge(corrected, seed, alone, names) if one.maker is Maker.AUTHORITY]

    assert [one.said.split("  ")[:2] for one in by_authority] == [["ident:f558-op1-d5450-l2", "rico:normalizedValue"]]


def test_every_correction_meets_a_statement_of_the_example(corrected: Corrected) -> None:
    assert corrected.unused == ()


def test_nothing_beyond_the_example_is_stated_or_inferred_that_was_not_reviewed(
    corrected: Corrected, seed: Seed, names: Correspondence
) -> None:
    found = statements_beyond(corrected, seed, names)

    assert sorted(found - set(load_reviewed())) == []


def test_nothing_is_listed_as_beyond_that_is_no_longer_said(
    corrected: Corrected, seed: Seed, names: Correspondence
) -> None:
    found = statements_beyond(corrected, seed, names)

    assert sorted(set(load_reviewed()) - found) == []


def test_each_line_beyond_rests_on_at_most_eight_words_of_the_page(page: str) -> None:
    words = {row["words"] for row in load_reviewed().values()}
    printed = " ".join(page.split())

    assert [one for one in words if one not in printed or len(one.split()) > MOST_WORDS] == []


def test_each_line_beyond_says_why() -> None:
    assert [one for one, row in load_reviewed().items() if len(row["why"]) < 10] == []


def test_the_report_counts_what_it_lists(
    corrected: Corrected, page: str, seed: Seed, alone: Seed, names: Correspondence
) -> None:
    made = judge(corrected, seed, alone, names) + judge_evidence(page, seed, alone, names)

    text = write_report(made, corrected)

    assert sum(line.startswith(tuple(Maker)) for line in text.splitlines()) == len(made)
    assert sum(int(line.split()[-1]) for line in text.splitlines()[-6:-2]) == len(made)
