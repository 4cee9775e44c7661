"""What a task becomes: an answer that is whole, or an error that says why there is none."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Mapping

import pytest

from kg.errors import (
    LettergraphError,
    QueryCancelled,
    QueryTimeout,
    QueryTooBig,
    UnknownEntity,
    WorkerCrashed,
    WorkersBusy,
)
from kg.workers import WorkerPool
from tests.workers.conftest import MakePool

MEBIBYTE = 1024 * 1024


def process(pool: WorkerPool) -> object:
    return header(pool, do="process")["pid"]


def header(pool: WorkerPool, **task: object) -> Mapping[str, object]:
    answer = pool.run(task)
    answer.body.close()
    return answer.header


def failure(pool: WorkerPool, **task: object) -> LettergraphError:
    with pytest.raises(LettergraphError) as raised:
        pool.run(task)
    return raised.value


def test_setup_and_task_come_through_as_they_are(make_pool: MakePool) -> None:
    odd = {"half a pair": "ж\ud800", "numbers": [1, 1.5, None, True], "deep": {"": {"": []}}}

    answer = make_pool("echo", odd).run(odd)

    assert answer.header == {"setup": odd, "task": odd}
    assert answer.read() == b""


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, MEBIBYTE, 3 * MEBIBYTE + 1])
def test_a_body_is_read_from_its_beginning(size: int, pool: WorkerPool) -> None:
    answer = pool.run({"do": "write", "size": size})

    assert (size, b"x" * size) == (answer.size, answer.read())


def test_a_body_over_a_mebibyte_does_not_stay_in_memory(pool: WorkerPool) -> None:
    small, large = (pool.run({"do": "write", "size": size}) for size in (1000, 2 * MEBIBYTE))

    with small.body, large.body:
        assert [isinstance(answer.body, io.BytesIO) for answer in (small, large)] == [True, False]


def test_one_worker_does_many_tasks(pool: WorkerPool) -> None:
    assert len({process(pool) for _ in range(10)}) == 1


def test_a_task_larger_than_the_sockets_buffer_is_told(make_pool: MakePool) -> None:
    text = "x" * (4 * MEBIBYTE)

    with pytest.raises(WorkerCrashed):  # the echo is in the header, and no header is so long
        make_pool("echo").run({"text": text})


def test_an_answer_over_the_limit_ends_its_worker(make_pool: MakePool) -> None:
    pool = make_pool(largest_answer=100_000)
    first = process(pool)

    error = failure(pool, do="write", size=10_000, parts=1_000_000)

    assert isinstance(error, QueryTooBig)
    assert "100000 bytes" in error.what
    assert first != process(pool)


def test_half_an_answer_is_no_answer(pool: WorkerPool) -> None:
    assert failure(pool, do="half").what == "The engine gave up on this (status 5)."


def test_a_task_over_its_deadline_is_ended_and_its_worker_replaced(make_pool: MakePool) -> None:
    pool = make_pool(nice_after=None)
    first = process(pool)

    with pytest.raises(QueryTimeout, match=r"It took longer than 0\.2 seconds\.") as raised:
        pool.run({"do": "hang"}, seconds=0.2)

    assert raised.value.remedy is not None
    assert first != process(pool)
    assert pool.status().replaced == 1


def test_a_clients_wish_cannot_lengthen_the_deadline(make_pool: MakePool) -> None:
    pool = make_pool(seconds={"public": 0.2, "pages": 0.2})

    with pytest.raises(QueryTimeout, match=r"longer than 0\.2 seconds"):
        pool.run({"do": "hang"}, seconds=600)


@pytest.mark.parametrize("wish", [0, -1, float("nan")])
def test_a_wish_that_makes_no_sense_is_passed_over(wish: float, pool: WorkerPool) -> None:
    assert pool.run({"do": "write", "size": 1}, seconds=wish).read() == b"x"


def test_a_client_that_goes_away_ends_its_task(pool: WorkerPool) -> None:
    first = process(pool)
    left = iter([False, False])

    with pytest.raises(QueryCancelled):
        pool.run({"do": "hang"}, cancelled=lambda: next(left, True))

    assert first != process(pool)


def test_a_client_that_left_while_it_waited_costs_no_worker(pool: WorkerPool) -> None:
    first = process(pool)

    with pytest.raises(QueryCancelled):
        pool.run({"do": "hang"}, cancelled=lambda: True)

    assert first == process(pool)


@pytest.mark.parametrize(
    ("do", "kind", "words"),
    [
        ("crash", WorkerCrashed, "SIGSEGV"),
        ("abort", WorkerCrashed, "SIGABRT"),
        ("exit", WorkerCrashed, "status 9"),
        ("panic", WorkerCrashed, "status 1"),
        ("close", WorkerCrashed, "hung up"),
        ("abort for memory", QueryTooBig, "memory"),
    ],
)
def test_the_death_of_a_worker_is_an_error_of_its_task_alone(
    do: str, kind: type[LettergraphError], words: str, make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.workers.conversation._DEATH_SECONDS", 0.2)
    pool = make_pool()

    error = failure(pool, do=do)

    assert (kind, True) == (type(error), words in str(error)), str(error)
    assert pool.run({"do": "write", "size": 1}).read() == b"x"


def test_a_task_that_eats_memory_is_told_so(pool: WorkerPool) -> None:
    first = process(pool)

    error = failure(pool, do="eat", size=1024 * MEBIBYTE)

    assert isinstance(error, QueryTooBig)
    assert "memory" in error.what
    assert first != process(pool)


def test_an_error_of_ours_comes_as_itself_and_costs_no_worker(pool: WorkerPool) -> None:
    first = process(pool)

    error = failure(pool, do="raise ours")

    assert type(error) is UnknownEntity
    assert str(error) == "f:2:3 (<e>): Nothing is said of it. Look elsewhere."
    assert first == process(pool)


def test_an_unforeseen_error_tells_the_client_nothing_and_the_log_all(
    pool: WorkerPool, caplog: pytest.LogCaptureFixture
) -> None:
    first = process(pool)

    error = failure(pool, do="raise foreign")

    assert (WorkerCrashed, "The task failed in an unforeseen way.") == (type(error), str(error))
    [record] = caplog.records
    assert record.getMessage().startswith("A task failed: ValueError: /a/secret/path (handlers.py:")
    assert first == process(pool)


def test_engines_that_complain_fill_neither_pipe_nor_log(pool: WorkerPool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    answer = pool.run({"do": "complain"})

    assert answer.read() == b"done"
    [record] = caplog.records
    message = record.getMessage()
    assert message.startswith("A worker wrote: thread panicked at")
    assert len(message) < 500
    assert "\n" not in message


@pytest.mark.parametrize(
    "frame", ["too long", "unknown", "no json", "deep json", "no error", "odd error", "needs more"]
)
def test_whatever_a_worker_says_the_parent_goes_on(frame: str, pool: WorkerPool) -> None:
    error = failure(pool, do="frame", frame=frame)

    assert type(error) is WorkerCrashed
    assert pool.run({"do": "write", "size": 1}).read() == b"x"


def test_an_answer_that_nobody_asked_for_is_given_to_nobody(pool: WorkerPool) -> None:
    header(pool, do="speak again")

    assert pool.run({"do": "write", "size": 1}).read() == b"x"


def test_a_long_task_yields_the_processor_and_the_next_one_does_not(make_pool: MakePool) -> None:
    pool = make_pool(nice_after=0.05)

    long = header(pool, do="work", seconds=0.5)["nice"]
    after = header(pool, do="process")["nice"]

    assert (long, after) == (19, 0)


def test_a_worker_that_must_stay_nice_is_replaced(make_pool: MakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_nicer(which: int, who: int, priority: int) -> None:
        if priority == 0:
            raise PermissionError

    monkeypatch.setattr("os.setpriority", only_nicer)
    pool = make_pool(nice_after=0.05)
    first = process(pool)

    pool.run({"do": "work", "seconds": 0.3}).read()

    assert first != process(pool)


def test_without_a_deadline_a_task_goes_on_until_the_parent_gives_up(make_pool: MakePool) -> None:
    """Positive control: the deadline is what ends a task, nothing else does."""
    started = time.monotonic()

    with pytest.raises(QueryCancelled):
        make_pool(seconds=dict.fromkeys(("public", "pages"), 600.0)).run(
            {"do": "hang"}, cancelled=lambda: time.monotonic() - started > 1.0
        )


def test_without_a_memory_budget_the_memory_is_served(make_pool: MakePool) -> None:
    """Positive control: the budget is what stops the task that the pool above refuses."""
    size = 256 * MEBIBYTE
    limited, unlimited = make_pool(), make_pool(memory_budget=None)

    assert isinstance(failure(limited, do="eat", size=size), QueryTooBig)
    assert unlimited.run({"do": "eat", "size": size}).read() == str(size).encode()


def test_without_a_cap_the_large_answer_is_served(make_pool: MakePool) -> None:
    """Positive control: the cap is what stops the answer."""
    pool = make_pool(largest_answer=1 << 40)

    answer = pool.run({"do": "write", "size": 100_000, "parts": 600})

    with answer.body:
        assert answer.size == 60_000_000


def test_a_pool_that_is_closed_says_so(make_pool: MakePool) -> None:
    pool = make_pool()
    pool.close()

    with pytest.raises(WorkersBusy, match="stopping"):
        pool.run({"do": "process"})
