"""Terms of RDF have one spelling, whichever engine wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.validation.terms import canonical, literal, parse_line, plain

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("<https://example.org/x>", "<https://example.org/x>"),
        ('"x"', '"x"'),
        (f'"x"^^<{XSD}string>', '"x"'),
        (f'"1"^^<{XSD}integer>', f'"1"^^<{XSD}integer>'),
        ('"\\u0416"@ru', '"Ж"@ru'),
        ('"\\U0001F58B"', '"🖋"'),
        ('"a\\tb"', '"a\tb"'),
        ('"a\\"b\\\\"@en', '"a\\"b\\\\"@en'),
        ("_:b1", "_:b1"),
    ],
)
def test_a_term_is_brought_to_one_spelling(term: str, expected: str) -> None:
    assert canonical(term) == expected


@given(st.text())
def test_every_text_comes_back_out_of_its_literal(text: str) -> None:
    assert plain(literal(text)) == text
    assert plain(canonical(literal(text, language="en"))) == text


def test_an_iri_is_shown_without_brackets() -> None:
    assert plain("<https://example.org/x>") == "https://example.org/x"


@pytest.mark.parametrize("line", ["", "# a comment", "\n"])
def test_lines_without_a_triple_are_none(line: str) -> None:
    assert parse_line(line) is None


def test_a_line_is_split_into_its_terms() -> None:
    assert parse_line('_:b <http://x/p> "a . b"@en .\n') == ("_:b", "<http://x/p>", '"a . b"@en')
