"""The part of JSONPath that mappings use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import MappingError
from kg.mapping.jsonpath import ALL, Path, parse_path, path_text, select, select_values

RECORD = {
    "doc": "d1",
    "notes": [{"text": "a"}, None, {"text": None}, {"text": "b", "of": {"key": "k"}}],
    "odd name": {"it's": [1, 2]},
}
steps = st.one_of(st.text(), st.integers(-9, 9), st.just(ALL))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$", ()),
        ("$.notes[*].text", ("notes", ALL, "text")),
        ("notes[0].text", ("notes", 0, "text")),
        ("$['odd name'][\"it's\"]", ("odd name", "it's")),
        ("$['it\\'s']", ("it's",)),
        ("$.*", (ALL,)),
        ("$[-1]", (-1,)),
        ("ISO 3166", ("ISO 3166",)),
        ("$.ключ", ("ключ",)),
        ("$[*][*]", (ALL, ALL)),
    ],
)
def test_a_path_is_read(text: str, path: Path) -> None:
    assert parse_path(text) == path


@pytest.mark.parametrize(
    "text", ["", " ", "$..a", "$.a[?@.b]", "$.a[0:2]", "$.a['b','c']", "$.a]", "$.a[", "$a", "$.", "a..b", "$.a[01]"]
)
def test_what_is_not_supported_is_refused(text: str) -> None:
    with pytest.raises(MappingError):
        parse_path(text)


@given(path=st.lists(steps, max_size=5).map(tuple))
def test_a_path_is_written_so_that_it_is_read_as_the_same(path: Path) -> None:
    assert parse_path(path_text(path)) == path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doc", [("d1", "$.doc")]),
        ("notes[*].text", [("a", "$.notes[0].text"), ("b", "$.notes[3].text")]),
        ("notes[-1].of.key", [("k", "$.notes[3].of.key")]),
        ("notes[9]", []),
        ("doc[0]", []),
        ("doc.key", []),
        ("doc[*]", []),
        ("['odd name'].*[*]", [(1, "$['odd name']['it\\'s'][0]"), (2, "$['odd name']['it\\'s'][1]")]),
    ],
)
def test_values_are_found_with_their_concrete_paths(text: str, found: list[tuple[object, str]]) -> None:
    path = parse_path(text)

    assert [(value, path_text(place)) for value, place in select(RECORD, path)] == found
    assert select_values(RECORD, path) == [value for value, _ in found]
