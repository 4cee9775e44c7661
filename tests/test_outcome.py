"""What became of documents, and what that makes of the batch."""

from __future__ import annotations

import pytest

from kg.errors import MalformedSource, Where
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status, exit_status

FINDING = OutcomeFinding("date-not-understood", "What?", Where("a.txt", line=1))


def violation(severity: Severity) -> OutcomeViolation:
    return OutcomeViolation("Wrong.", severity, "https://x.example/shape", "https://x.example/a", Where("a.txt"))


@pytest.mark.parametrize(
    ("status", "published"),
    [(Status.OK, True), (Status.UNCHANGED, True), (Status.REJECTED, False), (Status.FAILED, False)],
)
def test_only_good_and_unchanged_documents_are_published(status: Status, *, published: bool) -> None:
    assert Outcome(status, "a.txt").published is published


def test_warnings_of_reader_and_shapes_are_counted_together() -> None:
    outcome = Outcome(
        Status.OK,
        "a.txt",
        document="bl-1",
        findings=(FINDING, OutcomeFinding("x", "x", Where("a.txt"), Severity.INFORMATION)),
        violations=(violation(Severity.WARNING), violation(Severity.VIOLATION)),
    )

    assert outcome.warnings == 2


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), 0),
        ((Status.OK, Status.UNCHANGED), 0),
        ((Status.OK, Status.REJECTED), 1),
        ((Status.FAILED,), 1),
    ],
)
def test_the_exit_status_says_whether_all_are_published(statuses: tuple[Status, ...], expected: int) -> None:
    error = MalformedSource("Not text.", where=Where("a.txt"))
    outcomes = tuple(Outcome(status, "a.txt", error=error) for status in statuses)

    assert exit_status(outcomes) == expected
