"""What a value becomes, and what may not become a term."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import MappingError
from kg.mapping import terms

IRI_PIECES = st.sampled_from(
    ["http:", "urn:", "//", "a.example", "@", ":80", ":x", "/", "?", "#", "[::1]", "[", "]", "%41", "%4", "%", "ё", " ",
     "\\", "<", "\ue000", "\ufdd0", "\x85", "é", "..", "a", "-", "+", "'", '"', "|", "\U0001fffe", "\U000e0001"]
)  # fmt: skip


def is_readable(term: str) -> bool:
    """Tell whether pyoxigraph reads the term as an object."""
    line = f"<http://a.example/s> <http://a.example/p> {term} .\n"
    try:
        list(pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    except SyntaxError:
        return False
    return True


@given(text=st.lists(IRI_PIECES, max_size=7).map("".join) | st.text(max_size=6).map("http://a.example/".__add__))
def test_what_we_take_for_an_iri_is_one(text: str) -> None:
    assert not terms.is_iri(text) or is_readable(f"<{text}>")


@pytest.mark.parametrize(
    "text",
    [
        "http://a.example", "https://user@a.example:8080/b;c=1?d=e&f#g", "urn:isbn:0-19", "http://[::1]:80/",
        "mailto:a@b.example", "http://пример.рф/путь", "doi:10.1/x", "a:", "http://a.example/%D0%9B",
    ],
)  # fmt: skip
def test_an_iri_of_rfc_3987_is_accepted(text: str) -> None:
    assert terms.iri(text, "http://base.example/") == f"<{text}>"
    assert is_readable(f"<{text}>")


@pytest.mark.parametrize(
    "text", ["http://a b", "http://a.example/<x>", "http://[1]/", "http://a.example/%4", "http://a:b/", "a#b#c"]
)
def test_what_is_not_an_iri_is_refused(text: str) -> None:
    with pytest.raises(MappingError, match="is not an IRI"):
        terms.iri(text, "http://base.example/")


@given(value=st.text() | st.integers() | st.floats() | st.booleans())
def test_a_safe_value_can_stand_anywhere_in_a_path(value: object) -> None:
    try:
        safe = terms.iri_safe(terms.value_text(value))
    except MappingError:
        return

    assert terms.is_iri(f"http://a.example/{safe}/x#{safe}")


@given(tag=st.text(st.sampled_from("aEn-x1u"), max_size=12))
def test_what_we_take_for_a_language_tag_is_one(tag: str) -> None:
    try:
        suffix = terms.language_suffix(tag)
    except MappingError:
        return

    assert is_readable(f'"x"{suffix}')


@pytest.mark.parametrize(
    "tag", ["en", "sr-Latn", "zh-cmn-Hans-CN", "de-CH-1996", "en-a-bbb-x-c", "x-whatever", "es-419"]
)
def test_a_well_formed_language_tag_is_accepted(tag: str) -> None:
    assert terms.language_suffix(tag) == f"@{tag.lower()}"
    assert is_readable(f'"x"@{tag}')


@pytest.mark.parametrize("tag", ["", "e", "a-english", "en_GB", "en-", "englishlanguage", "en-GB-", "ру"])
def test_an_ill_formed_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(MappingError, match="is not a language tag"):
        terms.language_suffix(tag)


@given(value=st.floats())
def test_a_double_keeps_its_value(value: float) -> None:
    lexical = terms.literal(value).split('"')[1].replace("INF", "inf")

    assert repr(float(lexical)) == repr(value)


@given(text=st.text())
def test_a_string_keeps_its_text_or_is_refused(text: str) -> None:
    try:
        literal = terms.quoted(text)
    except MappingError:
        return

    line = f"<http://a.example/s> <http://a.example/p> {literal} .\n"
    quad = next(iter(pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)))
    assert quad.object == pyoxigraph.Literal(text)


@pytest.mark.parametrize("code", [0x00, 0x08, 0x0B, 0x1F, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF])
def test_an_illegal_xml_character_is_refused_in_literals_and_iris(code: int) -> None:
    for make in (terms.quoted, terms.iri_safe, terms.uri_safe):
        with pytest.raises(MappingError, match=f"illegal character U\\+{code:04X}"):
            make(f"a{chr(code)}b")


@pytest.mark.parametrize("character", ["\t", "\n", "\r", " ", "\x7f", "\u2028", "\U0001f600"])
def test_other_characters_are_allowed_in_literals(character: str) -> None:
    assert is_readable(terms.quoted(f"a{character}b"))


def test_numbers_as_text_have_no_needless_fraction() -> None:
    assert [terms.value_text(value) for value in (7, 7.0, 0.5, 1e20, True)] == ["7", "7", "0.5", "1e+20", "true"]


@pytest.mark.parametrize("value", [10**5000, ["a"], {"a": 1}, object()], ids=["digits", "list", "dict", "object"])
def test_what_is_not_one_value_is_refused(value: object) -> None:
    with pytest.raises(MappingError):
        terms.value_text(value)


def test_an_integer_given_as_double_is_written_in_canonical_form() -> None:
    assert terms.typed(30, f"<{terms.DOUBLE}>") == f'"3.0E1"^^<{terms.DOUBLE}>'
    with pytest.raises(MappingError, match="too large"):
        terms.typed(10**400, f"<{terms.DOUBLE}>")


def test_a_string_typed_as_string_is_a_plain_literal() -> None:
    assert terms.typed("x", f"<{terms.STRING}>") == '"x"'


def test_blank_nodes_of_different_values_differ() -> None:
    labels = {terms.blank_node(value) for value in ("a b", "a_b", "a_20_b", "ab", 1, "é")}

    assert len(labels) == 6
    assert all(is_readable(label) for label in labels)


def test_an_unsafe_iri_may_hold_a_space_but_not_what_breaks_the_line() -> None:
    assert terms.unsafe_iri("a b", "http://a.example/") == "<http://a.example/a b>"
    with pytest.raises(MappingError, match="N-Quads"):
        terms.unsafe_iri("a>b", "http://a.example/")
