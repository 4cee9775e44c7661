"""Every field that is printed on the pages of the gold folders is read as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources import gold, gold_letters

KNOWN: dict[tuple[str, int, str], str] = {}
"""Known deviations of the reader: file, document, field -> reason. Empty: all is read."""

PAGES = Path("tests/documents/pages")


def check(folder: Path) -> None:
    figures = gold.score(folder)
    known = {one for one in figures.wrong if (one.file, one.document, one.field) in KNOWN}

    assert [one for one in figures.wrong if one not in known] == []
    assert sum(figures.compared.values()) > 100


def test_the_look_alikes_are_read_as_printed(shared: Path) -> None:
    check(shared / "samples" / "text" / "bolshevik")


def test_our_own_pages_are_read_as_printed(project: Path) -> None:
    check(project / PAGES)


SETS = ("schnitzler", "tillich", "estournelles")


@pytest.mark.parametrize("language", ["en", "und", "declared"])
@pytest.mark.parametrize("name", SETS)
def test_what_the_pages_of_encoded_editions_print_is_read_and_nothing_is_invented(
    shared: Path, name: str, language: str
) -> None:
    declared = {"schnitzler": "de", "tillich": "de", "estournelles": "fr"}[name] if language == "declared" else language

    tallies = gold_letters.score_letters(shared / "samples" / "text" / name, language=declared)

    assert [one for tally in tallies.values() for one in tally.invented] == []
    for field in gold_letters.FIELDS:
        assert tallies[field].printed >= 15
        assert tallies[field].share >= 0.95, tallies[field].wrong


def test_the_look_alikes_have_no_invented_value(shared: Path) -> None:
    figures = gold.score(shared / "samples" / "text" / "bolshevik")

    assert figures.invented == []


def test_an_invented_value_is_counted(tmp_path: Path, project: Path) -> None:
    page = (project / PAGES / "06-not-before.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text('{"file": "page.txt", "docs": [{"senders": []}]}\n', encoding="utf-8")

    assert [one.field for one in gold.score(tmp_path).invented] == ["senders"]


def test_a_gold_value_that_stands_on_no_page_is_not_scored(shared: Path) -> None:
    for file, document, field in gold.WRONG_GOLD:
        folder = shared / "samples" / "text" / "bolshevik"
        pages = {path.name: docs for path, docs in gold.gold_of(folder)}
        value = str(pages[file][document - 1][field])

        text = (shared / "samples" / "text" / "bolshevik" / file).read_text(encoding="utf-8")

        assert value not in text


def test_the_report_prints_a_line_for_each_field(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = gold.main([str(project / PAGES)])

    printed = capsys.readouterr().out

    assert status == 0
    assert all(any(line.startswith(name) for line in printed.splitlines()) for name in ("heading", "notes", "ref"))


def test_a_wrong_value_is_reported_and_fails(tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (project / PAGES / "06-not-before.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text('{"file": "page.txt", "docs": [{"no": "No. 59"}]}\n', encoding="utf-8")

    status = gold.main([str(tmp_path)])

    assert status == 1
    assert "gold 'No. 59'\n  read 'No. 58'" in capsys.readouterr().out
