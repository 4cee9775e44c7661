"""Places in an encoded source become places in the text that was read out of it, where they are sure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.publication.pages.plain_text import PlainText, text_blocks
from kg.publication.pages.running_text import Anchor, Mark

SOURCE = """<p>Yesterday the old <name ref="#d">dog</name><note>Of E. Lind. </note> came to us &amp; stayed.</p>
<closer><signed>Yours,<lb/>Anna</signed></closer>"""
TEXT = "Yesterday the old dog came to us & stayed.\nYours,\nAnna"


def mark(words: str) -> Mark:
    start = SOURCE.index(words)
    return Mark(start, start + len(words), "iri")


def test_a_name_is_found_in_the_text() -> None:
    [found] = PlainText(TEXT, SOURCE).marks([mark("dog")])

    assert TEXT[found.start : found.end] == "dog"


def test_a_name_with_markup_in_it_is_found_in_the_text() -> None:
    [found] = PlainText(TEXT, SOURCE).marks([mark("Yours,<lb/>Anna")])

    assert TEXT[found.start : found.end] == "Yours,\nAnna"


def test_an_anchor_after_a_note_stands_after_the_word_before_it() -> None:
    place = SOURCE.index(" came")
    [found] = PlainText(TEXT, SOURCE).anchors([Anchor(place, "1", "note", "a")])

    assert TEXT[: found.end].endswith("dog")


def test_what_stands_twice_in_the_text_is_put_nowhere() -> None:
    source = "<p>so</p><p>so</p>"

    assert list(PlainText("so\nso", source).marks([Mark(3, 5, "iri")])) == []


def test_what_does_not_stand_in_the_text_is_put_nowhere() -> None:
    assert list(PlainText(TEXT, SOURCE).marks([mark("Lind")])) == []


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60))
def test_an_end_lies_in_the_text(text: str, source: str, place: int) -> None:
    end = PlainText(text, source).end(min(place, len(source)))

    assert end is None or 0 < end <= len(text)


def test_parts_and_what_stands_between_them_are_blocks() -> None:
    document = {"text": TEXT, "language": "en", "parts": [["paragraph", 0, 30], ["signed", 43, len(TEXT)]]}

    blocks = list(text_blocks(document, [Mark(18, 21, "iri")], []))

    assert [block.role for block in blocks] == ["paragraph", "text", "signed"]
    assert "".join("".join(one.text for block in blocks for one in block.segments).split()) == "".join(TEXT.split())
    assert [one.iri for one in blocks[0].segments if one.kind == "link"] == ["iri"]
