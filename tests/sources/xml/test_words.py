"""The words of an element are what is printed: no notes, no deletions, one of several readings, blanks as they fall."""

from __future__ import annotations

import pytest

from kg.sources import SourceText
from kg.sources.xml import words
from tests.sources.xml.test_places import parsed


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ("  Anna \n  Muster ", "Anna Muster"),
        ("An<!-- x -->na<?p y?>", "Anna"),
        ("Anna<note>the editor's</note> Muster", "Anna Muster"),
        ("An<del>m</del>na", "Anna"),
        ("<restore>An<del>na</del></restore>", "Anna"),
        ("An<lb/>na", "An na"),
        ("An<lb break='no'/>na", "Anna"),
        ("<surname>Muster</surname>, <forename>Anna</forename>", "Muster, Anna"),
        ("<surname>Muster</surname><forename>Anna</forename>", "Muster Anna"),
        ("An-<lb break='no'/>na", "Anna"),
        ("<hi>A</hi>nna", "Anna"),
        ("<choice>\n <sic>Ana</sic>\n <corr>Anna</corr>\n</choice>!", "Ana!"),
        ("<choice><expan>Doktor</expan><abbr>Dr.</abbr></choice> A", "Dr. A"),
        ("<choice><reg>Anna</reg></choice>", "Anna"),
        ("<app><rdg>Ana</rdg><lem>Anna</lem></app>", "Anna"),
        ("<subst> <del>O</del> <add>A</add> </subst>nna", "Anna"),
        ("An<gap reason='damage'><desc>hole</desc></gap>", "An[…]"),
        ("to<space/>Anna", "to Anna"),
        ("M &amp; Co &#1078;", "M & Co ж"),
    ],
)
def test_words_are_what_is_printed(inside: str, printed: str) -> None:
    assert words(parsed(f"<p>{inside}</p>").root) == printed


def test_nothing_else_is_left_out_than_what_is_asked_for() -> None:
    assert words(parsed("<p>a<note>b</note></p>").root, without=frozenset()) == "ab"


def test_a_span_has_the_path_of_the_element_that_is_named() -> None:
    document = parsed("<p>to Anna</p>")

    locator = document.locate_span(5, 10, document.root)

    assert (locator.exact, locator.path) == (" Anna".strip(), "/p")
    assert document.locate_span(5, 10).path is None


def test_the_tree_is_made_once() -> None:
    document = parsed("<p>Anna</p>")

    assert isinstance(document.text, SourceText)
    assert document.text.keep("xml", lambda: None) is document
