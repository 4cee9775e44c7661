"""How an example query is read from its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.publication.examples import ExampleQuery, example_queries

WHOLE = """\
# question: Who wrote?
# meaning: One row a writer;
#   none is guessed.
ASK {
  # a comment of the query
  ?letter ?by ?writer
}
"""


def write(folder: Path, text: str, name: str = "01-who-wrote.rq") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_file_has_a_question_a_meaning_and_a_query(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)

    [example] = example_queries(tmp_path)

    assert example == ExampleQuery(
        name="who-wrote",
        question="Who wrote?",
        query="ASK {\n  # a comment of the query\n  ?letter ?by ?writer\n}\n",
        meaning="One row a writer; none is guessed.",
    )


def test_the_number_orders(tmp_path: Path) -> None:
    for name in ("10-a.rq", "02-b.rq", "01-c.rq"):
        write(tmp_path, WHOLE, name)

    assert [example.name for example in example_queries(tmp_path)] == ["c", "b", "a"]


@pytest.mark.parametrize("name", ["who-wrote.rq", "1-who.rq", "01-Who.rq", "01-.rq", "01-who--wrote.rq"])
def test_a_file_of_another_name_is_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, WHOLE, name)

    with pytest.raises(ConfigurationError, match="no name of an example") as caught:
        example_queries(tmp_path)

    assert caught.value.where.file == str(path)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (WHOLE.replace("# question", "# qestion"), 1, "neither to the question nor to the meaning"),
        (WHOLE.replace("#   none", "# none"), 3, "neither to the question nor to the meaning"),
        (WHOLE.replace("# meaning: One row a writer;", "# question: Again?"), 2, "neither to the question"),
        ("# question: Who wrote?\nASK {}\n", 1, "does not say its meaning"),
        ("# meaning: Nothing.\nASK {}\n", 1, "does not say its question"),
        ("ASK {}\n", 1, "does not say its question"),
        ("# question: Who?\n# meaning: Nothing.\n\n", 2, "no query below"),
        ("# question: Who?\n# meaning: Nothing.", 2, "no query below"),
    ],
)
def test_an_incomplete_head_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    write(tmp_path, text)

    with pytest.raises(ConfigurationError, match=what) as caught:
        example_queries(tmp_path)

    assert caught.value.where.line == line
