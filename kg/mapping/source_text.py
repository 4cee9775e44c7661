"""Write Python source with nested blocks and remembered results: what the compiler writes with.

It knows nothing of mappings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager


class SourceText:
    """Lines of Python in the making; results are remembered for as long as their block is open."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._scopes: list[dict[Hashable, str]] = [{}]
        self._variables = 0

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"

    def line(self, text: str) -> None:
        """Write one line at the present depth."""
        self._lines.append(" " * (len(self._scopes) - 1) + text)

    def variable(self) -> str:
        """Give a name that is not used yet."""
        self._variables += 1
        return f"v{self._variables}"

    def assign(self, expression: str) -> str:
        """Write ``name = expression`` and give the name."""
        name = self.variable()
        self.line(f"{name} = {expression}")
        return name

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Write what is written inside the ``with`` one level deeper, below ``header``."""
        self.line(header)
        self._scopes.append({})
        try:
            yield
            self.line("pass")
        finally:
            self._scopes.pop()

    def once(self, key: Hashable, make: Callable[[], str]) -> str:
        """Give the variable that an open block holds for ``key``, or make it here."""
        name = self.known(key)
        if name is None:
            name = self._scopes[-1][key] = make()
        return name

    def known(self, key: Hashable) -> str | None:
        """Give the variable that an open block holds for ``key``, if one does."""
        return next((scope[key] for scope in reversed(self._scopes) if key in scope), None)
