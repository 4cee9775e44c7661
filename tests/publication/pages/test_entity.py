"""The page of a thing says what ``lettergraph explain`` says, and what a reader looks for first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg.errors import UnknownEntity
from kg.publication.explanation import explain
from kg.publication.pages import EntityPages, OpenedRelease, to_json
from kg.publication.pages.entity_models import EntityPage
from kg.publication.pages.models import Fact

STATEMENT = "id/doc/sf-1919-11-12-1"


def fact(page: EntityPage, label: str) -> Fact:
    return next(one for one in page.facts if one.label == label)


def test_a_statement_has_the_reasons_that_explain_gives(demo: OpenedRelease, demo_pages: EntityPages) -> None:
    page = demo_pages.page(STATEMENT)

    shown = {
        (one.rule, one.field, one.line, one.mapping_file, one.mapping_line, tuple(s.code for s in one.shapes))
        for part in (*page.facts, *page.derived)
        for statement in part.statements
        for one in statement.reasons
    }
    explained = {
        (one.rule, one.field, one.where.line, one.mapping.file, one.mapping.line, one.shapes)
        for one in explain(demo.release, STATEMENT)
    }

    assert shown == explained


def test_the_words_of_a_reason_stand_between_the_words_around_them(demo_pages: EntityPages) -> None:
    (reason,) = fact(demo_pages.page(STATEMENT), "Place of writing").statements[0].reasons

    assert reason.words is not None
    assert (reason.before, reason.words.text, reason.after) == ("", "Serpukhov", ".")
    assert reason.words.language == "en"
    assert reason.snapshot is not None
    assert "/snapshot/" in reason.snapshot


def test_a_date_is_shown_as_printed_with_its_normal_form(demo_pages: EntityPages) -> None:
    value = fact(demo_pages.page(STATEMENT), "Date of writing").statements[0].value

    assert (value.kind, value.text.text, value.note) == ("date", "November 12, 1919", "12 November 1919")


def test_a_part_of_an_iri_is_enough(demo: OpenedRelease, demo_pages: EntityPages) -> None:
    whole = demo_pages.page(f"{demo.names.base_iri}{STATEMENT}")

    assert whole == demo_pages.page(STATEMENT)


@pytest.mark.parametrize("iri", ["id/person/nobody", "id/doc/a> ?p ?o }", "https://example.org/elsewhere"])
def test_what_is_not_there_is_unknown(demo_pages: EntityPages, iri: str) -> None:
    with pytest.raises(UnknownEntity):
        demo_pages.page(iri)


def test_a_model_crosses_to_the_web_process_as_json(demo_pages: EntityPages) -> None:
    page = demo_pages.page(STATEMENT)

    model = json.loads(to_json(page))

    assert model["site"]["title"] == page.site.title
    assert model["reading"]["heading"]["text"] == "L. P. Serebryakov, I. V. Stalin - Politburo"


def test_a_person_has_what_the_documents_say_under_other_names(demo_pages: EntityPages) -> None:
    page = demo_pages.page("id/person/yegorov-ai")

    sent = next(one for one in page.references if one.label == "Sender of")
    assert [thing.note for thing in sent.things] == ["as “Yegorov”"]
    assert {one.printed.label.text for one in page.identities} == {"A. I. Egorov", "Yegorov"}
    assert all(one.why and one.who and one.when for one in page.identities)


def test_a_documents_own_person_says_who_the_editors_hold_him_for(demo_pages: EntityPages) -> None:
    page = demo_pages.page("id/person/sf-1919-11-12-2-yegorov")

    assert [one.entity.label.text for one in page.identities] == ["Yegorov, Aleksandr Ilyich"]


def test_links_to_registers_are_named(demo_pages: EntityPages) -> None:
    elsewhere = demo_pages.page("id/person/stalin").elsewhere

    assert [(one.text.text, one.iri) for one in elsewhere] == [("Wikidata", "http://www.wikidata.org/entity/Q855")]


def test_places_where_a_name_stands_are_shown_once_with_all_evidence(demo_pages: EntityPages) -> None:
    page = demo_pages.page("id/person/stalin")

    places = [(one.document.iri, one.before, one.words.text, one.after) for one in page.passages]
    assert len(places) == len(set(places))
    assert any(len(one.evidence) > 1 for one in page.passages)


def test_only_some_letters_are_explained_and_the_others_counted(
    demo: OpenedRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.publication.pages.reasons.EXPLAINED_LETTERS", 1)
    names = fact(EntityPages(demo).page("id/person/stalin"), "Name as printed")

    assert {statement.value.text.text: statement.more for statement in names.statements} == {
        "I. V. Stalin": 1,
        "Stalin": 3,
    }


def test_what_a_source_may_not_show_is_not_shown(demo: OpenedRelease) -> None:
    pages = EntityPages(replace(demo, records=_Withheld(demo)))  # type: ignore[arg-type] # reads as the records do

    page = pages.page(STATEMENT)

    assert all(reason.words is None for part in page.facts for one in part.statements for reason in one.reasons)


class _Withheld:
    """The records, of sources that may not be shown at all."""

    def __init__(self, release: OpenedRelease) -> None:
        self._records = release.records

    def record(self, key: str) -> dict[str, object] | None:
        record = self._records.record(key)
        if record is not None:
            record["snapshot"] = {**record["snapshot"], "publish_text": "none"}  # type: ignore[dict-item] # an object
        return record

    def findings(self, key: str) -> list[dict[str, object]]:
        return self._records.findings(key)
