"""Invented letters are the same every time, have every kind of dirt, and can be changed in place and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.dates_of_letters import KINDS, in_edtf, in_tei, on_page
from benchmarks.edits import change_letter, changed_text
from benchmarks.invented import letters
from benchmarks.letters import FORMATS, write_collection


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    first, second, other = (
        contents(write_collection(tmp_path / name, form, 60, seed=seed))
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )

    assert first == second
    assert first != other


@pytest.mark.parametrize("form", FORMATS)
def test_a_letter_is_changed_in_one_file_without_adding_a_line_and_changed_back(tmp_path: Path, form: str) -> None:
    folder = write_collection(tmp_path, form, 60)
    before = contents(folder)

    path = change_letter(folder, form)
    after = contents(folder)

    name = path.relative_to(folder).as_posix()
    assert [one for one in after if after[one] != before[one]] == [name]
    assert after[name].count(b"\n") == before[name].count(b"\n")
    assert change_letter(folder, form) == path
    assert contents(folder) == before


@pytest.mark.parametrize("form", ["cmif", "table"])
def test_a_letter_of_a_file_is_changed_alone(tmp_path: Path, form: str) -> None:
    folder = write_collection(tmp_path, form, 30, dirty=False)
    (path,) = (one for one in (folder / "sources").rglob("*") if one.is_file())
    before = path.read_text("utf-8").splitlines()

    after = changed_text(path.read_text("utf-8"), form, letter=7).splitlines()

    assert [one for one, other in zip(before, after, strict=True) if one != other] == [
        line for line in before if re.search(r'key="8"|^1-8,', line)
    ]


def test_what_has_no_letter_cannot_be_changed(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.xml").write_text("<TEI/>", encoding="utf-8")

    with pytest.raises(LookupError, match="no letter"):
        change_letter(tmp_path, "cmif")


def test_every_way_of_dating_occurs_and_is_written_in_every_form() -> None:
    found = {letter.dated: letter.date for letter in letters(3000)}

    assert found.keys() == KINDS.keys()
    for write, different in ((in_tei, 23), (in_edtf, 18), (on_page, 15)):
        assert len({str(write(found["day"], kind)) for kind in KINDS}) >= different


def test_the_troubles_of_references_names_and_files_occur(tmp_path: Path) -> None:
    folder = write_collection(tmp_path, "cmif", 4000, per_file=100)
    text = "\n".join(path.read_text("utf-8") for path in sorted((folder / "sources").rglob("*.xml")))

    for trouble in (
        'ref=""', "Keine Treffer", "hhttp://", '"www.geonames.org/', "https://www.geonames.org/", 'ref=" https://',
        'ref="#p', "listperson.xml#pmb", "<name ", "<rs", "<settlement", "<tei:correspDesc", "<?editor", "<!--",
        "502 Bad Gateway", '"ttps://', 'type="forwarded"', 'type="delivered"', 'type="redirected"',
        'type="transmitted"', 'corresp="#', "Königliches Postamt",
    ):  # fmt: skip
        assert trouble in text
    assert re.search(r'ref="(\S+) \1"', text)
    assert re.search(r'ref="\S+ \d{3}"', text)


def test_without_dirt_every_letter_has_a_day_and_both_parties() -> None:
    for letter in letters(200, dirty=False):
        assert (letter.dated, len(letter.senders), len(letter.addressees), letter.again) == ("day", 1, 1, None)
