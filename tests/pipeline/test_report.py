"""The report: counts and entries, the same in JSON, on the page and on the terminal; described in docs."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from kg.outcome import Severity
from kg.pipeline.report import Report, ReportEntry, summary
from kg.pipeline.report_page import render_html
from tests.pipeline.collections import build_quietly, make_collection, page, report, served

ENTRY = ReportEntry(
    code="date-not-understood",
    severity="warning",
    what="The date is not understood.",
    document="lf-undated-1",
    label="A to B",
    source="sources/a.txt",
    line=12,
    column=3,
    words="the day of the flood",
    why="It is found by no search for a date.",
    remedy="Correct it in a curation.",
)
EMPTY = Report("lf", "Letters", "20261124T233500Z", sources=1, documents=1, published=1, held_back=0, entries=())


def with_entries(*entries: ReportEntry) -> Report:
    return replace(EMPTY, entries=entries)


@pytest.mark.parametrize("kind", [Report, ReportEntry])
def test_every_member_is_described(kind: type, project: Path) -> None:
    text = (project / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)

    assert [field.name for field in fields(kind) if field.name not in described] == []


def test_a_report_in_a_release_is_that_of_the_build(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(date="the day of the flood"), "b.txt": ""})

    result = build_quietly(folder)

    assert report(folder) == json.loads(json.dumps(asdict(result.report)))
    assert result.report.release == served(folder).id
    assert (result.report.documents, result.report.published, result.report.held_back) == (2, 1, 1)
    failed = [one for one in result.report.entries if one.code == "not-read"]
    assert [(one.source, one.line, one.severity) for one in failed] == [("sources/b.txt", 1, "violation")]
    assert all(one.source for one in result.report.entries)


def test_the_page_shows_what_why_where_and_what_to_do() -> None:
    html = render_html(with_entries(ENTRY))

    for words in (ENTRY.what, ENTRY.why, ENTRY.remedy, ENTRY.words, "sources/a.txt, line 12, column 3"):
        assert words is not None
        assert words in html


def test_nothing_from_a_source_becomes_markup() -> None:
    nasty = "<script>alert(1)</script>\"'&"
    entry = ReportEntry(nasty, "violation", nasty, nasty, nasty, nasty, 1, 1, nasty, nasty, nasty, nasty)

    html = render_html(replace(with_entries(entry, replace(entry, severity="warning")), title=nasty, release=nasty))

    assert "<script" not in html
    assert nasty not in html


def test_a_page_needs_nothing_from_elsewhere() -> None:
    html = render_html(with_entries(ENTRY))

    assert re.findall(r"(?:src|url)\s*[=(]|href=\"[^#]", html) == []


def test_long_words_are_cut_on_the_page_and_whole_in_json() -> None:
    html = render_html(with_entries(replace(ENTRY, words="word " * 1000)))

    assert html.count("word ") < 200
    assert "…" in html


def test_a_build_without_anything_to_say_says_so() -> None:
    assert "Nothing to report" in render_html(EMPTY)
    assert summary(EMPTY).splitlines() == ["Letters", "1 documents in 1 sources: 1 published, 0 held back."]


def test_the_terminal_shows_counts_and_some_examples_of_each_code() -> None:
    entries = [replace(ENTRY, line=number) for number in range(1, 9)]
    information = replace(ENTRY, severity=Severity.INFORMATION.value, code="S24-unresolved")

    text = summary(with_entries(*entries, information))

    assert "8 × warning" in text
    assert text.count("The date is not understood.") == 5
    assert "… and 3 more in report.html" in text
    assert "  S24-unresolved: 1" in text


def test_an_entry_without_a_place_is_of_the_collection() -> None:
    entry = ReportEntry(code="letter-vanished", severity="warning", what="A letter is gone.")

    assert "    collection: A letter is gone." in summary(with_entries(entry)).splitlines()
    assert '<span class="place">collection</span>' in render_html(with_entries(entry))


def test_what_is_the_same_is_said_once_with_its_places_the_gravest_first() -> None:
    entries = [replace(ENTRY, line=number) for number in range(1, 151)]
    grave = replace(ENTRY, severity="violation", code="not-read", what="It cannot be read.")

    html = render_html(with_entries(*entries, grave))

    assert html.count("<h3>") == 2
    assert html.index("<h3>It cannot be read.") < html.index("<h3>The date is not understood.")
    assert html.count("It is found by no search for a date.") == 2
    assert ("line 100," in html, "line 101," in html, "… and 50 more in report.json" in html) == (True, False, True)
