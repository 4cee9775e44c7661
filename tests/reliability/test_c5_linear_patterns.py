"""Row C5: no regular expression of the package or of the shapes runs away on a text that is made to that end.

The short form asks for less: on texts of 2,000 characters nothing may take a second of processor time. What grows with
the square of the length takes some hundredths, what grows with the cube some seconds, and what doubles with each word
would not end: ratios of growth tell no more, and on a machine at work they tell it less surely. The long form is the
row: 100 KB, one second; but for the files of `BOUNDED`, with what keeps the texts short that their patterns get.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.reliability.c_adversaries import adversaries
from tests.reliability.c_bounded import BOUNDED, bound_of
from tests.reliability.c_patterns import PROJECT, Pattern
from tests.reliability.c_trial import Slow, Trial
from tests.reliability.figures import Figure

SHORT = Trial(2_000, 1.0, singles=False)
LONG = Trial(100_000, 1.0)
RUNAWAYS = (r"^(a+)+$", r"(\w+\s?)*!", r"(?:x|xx)*y")
"""Patterns that take time without end on a short text."""
QUADRATIC = r"\s+$"


def collect(*arguments: str) -> list[Pattern]:
    """Collect all patterns in a process that knows nothing of the project yet."""
    command = [sys.executable, "-m", "tests.reliability.c_patterns", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    return [Pattern(**{**one, "methods": tuple(one["methods"])}) for one in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def patterns() -> list[Pattern]:
    return collect()


def pattern(text: str) -> Pattern:
    return Pattern("here", text, 0, ("search",))


def words(slow: list[Slow]) -> list[str]:
    """Name the patterns, for a person who is to mend them."""
    return [f"{one.pattern.where} {one.method} {one.pattern.text[:200]}" for one in slow]


def test_no_pattern_runs_away_on_a_short_text(patterns: list[Pattern], figure: Figure) -> None:
    slow = SHORT.run(patterns)

    figure("C5", f"patterns on {SHORT.size} characters: {len(patterns)} patterns, {len(slow)} run away")
    assert len(patterns) > 400
    assert words(slow) == []


@pytest.mark.acceptance
def test_every_pattern_takes_less_than_a_second_on_a_hundred_kilobytes(figure: Figure) -> None:
    everything = collect("--reading")
    long = [one for one in everything if bound_of(one) is None]
    slow = LONG.run(long)
    late = [one for size in sorted({one.size for one in BOUNDED}) for one in _within(size, everything)]

    figure(
        "C5",
        f"patterns: {len(everything)}; {len(long)} on 100 KB, {len(slow)} over 1 s; "
        f"{len(everything) - len(long)} on the longest text that they get, {len(late)} over 1 s",
    )
    assert words(slow) == []
    assert words(late) == []


def _within(size: int, patterns: list[Pattern]) -> list[Slow]:
    return Trial(size, 1.0, singles=False).run([one for one in patterns if bound_of(one) == size])


def test_every_exception_is_of_files_that_exist() -> None:
    assert [one.path for one in BOUNDED if not (PROJECT / one.path).exists()] == []


def test_a_pattern_that_runs_away_is_killed_and_named() -> None:
    slow = Trial(SHORT.size, 0.2, singles=False).run([pattern(text) for text in ("harmless", *RUNAWAYS, "x+")])

    assert [one.pattern.text for one in slow] == [*RUNAWAYS]


@pytest.mark.acceptance
def test_a_pattern_that_grows_with_the_square_is_named(figure: Figure) -> None:
    slow = LONG.run([pattern(QUADRATIC), pattern(r"(?<!\s)\s+$")])

    figure("C5", f"patterns, control: {len(slow)} of 1 quadratic pattern named")
    assert [one.pattern.text for one in slow] == [QUADRATIC]


def test_the_hard_texts_reach_every_part_that_repeats() -> None:
    texts = list(adversaries(r"<[^<>]*>", 0, size=100))

    assert "<" * 100 in texts
    assert any(re.fullmatch(r"< +\x00", text) for text in texts)


def test_patterns_are_found_wherever_they_are_compiled(patterns: list[Pattern]) -> None:
    found = {(one.where.partition(":")[0], one.text): one for one in patterns}

    assert found["kg/records/locator.py", r"<[^<>]*>"].methods  # a constant of a module
    assert found["kg/workers/sandbox.py", r"^VmSize:\s+(\d+) kB"].methods == ("search",)  # of a call never made
    assert any(file == "ontology/shapes/date.ttl" for file, _ in found)
