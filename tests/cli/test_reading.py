"""``lettergraph read``: what was read from which words, as text, JSON and a page; which letters; what goes wrong."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.pipeline.collections import AUTHORITIES, make_collection, page, two_documents

NASTY = '<script>alert(1)</script> " onmouseover="x\' &amp; \u202edcba'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection that is only read."""
    return make_collection(
        tmp_path_factory.mktemp("read"),
        {
            "two.txt": two_documents(first=7, second=8),
            "same.txt": two_documents(first=7, second=7),
            "nasty.txt": page(date=NASTY, body=NASTY, sender="T. <b>Inkwell</b>"),
            "hebrew.txt": page(body="שלום עולם. T. Inkwell"),
            "long.txt": page(body="The lamp is dark. " * 4000),
        },
    )


def html_of(lettergraph: Command, folder: Path, name: str, *more: str) -> str:
    result = lettergraph("read", folder / "sources" / name, "--collection", folder, "--format", "html", *more)
    assert result.returncode == 0, result.stderr
    text: str = result.stdout
    return text


def test_a_letter_is_chosen_by_its_number_or_its_key(lettergraph: Command, folder: Path) -> None:
    keys = []
    for name in ("2", "lf-no8"):
        result = lettergraph(
            "read", folder / "sources" / "two.txt", "--collection", folder, "--letter", name, "--format", "json"
        )
        assert result.returncode == 0
        assert "1 of 2 letters shown; choose with --letter" in result.stderr
        keys.append([one["doc"] for one in json.loads(result.stdout)])

    assert keys == [["lf-no8"]] * 2


def test_of_a_letter_that_was_chosen_only_its_lines_are_shown(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("read", folder / "sources" / "two.txt", "--collection", folder, "--letter", "2")

    assert "T. Inkwell - M. O. Quillfeather" in result.stdout
    assert "The lamp of the lower pier" not in result.stdout
    assert "    ⋮" in result.stdout.splitlines()


def test_a_letter_that_is_not_there_is_an_error_that_says_what_there_is(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("read", folder / "sources" / "two.txt", "--collection", folder, "--letter", "lf-no9")

    assert (result.returncode, result.stdout) == (2, "")
    assert 'There is no letter "lf-no9". Did you mean "lf-no' in result.stderr


def test_the_second_of_two_equal_ids_would_be_held_back(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("read", folder / "sources" / "same.txt", "--collection", folder)

    assert result.returncode == 1
    assert "stands twice; a build holds the second letter back." in result.stderr
    assert "1 documents read" in result.stderr


def test_who_is_left_open_and_what_was_understood_of_a_date_is_said(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("read", folder / "sources" / "two.txt", "--collection", folder)

    assert re.search(r"Sender 1: T\. Inkwell = person/lf-no8-\S+ \(unresolved\)", result.stdout)
    assert re.search(r"Date as expressed: November 14, 1919 → date/\S+ = 1919-11-14", result.stdout)


def test_the_page_marks_the_words_and_says_in_the_margin_what_they_mean(lettergraph: Command, folder: Path) -> None:
    html = html_of(lettergraph, folder, "two.txt")

    [number] = re.findall(r'href="#n(\d+)" id="m\d+" title="Sender 1: T\. Inkwell = [^"]*"><mark class="party">', html)
    assert re.search(rf'<li id="n{number}">.*?Sender 1: <bdi>T\. Inkwell</bdi> = <bdi>person/', html)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_the_page_shows_every_word_of_the_source_once(lettergraph: Command, folder: Path) -> None:
    html = html_of(lettergraph, folder, "two.txt")

    shown = re.findall(r'<span class="t" dir="auto">(.*?)</span>(?:<ul|</li>)', html, re.DOTALL)
    text = "\n".join(re.sub(r"<[^>]+>", "", line) for line in shown)
    assert text.rstrip() == (folder / "sources" / "two.txt").read_text(encoding="utf-8").rstrip()


def test_hostile_words_become_no_markup(lettergraph: Command, folder: Path) -> None:
    html = html_of(lettergraph, folder, "nasty.txt")

    assert "<script" not in html
    assert "<b>" not in html
    assert 'onmouseover="' not in html
    assert "default-src &#x27;none&#x27;" in html or "default-src 'none'" in html
    assert re.findall(r"(?:src|url)\s*[=(]", html.replace("default-src", "")) == []


def test_each_line_has_the_direction_of_its_own_words(lettergraph: Command, folder: Path) -> None:
    html = html_of(lettergraph, folder, "hebrew.txt")

    assert re.search(r'<span class="t" dir="auto">שלום', html)
    assert "unicode-bidi: isolate" in html


def test_a_long_line_is_cut_into_rows_and_loses_nothing(lettergraph: Command, folder: Path) -> None:
    result = lettergraph("read", folder / "sources" / "long.txt", "--collection", folder)

    rows = [line[7:] for line in result.stdout.splitlines() if "│" not in line]
    assert max(len(row) for row in rows) <= 100
    assert " ".join(rows).count("The lamp is dark.") == 4000


def test_a_terminal_shows_colours_and_a_pipe_does_not(lettergraph: Command, folder: Path) -> None:
    source = folder / "sources" / "two.txt"
    assert "\x1b[" not in lettergraph("read", source, "--collection", folder).stdout

    parent, child = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}
    command = [sys.executable, "-m", "kg.cli", "read", str(source), "--collection", str(folder)]
    with subprocess.Popen(command, stdout=child, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(child)
        seen = b""
        while b"Sender 1" not in seen or process.poll() is None:
            try:
                part = os.read(parent, 65536)
            except OSError:
                break
            seen += part
    os.close(parent)

    assert b"\x1b[" in seen
    assert b"Sender 1" in seen


def test_a_file_of_no_known_format_is_an_error_with_its_place(lettergraph: Command, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\xff")

    result = lettergraph("read", tmp_path / "x.bin")

    assert (result.returncode, result.stdout) == (2, "")
    assert "x.bin:1" in result.stderr
    assert "Traceback" not in result.stderr


def test_authority_files_apply_to_sources_of_the_collection_only(
    lettergraph: Command, folder: Path, tmp_path: Path
) -> None:
    assert "key: quillfeather" in AUTHORITIES
    (tmp_path / "elsewhere.txt").write_text(page(), encoding="utf-8")

    inside = lettergraph("read", folder / "sources" / "two.txt", "--collection", folder).stdout
    outside = lettergraph("read", tmp_path / "elsewhere.txt", "--collection", folder).stdout

    assert "= person/quillfeather\n" in inside
    assert "= person/quillfeather\n" not in outside


def test_an_error_page_that_was_saved_as_a_letter_is_refused_by_name(lettergraph: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<!DOCTYPE html>\n<html><body>Not found</body></html>", encoding="utf-8")

    result = lettergraph("read", tmp_path / "letter.xml")

    assert (result.returncode, result.stdout) == (2, "")
    assert "letter.xml" in result.stderr
    assert "This is a web page" in result.stderr


def test_a_file_that_is_too_large_is_refused_before_it_is_read(lettergraph: Command, tmp_path: Path) -> None:
    with (tmp_path / "giant.txt").open("wb") as file:
        file.truncate(65 * 1024 * 1024)

    result = lettergraph("read", tmp_path / "giant.txt")

    assert (result.returncode, result.stdout) == (2, "")
    assert "a source may have 67108864" in result.stderr


CMIF = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters of the pier</title></titleStmt>
<publicationStmt><publisher>Nobody</publisher><idno type="url">https://pier.example.org/cmif.xml</idno>
<availability><licence target="https://creativecommons.org/publicdomain/zero/1.0/">CC0</licence></availability>
<date when="2026-01-01"/></publicationStmt>
<sourceDesc><bibl type="print" xml:id="pier">Letters of the pier</bibl></sourceDesc></fileDesc><profileDesc>
{letters}
</profileDesc></teiHeader><text><body><p/></body></text></TEI>
"""
LETTER = """<correspDesc key="{number}" source="#pier">
<correspAction type="sent"><persName ref="https://d-nb.info/gnd/{gnd}">Writer {number}</persName>
<date when="1901-01-{day:02}"/></correspAction>
<correspAction type="received"><persName>Reader {number}</persName></correspAction></correspDesc>"""


def index_of(number: int) -> str:
    letters = (LETTER.format(number=one, gnd=118609807, day=1 + one % 28) for one in range(1, number + 1))
    return CMIF.format(letters="\n".join(letters))


def test_of_a_large_index_the_first_ten_letters_are_shown_with_a_hint(lettergraph: Command, tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_text(index_of(200), encoding="utf-8")

    result = lettergraph("read", tmp_path / "index.xml")

    assert result.returncode == 0
    assert "Sender 1: Writer 10 = person/gnd-118609807" in result.stdout
    assert "Writer 11" not in result.stdout
    assert "10 of 200 letters shown; choose with --letter, by number (1 to 200) or key (" in result.stderr


def test_an_index_in_one_line_is_shown_around_the_letter_that_was_chosen(lettergraph: Command, tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_text(index_of(400).replace("\n", ""), encoding="utf-8")

    text = lettergraph("read", tmp_path / "index.xml", "--letter", "300").stdout
    html = lettergraph("read", tmp_path / "index.xml", "--letter", "300", "--format", "html").stdout

    for shown in (text, html):
        assert "Writer 300" in shown
        assert "Writer 200<" not in shown
        assert len(shown) < 30_000
