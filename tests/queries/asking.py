"""Ask the example queries of a release; IRIs of the release are shortened, so that expected rows can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.publication.examples import ExampleQuery, example_queries
from kg.store import ReadOnlyStore, ResultFormat

Row = tuple[str, ...]
EXAMPLES = {example.name: example for example in example_queries()}
WITH_GRAPHS = frozenset(
    {"where-each-fact-is-stated", "what-is-only-inferred", "what-an-editor-decided", "names-left-unresolved"}
)
"""What asks for evidence, which is not in the default graph."""


class Release:
    """A built release; queries may only use the prefixes that they declare."""

    def __init__(self, folder: Path, store: Path, *, base: str) -> None:
        self._store = ReadOnlyStore(store)
        self.folder = folder
        """The collection."""
        self.base = base

    def close(self) -> None:
        self._store.close()

    def ask(self, query: str, *columns: str) -> list[Row]:
        """Give the rows of an answer, in order; an unbound cell is empty.

        Args:
            query: SPARQL, a SELECT.
            columns: the variables to give; without them all, in their order.
        """
        answer = json.loads(self._store.query(query, format=ResultFormat.JSON))
        names = columns or tuple(answer["head"]["vars"])
        return [tuple(self._cell(row, name) for name in names) for row in answer["results"]["bindings"]]

    def rows(self, example: str, *columns: str) -> list[Row]:
        """Give the rows of the answer to an example query, as ``ask`` does."""
        return self.ask(EXAMPLES[example].query, *columns)

    def _cell(self, row: dict[str, dict[str, str]], name: str) -> str:
        value = row[name]["value"] if name in row else ""
        return value.removeprefix(self.base) if name in row and row[name]["type"] == "uri" else value


def without_words(query: str) -> str:
    """Give a query without its comments, texts and IRIs: prefixed names, variables and keywords are left."""
    return re.sub(r'"[^"\n]*"|<[^<>\s]*>|(?<!\S)#.*', " ", query)


def order_of(example: ExampleQuery) -> tuple[str, ...]:
    """Give the variables that the answer is ordered by."""
    _, _, clause = example.query.rpartition("ORDER BY")
    return tuple(re.findall(r"\?(\w+)", clause))


def with_columns(example: ExampleQuery, *columns: str) -> str:
    """Give the query with more columns, those that it does not have yet."""
    head, select, rest = example.query.partition("SELECT ")
    shown, where, body = rest.partition("WHERE")
    shown = shown.rstrip()
    more = "".join(f" ?{name}" for name in columns if f"?{name}" not in re.findall(r"\?\w+", shown))
    return f"{head}{select}{shown}{more} {where}{body}"
