"""A report compared with that of the release before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import Where
from kg.outcome import Outcome, OutcomeFinding, Status
from kg.pipeline import comparison as comparison_module
from kg.pipeline.comparison import LISTED, Comparison, compare
from kg.pipeline.report import Report
from kg.pipeline.report_kinds import Kind
from kg.pipeline.report_page import render_html
from kg.pipeline.reporting import write_json
from tests.pipeline.collections import build_quietly, make_collection, page, served

FINDING = OutcomeFinding("date-not-understood", "Not understood.", Where("sources/a.txt", 12, 3), words="the flood")


def report_of(*findings: OutcomeFinding, document: str = "lf-1") -> Report:
    outcomes = (Outcome(Status.OK, "sources/a.txt", document, findings=findings),)
    return Report("lf", "Letters", "now", sources=1, documents=1, published=1, held_back=0, outcomes=outcomes)


def compared(now: Report, before: Report, folder: Path) -> Comparison:
    with (folder / "report.json").open("wb") as output:
        write_json(before, output)
    return compare(now, folder, previous_id="before")


def numbers(comparison: Comparison) -> list[tuple[str, int, int, int, int]]:
    return [(one.code, one.before, one.now, one.new, one.gone) for one in comparison.changes]


def test_the_first_release_says_that_it_is() -> None:
    comparison = compare(report_of(FINDING), None)

    assert (comparison.previous, comparison.new, comparison.gone) == (None, (), ())
    assert "This is the first release" in render_html(report_of(FINDING), comparison)


def test_an_entry_that_has_only_moved_is_not_new(tmp_path: Path) -> None:
    moved = replace(FINDING, where=Where("sources/a.txt", 99, 1), what="Still not understood.")

    comparison = compared(report_of(moved), report_of(FINDING), tmp_path)

    assert numbers(comparison) == [("date-not-understood", 1, 1, 0, 0)]
    assert "No entry is new, and none is gone." in render_html(report_of(moved), comparison)


@pytest.mark.parametrize(
    "other",
    [
        report_of(replace(FINDING, words="the storm")),
        report_of(replace(FINDING, code="dates-disagree")),
        report_of(FINDING, document="lf-2"),
    ],
)
def test_other_words_another_code_or_document_are_new_and_what_was_is_gone(other: Report, tmp_path: Path) -> None:
    comparison = compared(other, report_of(FINDING), tmp_path)

    assert ([one.words for one in comparison.gone], len(comparison.new)) == (["the flood"], 1)
    total = comparison.of_kind(Kind.DATE)
    assert (total.before, total.now, total.new, total.gone) == (1, 1, 1, 1)


def test_equal_entries_are_counted_one_by_one(tmp_path: Path) -> None:
    comparison = compared(report_of(FINDING, FINDING, FINDING), report_of(FINDING), tmp_path)

    assert numbers(comparison) == [("date-not-understood", 1, 3, 2, 0)]


def test_many_of_one_code_do_not_hide_the_one_of_another(tmp_path: Path) -> None:
    many = [replace(FINDING, words=f"flood {number}") for number in range(LISTED + 100)]
    one = replace(FINDING, code="dates-disagree")

    comparison = compared(report_of(*many, one), report_of(), tmp_path)

    assert len(comparison.new) == LISTED
    assert [entry.code for entry in comparison.new].count("dates-disagree") == 1
    assert [change.new for change in comparison.changes] == [LISTED + 100, 1]


def test_a_report_of_the_older_form_is_read(tmp_path: Path) -> None:
    entry = {
        "code": "date-not-understood",
        "severity": "warning",
        "what": "x",
        "document": "lf-1",
        "words": "the flood",
    }
    old = {"published": 1, "held_back": 0, "entries": [entry]}
    (tmp_path / "report.json").write_text(json.dumps(old, indent=1), encoding="utf-8")

    comparison = compare(report_of(FINDING), tmp_path, previous_id="before")

    assert numbers(comparison) == [("date-not-understood", 1, 1, 0, 0)]


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", '{"entries": 1}', '{\n"published": 1,\n"entries": [\n{"code": \n']
)
def test_an_earlier_report_that_cannot_be_read_is_told_and_hinders_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")

    comparison = compare(report_of(FINDING), tmp_path, previous_id="before")

    assert comparison.problem == "The report of the release before (before) cannot be read."
    assert "before) cannot be read. Nothing is compared." in render_html(report_of(FINDING), comparison)


def test_a_release_is_compared_with_the_one_that_was_served(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(date="the day of the flood"), "b.txt": page()})
    build_quietly(folder)
    first = served(folder)
    (folder / "sources" / "a.txt").write_text(page(), encoding="utf-8")

    build_quietly(folder, minutes=1)

    told = json.loads((served(folder).path / "comparison.json").read_text(encoding="utf-8"))
    assert told["previous"] == first.id
    assert "S01-date" in {one["code"] for one in told["gone"]}
    assert '<th class="report-number" scope="col">Before</th>' in (served(folder).path / "report.html").read_text()


def test_reports_of_any_length_are_compared_without_holding_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison_module, "_WAITING", 10)
    before = [replace(FINDING, words=f"day {number}") for number in range(300)]
    now = [
        replace(FINDING, words=f"day {number}", where=Where("sources/a.txt", number + 20)) for number in range(100, 400)
    ]

    comparison = compared(report_of(*reversed(now)), report_of(*before), tmp_path)

    assert numbers(comparison) == [("date-not-understood", 300, 300, 100, 100)]
    assert {one.words for one in comparison.gone} == {f"day {number}" for number in range(100)}
    assert {one.words for one in comparison.new} == {f"day {number}" for number in range(300, 400)}


def test_another_text_of_the_source_alone_is_no_change(tmp_path: Path) -> None:
    before, now = (replace(report_of(FINDING), texts={"sources/a.txt": key * 16}) for key in "ab")

    comparison = compared(now, before, tmp_path)

    assert numbers(comparison) == [("date-not-understood", 1, 1, 0, 0)]
