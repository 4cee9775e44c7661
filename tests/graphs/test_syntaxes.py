"""Lines written in other syntaxes: the same statements, and the same bytes every time."""

from __future__ import annotations

import io
import string

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReleaseError
from kg.graphs.syntaxes import OrderedPrefixes, write_syntax

LINES = [
    "<http://a.org/s> <http://b.org/p> <http://c.org/o> .\n",
    '<http://a.org/s> <http://b.org/p> "a\\n@prefix b: <x> ."@en <http://d.org/g> .\n',
]
PREFIXES = {letter: f"http://{letter}.org/" for letter in string.ascii_lowercase}
MEDIA_TYPES = [
    "application/ld+json",
    "application/n-quads",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
    "text/turtle",
]


def written(media_type: str, lines: list[str] = LINES) -> bytes:
    output = io.BytesIO()
    write_syntax(lines, output, media_type=media_type, prefixes=PREFIXES)
    return output.getvalue()


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_every_syntax_says_the_same_as_the_lines(media_type: str) -> None:
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format_ is not None
    found = {
        str(quad) if format_.supports_datasets else str(quad.triple)
        for quad in pyoxigraph.parse(written(media_type), format=format_)
    }
    quads = list(pyoxigraph.parse("".join(LINES), format=pyoxigraph.RdfFormat.N_QUADS))

    assert found == {str(quad) if format_.supports_datasets else str(quad.triple) for quad in quads}


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_the_same_lines_give_the_same_bytes(media_type: str) -> None:
    assert len({written(media_type) for _ in range(5)}) == 1


def test_prefixes_come_in_order() -> None:
    heads = [line for line in written("text/turtle").splitlines() if line.startswith(b"@prefix ")]

    assert heads == sorted(heads)
    assert len(heads) == len(PREFIXES)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_nothing_is_written_as_nothing(media_type: str) -> None:
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format_ is not None

    assert list(pyoxigraph.parse(written(media_type, []), format=format_)) == []


def test_an_unknown_syntax_is_named() -> None:
    with pytest.raises(ReleaseError, match="image/png"):
        written("image/png")


@given(st.data(), st.sampled_from(MEDIA_TYPES))
def test_how_the_engine_cuts_its_output_says_nothing(data: st.DataObject, media_type: str) -> None:
    whole = written(media_type)
    output = io.BytesIO()
    with OrderedPrefixes(output) as ordered:
        rest = whole
        while rest:
            size = data.draw(st.integers(1, len(rest)))
            assert ordered.write(rest[:size]) == size
            rest = rest[size:]
        ordered.flush()

    assert output.getvalue() == whole
