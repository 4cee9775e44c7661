"""The outcomes of a build on the disk."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.errors import MalformedSource, Where
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status
from kg.pipeline import outcome_log
from kg.pipeline.outcome_form import outcome_json
from kg.pipeline.outcome_log import OutcomeLog

FINDING = OutcomeFinding(
    "date-not-understood", "Not understood.", Where("sources/b.txt", 12, 3), words="vor dem Öffnen"
)
BROKEN = OutcomeViolation(
    "It is wrong.", Severity.VIOLATION, "https://x#S04", "https://x/id/doc/b-1", Where("sources/b.txt", 4), why="A why."
)
SILENT = Outcome(Status.OK, "sources/a.txt", "a-1", "A to B")
NOTED = Outcome(Status.REJECTED, "sources/b.txt", "b-1", "B to C", findings=(FINDING,), violations=(BROKEN,))
FAILED = Outcome(
    Status.FAILED,
    "sources/\udcff.txt",
    error=MalformedSource("No text.", where=Where("sources/c.txt", 1), remedy="Look."),
)


@pytest.fixture(params=["in memory", "on the disk"])
def log(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OutcomeLog:
    if request.param == "on the disk":
        monkeypatch.setattr(outcome_log, "_IN_MEMORY", 200)
    monkeypatch.setattr(outcome_log, "_AT_ONCE", 3)
    return OutcomeLog(tmp_path)


def letters(number: int) -> list[Outcome]:
    return [Outcome(Status.OK, f"sources/{index // 10}.txt", f"k-{index}", "É") for index in range(number)]


def test_outcomes_come_back_as_often_as_they_are_read(log: OutcomeLog) -> None:
    for outcome in (SILENT, NOTED):
        log.add(outcome)

    assert (list(log), list(log), len(log)) == ([SILENT, NOTED], [SILENT, NOTED], 2)
    assert (log[0], log[-1], log[1:]) == (SILENT, NOTED, (NOTED,))
    assert NOTED in log


def test_an_error_keeps_its_place_and_its_remedy(log: OutcomeLog) -> None:
    log.add(FAILED)

    [found] = log
    assert (found.source, found.status, str(found.error)) == (FAILED.source, FAILED.status, str(FAILED.error))


def test_the_order_is_that_of_source_and_position_however_they_came(log: OutcomeLog) -> None:
    outcomes = letters(47)
    numbered = [(index, outcome) for index, outcome in enumerate(outcomes)]
    random.Random(3).shuffle(numbered)  # noqa: S311 # an order, no secret

    for index, outcome in numbered:
        log.add(outcome, position=index % 10)

    assert list(log) == sorted(outcomes, key=lambda one: (one.source, int((one.document or "")[2:])))


def test_without_positions_letters_stay_as_they_came_and_their_source_is_before_them(log: OutcomeLog) -> None:
    of_the_source = Outcome(Status.FAILED, "sources/0.txt", findings=(FINDING,))
    outcomes = letters(5)

    for outcome in (*outcomes, of_the_source):
        log.add(outcome)

    assert list(log) == [of_the_source, *outcomes]


def test_what_is_noted_is_found_among_the_silent(log: OutcomeLog) -> None:
    for outcome in (*letters(20), NOTED, SILENT, FAILED):
        log.add(outcome)

    assert [one["source"] for one in log.noted()] == [NOTED.source, FAILED.source]


def test_it_counts_while_it_grows(log: OutcomeLog) -> None:
    for outcome in (*letters(11), NOTED, FAILED):
        log.add(outcome)

    assert (len(log), log.published, log.sources, log.warnings) == (13, 11, 4, 1)


def test_more_may_be_added_after_reading(log: OutcomeLog) -> None:
    log.add(SILENT)
    assert list(log) == [SILENT]
    log.add_json(outcome_json(NOTED))

    assert list(log) == [SILENT, NOTED]


def test_an_empty_log_has_nothing(log: OutcomeLog) -> None:
    assert (list(log), list(log.noted()), len(log), log.published) == ([], [], 0, 0)
    with pytest.raises(IndexError):
        log[0]


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome_log, "_IN_MEMORY", 200)
    before = len(list(Path("/proc/self/fd").iterdir()))
    log = OutcomeLog(tmp_path)
    for outcome in letters(100):
        log.add(outcome)
    assert len(list(log)) == 100

    assert list(tmp_path.iterdir()) == []
    del log
    assert len(list(Path("/proc/self/fd").iterdir())) == before
