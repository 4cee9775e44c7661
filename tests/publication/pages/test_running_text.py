"""Running text: notes at their anchors, names as links, omissions as such; no character of the text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.publication.pages.models import Segment
from kg.publication.pages.running_text import Anchor, Mark, segments

NOTE = "https://example.org/id/doc/x-n1"
GUSEV = "https://example.org/id/person/gusev"


def test_the_printed_number_becomes_the_anchor_and_its_spaces_go() -> None:
    text = "hatred of the Commander 1 , and of others"

    found = segments(text, 100, [], [Anchor(123, "1", NOTE, "anchor-1-1")])

    assert found == (
        Segment("text", "hatred of the Commander"),
        Segment("anchor", "1", NOTE, "1", "anchor-1-1"),
        Segment("text", ", and of others"),
    )


def test_a_number_of_the_text_is_no_anchor() -> None:
    found = segments("the 12 divisions", 0, [], [Anchor(3, "1", NOTE, "a")])

    assert [piece.text for piece in found] == ["the", "1", " 12 divisions"]


def test_of_names_within_names_the_longest_is_the_link() -> None:
    body, party = "https://example.org/id/body/cc", "https://example.org/id/body/party"

    found = segments("the CC of the party met", 0, [Mark(14, 19, party), Mark(4, 19, body)], [])

    assert found[1] == Segment("link", "CC of the party", body)
    assert [piece.kind for piece in found] == ["text", "link", "text"]


def test_an_anchor_within_a_name_ends_the_link_there() -> None:
    found = segments("Gusev of the front", 0, [Mark(0, 18, GUSEV)], [Anchor(5, "2", NOTE, "a")])

    assert [(piece.kind, piece.text) for piece in found] == [
        ("link", "Gusev"),
        ("anchor", "2"),
        ("text", " of the front"),
    ]


def test_what_the_editors_left_out_is_marked() -> None:
    found = segments("[...] and [ … ] end", 0, [], [])

    assert [piece.text for piece in found if piece.kind == "omission"] == ["[...]", "[ … ]"]


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=6),
    st.lists(st.integers(-5, 90), max_size=4),
)
def test_no_character_is_lost_but_printed_numbers(text: str, spans: list[tuple[int, int]], ends: list[int]) -> None:
    marks = [Mark(start, end, GUSEV) for start, end in spans]
    anchors = [Anchor(end, "\u2021", NOTE, "a") for end in ends]

    found = segments(text.replace("\u2021", ""), 0, marks, anchors)

    assert "".join(piece.text for piece in found if piece.kind != "anchor") == text.replace("\u2021", "")
