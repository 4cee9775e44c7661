"""Whatever lies in the folder of sources: a refusal with file, line and reason, and no letter is lost."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.outcome import Status
from kg.processes import Limits
from tests.pipeline.collections import build_quietly, make_collection, page, published_keys

NASTY: dict[str, bytes] = {
    "nasty/binary.bin": random.Random(1).randbytes(4000),  # noqa: S311 # bytes, no secrets
    "nasty/empty": b"",
    "nasty/blank.txt": b" \n\t\n  \n",
    "nasty/nul.txt": b"\x00" * 5000,
    "nasty/utf16.txt": "Иванов — Петрову\n12 ноября 1919".encode("utf-16"),
    "nasty/bomb.xml": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>',
    "nasty/table.csv": b"colour,weight\nred,3\n",
    "nasty/deep.json": b"[" * 100_000,
    "nasty/half.txt": "Письмо".encode()[:-1],
}


def test_nothing_in_the_folder_of_sources_stops_a_letter(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"letter.txt": page(), **NASTY})

    result = build_quietly(folder, processes=2)

    assert result.exit_status == 1
    assert published_keys(folder) == ["lf-1919-11-12-1"]
    refused = [one for one in result.outcomes if one.status is Status.FAILED]
    assert {one.source for one in refused} == {f"sources/{name}" for name in NASTY}
    for one in refused:
        assert one.error is not None
        assert one.error.where.file == one.source
        assert one.error.where.line is not None
        assert one.error.remedy


@pytest.mark.parametrize(
    "line",
    ["x" * 1_000_000, "A - B " * 150_000, "( " * 250_000, "1919 " * 150_000, "[...] " * 100_000, "1 " * 250_000],
    ids=["one word", "dashes", "parentheses", "years", "omissions", "numbers"],
)
def test_a_huge_line_is_read_or_given_up_within_its_limits(tmp_path: Path, line: str) -> None:
    folder = make_collection(tmp_path, {"huge.txt": page(body=line), "letter.txt": page()})

    result = build_quietly(folder, limits=Limits(seconds=20))

    by_source = {one.source: one for one in result.outcomes}
    assert by_source["sources/letter.txt"].status is Status.OK
    huge = by_source["sources/huge.txt"]
    assert huge.status is Status.OK or (huge.error is not None and "given up" in huge.error.what)


def test_a_text_that_no_store_could_load_again_is_refused_at_its_line(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"huge.txt": page(body="word " * 1_700_000), "letter.txt": page()})

    result = build_quietly(folder)

    [huge] = [one for one in result.outcomes if one.source == "sources/huge.txt"]
    assert huge.error is not None
    assert "a literal may have" in huge.error.what
    assert huge.error.where.line == 16


def test_a_source_larger_than_a_source_may_be_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"letter.txt": page()})
    with (folder / "sources" / "giant.txt").open("wb") as giant:
        giant.truncate(65 * 1024 * 1024)

    result = build_quietly(folder)

    error = result.outcomes[0].error
    assert error is not None
    assert error.what.startswith("The file has 68157440 bytes")
    assert result.exit_status == 1


def test_every_sample_of_real_texts_is_published_or_refused_in_words(shared: Path, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"letter.txt": page(), **NASTY}, authorities="")
    shutil.copytree(shared / "samples" / "text", folder / "sources" / "samples")
    count = sum(path.is_file() for path in (folder / "sources").rglob("*"))

    command = [sys.executable, "-m", "kg.cli", "build", "--collection", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    sources = re.search(r"documents in (\d+) sources", result.stdout)
    assert sources is not None
    assert int(sources[1]) == count
    assert "given up: it failed" not in result.stdout
    assert "lf-1919-11-12-1" in published_keys(folder)
