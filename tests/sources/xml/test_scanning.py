"""The tags of some names are found where a walk through all markup finds them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources import Source, SourceSettings, decode
from kg.sources.xml import parse_xml
from kg.sources.xml.scanning import markup, tags_named

PIECES = (
    *("<a>", "</a>", "<a/>", "<b:a c='>'>", "</b:a>", '<a d="x>y"/>', "<ab>", "<b>", "</b >", "<a\n/>", "<c a='a'/>"),
    *("<!-- <a> -->", "<![CDATA[<a>]]>", "<?a <a> ?>", "<!-->-->", "words", "&lt;a>", "\n"),
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_tags_of_a_name_are_those_among_all_markup(text: str) -> None:
    expected = [one for one in markup(text) if one.name == "a"]

    assert expected == list(tags_named(text, "a"))


@pytest.mark.parametrize("opening", ["<!--", "<![CDATA[", "<?x "])
def test_nothing_is_found_behind_what_is_never_closed(opening: str) -> None:
    text = f"<a/>{opening}<a/>"

    assert [(one.start, one.end) for one in tags_named(text, "a")] == [(0, 4)]


def test_an_element_begins_where_its_place_says_before_and_after_all_places_are_known() -> None:
    source = Source("a.xml", b"<r><!-- <a/> --><a>x</a><b/><a/></r>", SourceSettings("kc"))
    document = parse_xml(source, decode(source))
    elements = list(document.root.iter("*"))

    early = [document.start(one) for one in elements]

    assert early == [document.span(one).start for one in elements]
    assert early == [document.start(one) for one in elements]
    assert early == [0, 16, 24, 28]
