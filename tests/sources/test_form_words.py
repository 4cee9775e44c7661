"""A word for a form means the same in an encoded letter and in the cell of a table."""

from __future__ import annotations

import pytest

from kg.sources.form_words import FORM_WORDS
from kg.sources.rows import words as cells
from kg.sources.tei_letter import forms


@pytest.mark.parametrize("word", sorted(FORM_WORDS))
def test_every_reader_gives_a_word_the_same_form(word: str) -> None:
    assert cells.form_of(word.title()) == forms.form_of(word) == FORM_WORDS[word]
