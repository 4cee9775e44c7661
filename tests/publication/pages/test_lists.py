"""Front page and lists."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.errors import UnknownEntity
from kg.publication.pages import LISTS, BrowsePages, OpenedRelease, front_page
from kg.publication.pages.list_models import Entry
from kg.publication.pages.models import Text
from kg.publication.pages.tasks import TASKS


def cell(entry: Entry, number: int) -> list[str]:
    found = entry.cells[number]
    return [found.text] if isinstance(found, Text) else [link.label.text for link in found]


def test_documents_come_by_date_and_those_without_one_last(demo: OpenedRelease) -> None:
    entries = BrowsePages(demo).page("documents").entries

    dates = [cell(entry, 0)[0] for entry in entries]
    assert dates[0] == "November 12, 1919"
    assert dates[-1] == ""
    assert "" not in dates[:-1]


def test_senders_come_in_the_printed_order(demo: OpenedRelease) -> None:
    senders = {entry.thing.label.text: cell(entry, 1) for entry in BrowsePages(demo).page("documents").entries}

    assert senders["Telegram from Stalin, Yegorov, Serebryakov to the Commander-in-Chief"] == [
        "Stalin, Joseph (1878–1953)",
        "Yegorov",
        "Serebryakov, Leonid Petrovich",
    ]


def test_a_name_that_was_identified_is_listed_under_who_it_is(demo: OpenedRelease) -> None:
    names = [entry.thing.label.text for entry in BrowsePages(demo).page("persons").entries]

    assert "Yegorov, Aleksandr Ilyich" in names
    assert "Yegorov" not in names
    assert names == sorted(names, key=str.lower)


def test_holders_of_an_office_are_named_once(demo: OpenedRelease) -> None:
    entries = BrowsePages(demo).page("offices").entries
    holders = {entry.thing.label.text: cell(entry, 1) for entry in entries}

    assert holders["Commander of the Southern Front"] == ["Yegorov, Aleksandr Ilyich"]


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_are_its_parts(demo: OpenedRelease, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [entry.thing.iri for entry in BrowsePages(demo).page(name).entries]
    monkeypatch.setattr("kg.publication.pages.browse.PAGE_SIZE", 3)

    lists = BrowsePages(demo)
    pages = lists.page(name).paging.pages
    parts = [entry.thing.iri for number in range(pages) for entry in lists.page(name, page=number + 1).entries]

    assert parts == whole


def test_a_page_beyond_the_last_is_the_last(demo: OpenedRelease) -> None:
    lists = BrowsePages(demo)

    assert lists.page("places", page=99) == lists.page("places")


def test_a_list_that_is_none_names_the_nearest(demo: OpenedRelease) -> None:
    with pytest.raises(UnknownEntity, match="persons"):
        BrowsePages(demo).page("person")


def test_directives_come_meeting_by_meeting_in_their_order(real: OpenedRelease) -> None:
    letters = [cell(entry, 1)[0] for entry in BrowsePages(real).page("directives").entries]

    assert letters == ["a", "b", "–", "–", "c"]


def test_the_front_page_suggests_what_something_came_of(real: OpenedRelease) -> None:
    page = front_page(real)

    document, person, question = page.suggestions
    assert document.thing is not None
    assert document.thing.iri.endswith("id/doc/bl-1919-11-12-1")
    assert person.thing is not None
    assert person.thing.kind == "Person"
    assert question.query is not None
    assert real.store.select(question.query)
    assert page.span == "1919"


def test_the_front_page_counts_what_the_lists_have(demo: OpenedRelease) -> None:
    page = front_page(demo)
    lists = BrowsePages(demo)

    assert {one.list: one.number for one in page.counts} == {name: lists.page(name).paging.total for name in LISTS}
    assert {one.name for one in page.dumps} == {"sf.nq.gz", "sf.trig.gz"}
    assert page.site.publisher


def test_every_page_is_a_task_of_the_workers() -> None:
    assert set(TASKS) == {"front", "browse", "entity", "warm"}


class Taken:
    """Keeps what a task answers."""

    def __init__(self) -> None:
        self.headers: list[Mapping[str, object]] = []

    def begin(self, header: Mapping[str, object]) -> None:
        self.headers.append(header)

    def write(self, data: bytes, /) -> int:
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def test_a_worker_that_is_warmed_up_has_read_what_a_page_needs(demo: OpenedRelease) -> None:
    taken = Taken()

    TASKS["warm"](demo, {}, taken)

    assert [header["letter"] for header in taken.headers] == [next(demo.records.keys())]
