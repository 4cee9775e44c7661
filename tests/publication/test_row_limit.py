"""Rows are counted in the bytes of an answer, however they are cut, and whatever the terms look like."""

from __future__ import annotations

import io

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryTooBig
from kg.publication.row_limit import RowLimit
from kg.store.backend import ResultFormat

SYNTAXES = {
    ResultFormat.JSON: pyoxigraph.QueryResultsFormat.JSON,
    ResultFormat.XML: pyoxigraph.QueryResultsFormat.XML,
    ResultFormat.CSV: pyoxigraph.QueryResultsFormat.CSV,
    ResultFormat.TSV: pyoxigraph.QueryResultsFormat.TSV,
}
TEXTS = st.text(alphabet="\"{}[]:<>\\,\r\n\ta'", max_size=8).filter(lambda text: ",{}" not in text)
ROWS = st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS), max_size=12)


def written(rows: list[tuple[str | None, str | None]], syntax: ResultFormat) -> bytes:
    values = " ".join(f"({' '.join(_term(one) for one in row)})" for row in rows)
    results = pyoxigraph.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert isinstance(results, pyoxigraph.QuerySolutions)
    found = results.serialize(format=SYNTAXES[syntax])
    assert found is not None
    return found


def _term(text: str | None) -> str:
    return "UNDEF" if text is None else str(pyoxigraph.Literal(text))


@pytest.mark.parametrize("syntax", SYNTAXES)
@given(rows=ROWS, cut=st.integers(1, 40))
def test_rows_are_counted_however_the_bytes_are_cut(
    syntax: ResultFormat, rows: list[tuple[str | None, str | None]], cut: int
) -> None:
    data = written(rows, syntax)
    parts = [data[start : start + cut] for start in range(0, len(data), cut)]

    assert pass_through(parts, syntax, largest=max(1, len(rows))) == data
    if len(rows) > 1:
        with pytest.raises(QueryTooBig):
            pass_through(parts, syntax, largest=len(rows) - 1)


def pass_through(parts: list[bytes], syntax: ResultFormat, *, largest: int) -> bytes:
    output = io.BytesIO()
    limit = RowLimit(output, format=syntax, largest=largest)
    for part in parts:
        limit.write(part)
    return output.getvalue()


def test_the_client_is_told_how_many_rows_are_allowed() -> None:
    data = written([("a", None)] * 101, ResultFormat.CSV)

    with pytest.raises(QueryTooBig, match="more than 100 rows"):
        pass_through([data], ResultFormat.CSV, largest=100)
