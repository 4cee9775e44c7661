"""Places in a source and the words that stand there."""

from __future__ import annotations

import pytest

from kg.records.locator import Locator


@pytest.mark.parametrize(
    ("path", "exact", "words"),
    [
        ("/TEI/text/p", 'An <hi rend="b">odd</hi> day<lb/>', "An odd day"),
        ("/TEI/text/p/@when", "1919-11", "1919-11"),
        ("/TEI/text/p", "a < b", "a < b"),
        ("cell=2,3", "<b>", "<b>"),
        (None, "<b>", "<b>"),
    ],
)
def test_words_have_no_tags_where_the_source_is_xml(path: str | None, exact: str, words: str) -> None:
    locator = Locator("letter", 1, 1, 0, len(exact), exact, path=path)
    assert locator.words == words
