"""How the end of a worker and the errors of handlers are put into words."""

from __future__ import annotations

import signal

import pytest

from kg.errors import LettergraphError, QueryTimeout, QueryTooBig, WorkerCrashed
from kg.workers.failures import death, error_from, error_value, one_line

MEMORY = "It needs more memory than a query may use."


@pytest.mark.parametrize(
    ("status", "words", "kind", "what"),
    [
        (-signal.SIGXCPU, "", QueryTimeout, "It took longer than 3 seconds."),
        (-signal.SIGKILL, "", QueryTooBig, MEMORY),
        (
            -signal.SIGABRT,
            "memory allocation of 8 bytes failed",
            QueryTooBig,
            MEMORY,
        ),
        (-signal.SIGABRT, "terminate … std::bad_alloc", QueryTooBig, MEMORY),
        (-signal.SIGABRT, "thread panicked", WorkerCrashed, "The engine gave up on this (SIGABRT)."),
        (-signal.SIGSEGV, "", WorkerCrashed, "The engine gave up on this (SIGSEGV)."),
        (-64, "", WorkerCrashed, "The engine gave up on this (SIGRTMAX)."),
        (-63, "", WorkerCrashed, "The engine gave up on this (signal 63)."),
        (0, "", WorkerCrashed, "The engine gave up on this (status 0)."),
        (None, "", WorkerCrashed, "The engine gave up on this (it hung up)."),
    ],
)
def test_the_status_of_a_process_tells_what_ended_it(
    status: int | None, words: str, kind: type[LettergraphError], what: str
) -> None:
    error = death(status, words, seconds=3)

    assert (type(error), error.what) == (kind, what)


def test_an_error_is_the_same_after_the_border() -> None:
    error = QueryTooBig("It is large.", remedy="Ask for less.")

    again = error_from(error_value(error))

    assert (type(again), str(again)) == (QueryTooBig, "It is large. Ask for less.")


def test_a_message_of_an_engine_is_cut() -> None:
    value = error_value(QueryTooBig("x" * 100_000))

    assert len(str(value["what"])) == 4_000


@pytest.mark.parametrize("value", [None, 1, "a", [], {}, {"kind": "SystemExit", "what": "x"}, {"kind": "annotations"}])
def test_what_is_no_error_of_ours_is_a_crash(value: object) -> None:
    assert type(error_from(value)) is WorkerCrashed


def test_many_lines_become_one_with_beginning_and_end() -> None:
    line = one_line("first\n" + "middle\n" * 1000 + "last\n")

    assert line.startswith("first middle")
    assert line.endswith("middle last")
    assert len(line) < 410


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert error_value(KeyError("a"))["detail"] == "KeyError: 'a'"
