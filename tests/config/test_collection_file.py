"""A collection is read with its defaults, and every mistake is named with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import (
    DEFAULT_SAME_AS,
    FORMATS,
    CalendarDefault,
    NameOrder,
    PublishText,
    check_collection,
    load_collection,
)
from kg.errors import ConfigurationError
from kg.sources import READERS
from tests.config.conftest import WriteCollection


def only_error(folder: Path) -> ConfigurationError:
    errors = check_collection(folder)
    assert len(errors) == 1, [str(error) for error in errors]
    return errors[0]


def test_a_short_configuration_has_defaults_for_the_rest(write_collection: WriteCollection) -> None:
    collection = load_collection(write_collection())

    assert collection.id == "bl"
    assert collection.description is None
    assert collection.span is None
    assert collection.calendar is CalendarDefault.GREGORIAN
    assert collection.name_order is NameOrder.GIVEN_FIRST
    assert collection.separator == ","
    assert collection.authorities == ()
    assert collection.curations == ()
    assert collection.same_as == DEFAULT_SAME_AS
    assert collection.edition is None
    assert collection.findings == ()


def test_a_source_takes_what_it_leaves_out_from_the_collection(write_collection: WriteCollection) -> None:
    (source,) = load_collection(write_collection()).sources

    assert source.language == "en"
    assert source.name_order is NameOrder.GIVEN_FIRST
    assert source.separator == ","
    assert source.format is None
    assert source.encoding is None
    assert source.publish_text is PublishText.FULL
    assert source.line == 8


def test_a_source_states_what_differs(write_collection: WriteCollection) -> None:
    folder = write_collection(
        end='format = "edition_page"\nencoding = "koi8-r"\nlanguage = "ru"\nrights = "All."\npublish_text = "quotes"\n'
        'name_order = "inverted"\nseparator = " / "\naddress = "https://x.example/{stem}.htm"\n'
    )

    (source,) = load_collection(folder).sources

    assert source.format == "edition_page"
    assert source.encoding == "koi8-r"
    assert source.language == "ru"
    assert source.rights == "All."
    assert source.publish_text is PublishText.QUOTES
    assert source.name_order is NameOrder.INVERTED
    assert source.separator == " / "
    assert source.address == "https://x.example/{stem}.htm"


def test_a_full_configuration_is_read(write_collection: WriteCollection) -> None:
    folder = write_collection(
        top='description = "All."\nspan = [1912, 1927]\ncalendar = "julian-until-1918"\nedition = "book"\n'
        'authorities = ["who.yaml"]\ncurations = ["what.yaml"]\nsame_as = ["gnd", "https://register.example/"]'
    )
    (folder / "who.yaml").touch()
    (folder / "what.yaml").touch()

    collection = load_collection(folder)

    assert collection.description == "All."
    assert collection.span == (1912, 1927)
    assert collection.calendar is CalendarDefault.JULIAN_UNTIL_1918
    assert collection.edition == "book"
    assert collection.authorities == (folder / "who.yaml",)
    assert collection.curations == (folder / "what.yaml",)
    assert collection.same_as == ("gnd", "https://register.example/")


def test_the_base_iri_ends_with_one_slash(write_collection: WriteCollection) -> None:
    assert load_collection(write_collection()).base_iri == "https://letters.example.org/"
    folder = write_collection(base_iri='"http://127.0.0.1:8377/letters//"')
    assert load_collection(folder).base_iri == "http://127.0.0.1:8377/letters/"


def test_the_first_language_is_the_default(write_collection: WriteCollection) -> None:
    assert load_collection(write_collection()).language == "en"


def test_site_and_key_registry_lie_in_the_folder(write_collection: WriteCollection) -> None:
    collection = load_collection(write_collection())

    assert collection.site == collection.folder / "site"
    assert collection.key_registry == collection.folder / "keys.tsv"


def test_inverted_names_are_separated_by_semicolons(write_collection: WriteCollection) -> None:
    collection = load_collection(write_collection(top='name_order = "inverted"'))

    assert collection.separator == ";"
    assert collection.sources[0].separator == ";"


def test_a_source_with_inverted_names_alone_is_separated_by_semicolons(write_collection: WriteCollection) -> None:
    collection = load_collection(write_collection(end='name_order = "inverted"'))

    assert collection.separator == ","
    assert collection.sources[0].separator == ";"


def test_a_byte_order_mark_is_passed_over(write_collection: WriteCollection) -> None:
    folder = write_collection()
    file = folder / "collection.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert load_collection(folder).id == "bl"


def test_the_first_error_in_the_order_of_lines_is_raised(write_collection: WriteCollection) -> None:
    folder = write_collection(id='"B L"', licence='"CC0"')

    with pytest.raises(ConfigurationError) as caught:
        load_collection(folder)

    assert caught.value.where.line == 1
    assert [error.where.line for error in check_collection(folder)] == [1, 5]


def test_a_misspelt_key_is_one_error_that_names_the_right_one(write_collection: WriteCollection) -> None:
    folder = write_collection(publisher=None, top='publsher = "An Institute"')

    error = only_error(folder)

    assert error.what == 'Unknown key "publsher".'
    assert error.remedy == 'Did you mean "publisher"?'
    assert error.where.file == str(folder / "collection.toml")
    assert error.where.line == 1
    assert error.where.field == "publsher"


def test_a_foreign_key_gets_the_list_of_known_ones(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(end='flavour = "red"'))

    assert error.where.field == "sources[0].flavour"
    assert error.remedy is not None
    assert error.remedy.startswith("Known keys: path, format,")


def test_a_missing_key_is_explained(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(title=None))

    assert error.what == 'The key "title" is missing.'
    assert error.remedy == "Add it (text). The name of the collection, for people."


def test_a_missing_key_of_a_source_is_placed_at_its_table(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(path=None))

    assert error.where.line == 8
    assert error.where.field == "sources[0].path"


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("id", '"Blé"', '"Blé" cannot be part of an IRI as it stands.'),
        ("id", "7", "Expected a text, found a number."),
        ("id", "true", "Expected a text, found true or false."),
        ("id", "1.5", "Expected a text, found a value of type float."),
        ("title", '"  "', "The text is empty."),
        ("base_iri", '"letters"', '"letters" is not an http or https IRI.'),
        ("base_iri", '"https://x.example/?a"', 'The base IRI "https://x.example/?a" has a query or a fragment.'),
        ("base_iri", '"https://x.example/#"', 'The base IRI "https://x.example/#" has a query or a fragment.'),
        ("base_iri", '"https://me@x.example/"', 'The base IRI "https://me@x.example/" names a user.'),
        ("base_iri", '"https://x example/"', '"https://x example/" holds a character that no IRI may hold.'),
        ("base_iri", '"https://x:y/"', None),
        ("base_iri", '"https://[x/"', None),
        ("licence", '"CC0"', '"CC0" is not an http or https IRI.'),
        ("languages", '["en", "english language"]', '"english language" is not a language tag of BCP 47.'),
        ("languages", '["en", "en"]', '"en" stands twice in "languages".'),
        ("languages", "[]", "No language is given."),
        ("languages", '"en"', None),
    ],
)
def test_a_bad_value_is_named(write_collection: WriteCollection, key: str, value: str, what: str | None) -> None:
    errors = check_collection(write_collection(**{key: value}))

    assert errors
    assert what in {None, errors[0].what}
    assert errors[0].where.line in range(1, 7)
    assert (errors[0].where.field or "").startswith(key)
    assert errors[0].remedy


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("span = [1912]", "The span is not two years."),
        ("span = [1912, true]", "The span is not two years."),
        ("span = 1912", "Expected an array, found a number."),
        ("span = [1927, 1912]", "The span 1927 to 1912 is empty or out of range."),
        ('calendar = "gregorien"', '"gregorien" is not a value of "calendar".'),
        ('calendar = "mayan"', '"mayan" is not a value of "calendar".'),
        ('authorities = ["who.yaml"]', 'The file "who.yaml" does not exist.'),
        ('authorities = ["../who.yaml"]', 'The path "../who.yaml" leads out of the collection.'),
        ('curations = ["/etc/passwd"]', 'The path "/etc/passwd" leads out of the collection.'),
        ('same_as = ["wikidatta"]', 'No register is called "wikidatta".'),
        ('same_as = ["register"]', 'No register is called "register".'),
        ('same_as = ["http://"]', '"http://" is not an http or https IRI.'),
    ],
)
def test_a_bad_value_of_an_optional_key_is_named(write_collection: WriteCollection, line: str, what: str) -> None:
    error = only_error(write_collection(top=line))

    assert error.what == what
    assert error.where.line == 1
    assert error.remedy


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('format = "page"', 'No reader is called "page".'),
        ('encoding = "utf-9"', 'No character encoding is called "utf-9".'),
        ('encoding = "base64"', 'No character encoding is called "base64".'),
        ('address = "https://x.example/{steam}"', 'Nothing fills "{steam}" in the address.'),
        ('address = "sources/{stem}"', '"sources/x" is not an http or https IRI.'),
        ('language = "e"', '"e" is not a language tag of BCP 47.'),
        ('publish_text = "all"', '"all" is not a value of "publish_text".'),
    ],
)
def test_a_bad_value_of_a_source_is_named(write_collection: WriteCollection, line: str, what: str) -> None:
    error = only_error(write_collection(end=line))

    assert error.what == what
    assert error.where.line == 10
    assert error.where.field == f"sources[0].{line.partition(' ')[0]}"


def test_an_element_of_an_array_is_named_with_its_own_line(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(top='authorities = [\n  # who\n  "none.yaml",\n]'))

    assert error.where.line == 3
    assert error.where.field == "authorities[0]"


def test_a_missing_file_is_compared_with_those_beside_it(write_collection: WriteCollection) -> None:
    folder = write_collection(top='authorities = ["who/peple.yaml"]')
    (folder / "who").mkdir()
    (folder / "who" / "people.yaml").touch()

    assert only_error(folder).remedy == 'Did you mean "who/people.yaml"?'


def test_a_single_source_that_is_missing_is_an_error(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(path='"sources/b.txt"'))

    assert error.what == 'The file "sources/b.txt" does not exist.'


def test_a_glob_that_matches_nothing_is_only_a_finding(write_collection: WriteCollection) -> None:
    (finding,) = load_collection(write_collection(path='"sources/*.xml"')).findings

    assert finding.code == "sources-empty"
    assert finding.what == 'No file matches "sources/*.xml".'
    assert finding.where.line == 9


def test_a_glob_is_checked_before_it_is_used(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(path='"sources**/*.txt"'))

    assert error.what == 'In the path "sources**/*.txt", ** stands beside other characters.'


@pytest.mark.parametrize(
    ("sources", "what"),
    [
        ("sources = []", "The collection has no sources."),
        ('sources = ["a.txt"]', "Expected a table, found a text."),
        ('sources = "a.txt"', "Expected an array, found a text."),
        ("[sources]\npath = 'a.txt'", "Expected several tables, found one."),
    ],
)
def test_sources_are_tables(write_collection: WriteCollection, sources: str, what: str) -> None:
    from_valid = "\n".join(write_collection().joinpath("collection.toml").read_text("utf-8").splitlines()[:6])

    assert only_error(write_collection(from_valid, end=sources)).what == what


def test_broken_toml_is_named_with_line_and_column(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(title="Letters"))

    assert error.what == "Not valid TOML: Invalid value."
    assert (error.where.line, error.where.column) == (2, 9)


def test_a_toml_error_at_the_end_of_the_file_has_no_line(write_collection: WriteCollection) -> None:
    error = only_error(write_collection(end='x = """'))

    assert error.what.startswith("Not valid TOML: ")
    assert error.where.line is None


def test_another_encoding_than_utf_8_is_named_with_its_line(write_collection: WriteCollection) -> None:
    folder = write_collection()
    file = folder / "collection.toml"
    file.write_bytes(file.read_bytes().replace(b"Letters", "Briefé".encode("latin-1")))

    error = only_error(folder)

    assert error.what == "The file is not UTF-8."
    assert error.where.line == 2


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000])
def test_a_value_beyond_all_measure_is_an_error_like_others(write_collection: WriteCollection, value: str) -> None:
    error = only_error(write_collection(top=f"span = {value}"))

    assert error.what.startswith("The file holds a value beyond all measure")


def test_a_folder_without_configuration_says_how_to_make_one(tmp_path: Path) -> None:
    error = only_error(tmp_path)

    assert error.where.file == str(tmp_path / "collection.toml")
    assert error.remedy is not None
    assert "lettergraph init" in error.remedy


def test_the_formats_are_the_names_of_the_readers() -> None:
    assert set(FORMATS) == {reader.name for reader in READERS}
