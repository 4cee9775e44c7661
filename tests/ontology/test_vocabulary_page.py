"""The page of the vocabulary is what the ontology says."""

from __future__ import annotations

from tests.ontology.vocabulary_page import PAGE, page


def test_the_page_of_the_vocabulary_is_written_from_the_ontology() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.ontology.vocabulary_page"
