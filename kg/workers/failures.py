"""What a failed task becomes: the error of a handler across the border of its process, and the death of a worker.

Only our own errors cross as themselves. Anything else is a `WorkerCrashed` that tells the client nothing; what it was
goes into the log, in one line.
"""

from __future__ import annotations

import json
import signal
import traceback
from collections.abc import Mapping
from pathlib import Path

from kg import errors
from kg.errors import LettergraphError, QueryTimeout, QueryTooBig, Where, WorkerCrashed, WorkersBusy

MEMORY_EXIT = 3
"""Exit status of a child that ran out of memory and knew it."""

_LONGEST_ERROR = 4_000
"""Characters of one part of an error; engines quote whole queries in their messages."""
_ROOM_SECONDS = 60
_LONGEST_LINE = 400
_OUT_OF_MEMORY = ("memory allocation of", "bad_alloc")
"""What Rust and C++ say when they abort for want of memory."""


def error_value(error: BaseException) -> dict[str, object]:
    """Write an error as JSON, in the child; of an error that is not ours, ``detail`` is for the log only."""
    if not isinstance(error, LettergraphError):
        return {"kind": WorkerCrashed.__name__, "what": "The task failed in an unforeseen way.", "detail": _line(error)}
    where = error.where
    return {
        "kind": type(error).__name__,
        "what": error.what[:_LONGEST_ERROR],
        "remedy": error.remedy,
        "where": [where.file, where.line, where.column, where.field],
    }


def error_from(value: object) -> LettergraphError:
    """Make the error again, in the parent; whatever is not one of ours is a crash."""
    if not isinstance(value, Mapping):
        return crashed()
    kind = getattr(errors, str(value.get("kind")), None)
    if not (isinstance(kind, type) and issubclass(kind, LettergraphError)):
        kind = WorkerCrashed
    remedy = value.get("remedy")
    try:
        return kind(
            str(value.get("what")), where=_where(value.get("where")), remedy=None if remedy is None else str(remedy)
        )
    except TypeError:  # this kind needs more than the words
        return WorkerCrashed(str(value.get("what")), where=_where(value.get("where")))


def detail(value: object) -> str | None:
    """What of an error is for the log, if anything."""
    found = value.get("detail") if isinstance(value, Mapping) else None
    return None if found is None else str(found)


def read_json(payload: bytes) -> object:
    """Read what a child sent.

    Raises:
        WorkerCrashed: it is no JSON, or nested too deep to be read.
    """
    try:
        value: object = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise crashed() from error
    return value


def crashed(cause: str | None = None) -> WorkerCrashed:
    """The error for a worker that gave up, or that says what no worker of ours says."""
    because = f" ({cause})" if cause else ""
    return WorkerCrashed(f"The engine gave up on this{because}.", remedy="Simplify it, above all its nesting.")


def too_slow(seconds: float) -> QueryTimeout:
    """The error for a task that took too long."""
    return QueryTimeout(
        f"It took longer than {seconds:g} seconds.", remedy="Make it narrower, or take the dumps and ask at home."
    )


def too_large(limit: int) -> QueryTooBig:
    """The error for an answer that has more bytes than allowed."""
    return QueryTooBig(
        f"The answer is larger than {limit} bytes.", remedy="Ask for less (LIMIT, fewer variables), or take the dumps."
    )


def no_room() -> WorkersBusy:
    """The error for an answer that the disk of the server cannot hold."""
    return WorkersBusy(
        "There is no room to keep so large an answer just now.",
        retry_after=_ROOM_SECONDS,
        remedy="Ask later, or for less (LIMIT), or take the dumps.",
    )


def death(status: int | None, last_words: str, *, seconds: float) -> LettergraphError:
    """Say what ended a worker in the midst of a task.

    Args:
        status: as `subprocess.Popen.returncode`; negative is a signal; ``None``: it hung up and lives on.
        last_words: what it wrote to its standard error.
        seconds: how long the task was allowed to take.
    """
    if status == -signal.SIGXCPU:
        return too_slow(seconds)
    wanted_memory = status == -signal.SIGABRT and any(words in last_words for words in _OUT_OF_MEMORY)
    if wanted_memory or status in (MEMORY_EXIT, -signal.SIGKILL):  # the system kills who eats all memory
        return QueryTooBig(
            "It needs more memory than a query may use.",
            remedy="Make it narrower (no cross products, no ORDER BY over everything), or take the dumps.",
        )
    return crashed(cause_of(status))


def cause_of(status: int | None) -> str:
    """Name the end of a process, e.g. ``SIGSEGV`` or ``status 1``."""
    if status is None:
        return "it hung up"
    if status >= 0:
        return f"status {status}"
    known = {one.value: one.name for one in signal.Signals}
    return known.get(-status, f"signal {-status}")


def one_line(text: str) -> str:
    """Put what a process wrote into one line of bounded length: its beginning and, what says most, its end."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_LINE:
        return line
    return f"{line[: _LONGEST_LINE // 4]} … {line[-_LONGEST_LINE * 3 // 4 :]}"


def _line(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return one_line(f"{type(error).__name__}: {error}") + place


def _where(value: object) -> Where:
    match value:
        case [file, line, column, field]:
            return Where(_text(file), _number(line), _number(column), _text(field))
        case _:
            return Where()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
