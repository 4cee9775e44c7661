"""Members of dumps: what they look like, and what is counted in them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.graphs.block_text import BlockText, Member
from kg.graphs.terms import canonical_lines
from tests.graphs.strategies import BASE, lines

PREFIXES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "e": "https://e.org/"}
DOC = f"<{BASE}id/doc/a>"
GRAPH = f"<{BASE}graph/doc/a>"


def member(*texts: Sequence[str]) -> Member:
    text = BlockText(PREFIXES, base_iri=BASE)
    for number, one in enumerate(texts):
        text.add(f"key-{number}", sorted(one))
    return text.finish()


def trig(made: Member) -> str:
    return gzip.decompress(made.trig).decode()


@given(st.sets(lines, max_size=15))
def test_both_members_hold_the_lines(drawn: set[str]) -> None:
    made = member(sorted(drawn))
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    expected = sorted(canonical_lines("".join(drawn).encode()))
    assert sorted(canonical_lines(f"{prefixes}{trig(made)}".encode(), media_type="application/trig")) == expected
    if drawn:
        assert gzip.decompress(made.nquads).decode() == "".join(sorted(drawn))


def test_a_section_for_each_graph_classes_first_the_default_graph_last() -> None:
    triples = [f"{DOC} <https://e.org/q> {DOC}", f'{DOC} <https://e.org/q> "b"@de', f'{DOC} <https://e.org/a> "1"']
    typed = f"{DOC} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/C>"
    made = member([f"{typed} .\n", *(f"{one} {GRAPH} .\n" for one in (*triples, typed))])
    assert trig(made) == (
        f"\n{GRAPH} {{\n"
        f"    {DOC} a e:C ;\n"
        '        e:a "1" ;\n'
        '        e:q "b"@de ,\n'
        f"            {DOC} .\n"
        "}\n"
        "\n{\n"
        f"    {DOC} a e:C .\n"
        "}\n"
    )


def test_paragraphs_of_a_graph_stand_together_whichever_letter_they_are_of() -> None:
    letters = [[f'<{BASE}id/doc/{key}> <https://e.org/p> "1" <{BASE}graph/meta> .\n'] for key in "ab"]
    made = member(*letters)
    assert trig(made).count("graph/meta") == 1
    assert (made.name, made.lines) == ("key-0", 2)


def test_nothing_gives_no_members() -> None:
    made = member([], [])
    assert (made.name, made.lines, made.sha256, made.nquads, made.trig) == ("", 0, "", b"", b"")
