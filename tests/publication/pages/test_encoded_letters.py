"""The page of a letter from an encoded edition and of one from an index: ways, neighbours, parts, certainty."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.publication.pages import EntityPages, open_release
from kg.publication.pages.models import Reading

CONFIGURATION = """id = "ed"
title = "Letters of editions"
base_iri = "https://editions.example/"
publisher = "An Institute"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
[[sources]]
path = "tei/**/*.xml"
[[sources]]
path = "cmif/*.xml"
"""


@pytest.fixture(scope="module")
def pages(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EntityPages]:
    folder = tmp_path_factory.mktemp("editions")
    documents = project / "tests" / "documents"
    shutil.copytree(documents / "tei" / "indices", folder / "tei" / "indices")
    shutil.copy(documents / "tei" / "v001.xml", folder / "tei")
    (folder / "cmif").mkdir()
    shutil.copy(documents / "cmif" / "two-editions.xml", folder / "cmif")
    (folder / "collection.toml").write_text(CONFIGURATION, encoding="utf-8")
    result = kg.build(folder)
    assert result.release is not None, [str(one) for one in result.outcomes]
    with open_release(result.release.path) as release:
        yield EntityPages(release)


def reading(pages: EntityPages, key: str) -> Reading:
    found = pages.page(f"id/doc/{key}").reading
    assert found is not None
    return found


def test_places_say_what_happened_there_and_how_sure_the_source_is(pages: EntityPages) -> None:
    said = [(where.role, where.certainty) for where in reading(pages, "ed-v001").wheres]

    assert said == [("Written at", ""), ("Sent from", ""), ("Received at", "conjectured by the edition")]


def test_the_way_of_a_letter_is_told_with_place_and_date(pages: EntityPages) -> None:
    [way] = reading(pages, "ed-v001").ways

    assert (way.kind, len(way.places), len(way.dates)) == ("Forwarded", 1, 1)


def test_other_letters_are_linked_or_named(pages: EntityPages) -> None:
    neighbours = {one.words: one for one in reading(pages, "ed-v001").neighbours}

    before = neighbours["Before it"]
    assert (before.thing, before.printed) == (None, "Reimann an Vogel")
    assert neighbours["Enclosed"].thing is not None


def test_an_enclosure_leads_to_its_letter(pages: EntityPages) -> None:
    [one] = reading(pages, "ed-v001-enclosure1").neighbours

    assert one.words == "Enclosed with"
    assert one.thing is not None
    assert one.thing.iri.endswith("/ed-v001")


def test_the_text_has_its_parts_with_notes_and_names_in_them(pages: EntityPages) -> None:
    blocks = reading(pages, "ed-v001").blocks
    kinds = {segment.kind for block in blocks for segment in block.segments}

    assert {"address", "dateline", "salute", "paragraph", "verse", "signed", "postscript"} <= {
        one.role for one in blocks
    }
    assert {"anchor", "link", "text"} <= kinds


def test_the_edition_is_named_with_licence_and_address(pages: EntityPages) -> None:
    printed = reading(pages, "ed-v001").printed

    assert printed is not None
    assert printed.edition is not None
    assert printed.licence.startswith("https://creativecommons.org/")
    assert printed.addresses == ("https://hdl.example.org/21/V001",)


def test_a_letter_of_an_index_says_that_there_is_no_text_and_how_sure_its_date_is(pages: EntityPages) -> None:
    found = reading(pages, "ed-letters-example-mill-l2")

    assert found.blocks == ()
    assert "Known from an index only: the source gives no text." in found.remarks
    assert [date.certainty for date in found.dates] == ["uncertain"]


def test_words_that_speak_of_somebody_stand_without_markup_and_once(pages: EntityPages) -> None:
    passages = pages.page("id/person/gnd-118540238").passages

    assert passages != ()
    assert [one for one in passages if "<" in f"{one.before}{one.after}"] == []
    assert [one for one in passages if one.words.text.startswith("http")] == []
