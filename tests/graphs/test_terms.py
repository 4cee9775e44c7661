"""N-Quads lines and terms as text."""

from __future__ import annotations

import io

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReleaseError
from kg.graphs.terms import QuadTerms, canonical_lines, iri, literal, lower_language, quad_line, split_line
from tests.graphs import strategies

A, P, G = "<https://e.org/a>", "<https://e.org/p>", "<https://e.org/g>"


@given(st.text(st.characters(codec="utf-8")))
def test_a_literal_is_written_as_the_engine_writes_it(text: str) -> None:
    assert str(pyoxigraph.Literal(text)) == literal(text)


def test_a_language_tag_is_lowered_as_the_engine_does() -> None:
    assert str(pyoxigraph.Literal("Rossiya", language="ru-Latn")) == literal("Rossiya", language="ru-Latn")


def test_a_string_has_no_datatype() -> None:
    assert literal("a", datatype="http://www.w3.org/2001/XMLSchema#string") == '"a"'


def test_a_datatype_is_kept() -> None:
    assert (
        literal("1919", datatype="http://www.w3.org/2001/XMLSchema#gYear")
        == '"1919"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    )


@pytest.mark.parametrize("bad", ["a b", "<a>", 'a"', "a\n", "a{", "a\\u0020", "a^", "a`", "a|"])
def test_what_no_iri_may_hold_is_refused(bad: str) -> None:
    with pytest.raises(ReleaseError, match="is not an IRI"):
        iri(bad)


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        (f"{A} {P} {A} .\n", (A, P, A, "")),
        (f"{A} {P} {A} {G} .\n", (A, P, A, G)),
        (f'{A} {P} "x y" .\n', (A, P, '"x y"', "")),
        (f'{A} {P} "x y" {G} .\n', (A, P, '"x y"', G)),
        (f'{A} {P} "a \\" <b> ." {G} .\n', (A, P, '"a \\" <b> ."', G)),
        (f'{A} {P} "x"@en {G} .\n', (A, P, '"x"@en', G)),
        (f'{A} {P} "1"^^{P} .\n', (A, P, f'"1"^^{P}', "")),
        (f"_:a {P} _:b _:g .\n", ("_:a", P, "_:b", "_:g")),
    ],
)
def test_a_line_is_split_into_its_terms(line: str, terms: tuple[str, str, str, str]) -> None:
    assert QuadTerms(*terms) == split_line(line)


@given(strategies.lines)
def test_splitting_and_joining_gives_the_line_back(line: str) -> None:
    assert line == quad_line(*split_line(line))


@given(strategies.lines)
def test_our_lines_are_the_engines_canonical_lines(line: str) -> None:
    assert [line] == list(canonical_lines(line.encode()))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "\n",
        f"{A} .\n",
        f"{A} {P} .\n",
        f"{A} {P} {A} .",
        f"{A}  {P} {A} {G} .\n",
        f"{A} {P} {A} {G} {G} .\n",
        f"{A} {P}  .\n",
    ],
)
def test_a_line_that_is_not_canonical_is_refused(line: str) -> None:
    with pytest.raises(ReleaseError, match="not a canonical N-Quads line"):
        split_line(line)


def test_a_long_bad_line_is_quoted_in_part() -> None:
    with pytest.raises(ReleaseError) as raised:
        split_line("x" * 10_000)

    assert len(str(raised.value)) < 400


def test_a_language_tag_inside_a_line_is_lowered() -> None:
    assert f'{A} {P} "X@EN"@ru-latn {G} .\n' == lower_language(f'{A} {P} "X@EN"@ru-Latn {G} .\n')


@pytest.mark.parametrize("line", [f"{A} {P} {A} .\n", f'{A} {P} "X"@en .\n', f'{A} {P} "X" .\n'])
def test_a_line_without_capitals_in_its_tag_stays(line: str) -> None:
    assert line == lower_language(line)


def test_foreign_syntax_becomes_canonical_lines() -> None:
    turtle = io.BytesIO(b'@prefix e: <https://e.org/> . e:a e:p "x"@EN , 1 .')

    lines = list(canonical_lines(turtle, media_type="text/turtle"))

    assert [
        f'{A} {P} "x"@en .\n',
        f'{A} {P} "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    ] == lines


def test_foreign_syntax_that_is_broken_is_refused_with_its_place() -> None:
    with pytest.raises(ReleaseError) as raised:
        list(canonical_lines(f"{A} {P} {A} .\n{A} {P} .\n".encode()))

    assert raised.value.where.line == 2


def test_an_unknown_media_type_is_refused() -> None:
    with pytest.raises(ReleaseError, match="not a media type of RDF"):
        list(canonical_lines(b"", media_type="text/plain+unknown"))
