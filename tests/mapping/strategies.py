"""Records for property tests: letters as the mapping expects them, and anything that JSON can hold."""

from __future__ import annotations

from hypothesis import strategies as st

KEYS = (
    "doc", "title", "language", "languages", "date", "value", "weight", "order", "address", "form", "keywords",
    "people", "type", "key", "names", "text", "signatures", "signatory",
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=8),
    st.text(st.characters(), max_size=4),
    st.sampled_from(["en", "ru", "sr-Latn", "1918-10-04", "https://a.example/x y", "..", "ключ", 'a"\\\n', "%41", ""]),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts, st.text(st.characters(categories=["Cs", "Cc"]))
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS) | texts, inner, max_size=6)
    ),
    max_leaves=25,
)

_keys = st.sampled_from(["stalin", "trotsky", "д. 7/б", "a b"])
_optional_texts = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)
_people = st.fixed_dictionaries(
    {"type": st.sampled_from(["person", "group"]), "key": _keys, "doc": st.just("d1")},
    optional={"names": st.lists(st.fixed_dictionaries({"text": _optional_texts}), max_size=3)},
)
_signatures = st.fixed_dictionaries(
    {"key": _keys, "doc": st.just("d1")},
    optional={"order": st.integers(1, 9), "signatory": _keys},
)
letters = st.fixed_dictionaries(
    {"doc": st.just("d1"), "title": _optional_texts},
    optional={
        "language": st.sampled_from(["en", "ru", "uk", "en-GB"]),
        "languages": st.lists(st.sampled_from(["en", "ru"]), max_size=2),
        "date": st.fixed_dictionaries({"value": st.dates().map(str)}),
        "weight": st.floats() | st.integers(-9, 9),
        "order": st.integers() | st.floats() | st.booleans() | _optional_texts,
        "address": st.just("https://archive.example/1919/11/12.htm"),
        "form": st.sampled_from(["letter", "telegram"]),
        "keywords": st.lists(_optional_texts, max_size=3),
        "people": st.lists(_people, max_size=3),
        "signatures": st.lists(_signatures, max_size=3),
    },
)

nearly_letters = st.builds(
    lambda letter, more: {**letter, **more},
    letters,
    st.dictionaries(st.sampled_from([key for key in KEYS if key != "doc"]), anything, min_size=1, max_size=3),
)
