"""One target for each reader and grammar: bytes in, nothing out, and no exception but `LettergraphError`.

``python -m tests.fuzz NAME`` runs one for long, guided by coverage where atheris is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from kg.authorities import Authorities
from kg.errors import LettergraphError
from kg.mapping import Plan, compile_mapping, load_mapping
from kg.records.locator import Locator
from kg.records.mapping_form import mapping_record
from kg.resources import mappings_folder
from kg.sources import READERS, Source, SourceSettings, decode

BASE = "https://fuzz.example.org/"
SUFFIXES = {"edition_page": "txt", "tei": "xml", "cmif": "xml", "table": "csv"}

Target = Callable[[bytes], None]


@cache
def plan() -> Plan:
    """The mappings of the project, compiled once."""
    return compile_mapping(load_mapping(mappings_folder()), base_iri=BASE)


def read(name: str, data: bytes) -> int:
    """Read bytes by one reader and map what it gives; gives the number of letters.

    Raises:
        AssertionError: a locator does not hold the words that stand at its place.
    """
    (reader,) = (one for one in READERS if one.name == name)
    source = Source(f"letters.{SUFFIXES[name]}", data, SourceSettings("fz", language="de"))
    try:
        text = decode(source)
        if reader.declines(source, text) is not None or reader.is_register(source, text):
            return 0
        keys: dict[str, str] = {}
        for number, letter in enumerate(reader.identify(source, text)):
            keys.setdefault(letter.locus, f"fz-{number}")
        records = reader.read(source, text, keys=keys, authorities=Authorities()).records
    except LettergraphError as error:
        return 0 if error.what else -1
    for record in records:
        for locator in locators(record):
            if locator.source == text.path:
                assert text.text[locator.start : locator.end] == locator.exact
        for line in plan().quads(mapping_record(record)):
            assert line.endswith(" .\n")
    return len(records)


def locators(value: object) -> Iterator[Locator]:
    """Find every locator of a record."""
    if isinstance(value, Locator):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from locators(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from locators(item)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def read_edtf(data: bytes) -> None:
    from kg.records.calendars import CalendarRule
    from kg.records.edtf_dates import date_from_edtf

    value = date_from_edtf(_text(data), rule=CalendarRule("julian-until-1918"))
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest


def read_date_attributes(data: bytes) -> None:
    from kg.records.calendars import CalendarRule
    from kg.records.date_attributes import date_from_attributes

    names = ("when", "notBefore", "notAfter", "from", "to", "when-iso", "cert", "evidence", "calendar")
    parts = _text(data).split("\n")
    attributes = {name: part for name, part in zip(names, parts, strict=False) if part}
    for value in date_from_attributes(attributes, parts[-1], rule=CalendarRule("gregorian")):
        assert value.earliest is None or value.latest is None or value.earliest <= value.latest


def read_reference(data: bytes) -> None:
    from kg.sources.references import read_references

    for link in read_references(_text(data)).links:
        assert link.iri.startswith(("http://", "https://"))
        assert not set(link.iri) & set(' <>"{}|\\^`\n\t')


def read_name(data: bytes) -> None:
    from kg.sources.names import read_names

    for order in ("given-first", "inverted"):
        for language in ("de", "ru", "xx"):
            for reading in read_names(_text(data), language, name_order=order):
                assert reading.text == reading.text.strip()


def read_page_date(data: bytes) -> None:
    from kg.records.calendars import CalendarRule
    from kg.sources.page.dates import read_date_line
    from kg.sources.page.language import language_of

    for language in ("en", "de", "fr", "ru"):
        read_date_line(_text(data), language_of(language), CalendarRule("julian-until-1918"))


def readers() -> Mapping[str, Target]:
    """The targets of the readers."""
    return {name: _reader(name) for name in SUFFIXES if any(one.name == name for one in READERS)}


def _reader(name: str) -> Target:
    def target(data: bytes) -> None:
        read(name, data)

    return target


GRAMMARS: Mapping[str, Target] = {
    "edtf": read_edtf,
    "date-attributes": read_date_attributes,
    "references": read_reference,
    "names": read_name,
    "page-dates": read_page_date,
}
