"""A build carries out what editors say, and says when it cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

from kg.outcome import Status
from kg.pipeline import BuildOptions, BuildResult, build
from tests.curations.collections import ADDITION, PAGE, make_collection

BASE = "http://example.org/mill/"
DOCUMENT = f"<{BASE}id/doc/mill-1920-05-03-1>"
SENDER = "<https://www.ica.org/standards/RiC/ontology#hasSender>"
CURATED = f"<{BASE}graph/curated>"


def built(folder: Path) -> BuildResult:
    return build(folder, options=BuildOptions(processes=1))


def dump(folder: Path) -> list[str]:
    [path] = (folder / "site" / "current" / "dumps").glob("*.nq.gz")
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_an_added_statement_stands_in_the_curated_graph_and_in_the_default_graph(tmp_path: Path) -> None:
    text = ADDITION.replace("lg:hasPlaceOfWriting", "schema:about")
    folder = make_collection(tmp_path / "c", text.replace("id/place/mill", "http://example.org/bridge"))

    built(folder)

    statement = f"{DOCUMENT} <http://schema.org/about> <http://example.org/bridge>"
    lines = dump(folder)
    assert f"{statement} {CURATED} ." in lines
    assert f"{statement} ." in lines


def test_the_evidence_says_who_when_and_why(tmp_path: Path) -> None:
    folder = make_collection(
        tmp_path / "c",
        ADDITION.replace("lg:hasPlaceOfWriting", "schema:about").replace("id/place/mill", "http://x.org/b"),
    )

    built(folder)

    annotation = f"<{BASE}id/annotation/mill-1920-05-03-1-curation1>"
    said = "\n".join(line for line in dump(folder) if line.startswith(annotation))
    assert '"E. Ditor"' in said
    assert '"2026-11-20"^^<http://www.w3.org/2001/XMLSchema#date>' in said
    assert '"The writer stands before the bridge."' in said
    assert "<https://w3id.org/lettergraph/vocab#curated>" in said


def test_a_withdrawn_statement_is_gone_from_every_graph(tmp_path: Path) -> None:
    text = ADDITION.replace("add:", "withdraw:").replace("lg:hasPlaceOfWriting", "rico:hasSender")
    text = text.replace("id/place/mill", "id/person/mill-1920-05-03-1-a-b-tallow")
    folder = make_collection(tmp_path / "c", text)

    built(folder)

    assert [line for line in dump(folder) if line.startswith(f"{DOCUMENT} {SENDER}")] == []


def test_curations_survive_a_change_of_the_source_elsewhere(tmp_path: Path) -> None:
    text = ADDITION.replace("lg:hasPlaceOfWriting", "schema:about").replace("id/place/mill", "http://x.org/b")
    folder = make_collection(tmp_path / "c", text)
    built(folder)
    (folder / "sources" / "letter.txt").write_text(
        PAGE.replace("Send beams.", "Send nails and beams."), encoding="utf-8"
    )

    result = built(folder)

    assert result.exit_status == 0
    assert any(CURATED in line for line in dump(folder))


def test_words_that_are_gone_hold_the_letter_back_and_the_error_says_so(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "c", page=PAGE.replace("The bridge at the mill", "The bridge"))
    (folder / "sources" / "other.txt").write_text(PAGE.replace("May 3", "May 4"), encoding="utf-8")

    result = built(folder)

    held_back = [outcome for outcome in result.outcomes if not outcome.published]
    assert [outcome.status for outcome in held_back] == [Status.FAILED]
    error = held_back[0].error
    assert error is not None
    assert "“The bridge at the mill”, on which this curation rests, are not in sources/letter.txt" in error.what
    assert (error.where.line, result.exit_status) == (3, 1)
    assert str(error.where.file).endswith("letter.txt.curation.yaml")


def test_words_that_stand_twice_need_the_words_before_them(tmp_path: Path) -> None:
    text = ADDITION.replace('words: "The bridge at the mill"', 'words: "beams"')
    page = PAGE.replace("Send beams.", "The beams broke. Send beams.")
    folder = make_collection(tmp_path / "c", text, page=page)

    result = built(folder)

    error = result.outcomes[0].error
    assert error is not None
    assert "stand in sources/letter.txt several times" in error.what
    assert "after:" in str(error.remedy)


def test_a_withdrawal_of_what_nobody_says_is_an_error(tmp_path: Path) -> None:
    text = ADDITION.replace("add:", "withdraw:").replace("id/place/mill", "id/place/elsewhere")
    folder = make_collection(tmp_path / "c", text)

    result = built(folder)

    error = result.outcomes[0].error
    assert error is not None
    assert error.what.startswith("There is nothing to withdraw")


def test_a_curation_of_a_letter_that_the_source_does_not_hold_is_an_error(tmp_path: Path) -> None:
    text = ADDITION.replace("  - add:", "  - document: mill-1920-05-04-1\n    add:")
    folder = make_collection(tmp_path / "c", text)

    result = built(folder)

    error = result.outcomes[0].error
    assert error is not None
    assert error.what == "There is no mill-1920-05-04-1 in sources/letter.txt."


def test_a_letter_without_curations_is_not_concerned(tmp_path: Path) -> None:
    with_none = make_collection(tmp_path / "a", None)
    with_empty = make_collection(tmp_path / "b", "curations: []\n")

    built(with_none)
    built(with_empty)

    assert dump(with_none) == dump(with_empty)
