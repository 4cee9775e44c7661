"""No input breaks the TEI reader: it declines, refuses by name, or reads; never another exception."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities
from kg.errors import MalformedSource
from kg.records.document import DocumentRecord
from kg.sources import RelatedSources
from tests.sources.pages import locators
from tests.sources.tei.letters import DOCUMENTS, READER, decoded, tei
from tests.sources.tei.strategies import letters, mutations

OWN = sorted(DOCUMENTS.rglob("*.xml"))
SLOW = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def attempt(text: str) -> tuple[DocumentRecord, ...]:
    """Read a text as far as it can be read."""
    try:
        source, source_text = decoded(text)
        if READER.declines(source, source_text) is not None or READER.is_register(source, source_text):
            return ()
        keys = {one.locus: f"kc-{one.locus}" for one in READER.identify(source, source_text)}
        related = RelatedSources(registers=((replace(source, path="register.xml"), source_text),))
        records = READER.read(source, source_text, keys=keys, authorities=Authorities(), related=related).records
    except MalformedSource:
        return ()
    for record in records:
        for place in locators(record):
            assert source_text.text[place.start : place.end] == place.exact
    return records


@SLOW
@given(letters())
def test_any_tree_is_read_or_refused(text: str) -> None:
    attempt(text)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_letter_is_read_or_refused(path: Path, data: st.DataObject) -> None:
    attempt(data.draw(mutations(path.read_text(encoding="utf-8"))))


@SLOW
@given(letters())
def test_reading_is_deterministic(text: str) -> None:
    assert attempt(text) == attempt(text)


def test_the_deepest_nesting_that_xml_may_have_is_read() -> None:
    depth = 240
    text = tei(f"<p>{'<hi>' * depth}deep{'</hi>' * depth}</p>")

    (record,) = attempt(text)

    assert record.main.text == "deep"
