"""Who gets a worker when there are fewer workers than tasks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from kg.errors import QueryCancelled, WorkerCrashed, WorkersBusy
from kg.workers import Lane, PoolStatus, WorkerPool
from tests.workers.conftest import MakePool

PATIENCE = 20.0


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for another thread or process; fail rather than hang."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came true"
        threading.Event().wait(0.005)


class Occupied:
    """Tasks that hang until they are let go."""

    def __init__(self, pool: WorkerPool, threads: ThreadPoolExecutor) -> None:
        self._pool, self._threads = pool, threads
        self._let_go = threading.Event()
        self._tasks: list[Future[object]] = []

    def occupy(self, count: int) -> None:
        """Have so many public tasks hang."""
        busy = self._pool.status().busy
        self._tasks += [self._threads.submit(self._hang) for _ in range(count)]
        wait_until(lambda: self._pool.status().busy == busy + count)

    def let_go(self) -> None:
        """End them."""
        self._let_go.set()
        for task in self._tasks:
            assert isinstance(task.exception(PATIENCE), QueryCancelled)

    def _hang(self) -> object:
        return self._pool.run({"do": "hang"}, seconds=60, cancelled=self._let_go.is_set)


def test_tasks_are_done_in_the_order_of_their_arrival(make_pool: MakePool) -> None:
    pool = make_pool(wait_seconds=PATIENCE, seconds=dict.fromkeys(Lane, 60.0))
    done: list[int] = []

    def ask(number: int) -> None:
        def taken() -> bool:  # first asked when a worker was found
            if number not in done:
                done.append(number)
            return False

        pool.run({"do": "work", "seconds": 0.02}, cancelled=taken).body.close()

    with ThreadPoolExecutor(12) as threads:
        occupied = Occupied(pool, threads)
        occupied.occupy(1)
        tasks = []
        for number in range(10):
            tasks.append(threads.submit(ask, number))
            wait_until(lambda expected=number + 1: pool.status().waiting == expected)  # type: ignore[misc]
        occupied.let_go()
        for task in tasks:
            task.result(PATIENCE)

    assert done == list(range(10))


def test_pages_are_answered_while_all_public_workers_hang(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=2, page_workers=1, wait_seconds=0.2, seconds=dict.fromkeys(Lane, 60.0))

    with ThreadPoolExecutor(2) as threads:
        occupied = Occupied(pool, threads)
        occupied.occupy(2)
        page = pool.run({"do": "write", "size": 5}, lane=Lane.PAGES).read()
        with pytest.raises(WorkersBusy) as raised:
            pool.run({"do": "write", "size": 5})
        occupied.let_go()

    assert page == b"xxxxx"
    assert raised.value.retry_after == 5


def test_without_a_reserved_worker_pages_starve(make_pool: MakePool) -> None:
    """Positive control: the reserved worker is what keeps the pages alive."""
    pool = make_pool(public_workers=2, page_workers=0, wait_seconds=0.2, seconds=dict.fromkeys(Lane, 60.0))

    with ThreadPoolExecutor(2) as threads:
        occupied = Occupied(pool, threads)
        occupied.occupy(2)
        with pytest.raises(WorkersBusy):
            pool.run({"do": "write", "size": 5}, lane=Lane.PAGES)
        occupied.let_go()


def test_pages_use_idle_public_workers_when_their_own_is_busy(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=1, page_workers=1, seconds=dict.fromkeys(Lane, 60.0))
    left = threading.Event()

    with ThreadPoolExecutor(1) as threads:
        page = threads.submit(pool.run, {"do": "hang"}, lane=Lane.PAGES, cancelled=left.is_set)
        wait_until(lambda: pool.status().busy == 1)
        second = pool.run({"do": "write", "size": 5}, lane=Lane.PAGES).read()
        left.set()
        page.exception(PATIENCE)

    assert second == b"xxxxx"


def test_the_status_counts_idle_and_busy_workers_and_waiting_tasks(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=1, page_workers=2, seconds=dict.fromkeys(Lane, 60.0))
    before = pool.status()

    with ThreadPoolExecutor(2) as threads:
        occupied = Occupied(pool, threads)
        occupied.occupy(1)
        waiting = threads.submit(pool.run, {"do": "write", "size": 1})
        wait_until(lambda: pool.status().waiting == 1)
        during = pool.status()
        occupied.let_go()
        waiting.result(PATIENCE).body.close()

    assert [PoolStatus(3, 0, 0, 0), PoolStatus(2, 1, 1, 0)] == [before, during]
    assert PoolStatus(3, 0, 0, 1) == pool.status()


def test_many_threads_are_all_answered(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=2, page_workers=1, wait_seconds=60.0)

    def ask(number: int) -> list[int]:
        sizes = [number * 50 + turn for turn in range(20)]
        lane = Lane.PAGES if number % 4 == 0 else Lane.PUBLIC
        return [len(pool.run({"do": "write", "size": size}, lane=lane).read()) - size for size in sizes]

    with ThreadPoolExecutor(32) as threads:
        differences = list(threads.map(ask, range(32)))

    assert differences == [[0] * 20] * 32


def test_closing_lets_those_at_work_finish(make_pool: MakePool) -> None:
    pool = make_pool(public_workers=1, page_workers=1)

    with ThreadPoolExecutor(1) as threads:
        task = threads.submit(pool.run, {"do": "work", "seconds": 0.5})
        wait_until(lambda: pool.status().busy == 1)
        pool.close(drain_seconds=PATIENCE)
        answer = task.result(PATIENCE)

    answer.body.close()
    assert answer.header["pid"]
    assert PoolStatus(0, 0, 0, 0) == pool.status()


def test_closing_without_patience_ends_those_at_work_and_those_who_wait(make_pool: MakePool) -> None:
    pool = make_pool(seconds=dict.fromkeys(Lane, 60.0), wait_seconds=60.0)

    with ThreadPoolExecutor(2) as threads:
        tasks = [threads.submit(pool.run, {"do": "hang"}) for _ in range(2)]
        wait_until(lambda: pool.status().waiting == 1)
        pool.close()
        errors = [task.exception(PATIENCE) for task in tasks]

    assert [WorkersBusy, WorkersBusy] == [type(error) for error in errors]
    pool.close()  # a second time does nothing


def test_a_worker_that_starts_after_the_end_is_ended(make_pool: MakePool) -> None:
    pool = make_pool()
    crashed: list[BaseException | None] = []

    with ThreadPoolExecutor(1) as threads:
        crashed.append(threads.submit(pool.run, {"do": "crash"}).exception(PATIENCE))
        pool.close()  # while the next worker is being started

    assert isinstance(crashed[0], WorkerCrashed)
    assert PoolStatus(0, 0, 0, 1) == pool.status()
