"""Try patterns on hard texts, each in a process that ends when one takes too long (row C5).

``python -m tests.reliability.c_trial FILE SIZE SECONDS SINGLES`` tries the patterns of a JSON file and writes the
numbers of those that take too long. The limit is one of processor time, set by the system: nothing inside the process
could interrupt the engine.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.reliability.c_adversaries import adversaries, compiled
from tests.reliability.c_patterns import PROJECT, Pattern


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern that took too long."""

    pattern: Pattern
    method: str


@dataclass(frozen=True, slots=True)
class Trial:
    """How patterns are tried: on texts of ``size`` characters, each text within ``seconds`` of processor time."""

    size: int
    seconds: float
    singles: bool = True
    """Whether texts of one character again and again are tried, too."""

    def run(self, patterns: Sequence[Pattern]) -> list[Slow]:
        """Try all patterns; give those that take too long."""
        tasks = [(one, method) for one in patterns for method in one.methods]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump([(asdict(one), method) for one, method in tasks], file)
            file.flush()
            arguments = (file.name, str(self.size), str(self.seconds), str(int(self.singles)))
            command = [sys.executable, "-m", "tests.reliability.c_trial", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
        return [Slow(*tasks[int(number)]) for number in done.stdout.split()]

    def is_late(self, pattern: Pattern, method: str) -> bool:
        """Try one pattern in a child of this process, which must have one thread only."""
        child = os.fork()
        if child == 0:
            self._try(pattern, method)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGVTALRM, pattern
            return True
        assert status == 0, pattern
        return False

    def _try(self, pattern: Pattern, method: str) -> None:
        expression = compiled(pattern.text, pattern.flags, is_bytes=pattern.is_bytes)
        for text in adversaries(pattern.text, pattern.flags, size=self.size, singles=self.singles):
            signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
            if method == "search":
                for _ in expression.finditer(text):
                    pass
            else:
                getattr(expression, method)(text)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main(arguments: list[str]) -> None:
    name, size, seconds, singles = arguments
    trial = Trial(int(size), float(seconds), bool(int(singles)))
    for number, (given, method) in enumerate(json.loads(Path(name).read_text(encoding="utf-8"))):
        if trial.is_late(Pattern(**given), method):
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
