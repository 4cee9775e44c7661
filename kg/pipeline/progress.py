"""What a long work tells while it goes on; the command shows it as a bar, the library says nothing."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of stages and of steps within them. A step is a letter, where a stage is about letters."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins: its name for people, and how many steps it has, if that is known."""
        ...

    def step(self, count: int = 1) -> None:
        """Some steps of the stage are done."""
        ...

    def skip(self, count: int = 1) -> None:
        """Some steps of the stage need not be done: what an earlier build made of them is taken over."""
        ...


class _Silent:
    def stage(self, name: str, total: int | None) -> None:
        """Say nothing."""

    def step(self, count: int = 1) -> None:
        """Say nothing."""

    def skip(self, count: int = 1) -> None:
        """Say nothing."""


SILENT: Progress = _Silent()
