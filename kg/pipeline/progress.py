"""What a long work tells while it goes on; the command shows it as a bar, the library says nothing."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of stages and of steps within them."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins: its name for people, and how many steps it has, if that is known."""
        ...

    def step(self, count: int = 1) -> None:
        """Some steps of the stage are done."""
        ...


class _Silent:
    def stage(self, name: str, total: int | None) -> None:
        """Say nothing."""

    def step(self, count: int = 1) -> None:
        """Say nothing."""


SILENT: Progress = _Silent()
