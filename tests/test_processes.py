"""Limited children: whatever a task does to its child, the other tasks are answered, in order."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.processes import ChildFailure, Json, LimitedPool, Limits

HANDLERS = "tests.child_handlers"
QUICK = Limits(memory_bytes=512 * 1024**2, seconds=30, answer_bytes=50_000)


def answers(tasks: list[Json], *, handler: str = "misbehave", processes: int = 1, limits: Limits = QUICK) -> list[Json]:
    with LimitedPool(f"{HANDLERS}:{handler}", None, processes=processes, limits=limits) as pool:
        return list(pool.map(tasks))


def reason_of(task: str, *, limits: Limits = QUICK) -> str:
    before, failure, after = answers(["before", task, "after"], limits=limits)
    assert (before, after) == ("before", "after")
    assert isinstance(failure, ChildFailure)
    return failure.reason


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_of_the_tasks(processes: int) -> None:
    tasks: list[Json] = list(range(20))

    assert answers(tasks, handler="slow_when_even", processes=processes) == tasks


def test_a_handler_is_given_the_setup_once_and_each_task() -> None:
    with LimitedPool(f"{HANDLERS}:echo", {"a": "ж\ud800"}, processes=1) as pool:
        [answer] = pool.map([["task", None, 1.5]])

    assert answer == {"setup": {"a": "ж\ud800"}, "task": ["task", None, 1.5]}


def test_no_tasks_start_no_child() -> None:
    with LimitedPool("no_such_module:handler", None, processes=2) as pool:
        assert list(pool.map([])) == []


def test_one_child_does_many_tasks() -> None:
    assert len(set(answers([0] * 10, handler="process_id"))) == 1


def test_two_children_share_the_tasks() -> None:
    assert len(set(answers(list(range(20)), handler="process_id", processes=2))) == 2


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("crash", "its process ended with signal SIGSEGV"),
        ("abort", "its process ended with signal SIGABRT, most likely for want of memory"),
        ("stop answering", "its process ended with signal SIGKILL, most likely for want of memory"),
        ("exit", "its process ended with exit status 3"),
        ("eat memory", "it needs more memory than is allowed"),
        ("answer much", "its answer has 100002 bytes, and 50000 are allowed"),
    ],
)
def test_a_task_that_kills_its_child_fails_alone(task: str, reason: str) -> None:
    assert reason_of(task) == reason


def test_an_unforeseen_error_is_told_in_one_line_and_without_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    reason = reason_of("raise")

    assert reason.startswith("it failed with KeyError: 'unforeseen' (child_handlers.py:")
    assert capfd.readouterr().err == ""


def test_a_task_that_hangs_fails_at_its_deadline() -> None:
    assert reason_of("hang", limits=Limits(seconds=1.5)) == "it took longer than 1.5 seconds"


def test_what_a_handler_prints_does_not_break_its_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers(["print", "after"]) == ["print", "after"]
    assert capfd.readouterr() == ("", "printed by a library\nwritten past Python\n")


def test_with_two_children_the_others_go_on_while_one_fails() -> None:
    tasks: list[Json] = ["a", "crash", "b", "raise", "c", "abort", "d"]

    found = answers(tasks, processes=2)

    assert [one if isinstance(one, str) else "failed" for one in found] == [
        "a", "failed", "b", "failed", "c", "failed", "d",
    ]  # fmt: skip


def test_where_children_cannot_start_every_task_says_why_and_starts_are_given_up(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    with LimitedPool(f"{HANDLERS}:cannot_start", str(starts), processes=1) as pool:
        found = list(pool.map(range(50)))

    reasons = {one.reason for one in found if isinstance(one, ChildFailure)}
    assert len(found) == 50
    assert [reason.partition(" (")[0] for reason in reasons] == ["it failed with ValueError: the setup is wrong"]
    assert len(starts.read_text(encoding="utf-8").splitlines()) == 3


def test_a_child_that_dies_at_start_is_a_failure_of_its_task() -> None:
    assert answers(["a"], handler="dies_at_start") == [ChildFailure("its process ended with exit status 5")]


def test_a_child_that_never_reads_does_not_hold_up_the_parent() -> None:
    large = "x" * 1_000_000

    found = answers([large], handler="hangs_at_start", limits=Limits(seconds=1))

    assert found == [ChildFailure("it took longer than 1 seconds")]


def test_large_tasks_and_answers_pass_whole() -> None:
    large: Json = {"text": "ж" * 3_000_000}

    [answer] = answers([large], limits=Limits())

    assert answer == large


def test_tasks_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with LimitedPool(f"{HANDLERS}:misbehave", None, processes=1, limits=QUICK) as pool:
        assert next(pool.map(tasks())) == 0

    assert len(taken) < 10


def test_the_first_tasks_are_done_while_the_caller_does_something_else(tmp_path: Path) -> None:
    with LimitedPool(f"{HANDLERS}:touch", None, processes=1) as pool:
        found = pool.map([str(tmp_path / name) for name in ("a", "b")])
        end = time.monotonic() + 60
        while not (tmp_path / "a").exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert [path.name for path in tmp_path.iterdir()] == ["a"]
        assert list(found) == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_an_iteration_that_was_given_up_leaves_nothing_to_the_next() -> None:
    with LimitedPool(f"{HANDLERS}:misbehave", None, processes=2, limits=QUICK) as pool:
        assert next(pool.map(["a", "b", "c", "d", "e"])) == "a"
        assert list(pool.map(["f", "g"])) == ["f", "g"]


def test_children_that_rest_are_gone_and_are_started_again_for_new_work() -> None:
    with LimitedPool(f"{HANDLERS}:process_id", None, processes=1) as pool:
        [before] = pool.map([0])
        pool.rest()
        assert isinstance(before, int)
        assert not _alive(before)
        [after] = pool.map([0])
    assert after != before


def test_no_child_is_left_when_the_pool_is_left() -> None:
    with LimitedPool(f"{HANDLERS}:process_id", None, processes=1) as pool:
        [child] = pool.map([0])

    assert isinstance(child, int)
    assert not _alive(child)


def test_children_die_with_a_parent_that_is_killed(project: Path) -> None:
    program = (
        "from kg.processes import LimitedPool\n"
        f"pool = LimitedPool('{HANDLERS}:process_id', None, processes=1)\n"
        "print(*pool.map([0]), flush=True)\n"
        "import signal; signal.pause()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=project, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    end_of_child = os.pidfd_open(child)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    ended, _, _ = select.select([end_of_child], [], [], 20)
    os.close(end_of_child)
    assert ended != []


def _alive(process: int) -> bool:
    """Tell whether a process runs; one that nobody has waited for does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False
