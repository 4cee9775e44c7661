"""Terms are read from the text that stores give."""

from __future__ import annotations

import pytest

from kg.publication.pages.terms import Term, is_iri, read_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("<https://example.org/a>", Term("https://example.org/a", True)),
        ('"Statement"@en', Term("Statement", False, "en")),
        (r'"two\nlines, \"quoted\" \\ \t"', Term('two\nlines, "quoted" \\ \t', False)),
        (r'"\u0416\U0001F600"', Term("Ж😀", False)),
        (
            '"1919-11-12"^^<http://www.w3.org/2001/XMLSchema#date>',
            Term("1919-11-12", False, None, "http://www.w3.org/2001/XMLSchema#date"),
        ),
        ("_:b0", Term("_:b0", False)),
    ],
)
def test_a_term_is_read(text: str, term: Term) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize("text", ["https://example.org/id/x> } DROP ALL", "no iri", "a:b\n", 'a:"', "", "a:{}"])
def test_what_could_end_an_iri_in_a_query_is_none(text: str) -> None:
    assert not is_iri(text)
