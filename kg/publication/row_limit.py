"""The largest number of rows of an answer, counted in its bytes on their way: no row is ever made in Python.

In each syntax of tables something stands between two rows that stands nowhere else, because the writers escape it in
terms: `_BETWEEN` says what. Comma-separated values escape nothing, they quote: there, only line ends outside of
quotation marks count. ASK has one row, and answers that are graphs have none.
"""

from __future__ import annotations

from kg.errors import QueryTooBig
from kg.graphs.syntaxes import Writer
from kg.store.backend import ResultFormat

_BETWEEN = {
    ResultFormat.JSON: (b'},{"', b",{}"),
    ResultFormat.XML: (b"<result>",),
    ResultFormat.TSV: (b"\n",),
    ResultFormat.CSV: (b"\n",),
}
"""In JSON, a quotation mark within a term has a backslash before it. A row without a binding is an empty object there,
and the same three signs in a text are taken for one: to matter, an answer needs hundreds of thousands of them."""
_MORE = {ResultFormat.JSON: -1, ResultFormat.XML: 0, ResultFormat.TSV: 1, ResultFormat.CSV: 1}
"""So many more of them than rows: they stand between rows, or after the line of names, too."""
_QUOTE = b'"'


class RowLimit:
    """Passes bytes on until there are too many rows.

    Args:
        output: gets the bytes.
        format: their syntax, one of the tables.
        largest: rows that are allowed.
    """

    def __init__(self, output: Writer, *, format: ResultFormat, largest: int) -> None:  # noqa: A002 # the field's word
        self._output = output
        self._between = _BETWEEN[format]
        self._quotes = format is ResultFormat.CSV
        self._quoted = False
        self._largest = largest
        self._more = _MORE[format]
        self._ends = dict.fromkeys(self._between, b"")
        self._found = 0
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
        self._found += self._lines(counted) if self._quotes else sum(self._count(one, counted) for one in self._between)
        if self._found > self._largest + self._more:
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

    def _count(self, between: bytes, part: bytes) -> int:
        """Count what ends in this part, even if it began in the part before."""
        seen = self._ends[between] + part
        self._ends[between] = seen[1 - len(between) :] if len(between) > 1 else b""
        return seen.count(between)

    def _lines(self, part: bytes) -> int:
        """Count line ends outside of quotation marks; a doubled mark within quotes leaves them and comes back."""
        pieces = part.split(_QUOTE)
        found = sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        return found
