"""The report: counts and entries, the same in JSON, in the table, on the page and on the terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from kg.errors import Where
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status
from kg.pipeline.comparison import Comparison
from kg.pipeline.outcome_log import OutcomeLog
from kg.pipeline.report import Report, ReportEntry
from kg.pipeline.report_page import render_html
from kg.pipeline.report_summary import summary
from kg.pipeline.report_table import COLUMNS, write_table
from kg.pipeline.report_tally import EXAMPLES
from kg.pipeline.reporting import write_json
from kg.release.texts import TEXTS, TextsReader
from tests.pipeline.collections import build_quietly, make_collection, page, report, served

FINDING = OutcomeFinding(
    code="date-not-understood",
    what="The date is not understood.",
    where=Where("sources/a.txt", 12, 3),
    words="the day of the flood",
    remedy="Correct it in a curation.",
)
EMPTY = Report(
    "lf",
    "Letters",
    "20261124T233500Z",
    sources=1,
    documents=1,
    published=1,
    held_back=0,
    texts={"sources/a.txt": "0123456789abcdef"},
)
FIRST = Comparison(EMPTY.release)


def with_findings(*findings: OutcomeFinding, document: str = "lf-undated-1", status: Status = Status.OK) -> Report:
    outcome = Outcome(status, "sources/a.txt", document, "A to B", findings=findings)
    return replace(EMPTY, outcomes=(outcome,))


def html_of(*findings: OutcomeFinding) -> str:
    return render_html(with_findings(*findings), FIRST)


def rows_of(made: Report) -> list[dict[str, str]]:
    output = io.BytesIO()
    write_table(made, output)
    return list(csv.DictReader(io.StringIO(output.getvalue().decode("utf-8-sig"), newline="")))


def json_of(made: Report) -> dict[str, object]:
    output = io.BytesIO()
    write_json(made, output)
    found: dict[str, object] = json.loads(output.getvalue())
    return found


def test_every_member_is_described(project: Path) -> None:
    text = (project / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)
    members = [*json_of(EMPTY), *(field.name for field in fields(ReportEntry)), *(f.name for f in fields(Comparison))]

    assert [name for name in (*members, *COLUMNS) if name not in described] == []


def test_a_release_holds_the_report_in_each_form_and_its_manifest_lists_them(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(date="the day of the flood"), "b.txt": ""})

    result = build_quietly(folder)

    files = json.loads((served(folder).path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {"report.html", "report.json", "report.csv", "comparison.json"} <= files.keys()
    told = report(folder)
    assert [told[name] for name in ("release", "documents", "published", "held_back")] == [served(folder).id, 2, 1, 1]
    entries = list(result.report.entries)
    assert len(entries) == len(told["entries"])  # type: ignore[arg-type]  # a list in JSON
    failed = [one for one in entries if one.code == "not-read"]
    assert [(one.source, one.line, one.severity, one.kind) for one in failed] == [
        ("sources/b.txt", 1, "violation", "unreadable")
    ]


def test_places_lead_to_the_lines_of_texts_that_the_release_has(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(date="the day of the flood")})
    build_quietly(folder)

    html = (served(folder).path / "report.html").read_text(encoding="utf-8")

    keys = set(re.findall(r'href="snapshot/([0-9a-f]{16})\?line=\d+(?:&amp;column=\d+)?#L\d+"', html))
    with TextsReader(served(folder).path / TEXTS) as texts:
        assert keys == set(texts.paths().values())
    assert 'href="doc/doc/lf-undated-1"' in html


def test_a_text_that_may_not_be_shown_has_no_link(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(date="the flood")}, settings='publish_text = "none"')
    build_quietly(folder)

    html = (served(folder).path / "report.html").read_text(encoding="utf-8")

    assert "sources/a.txt:10" in html
    assert "snapshot/" not in html


def test_the_page_shows_what_why_where_and_what_to_do() -> None:
    violation = OutcomeViolation(
        "It is wrong.", Severity.VIOLATION, "https://x#S04-signatory-dead", "f", Where("sources/a.txt", 4), why="A why."
    )
    outcome = Outcome(Status.REJECTED, "sources/a.txt", "lf-1", "A to B", findings=(FINDING,), violations=(violation,))

    html = render_html(replace(EMPTY, outcomes=(outcome,)), FIRST)

    for words in ("It is wrong.", "A why.", "S04-signatory-dead", "Held back", FINDING.what, "the day of the flood"):
        assert words in html
    assert "What to do: Correct it in a curation." in html
    assert '<a href="snapshot/0123456789abcdef?line=12&amp;column=3#L12">' in html
    assert "A to B</bdi> (not published)" in html


NASTY = "<script>alert(1)</script></main>\"'& \u202edcba =1+1"


def test_nothing_from_a_source_becomes_markup() -> None:
    finding = OutcomeFinding(NASTY, NASTY, Where(NASTY, 1, 1), words=NASTY, remedy=NASTY)
    outcome = Outcome(Status.OK, NASTY, NASTY, NASTY, findings=(finding, replace(finding, severity=Severity.VIOLATION)))
    made = replace(EMPTY, title=NASTY, release=NASTY, outcomes=(outcome,), texts={NASTY: '"><b>'})
    told = tuple(made.entries)

    html = render_html(made, replace(FIRST, problem=NASTY))
    html += render_html(made, Comparison(NASTY, NASTY, documents=dict.fromkeys(DOCUMENTS, 1), new=told, gone=told))

    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("</main>") == html.count("<main>") == 2
    assert html.count("<bdi>") == html.count("</bdi>") > html.count("\u202e") / 3


DOCUMENTS = ("published_before", "published", "held_back_before", "held_back")


def test_a_page_needs_nothing_from_elsewhere_and_its_links_are_relative() -> None:
    html = html_of(FINDING)

    assert re.findall(r"(?:src|url)\s*[=(]", html) == []
    assert re.findall(r'href="(?:/|[a-z]+:)', html) == []


def test_long_words_are_cut_on_the_page_and_whole_in_json() -> None:
    long = replace(FINDING, words="word " * 1000)

    assert html_of(long).count("word ") < 200
    assert "…" in html_of(long)
    assert json.dumps(json_of(with_findings(long))).count("word ") == 1000


def test_a_build_without_anything_to_say_says_so() -> None:
    assert "Nothing to report" in render_html(EMPTY, FIRST)
    assert summary(EMPTY).splitlines() == ["Letters", "1 documents in 1 sources: 1 published, 0 held back."]


def test_the_terminal_shows_kinds_counts_and_some_places_that_can_be_opened() -> None:
    many = [replace(FINDING, where=Where("sources/a.txt", number, 2)) for number in range(1, 9)]
    information = replace(FINDING, severity=Severity.INFORMATION, code="S24-unresolved")

    lines = summary(with_findings(*many, information), folder="letters/").splitlines()

    assert "Dates kept but not understood: 8" in lines
    assert [line for line in lines if "understood." in line] == [
        f"    letters/sources/a.txt:{number}:2: The date is not understood." for number in range(1, 6)
    ]
    assert "    … and 3 more in report.html" in lines
    assert lines[-2:] == ["Names without authority: 1", "  S24-unresolved: 1"]


def test_an_entry_without_a_place_is_of_the_collection() -> None:
    finding = OutcomeFinding("letter-vanished", "A letter is gone.", Where())
    made = replace(EMPTY, findings=(finding,))

    assert "    collection: A letter is gone." in summary(made, folder="letters/").splitlines()
    assert "<bdi>collection</bdi>" in render_html(made, FIRST)


def test_what_is_the_same_is_said_once_with_its_places() -> None:
    many = [replace(FINDING, where=Where("sources/a.txt", number)) for number in range(1, EXAMPLES + 51)]

    html = html_of(*many)

    assert html.count("The date is not understood.") == 1
    assert html.count("Correct it in a curation.") == 1
    assert (f"#L{EXAMPLES}" in html, f"#L{EXAMPLES + 1}" in html, "… and 50 more in" in html) == (True, False, True)


def test_what_differs_within_a_code_is_said_at_each_place() -> None:
    html = html_of(FINDING, replace(FINDING, what="Another thing.", remedy="Do that."))

    for words in ("The date is not understood.", "Another thing.", "Correct it in a curation.", "Do that."):
        assert html.count(words) == 1
    assert "<strong>Date not understood</strong>" in html


def test_names_that_stand_most_often_come_first() -> None:
    names = ["Tallow", "Inkwell", "Tallow"]
    many = [replace(FINDING, code="S24-unresolved", severity=Severity.INFORMATION, words=name) for name in names]

    html = html_of(*many)

    listed = html.partition("The most frequent names")[2]
    assert listed.index("Tallow</bdi> <span") < listed.index("Inkwell</bdi> <span")


def test_an_entry_has_a_line_of_its_own_in_json() -> None:
    output = io.BytesIO()
    write_json(with_findings(FINDING, replace(FINDING, words="a\nb\u2028c")), output)

    lines = [line for line in output.getvalue().decode().split("\n") if line.startswith('{"code"')]

    assert [json.loads(line.rstrip(","))["words"] for line in lines] == ["the day of the flood", "a\nb\u2028c"]


def test_the_table_has_a_row_for_each_entry_with_raw_values() -> None:
    [row] = rows_of(with_findings(replace(FINDING, words='say "x", y\nz')))

    assert row["words"] == 'say "x", y\nz'
    names = ("kind", "code", "source", "line", "column", "document", "published", "snapshot")
    assert [row[name] for name in names] == [
        "date", "date-not-understood", "sources/a.txt", "12", "3", "lf-undated-1", "yes", "0123456789abcdef",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_becomes_a_formula(words: str) -> None:
    [row] = rows_of(with_findings(replace(FINDING, words=words, what=words, remedy=words)))

    assert (row["words"], row["what"], row["remedy"]) == (f"'{words}",) * 3


def test_a_file_name_that_is_not_utf_8_spoils_nothing() -> None:
    name = b"sources/\xff.txt".decode("utf-8", "surrogateescape")
    made = with_findings(replace(FINDING, where=Where(name, 1)))

    [row] = rows_of(made)

    assert row["source"] == "sources/\\udcff.txt"
    assert [one["source"] for one in json_of(made)["entries"]] == [name]  # type: ignore[attr-defined]  # a list
    assert "sources/" in render_html(made, FIRST)


def test_the_page_stays_small_and_says_where_the_rest_is(tmp_path: Path) -> None:
    log = OutcomeLog(tmp_path)
    for number in range(3000):
        place = Where(f"sources/{number // 50:03}.txt", number + 1)
        finding = replace(FINDING, where=place, words=f"the day {number}", what=f"Number {number} is odd.")
        log.add(Outcome(Status.OK, str(place.file), f"lf-{number}", "A to B", findings=(finding, finding)))
    made = replace(EMPTY, outcomes=log, sources=60, documents=3000, published=3000)

    html = render_html(made, FIRST)

    assert len(html) < 100_000
    assert "6000 ×" in html
    assert "… and 30 more; all places are in" in html
    assert f"… and {6000 - EXAMPLES} more in" in html
    assert len(rows_of(made)) == 6000


def test_the_sources_with_most_to_do_come_first_with_their_first_places() -> None:
    many = [replace(FINDING, where=Where("sources/b.txt", line)) for line in range(1, 9)]
    broken = OutcomeViolation("It is wrong.", Severity.VIOLATION, "https://x#S04", "f", Where("sources/c.txt", 4))
    outcomes = (
        Outcome(Status.OK, "sources/b.txt", "lf-1", "A to B", findings=tuple(many)),
        Outcome(Status.REJECTED, "sources/c.txt", "lf-2", "A to B", findings=(FINDING,), violations=(broken,)),
    )

    html = render_html(replace(EMPTY, outcomes=outcomes, sources=2), FIRST)

    [section] = re.findall(r'<section id="sources">.*?</section>', html, re.DOTALL)
    assert re.findall(r"<td><bdi>(sources/.\.txt)</bdi>", section) == [
        "sources/c.txt",
        "sources/b.txt",
        "sources/a.txt",
    ]
    assert section.index("sources/b.txt:3") < section.index('<td class="report-number">8</td>')
    assert "sources/b.txt:4" not in section
