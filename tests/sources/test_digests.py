"""The digest of a letter changes whenever its record may, and not because another letter has changed."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.letters import letters, write_file
from kg.sources import Source, SourceSettings, decode, reader_for
from kg.sources.digests import settings_digest
from tests.conftest import PROJECT, SHARED
from tests.sources.mutations import SETTINGS, Read, mutated, read_letters

DOCUMENTS = [
    *sorted((PROJECT / "tests/documents/cmif").glob("*.xml")),
    *sorted((PROJECT / "tests/documents/tei").glob("*.xml")),
    *sorted((PROJECT / "tests/documents/table").glob("*.csv")),
    *sorted((PROJECT / "tests/documents/pages").glob("*.txt")),
]
REAL = [
    SHARED / "samples/cmif-schnitzler/1954_Schnitzler-an-Friedell.xml",
    *sorted((SHARED / "samples/tei").rglob("*.xml"))[::40],
    *sorted((SHARED / "samples/text").glob("[!b]*/*.txt"))[::12],
]
MUTATIONS = 12


def _differing(before: dict[str, Read], after: dict[str, Read]) -> list[str]:
    """The letters whose digest is as before and whose record is not."""
    return [
        locus
        for locus in before.keys() & after.keys()
        if before[locus].digest == after[locus].digest and before[locus].record != after[locus].record
    ]


@pytest.mark.parametrize(
    "path",
    [*DOCUMENTS, *(pytest.param(path, marks=pytest.mark.shared) for path in REAL)],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_whatever_changes_a_record_changes_its_digest(path: Path, request: pytest.FixtureRequest) -> None:
    if SHARED in path.parents:
        request.getfixturevalue("shared")
    text = path.read_bytes().decode("utf-8", "replace")
    before = read_letters(path.name, text.encode())
    chance = random.Random(path.name)  # noqa: S311 - reproducible, no secret

    for _ in range(MUTATIONS):
        changed = mutated(text, chance)
        after = read_letters(path.name, changed.encode("utf-8", "surrogatepass"))

        assert _differing(before, after) == [], changed


CORPUS = (PROJECT / "tests/documents/tei/corpus.xml").read_text(encoding="utf-8")
PAGE = (PROJECT / "tests/documents/pages/23-two-german-letters.txt").read_text(encoding="utf-8")
TABLE = "key,title,sender,note\n" + "".join(
    f"{number},A title that is rather long for a letter,Anna Brandt,A note that is rather long for a letter\n"
    for number in range(5)
)
INVENTED = list(letters(12, dirty=False))
FORMATS = {
    # Name, text, what finds the words of each letter; within them the place of a word that may be changed.
    "cmif": (
        "a.xml",
        write_file("cmif", INVENTED, 1, dirty=False),
        r"<correspDesc.*?</correspDesc>",
        r"\w+(?=</persName>)",
    ),
    "table": ("a.csv", TABLE, r"(?<=\n)[^\n]+", "Anna"),
    "corpus": ("a.xml", CORPUS, r"<tei:TEI .*?</tei:TEI>", r"geese"),
    "page": ("a.txt", PAGE, r"Nr. [89].*?(?=\nNr. |$)", r"(?<= )\w+(?=,)"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_letter_changes_no_other_digest(form: str) -> None:
    name, text, letter, word = FORMATS[form]
    before = read_letters(name, text.encode())
    spans = [one.span() for one in re.finditer(letter, text, re.DOTALL)]
    assert len(before) == len(spans) > 1

    for number, (start, end) in enumerate(spans):
        place = next(re.compile(word).finditer(text, start, end))
        changed = text[: place.start()] + place[0].swapcase() + text[place.end() :]
        after = read_letters(name, changed.encode())

        same = [a.digest == b.digest for a, b in zip(before.values(), after.values(), strict=True)]
        assert same == [one != number for one in range(len(spans))]


def _first(text: str, *, settings: SourceSettings = SETTINGS) -> str:
    source = Source("a.xml", text.encode(), settings)
    decoded = decode(source)
    reader = reader_for(source, decoded)
    assert not isinstance(reader, tuple)
    return reader.identify(source, decoded)[0].digest


def test_the_edition_that_a_letter_of_an_index_stands_in_belongs_to_its_digest() -> None:
    text = FORMATS["cmif"][1]

    assert _first(text) != _first(text.replace("</bibl>", " 2. Auflage</bibl>"))


def test_where_a_register_behind_the_letters_stands_belongs_to_their_digests() -> None:
    register = (
        '<standOff><listPerson><person xml:id="p1"><persName>Ada</persName></person></listPerson></standOff></TEI>'
    )
    text = FORMATS["cmif"][1].replace("</TEI>", register)
    last = text.rindex("</persName>", 0, text.index("<standOff>"))
    longer = text[:last] + " the younger" + text[last:]

    assert _first(text) != _first(longer)
    assert _first(FORMATS["cmif"][1]) == _first(longer.replace(register, "</TEI>"))


def test_a_register_in_another_letter_of_a_corpus_belongs_to_the_digest() -> None:
    register = '<tei:standOff><tei:listPerson><tei:person xml:id="b"/></tei:listPerson></tei:standOff>'
    at = CORPUS.index("<tei:text>", CORPUS.index('xml:id="two"'))

    assert _first(CORPUS) != _first(CORPUS[:at] + register + CORPUS[at:])


def test_a_digest_is_short_and_says_nothing_of_the_settings() -> None:
    text = FORMATS["cmif"][1]
    digest = _first(text)

    assert re.fullmatch("[0-9a-f]{32}", digest)
    assert digest == _first(text, settings=replace(SETTINGS, language="fr"))


@pytest.mark.parametrize(
    "change", [{"language": "fr"}, {"calendar": "julian"}, {"edition": "x"}, {"publish_text": "none"}]
)
def test_what_the_collection_says_of_a_source_has_a_digest_of_its_own(change: dict[str, str]) -> None:
    source = Source("a.xml", b"<TEI/>", SETTINGS)
    other = Source("a.xml", b"<TEI>other bytes</TEI>", SETTINGS)

    assert settings_digest(source) == settings_digest(other)
    assert settings_digest(source) != settings_digest(replace(source, settings=replace(SETTINGS, **change)))  # type: ignore[arg-type]  # the fields named above are texts


def test_a_source_at_another_path_is_another() -> None:
    source = Source("a.xml", b"<TEI/>", SETTINGS)

    assert settings_digest(source) != settings_digest(replace(source, path="b.xml"))
