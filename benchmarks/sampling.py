"""Where the processor time of a build goes, in the parent and in its children, by function.

`profiled` gives an environment in which every Python process that is started looks at its own stack after every few
milliseconds of processor time. The weight of a sample is the processor time since the sample before, so that a long
call into compiled code counts in full. What other threads of a process use is a line of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType

_INTERVAL = 0.004
_WRITTEN_AFTER = 50
"""Samples; a child that is killed loses the last ones."""
_FOLDER = "LETTERGRAPH_SAMPLES_FOLDER"
_ROOT = Path(__file__).resolve().parents[1]
_OTHER_THREADS = "(other threads)"


@contextlib.contextmanager
def profiled(folder: Path) -> Iterator[dict[str, str]]:
    """Give what to add to the environment of the process whose family is looked at; samples go to the folder."""
    hook = folder / "hook"
    hook.mkdir(parents=True)
    (hook / "sitecustomize.py").write_text("from benchmarks.sampling import begin\nbegin()\n", encoding="utf-8")
    path = os.pathsep.join([str(hook), str(_ROOT), os.environ.get("PYTHONPATH", "")])
    yield {"PYTHONPATH": path.rstrip(os.pathsep), _FOLDER: str(folder)}


def begin() -> None:
    """Look at this process from now on."""
    folder = Path(os.environ[_FOLDER])
    path = folder / f"{os.getpid()}.samples"
    found: Counter[tuple[str, ...]] = Counter()
    last = [time.thread_time(), time.process_time(), 0]

    def write() -> None:
        samples = dict(found)  # the signal may come again while these are being written
        found.clear()
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps([stack, weight]) + "\n" for stack, weight in samples.items())

    def look(_: int, frame: FrameType | None) -> None:
        thread, process = time.thread_time(), time.process_time()
        found[_stack(frame)] += thread - last[0]  # type: ignore[assignment] # seconds
        found[(_OTHER_THREADS,)] += max(0.0, process - last[1] - (thread - last[0]))  # type: ignore[assignment]
        last[:] = [thread, process, last[2] + 1]
        if last[2] % _WRITTEN_AFTER == 0:
            write()

    signal.signal(signal.SIGPROF, look)
    signal.siginterrupt(signal.SIGPROF, False)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    atexit.register(_end, write)


def _end(write: Callable[[], None]) -> None:
    """Stop the timer before the interpreter gives back its handler: the signal would end the process."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    write()


def _stack(frame: FrameType | None) -> tuple[str, ...]:
    names = []
    while frame is not None:
        names.append(_name(frame.f_code))
        frame = frame.f_back
    return tuple(names)


@functools.cache
def _name(code: CodeType) -> str:
    file = Path(code.co_filename)
    shown = file.relative_to(_ROOT) if file.is_relative_to(_ROOT) else Path(*file.parts[-2:])
    return f"{shown}:{code.co_qualname}"


def print_profile(folder: Path, parent: int, *, shown: int = 25) -> None:
    """Print the functions that took most, first of the parent, then of all its children."""
    own: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for title, wanted in (("parent", True), ("children", False)):
        own.clear()
        whole.clear()
        for path in folder.glob("*.samples"):
            if (path.stem == str(parent)) == wanted:
                _add(path, own, whole)
        total = sum(own.values())
        if not total:
            continue
        print(f"profile of the {title}: {total:.1f} s of processor\n{'own s':>8}{'%':>6}{'whole s':>9}  function")
        for name, seconds in own.most_common(shown):
            print(f"{seconds:8.2f}{100 * seconds / total:6.1f}{whole[name]:9.2f}  {name}")


def _add(path: Path, own: Counter[str], whole: Counter[str]) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        with contextlib.suppress(ValueError):  # a line that was cut when its process was killed
            stack, weight = json.loads(line)
            own[stack[0]] += weight
            for name in set(stack):
                whole[name] += weight
