"""``[sources.columns]`` says which column of a table holds what; every slip is told with its line."""

from __future__ import annotations

import pytest

from kg.config import check_collection, load_collection
from kg.config.columns import ROLE_NAMES, ROLES, ColumnDescription, Constant
from tests.config.conftest import WriteCollection


def columns(write_collection: WriteCollection, *lines: str) -> ColumnDescription:
    folder = write_collection(end="\n".join(["[sources.columns]", *lines]))
    described = load_collection(folder).sources[0].columns
    assert described is not None
    return described


def test_a_role_has_one_heading_or_several(write_collection: WriteCollection) -> None:
    described = columns(write_collection, 'sender = "Absender"', 'note = ["Anmerkung", "Bemerkung"]')

    assert described.headings("sender") == ("Absender",)
    assert described.headings("note") == ("Anmerkung", "Bemerkung")
    assert described.headings("date") == ()


def test_a_role_may_be_one_value_for_all_letters(write_collection: WriteCollection) -> None:
    described = columns(write_collection, 'sender = { value = "M. O. Quillfeather", id = "#moq" }')

    assert described.constant("sender") == Constant("M. O. Quillfeather", "#moq")
    assert described.constant("addressee") is None


def test_what_stands_between_values_and_between_cells_can_be_said(write_collection: WriteCollection) -> None:
    described = columns(write_collection, 'separator = "|"', 'delimiter = "semicolon"')

    assert (described.separator, described.delimiter) == ("|", ";")


def test_a_collection_without_a_description_has_none(write_collection: WriteCollection) -> None:
    assert load_collection(write_collection()).sources[0].columns is None


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ('sendr = "Absender"', 'no role "sendr"', 'Did you mean "sender"?'),
        ("sender = 1", '"1" is no heading', "Write the heading"),
        ("sender = { id = '#a' }", "has no value", "Write the heading"),
        ("form = { value = 'letter', id = '#a' }", 'A constant "form" has no id', "Leave the id out"),
        ("sender = { value = 'A', name = 'B' }", 'Unknown key "name"', "a value and perhaps an id"),
        ('delimiter = "blank"', '"blank" cannot stand between', "comma, semicolon, tab, pipe"),
        ('sender = ""', "The text is empty", "leave the key out"),
    ],
)
def test_a_slip_in_the_description_is_told_with_its_line(
    write_collection: WriteCollection, line: str, what: str, remedy: str
) -> None:
    (error, *_) = check_collection(write_collection(end=f"[sources.columns]\n{line}"))

    assert what in error.what
    assert remedy in str(error.remedy)
    assert error.where.line == 11


def test_a_column_with_two_roles_is_a_slip(write_collection: WriteCollection) -> None:
    (error,) = check_collection(write_collection(end='[sources.columns]\nsender = "A"\naddressee = "A"'))

    assert "two roles, sender and addressee" in error.what


def test_columns_that_are_no_table_are_refused(write_collection: WriteCollection) -> None:
    (error,) = check_collection(write_collection(end='columns = "A"'))

    assert "Expected a table" in error.what


def test_roles_have_different_names() -> None:
    assert len(set(ROLE_NAMES)) == len(ROLES)


@pytest.mark.parametrize("key", ["edition", "calendar"])
def test_a_source_has_what_the_collection_says_unless_it_says_it_itself(
    write_collection: WriteCollection, key: str
) -> None:
    value = {"edition": ("first", "second"), "calendar": ("julian", "gregorian")}[key]
    end = f'{key} = "{value[1]}"\n[[sources]]\npath = "sources/*.csv"'

    collection = load_collection(write_collection(top=f'{key} = "{value[0]}"', end=end))

    assert [getattr(source, key) for source in collection.sources] == [value[1], value[0]]
