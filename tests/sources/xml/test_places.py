"""Every element and attribute of a document is found again in the decoded text, whatever its prefixes and comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.sources import Source, SourceSettings, decode
from kg.sources.xml import CutDocument, Element, XmlDocument, cut, find_all, local, parse_xml

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<!-- <persName>not this</persName> -->
<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0">
  <?note <persName> ?>
  <tei:correspDesc key='7 > 6'>
    <tei:correspAction type="sent">
      <tei:persName ref=" #p1 ">
        <!-- <tei:date/> --> Anna &amp; <![CDATA[<Berta>]]>
      </tei:persName>
      <tei:date when="1900-01-02" cert=''/>
    </tei:correspAction>
    <tei:correspAction type="received"><tei:persName>Ж</tei:persName ></tei:correspAction>
  </tei:correspDesc>
</tei:TEI>
"""


def source(data: str | bytes) -> Source:
    return Source("index.xml", data.encode() if isinstance(data, str) else data, SourceSettings("kc"))


def parsed(data: str | bytes) -> XmlDocument:
    one = source(data)
    return parse_xml(one, decode(one))


def named(document: XmlDocument, name: str) -> list[Element]:
    return list(find_all(document.root, name))


def test_words_are_found_between_comments_and_blanks_with_their_references_as_written() -> None:
    document = parsed(LETTER)

    locator = document.locate(named(document, "persName")[0])

    assert locator.exact == "Anna &amp; <![CDATA[<Berta>"
    assert document.text.text[locator.start : locator.end] == locator.exact
    assert (locator.line, locator.column) == (8, 30)
    assert locator.path == "/TEI/correspDesc/correspAction[1]/persName"


def test_the_words_of_an_element_have_their_references_resolved() -> None:
    document = parsed(LETTER)

    assert document.words(named(document, "persName")[0]) == "Anna & <Berta>"


def test_an_attribute_is_found_without_the_blanks_in_its_quotes() -> None:
    document = parsed(LETTER)

    locator = document.locate_attribute(named(document, "persName")[0], "ref")

    assert (locator.exact, locator.line, locator.column) == ("#p1", 7, 27)
    assert locator.path == "/TEI/correspDesc/correspAction[1]/persName/@ref"


def test_a_value_may_hold_the_sign_that_ends_a_tag() -> None:
    document = parsed(LETTER)

    assert document.locate_attribute(named(document, "correspDesc")[0], "key").exact == "7 > 6"


@pytest.mark.parametrize("name", ["cert", "calendar"])
def test_an_empty_or_missing_attribute_is_shown_by_its_tag(name: str) -> None:
    document = parsed(LETTER)

    assert document.locate_attribute(named(document, "date")[0], name).exact.startswith("<tei:date when=")


def test_an_element_without_words_is_shown_by_its_tag() -> None:
    document = parsed(LETTER)

    assert document.locate(named(document, "date")[0]).exact == "<tei:date when=\"1900-01-02\" cert=''/>"


def test_a_position_stands_in_the_path_only_where_there_are_several() -> None:
    document = parsed("<TEI><a/><b/><a><c/></a></TEI>")

    assert [document.path(one) for one in document.root.iter("*")] == [
        *("/TEI", "/TEI/a[1]", "/TEI/b", "/TEI/a[2]", "/TEI/a[2]/c")
    ]


def test_a_document_on_one_line_has_exact_columns() -> None:
    document = parsed("<TEI><p>Ж</p><p>ы</p></TEI>")

    assert [document.locate(one).column for one in named(document, "p")] == [9, 17]


def test_each_piece_of_text_has_its_place() -> None:
    document = parsed("<p>one<!-- x --> &lt;two<hi>three</hi><![CDATA[ & ]]></p>")

    pieces = list(document.pieces(document.root))

    assert [one.words for one in pieces] == ["one", " <two", "three", " & "]
    assert [document.text.text[one.start : one.end] for one in pieces] == ["one", " &lt;two", "three", " & "]


def test_the_parts_of_a_large_document_have_the_places_of_the_whole() -> None:
    one = source(LETTER)
    whole = parsed(LETTER)

    parts = cut(decode(one), part="correspDesc")
    part = parts.part(0)

    assert len(parts) == 1
    assert [(local(a), part.path(a), part.locate(a)) for a in part.root.iter("*")] == [
        (local(a), whole.path(a), whole.locate(a)) for a in named(whole, "correspDesc")[0].iter("*")
    ]


def test_the_frame_holds_everything_around_the_parts() -> None:
    parts = cut_of("<r><h>x</h><d n='1'><e/></d><!-- <d> --><d/><f>y</f></r>")

    assert [local(one) for one in parts.frame.root.iter("*")] == ["r", "h", "d", "d", "f"]
    assert [parts.frame.locate(one).exact for one in find_all(parts.frame.root, "h", "f")] == ["x", "y"]
    assert [one.path(one.root) for one in map(parts.part, range(len(parts)))] == ["/r/d[1]", "/r/d[2]"]


def test_a_part_inside_a_part_belongs_to_the_outer_one() -> None:
    parts = cut_of("<r><d><d><e/></d></d><d/></r>")

    assert len(parts) == 2
    assert [local(one) for one in parts.part(0).root.iter("*")] == ["d", "d", "e"]


def test_what_was_cut_is_kept_with_the_text() -> None:
    one = source("<r><d/></r>")
    text = decode(one)

    assert cut(text, part="d") is cut(text, part="d")


def cut_of(data: str) -> CutDocument:
    one = source(data)
    return cut(decode(one), part="d")


NAMES = st.sampled_from(["a", "b", "x:c", "date"])
WORDS = st.text(alphabet="aЖ &<>\"'\n", max_size=6)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    value = draw(WORDS).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    inside = "".join(draw(st.lists(contents(depth - 1), max_size=3))) if depth else ""
    return f'<{name} k="{value}">{inside}</{name}>' if inside else f'<{name} k="{value}"/>'


def contents(depth: int) -> st.SearchStrategy[str]:
    return st.one_of(
        elements(depth),
        WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
        st.sampled_from(["<!-- <a> -->", "<?p <a>?>", "<![CDATA[<a> & ]]>", "&#1078;", "\n"]),
    )


@given(elements())
def test_every_element_and_attribute_gives_its_words_back(data: str) -> None:
    document = parsed(f'<root xmlns:x="urn:x">{data}</root>')

    for element in document.root.iter("*"):
        span = document.span(element)
        printed = "".join(piece.words for piece in document.pieces(element))
        characters = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
        assert document.text.text[span.start : span.end].startswith("<")
        assert printed == characters
        assert document.text.text[slice(*_offsets(document, element))] == document.locate(element).exact


def _offsets(document: XmlDocument, element: Element) -> tuple[int, int]:
    locator = document.locate(element)
    return locator.start, locator.end


def test_a_part_may_declare_its_own_prefix() -> None:
    parts = cut_of("<r><x:d xmlns:x='urn:x'  n='/'><x:e/></x:d><x:d xmlns:x='urn:y' /></r>")

    assert [one.root.get("n") for one in map(parts.part, range(2))] == ["/", None]
    assert [local(one) for one in parts.frame.root.iter("*")] == ["r", "d", "d"]
