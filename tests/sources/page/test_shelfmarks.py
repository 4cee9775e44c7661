"""Shelf marks in all their spellings, and what follows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.page.language import ENGLISH
from kg.sources.page.shelfmark import normalize, read_copy_note, read_shelfmark


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2. Typescript.", ("RTSKHIDNI", "558", "1", "5450", "2")),
        ("RTSHIDNI; F. 558. On. 1. D. 1881. L. 2-3. Autograph.", ("RTSHIDNI", "558", "1", "1881", "2-3")),
        ("RTSKHIDNI F 558 On 1 D 5450a L 1, 2 Copy.", ("RTSKHIDNI", "558", "1", "5450a", "1, 2")),
        ("GARF. F. R-5451. Op. 42. D. 6. L. 19 ob. Copy.", ("GARF", "R-5451", "42", "6", "19 ob.")),
        ("РГАСПИ. Ф. 17. Оп. 16. Д. 355. Л. 3-4 об.", ("РГАСПИ", "17", "16", "355", "3-4 об.")),
        ("RGVA. F. 6. Op. 4. D. 12. LL. 7–8.", ("RGVA", "6", "4", "12", "7–8")),
        ("RGASPI. F. 17. Op. 3.", ("RGASPI", "17", "3", None, None)),
    ],
)
def test_a_shelf_mark_is_cut_into_its_parts_as_printed(line: str, parts: tuple[str | None, ...]) -> None:
    mark = read_shelfmark(line, 0)

    assert mark is not None
    assert (mark.holder, mark.fonds, mark.inventory, mark.file, mark.leaf) == parts
    assert line[slice(*mark.span)].startswith(mark.holder)


@pytest.mark.parametrize(
    "line", ["Published: Pravda. 1920.", "RTSKHIDNI", "F. 558. On. 1.", "RGASPI. F. 17.", "In F. 1"]
)
def test_what_names_no_holder_and_place_is_no_shelf_mark(line: str) -> None:
    assert read_shelfmark(line, 0) is None


def test_the_normal_form_mends_op_and_keeps_the_rest() -> None:
    mark = read_shelfmark("RTSKHIDNI. F. 558. On. 1. D. 5450. L. 2-3 ob.", 0)
    assert mark is not None

    assert normalize(mark, "RTsKhIDNI") == "RTsKhIDNI. F. 558. Op. 1. D. 5450. L. 2-3 ob."


@pytest.mark.parametrize(
    ("words", "techniques", "state"),
    [
        ("Typewritten text.", ("typewritten",), None),
        ("Uncertified typewritten copy.", ("typewritten",), "copy"),
        ("Handwritten text on a telegraph form.", ("handwritten", "telegraph-form"), None),
        ("Autograph.", ("autograph",), None),
        ("Draft.", (), "draft"),
        ("Telegraph tape.", ("telegraph-tape",), None),
        ("Undated.", (), None),
    ],
)
def test_technique_and_state_are_concepts(words: str, techniques: tuple[str, ...], state: str | None) -> None:
    note = read_copy_note(words, 0, ENGLISH)

    assert note is not None
    assert (note.techniques, note.state) == (techniques, state)


def test_what_is_said_of_signatures_is_authenticity() -> None:
    text = "Typewritten text. Signatures are autographs."

    note = read_copy_note(text, 0, ENGLISH)

    assert note is not None
    assert note.technique_span is not None
    assert note.authenticity_span is not None
    assert text[slice(*note.technique_span)].strip() == "Typewritten text."
    assert text[slice(*note.authenticity_span)].strip() == "Signatures are autographs."
    assert note.techniques == ("typewritten",)


def test_nothing_after_the_mark_is_no_note() -> None:
    assert read_copy_note("  ", 0, ENGLISH) is None


@given(
    st.from_regex(r"[A-Z]{4,9}", fullmatch=True),
    st.from_regex(r"(?:R-)?[1-9][0-9]{0,3}[a-z]?", fullmatch=True),
    st.integers(1, 99),
    st.from_regex(r"[1-9][0-9]{0,4}[a-z]?", fullmatch=True),
    st.from_regex(r"[1-9][0-9]?(?:-[1-9][0-9]?)?(?: ob\.)?", fullmatch=True),
    st.sampled_from(["On", "Op"]),
    st.sampled_from([".", ""]),
)
def test_every_mark_of_the_form_is_read_back(
    holder: str, fonds: str, inventory: int, file: str, leaf: str, op: str, point: str
) -> None:
    line = (
        f"{holder}{point} F{point} {fonds}{point} {op}{point} {inventory}{point} D{point} {file}{point} L{point} {leaf}"
    )

    mark = read_shelfmark(line, 0)

    assert mark is not None
    assert (mark.fonds, mark.inventory, mark.file, mark.leaf) == (fonds, str(inventory), file, leaf)
