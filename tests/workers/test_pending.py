"""A task goes on without waiting as far as it can, and a thread that may wait goes on from there."""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Callable

import pytest

from kg.errors import LettergraphError, QueryCancelled, UnknownEntity, WorkerCrashed, WorkersBusy
from kg.workers import Lane, Pending, Progress, WorkerPool
from tests.workers.conftest import MakePool
from tests.workers.test_queue import wait_until

LARGE = 3_000_000


def advanced(pending: Pending) -> Progress:
    """Go on until there is an answer, or only a thread can."""
    progress = pending.advance()
    while progress is Progress.TOLD:
        assert pending.connection is not None
        assert select.select([pending.connection], [], [], 20)[0]
        progress = pending.advance()
    return progress


def test_a_short_task_is_done_without_waiting(pool: WorkerPool) -> None:
    pending = pool.begin({"do": "write", "size": 5})

    assert [pending.advance(), advanced(pending), pending.advance()] == [
        Progress.TOLD,
        Progress.COMPLETE,
        Progress.COMPLETE,
    ]
    assert pool.status().busy == 0
    assert pending.wait().read() == b"xxxxx"


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        ({"do": "raise ours"}, UnknownEntity),
        ({"do": "crash"}, WorkerCrashed),
        ({"do": "frame", "frame": "unknown"}, WorkerCrashed),
        ({"do": "close"}, WorkerCrashed),
    ],
)
def test_what_goes_wrong_is_told_to_who_waits(
    pool: WorkerPool, task: dict[str, object], kind: type[LettergraphError]
) -> None:
    pending = pool.begin(task)

    assert advanced(pending) is Progress.BLOCKED
    with pytest.raises(kind):
        pending.wait()
    assert pool.run({"do": "write", "size": 1}).read() == b"x"


def test_a_large_answer_and_a_long_task_are_ended_by_who_waits(pool: WorkerPool) -> None:
    large = pool.begin({"do": "write", "size": LARGE})
    assert advanced(large) is Progress.BLOCKED
    assert len(large.wait().read()) == LARGE

    long = pool.begin({"do": "work", "seconds": 0.2})
    assert long.advance() is Progress.TOLD
    assert long.wait().header["pid"]


def test_a_task_that_is_not_sent_at_once_is_sent_by_who_waits(make_pool: MakePool) -> None:
    pool = make_pool("echo")
    pending = pool.begin({"text": "x" * 100_000})

    assert pending.advance() is Progress.BLOCKED
    assert pending.wait().header["task"] == {"text": "x" * 100_000}


def test_who_waits_for_a_worker_is_notified_and_nobody_overtakes(pool: WorkerPool) -> None:
    first = pool.begin({"do": "write", "size": 1})
    notified = threading.Event()
    second = pool.begin({"do": "write", "size": 2}, notify=notified.set)
    third = pool.begin({"do": "write", "size": 3})

    assert [one.advance() for one in (first, second, third)] == [Progress.TOLD, Progress.WAITING, Progress.WAITING]
    assert not notified.is_set()
    assert len(first.wait().read()) == 1
    assert notified.is_set()
    assert [third.advance(), advanced(second), advanced(third)] == [Progress.WAITING] + [Progress.COMPLETE] * 2
    assert [len(one.wait().read()) for one in (second, third)] == [2, 3]


def test_who_begins_to_wait_keeps_the_place_in_the_queue(pool: WorkerPool) -> None:
    first, second, third = (pool.begin({"do": "write", "size": size}) for size in (1, 2, 3))
    thread = threading.Thread(target=second.wait)
    thread.start()
    assert first.wait().size == 1
    thread.join(20)

    assert advanced(third) is Progress.COMPLETE


def test_a_task_that_finds_no_worker_in_time_is_told_so(make_pool: MakePool) -> None:
    pool = make_pool(wait_seconds=0.05)
    first, second = pool.begin({"do": "write", "size": 1}), pool.begin({"do": "write", "size": 2})

    with pytest.raises(WorkersBusy):
        second.wait()
    assert first.wait().size == 1
    assert pool.status().waiting == 0


@pytest.mark.parametrize("moment", [Progress.WAITING, Progress.TOLD])
def test_a_task_that_nobody_wants_any_more_holds_no_worker(pool: WorkerPool, moment: Progress) -> None:
    first = pool.begin({"do": "write", "size": 1})
    pending = pool.begin({"do": "hang"}, cancelled=cancelled_after(time.monotonic() + 0.2))
    assert first.wait().size == 1
    if moment is Progress.TOLD:
        assert pending.advance() is Progress.TOLD
    else:
        wait_until(cancelled_after(time.monotonic() + 0.2))
        assert pending.advance() is Progress.BLOCKED
    with pytest.raises(QueryCancelled):
        pending.wait()

    assert pool.status().replaced == (moment is Progress.TOLD)
    wait_until(lambda: pool.status().idle == 1)


def cancelled_after(moment: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > moment


def test_closing_the_pool_is_heard_by_who_does_not_wait(make_pool: MakePool) -> None:
    pool = make_pool(seconds=dict.fromkeys(Lane, 60.0))
    notified = threading.Event()
    told, waiting = pool.begin({"do": "hang"}), pool.begin({"do": "hang"}, notify=notified.set)
    assert told.advance() is Progress.TOLD
    pool.close()

    assert notified.is_set()
    for pending in (told, waiting):
        assert advanced(pending) is Progress.BLOCKED
        with pytest.raises(WorkersBusy, match="stopping"):
            pending.wait()
