"""The files of the example queries: complete, readable as they stand, and all of them listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.namespaces import PREFIXES
from kg.publication.examples import ExampleQuery
from kg.resources import queries_folder
from tests.docs.markdown import links
from tests.queries.asking import EXAMPLES, WITH_GRAPHS, order_of, without_words

each_example = pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
_DECLARATION = re.compile(r"^PREFIX +(\w+): +<([^>]+)>$", re.MULTILINE)


def test_every_file_is_an_example_of_its_own_name() -> None:
    files = sorted(path.stem[3:] for path in queries_folder().glob("*.rq"))

    assert sorted(EXAMPLES) == files
    assert len(EXAMPLES) >= 14


def test_the_numbers_of_the_files_have_no_gap() -> None:
    numbers = [int(path.name[:2]) for path in sorted(queries_folder().glob("*.rq"))]

    assert numbers == list(range(1, len(numbers) + 1))


@each_example
def test_a_question_is_a_question_and_a_meaning_is_more_than_that(example: ExampleQuery) -> None:
    assert "?" in example.question
    assert example.meaning.endswith(".")
    assert len(example.meaning) > len(example.question)
    assert re.search(r"\b(not?|nobody|neither|nothing|empty)\b", example.meaning.lower()), (
        "it says nothing that is not meant"
    )


@each_example
def test_every_prefix_is_declared_and_every_declared_prefix_is_used(example: ExampleQuery) -> None:
    declared = {prefix for prefix, _ in _DECLARATION.findall(example.query)}
    body = without_words(_DECLARATION.sub("", example.query))

    assert declared == set(re.findall(r"(?<![\w?])([a-z]+):\w", body))


@each_example
def test_a_prefix_means_here_what_it_means_everywhere_in_the_library(example: ExampleQuery) -> None:
    foreign = {"wd": "http://www.wikidata.org/entity/"}

    for prefix, namespace in _DECLARATION.findall(example.query):
        assert (PREFIXES | foreign)[prefix] == namespace


@each_example
def test_graphs_are_named_only_where_the_default_graph_does_not_do(example: ExampleQuery) -> None:
    words = without_words(example.query).split()

    assert ("GRAPH" in words) == (example.name in WITH_GRAPHS)
    assert "FROM" not in words


@each_example
def test_the_answer_has_an_order(example: ExampleQuery) -> None:
    assert order_of(example) != ()


@each_example
def test_a_query_fits_on_the_page(example: ExampleQuery) -> None:
    lines = example.query.splitlines()

    assert max(map(len, lines)) <= 120
    assert len(lines) <= 45


def test_the_readme_lists_every_query_with_its_question_in_order() -> None:
    readme = (queries_folder() / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\d+\. \[(.+)\]\((\S+\.rq)\)$", readme, re.MULTILINE)
    files = [path.name for path in sorted(queries_folder().glob("*.rq"))]

    assert listed == [(EXAMPLES[name[3:-3]].question, name) for name in files]


def test_the_how_to_leads_to_the_queries(project: Path) -> None:
    assert "../queries/README.md" in links(project / "docs" / "how-to" / "query.md")
