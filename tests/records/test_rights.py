"""What of a source's wording is published: everything, quotations, or nothing."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

import pytest

from kg.records.mapping_form import mapping_record
from kg.records.rights import LONGEST_QUOTATION, has_no_words, published_record, published_words
from tests.mappings.index_letter import index_letter
from tests.mappings.records import deep_letter

SHORT = "We ask for two barrels of oil."
LONG = "We ask for two barrels of oil, and for the lamp. " * 10
QUOTED = {"exact", "prefix", "suffix"}


def record_with(text: str) -> dict[str, object]:
    """A record whose every sentence is ``text``, and whose every locator quotes it."""
    locator = {
        "source": "a.txt",
        "line": 3,
        "column": 1,
        "start": 40,
        "end": 40 + len(text),
        "exact": text,
        "prefix": "x",
    }
    return {
        "documents": [
            {"heading": "A to B", "text": text, "scope": text, "address_line": text, "text_locator": locator},
        ],
        "notes": [{"number": "1", "text": text, "label": "Note 1 to: A to B", "anchors": [locator]}],
        "directives": [
            {"letter": "a", "text": text, "label": f"Directive a): {text}"},
            {"order": 2, "text": text, "label": f"Directive: {text}"},
            {"title": "An order", "text": text, "label": "Directive: An order"},
        ],
        "demands": [{"order": 1, "text": text, "condition": text, "reason": text, "label": f"Demand 1: {text}"}],
        "annotations": [{"key": "k", "label": "Heading", **locator}],
    }  # fmt: skip


def values(value: object) -> Iterator[str]:
    """All texts of a record."""
    if isinstance(value, Mapping):
        for member in value.values():
            yield from values(member)
    elif isinstance(value, list):
        for item in value:
            yield from values(item)
    elif isinstance(value, str):
        yield value


def test_full_is_the_record_itself() -> None:
    record = record_with(LONG)

    assert published_record(record, publish_text="full") == record


@pytest.mark.parametrize("publish_text", ["quotes", "none"])
def test_the_record_that_is_judged_is_not_changed(publish_text: str) -> None:
    record = record_with(LONG)
    before = copy.deepcopy(record)
    published_record(record, publish_text=publish_text)

    assert record == before


def test_quotes_keep_what_is_no_longer_than_a_quotation() -> None:
    record = record_with(SHORT)

    assert published_record(record, publish_text="quotes") == record


def test_quotes_take_out_longer_texts_and_longer_quoted_words_but_not_their_places() -> None:
    published = published_record(record_with(LONG), publish_text="quotes")

    assert published["documents"] == [
        {
            "heading": "A to B",
            "text_locator": {"source": "a.txt", "line": 3, "column": 1, "start": 40, "end": 40 + len(LONG)},
        }
    ]
    assert published["annotations"] == [
        {"key": "k", "label": "Heading", "source": "a.txt", "line": 3, "column": 1, "start": 40, "end": 40 + len(LONG)}
    ]
    assert "text" not in str(published["notes"])


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_none_leaves_no_word_of_any_sentence(text: str) -> None:
    published = published_record(record_with(text), publish_text="none")

    assert [value for value in values(published) if text[:20] in value] == []


def test_none_names_directives_and_demands_without_their_words() -> None:
    published = published_record(record_with(SHORT), publish_text="none")

    directives, demands = published["directives"], published["demands"]
    assert isinstance(directives, list)
    assert isinstance(demands, list)
    assert [one["label"] for one in (*directives, *demands)] == [
        "Directive a",
        "Directive 2",
        "Directive: An order",
        "Demand 1",
    ]


def test_none_keeps_every_fact_of_a_deep_letter() -> None:
    record = mapping_record(deep_letter())
    published = published_record(record, publish_text="none")

    assert published.keys() == record.keys()
    for name in ("persons", "corporate_bodies", "positions", "places", "signatures", "units", "citations", "events"):
        before, after = record[name], published[name]
        assert isinstance(before, list)
        assert isinstance(after, list)
        assert [one.get("label") for one in after] == [one.get("label") for one in before]
    assert all(has_no_words(one) for one in published["annotations"])  # type: ignore[attr-defined] # a list of objects


@pytest.mark.parametrize(
    ("publish_text", "words", "shown"),
    [
        ("full", LONG, LONG),
        ("quotes", SHORT, SHORT),
        ("quotes", LONG, f"{LONG[: LONGEST_QUOTATION - 1]}…"),
        ("none", SHORT, None),
        ("none", None, None),
        ("full", None, None),
    ],
)
def test_the_report_shows_no_more_words_than_the_source_allows(
    publish_text: str, words: str | None, shown: str | None
) -> None:
    assert published_words(words, publish_text=publish_text) == shown


@pytest.mark.parametrize(("publish_text", "kept"), [("full", True), ("quotes", True), ("none", False)])
def test_parts_of_a_text_and_words_for_other_letters_go_with_the_text(publish_text: str, kept: bool) -> None:
    record = published_record(mapping_record(index_letter()), publish_text=publish_text)

    main = record["documents"][0]  # type: ignore[index] # JSON
    assert ("text" in main, "parts" in main) == (kept, kept)
    assert ("as_printed" in main["links"]["reply_to"][0]) is kept
    assert main["links"]["reply_to"][0]["target"] == {"type": "doc", "key": "kv-5"}
