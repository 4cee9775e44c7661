"""The progress of a build for people: a bar on a terminal, a line now and then in a file or pipe.

Both say how many steps are done of how many, at which rate, what time is left, and how many steps were taken over from
an earlier build. Those count as done, but not in the rate: they cost nothing.
"""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

_REDRAW = 0.1
"""Seconds between two drawings of the bar."""
_LINES = 5.0
"""Seconds between two lines where there is no terminal."""
_WINDOW = 30.0
"""The rate is that of so many seconds."""
_BAR = 24
_CLEAR = "\r\x1b[K"


class ProgressDisplay:
    """Shows stages and steps; a context manager that ends the last stage."""

    def __init__(
        self,
        output: TextIO,
        *,
        live: bool,
        clock: Callable[[], float] = time.monotonic,
        columns: Callable[[], int] = lambda: shutil.get_terminal_size().columns,
    ) -> None:
        """Begin without a stage.

        Args:
            output: where to write.
            live: whether it is a terminal, on which a line can be written over.
            clock: gives seconds.
            columns: gives the width of the terminal.
        """
        self._output = output
        self._live = live
        self._clock = clock
        self._columns = columns
        self._signs = "█░" if (output.encoding or "").lower().startswith("utf") else "#."
        self._name: str | None = None
        self._begin("", None)

    def __enter__(self) -> ProgressDisplay:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def stage(self, name: str, total: int | None) -> None:
        """End the stage before, and begin one."""
        self._end()
        self._begin(name, total)
        self._name = name
        if self._live:
            self._draw()

    def step(self, count: int = 1) -> None:
        """Count steps that were done."""
        self._done += count
        self._show()

    def skip(self, count: int = 1) -> None:
        """Count steps that were taken over from an earlier build."""
        self._skipped += count
        self._show()

    def _begin(self, name: str, total: int | None) -> None:
        self._name = name or None
        self._total = total
        self._done = self._skipped = 0
        self._started = self._shown = self._clock()
        self._samples: deque[tuple[float, int]] = deque([(self._started, 0)])

    def _show(self) -> None:
        now = self._clock()
        if self._name is None or now - self._shown < (_REDRAW if self._live else _LINES):
            return
        self._shown = now
        self._samples.append((now, self._done))
        while len(self._samples) > 2 and now - self._samples[1][0] > _WINDOW:
            self._samples.popleft()
        if self._live:
            self._draw()
        else:
            self._output.write(f"{self._name}: {', '.join(self._figures())}\n")
            self._output.flush()

    def _draw(self) -> None:
        parts = [self._name or "", *([self._bar()] if self._total else []), *self._figures()]
        self._output.write(f"{_CLEAR}{'  '.join(parts)[: self._columns() - 1]}")
        self._output.flush()

    def _bar(self) -> str:
        filled = min(_BAR, _BAR * (self._done + self._skipped) // max(1, self._total or 0))
        return self._signs[0] * filled + self._signs[1] * (_BAR - filled)

    def _figures(self) -> list[str]:
        done = self._done + self._skipped
        figures = [f"{done:,} of {self._total:,}"] if self._total else [f"{done:,}"] if done else []
        rate = self._rate()
        if rate > 0:
            figures.append(_rate(rate))
            if self._total is not None and done < self._total:
                figures.append(f"{_time((self._total - done) / rate)} left")
        return figures + ([f"{self._skipped:,} unchanged"] if self._skipped else [])

    def _rate(self) -> float:
        (since, before), (now, done) = self._samples[0], self._samples[-1]
        return (done - before) / (now - since) if now > since else 0.0

    def _end(self) -> None:
        """Leave one line that says what the stage did and how long it took; short stages in a file say nothing."""
        if self._name is None:
            return
        seconds = self._clock() - self._started
        done = self._done + self._skipped
        said = [f"{done:,} in {_time(seconds)}" if done else _time(seconds)]
        if self._done and seconds >= 1:
            said.append(_rate(self._done / seconds))
        if self._skipped:
            said.append(f"{self._skipped:,} unchanged")
        if self._live or seconds >= _LINES:
            self._output.write(f"{_CLEAR if self._live else ''}{self._name}: {', '.join(said)}\n")
            self._output.flush()
        self._name = None


def _rate(each_second: float) -> str:
    return f"{each_second:,.0f}/s" if each_second >= 1 else f"{each_second * 60:,.1f}/min"


def _time(seconds: float) -> str:
    """Write a span of time: ``0:07``, ``12:30``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
