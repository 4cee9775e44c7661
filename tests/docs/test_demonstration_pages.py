"""The demonstration: its pages are regests of our own that copy and invent nothing, its queries can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

PHRASE = 9
"""Shorter runs of words are names, offices, dates and set phrases."""

SET_PHRASES = (
    re.compile(r"\(From the History .*?\)"),  # the title of a book
    re.compile(r"^\d .*Kamenev\.$|^\d .*Egorov\.$", re.MULTILINE),  # notes that are nothing but a name
    re.compile(r"members of the Revolutionary Military Council of the Southern Front"),
    re.compile(r"The adopted resolution stated:"),
)


def demonstration_pages(project: Path) -> list[Path]:
    return sorted((project / "collections" / "southern-front-1919" / "sources").glob("*.txt"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def phrases(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + PHRASE]) for start in range(len(found) - PHRASE + 1)}


@pytest.fixture(scope="module")
def real_page(shared: Path) -> str:
    return (shared / "seed" / "page.txt").read_text(encoding="utf-8")


def test_there_are_the_four_documents_that_the_real_page_tells_of(project: Path) -> None:
    names = [path.name for path in demonstration_pages(project)]

    assert names == ["1-statement.txt", "2-telegram.txt", "3-telegram-of-stalin.txt", "4-resolution.txt"]


def test_every_page_says_that_it_is_a_regest(project: Path) -> None:
    for page in demonstration_pages(project):
        assert "Regest, written for this demonstration; it summarises" in page.read_text(encoding="utf-8")


def test_no_page_copies_a_sentence_of_the_real_page(project: Path, real_page: str) -> None:
    printed = phrases(real_page)
    for page in demonstration_pages(project):
        text = page.read_text(encoding="utf-8")
        for phrase in SET_PHRASES:
            text = phrase.sub(" * ", text)

        assert phrases(text) & printed == set(), page.name


def test_no_page_has_a_number_that_the_real_page_has_not(project: Path, real_page: str) -> None:
    printed = set(re.findall(r"\d+", real_page))
    for page in demonstration_pages(project):
        assert set(re.findall(r"\d+", page.read_text(encoding="utf-8"))) - printed == set(), page.name


def test_no_page_has_a_name_that_the_real_page_has_not(project: Path, real_page: str) -> None:
    own = {"Home", "Letters", "Index", "Regest", "Regests", "Collection", "Lettergraph"}
    name = re.compile(r"(?<![\d.?!:\"\n] )(?<!\n)\b[A-Z][a-z]+")  # not at the beginning of a sentence or line
    printed = {word.lower() for word in re.findall(r"\w+", real_page)}
    for page in demonstration_pages(project):
        names = set(name.findall(page.read_text(encoding="utf-8"))) - own

        assert {each for each in names if each.lower() not in printed} == set(), page.name


def test_there_are_three_queries_that_can_be_asked_and_say_what_they_ask(project: Path) -> None:
    queries = sorted((project / "collections" / "southern-front-1919" / "queries").glob("*.rq"))

    for query in queries:
        text = query.read_text(encoding="utf-8")
        pyoxigraph.Store().query(text)
        assert re.match(r"# [A-Z].*\?\n", text), query.name
    assert len(queries) == 3
