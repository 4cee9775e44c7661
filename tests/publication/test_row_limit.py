"""Rows are counted in the bytes of an answer, however they are cut, and whatever the terms look like."""

from __future__ import annotations

import io
from collections.abc import Sequence

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
each_syntax = pytest.mark.parametrize("syntax", SYNTAXES)
NASTY = (",{}", "},{", ',{"', '"}},{}', "\\", '\\"', '"', "\\,{", "<result>", "\n", "\r\n", '"\n"', "\t", "\x01", "")
"""Pieces of what stands between rows, of what escapes, and of what is escaped."""
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(alphabet="\"{}[]:<>\\,\r\n\ta'é", max_size=3), max_size=4).map(
    "".join
)
ROWS = st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS), max_size=12)
Row = tuple[str | None, ...]


def written(rows: Sequence[Row], syntax: ResultFormat) -> bytes:
    values = " ".join(f"({' '.join(_term(one) for one in row)})" for row in rows)
    results = pyoxigraph.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert isinstance(results, pyoxigraph.QuerySolutions)
    found = results.serialize(format=SYNTAXES[syntax])
    assert found is not None
    return found


def _term(text: str | None) -> str:
    return "UNDEF" if text is None else str(pyoxigraph.Literal(text))


def pass_through(parts: list[bytes], syntax: ResultFormat, *, largest: int) -> bytes:
    output = io.BytesIO()
    limit = RowLimit(output, format=syntax, largest=largest)
    for part in parts:
        limit.write(part)
    return output.getvalue()


def counted(parts: list[bytes], syntax: ResultFormat) -> int:
    """Give the least number of rows that such an answer may have."""
    for largest in range(1, 100):
        try:
            pass_through(parts, syntax, largest=largest)
        except QueryTooBig:
            continue
        return largest
    raise AssertionError("more than a hundred rows are counted")


@each_syntax
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


@each_syntax
def test_a_text_that_looks_like_many_rows_is_part_of_one(syntax: ResultFormat) -> None:
    data = written([(piece * 50, piece) for piece in NASTY], syntax)

    assert counted([data], syntax) == len(NASTY)


@each_syntax
def test_it_makes_no_difference_where_an_answer_is_cut_in_two(syntax: ResultFormat) -> None:
    rows: list[Row] = [(None, None), ('a\\",{"', "\\"), (None, None), ("},{", ',{}"\\\\'), ("<result>\r\n", None)]
    data = written(rows, syntax)

    assert {counted([data[:place], data[place:]], syntax) for place in range(len(data) + 1)} == {len(rows)}


def test_rows_are_counted_in_json_with_spaces_and_with_triple_terms() -> None:
    term = '{ "type" : "triple", "value" : { "subject" : { "type" : "uri", "value" : "s:,{" },\n "object" : {} } }'
    row = f'{{ "a" : {term} }}'
    data = f'{{ "head" : {{ "vars" : [ "a" ] }},\n "results" : {{ "bindings" : [ {row} ,\n {row} , {{}} ] }} }}'

    assert counted([data.encode()], ResultFormat.JSON) == 3


def test_the_client_is_told_how_many_rows_are_allowed() -> None:
    data = written([("a", None)] * 101, ResultFormat.CSV)

    with pytest.raises(QueryTooBig, match="more than 100 rows"):
        pass_through([data], ResultFormat.CSV, largest=100)
