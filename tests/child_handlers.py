"""Handlers for `kg.processes` that behave badly; each takes the setup and gives the handler of tasks."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import cast

from kg.processes import Handler, Json


def echo(setup: Json) -> Handler:
    return lambda task: {"setup": setup, "task": task}


def process_id(setup: Json) -> Handler:
    return lambda task: os.getpid()


def misbehave(setup: Json) -> Handler:
    return _misbehave


def _misbehave(task: Json) -> Json:
    """Do what the task says; anything else is answered by itself."""
    match task:
        case "crash":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "hang":
            signal.pause()
        case "eat memory":
            return len(bytearray(8 * 1024**3))
        case "print":
            sys.stdout.write("printed by a library\n")
            sys.stdout.flush()
            os.write(1, b"written past Python\n")
        case "raise":
            raise KeyError("unforeseen")
        case "answer much":
            return "x" * 100_000
        case "exit":
            os._exit(3)
        case "stop answering":
            os.close(0)
            os.kill(os.getpid(), signal.SIGKILL)
    return task


def cannot_start(setup: Json) -> Handler:
    with Path(cast("str", setup)).open("a", encoding="utf-8") as starts:
        starts.write("start\n")
    raise ValueError("the setup is wrong")


def dies_at_start(setup: Json) -> Handler:
    os._exit(5)


def hangs_at_start(setup: Json) -> Handler:
    signal.pause()
    return echo(setup)


def slow_when_even(setup: Json) -> Handler:
    """Even numbers take a moment, so that answers come out of order."""

    def answer(task: Json) -> Json:
        if cast("int", task) % 2 == 0:
            sum(range(300_000))
        return task

    return answer


def touch(setup: Json) -> Handler:
    """Make the file that a task names."""

    def handle(task: Json) -> Json:
        Path(str(task)).touch()
        return task

    return handle
