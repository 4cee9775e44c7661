"""The largest number of rows of an answer, counted in its bytes on their way: no row is ever made in Python.

In each syntax of tables something stands between two rows that stands nowhere else, once the terms are out of the way:

* JSON: within ``bindings``, ``,{`` outside of strings. Strings are taken out first, however they are escaped.
* XML: ``<result>``; in a term, the writer escapes the bracket.
* Tab-separated values: a line end; in a term, the writer escapes it.
* Comma-separated values: a line end outside of quotation marks, for they escape nothing.

ASK has one row, and answers that are graphs have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kg.errors import QueryTooBig
from kg.graphs.syntaxes import Writer
from kg.store.backend import ResultFormat

_QUOTE = b'"'


class Rows(Protocol):
    """Counts what stands between rows."""

    def count(self, part: bytes) -> int:
        """Count what ends in this part of the answer, even if it began in the part before."""
        ...


class RowLimit:
    """Passes bytes on until there are too many rows.

    Args:
        output: gets the bytes.
        format: their syntax, one of the tables.
        largest: rows that are allowed.
    """

    def __init__(self, output: Writer, *, format: ResultFormat, largest: int) -> None:  # noqa: A002 # the field's word
        make, more = _SYNTAXES[format]
        self._output = output
        self._rows = make()
        self._largest = largest
        self._left = largest + more
        """How many marks of a row may still come."""
        self._early: list[bytes] | None = []
        """What came so far, as long as it has fewer bytes than rows are allowed: it need not be looked at."""
        self._early_size = 0

    def write(self, data: bytes, /) -> int:
        """Write a part of the answer.

        Raises:
            QueryTooBig: there are more rows than allowed.
        """
        part = bytes(data)
        counted = self._counted(part)
        if counted:
            self._left -= self._rows.count(counted)
        if self._left < 0:
            raise QueryTooBig(
                f"The answer has more than {self._largest} rows.",
                remedy="Ask for less (LIMIT, narrower patterns), or take the dumps.",
            )
        return self._output.write(part)

    def _counted(self, part: bytes) -> bytes:
        """Give what is to be looked at now: nothing as long as even rows of one byte would be allowed."""
        if self._early is None:
            return part
        self._early.append(part)
        self._early_size += len(part)
        if self._early_size <= self._largest:
            return b""
        early, self._early = b"".join(self._early), None
        return early

    def flush(self) -> None:
        """Have the output do what it does."""
        self._output.flush()


class _JsonRows:
    """Counts ``,{`` outside of strings.

    What is escaped is taken out first, then all but quotation marks and signs of structure, then the strings that have
    become empty. What is left of a row is a few signs, and the text of strings only where it holds such signs itself.
    Two strings never touch: one of the signs stands between them. So ``""`` is an empty string, wherever a part begins.
    """

    _KEPT = b'",:{'
    _OTHERS = bytes(sorted({*range(256)} - {*_KEPT}))

    def __init__(self) -> None:
        self._quoted = False
        """Whether the part before ended within a string."""
        self._before = b""
        """What the part before ended with and may belong to this one: a backslash or a comma."""

    def count(self, part: bytes) -> int:
        text, self._before = self._before + part, b""
        if b"\\" in text:
            text = text.replace(rb"\\", b"")
            if text.endswith(b"\\"):
                text, self._before = text[:-1], b"\\"
            text = text.replace(rb"\"", b"")
        pieces = text.translate(None, self._OTHERS).replace(b'""', b"").split(_QUOTE)
        outside = _QUOTE.join(pieces[self._quoted :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        if not self._quoted and outside.endswith(b","):
            self._before = b","
        return outside.count(b",{")


class _MarkedRows:
    """Counts a mark that no term can hold."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._end = b""

    def count(self, part: bytes) -> int:
        seen = self._end + part
        self._end = seen[1 - len(self._mark) :] if len(self._mark) > 1 else b""
        return seen.count(self._mark)


class _QuotedRows:
    """Counts line ends outside of quotation marks; a doubled mark within quotes leaves them and comes back."""

    def __init__(self) -> None:
        self._quoted = False

    def count(self, part: bytes) -> int:
        pieces = part.split(_QUOTE)
        found = sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        return found


_SYNTAXES: dict[ResultFormat, tuple[Callable[[], Rows], int]] = {
    ResultFormat.JSON: (_JsonRows, -1),
    ResultFormat.XML: (lambda: _MarkedRows(b"<result>"), 0),
    ResultFormat.TSV: (lambda: _MarkedRows(b"\n"), 1),
    ResultFormat.CSV: (_QuotedRows, 1),
}
"""How rows are counted, and so many more marks than rows there are: between rows, or after the line of names, too."""
