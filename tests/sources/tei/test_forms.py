"""Words for what a letter is."""

from __future__ import annotations

import pytest

from kg.sources.form_words import FORM_WORDS
from kg.sources.tei_letter.forms import form_of
from tests.conftest import PROJECT


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("brief", "letter"),
        ("#brief", "letter"),
        ("bildpostkarte", "postcard"),
        ("Brief, eigenhändig", "letter"),
        ("Brief, maschinenschriftlich; Telegramm liegt bei", "letter"),
        ("Trauerbrief", "letter"),
        ("carte postale", "postcard"),
        ("Autograph Letter Signed", "letter"),
        ("telegram", "telegram"),
        ("visitenkarte", "visiting-card"),
        ("carte de visite", "visiting-card"),
        ("Rohrpostbrief", "pneumatic-letter"),
        ("Mitgliedskarte", None),
        ("Brief und Telegramm", None),
        ("", None),
        (None, None),
    ],
)
def test_a_word_is_a_form_or_none(words: str | None, form: str | None) -> None:
    assert form == form_of(words)


def test_every_form_is_a_concept() -> None:
    concepts = (PROJECT / "ontology" / "concepts" / "documentary-forms.ttl").read_text(encoding="utf-8")

    assert [form for form in set(FORM_WORDS.values()) if f"lgv:{form} a skos:Concept" not in concepts] == []
