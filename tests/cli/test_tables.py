"""Tables of answers: aligned, without quotes, one line a row."""

from __future__ import annotations

import json

import pytest

from kg.cli.tables import table


def results(names: list[str], *rows: dict[str, str]) -> bytes:
    bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table(results(["a", "long"], {"a": "wide cell", "long": "x"}, {"a": "y", "long": "z"})) == (
        "a          long\n---------  ----\nwide cell  x\ny          z\n"
    )


def test_what_is_not_bound_is_empty_and_line_breaks_are_blanks() -> None:
    assert table(results(["a", "b"], {"b": "one\ntwo"})) == "a  b\n-  -------\n   one two\n"


def test_no_rows_leave_the_head() -> None:
    assert table(results(["a"])) == "a\n-\n"


@pytest.mark.parametrize(("value", "word"), [(True, "yes\n"), (False, "no\n")])
def test_a_question_is_answered_in_a_word(value: bool, word: str) -> None:
    assert table(json.dumps({"head": {}, "boolean": value}).encode()) == word
