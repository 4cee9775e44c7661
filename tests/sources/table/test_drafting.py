"""A collection can be drafted of files that are there: formats, globs, and the columns of tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.config import check_collection, expand_sources, init_collection, load_collection
from kg.errors import ConfigurationError
from kg.sources.drafting import draft_collection
from tests.sources.table.tables import workbook

TABLE = 'Nr.,Absender,Datum,"Farbe ""x""",Empfänger\n1,A. Vogel,1901,rot,"B. Talg; C. Docht"\n2,A. Vogel,1902,blau,\n'


def drafted(tmp_path: Path, files: Mapping[str, str | bytes]) -> tuple[Path, tuple[str, ...]]:
    """Write files, make a collection of them, and give it with the remarks."""
    origin = tmp_path / "files"
    for name, content in files.items():
        path = origin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    folder = tmp_path / "new"
    draft = draft_collection(origin, folder)
    init_collection(folder, example=False, draft=draft)
    assert check_collection(folder) == ()
    return folder, draft.remarks


def test_a_table_is_described_with_examples_and_copied(tmp_path: Path) -> None:
    folder, remarks = drafted(tmp_path, {"letters.csv": TABLE})

    (source,) = load_collection(folder).sources
    assert (source.path, source.format) == ("sources/letters.csv", "table")
    assert source.columns is not None
    assert source.columns.headings("sender") == ("Absender",)
    text = (folder / "collection.toml").read_text("utf-8")
    assert '# separator = ";"' in text
    assert 'number = "Nr."  # 1 · 2' in text
    assert '# … = "Farbe \\"x\\""  # rot · blau' in text
    assert (folder / "sources/letters.csv").read_text("utf-8") == TABLE
    assert remarks == ("1 × table: sources/letters.csv",)


def test_a_workbook_is_described_like_a_table(tmp_path: Path) -> None:
    data = workbook(("Letters", [["sender", "date"], ["A. Vogel", "1901"]]))

    folder, _ = drafted(tmp_path, {"letters.xlsx": data})

    columns = load_collection(folder).sources[0].columns
    assert columns is not None
    assert columns.headings("date") == ("date",)


def test_a_table_of_unknown_headings_is_drafted_with_all_columns_in_comments(tmp_path: Path) -> None:
    folder, _ = drafted(tmp_path, {"letters.csv": "foo,bar\n1,2\n"})

    text = (folder / "collection.toml").read_text("utf-8")
    assert '# … = "foo"  # 1' in text
    assert "# sender = {" in text


def test_files_of_a_folder_are_brought_together_by_format_and_folder(tmp_path: Path) -> None:
    page = "A. Vogel - B. Talg\n\nMay 3, 1901\n\nThe lamp is out.\n\nVogel.\n"
    folder, remarks = drafted(
        tmp_path,
        {
            "pages/1.txt": page,
            "pages/2.txt": page,
            "tables/a.csv": TABLE,
            "tables/b.csv": TABLE,
            "odd/c.csv": TABLE,
            "odd/d.csv": "sender,date\nA. Vogel,1901\n",
            "picture.jpg": b"\xff\xd8\xff",
            "notes.txt": "What is still to be done\n",
            ".hidden": "x",
        },
    )

    collection = load_collection(folder)
    assert [(one.path, one.format) for one in collection.sources] == [
        ("sources/odd/c.csv", "table"),
        ("sources/odd/d.csv", "table"),
        ("sources/pages/*.txt", "edition_page"),
        ("sources/tables/*.csv", "table"),
    ]
    assert len(expand_sources(collection)) == 6
    assert [remark.split(": ")[1] for remark in remarks if remark.startswith("left out")] == [
        "notes.txt",
        "picture.jpg",
    ]
    assert not (folder / "sources/picture.jpg").exists()


def test_files_that_lie_in_the_collection_stay_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.csv").write_text(TABLE, encoding="utf-8")

    draft = draft_collection(tmp_path / "letters", tmp_path)

    assert draft.copies == ()
    assert 'path = "letters/a.csv"' in draft.sources


def test_a_name_with_the_marks_of_globs_matches_its_file_only(tmp_path: Path) -> None:
    folder, _ = drafted(tmp_path, {"a[1]*.csv": TABLE})

    assert [file.relative for file in expand_sources(load_collection(folder))] == ["sources/a[1]*.csv"]


def test_an_encoding_that_is_told_is_used_and_written_down(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_bytes("Absender,Empfänger\nA. Vögel,B\n".encode("windows-1252"))

    with pytest.raises(ConfigurationError, match="is not utf-8"):
        draft_collection(path, tmp_path / "new")
    draft = draft_collection(path, tmp_path / "new", encoding="windows-1252")

    assert tomllib.loads(draft.sources)["sources"][0]["encoding"] == "windows-1252"
    assert "A. Vögel" in draft.sources


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (None, b"", "no such file"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "No file can be read as letters"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.csv", b"", "the file is empty"),
    ],
)
def test_what_cannot_be_drafted_is_refused_with_the_reason(
    tmp_path: Path, name: str | None, content: bytes, what: str
) -> None:
    path = tmp_path / (name or "nothing")
    if name is not None:
        path.write_bytes(content)

    with pytest.raises(ConfigurationError, match=what) as refused:
        draft_collection(path, tmp_path / "new")

    assert refused.value.remedy


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()

    with pytest.raises(ConfigurationError, match="No file was found"):
        draft_collection(tmp_path / "files", tmp_path / "new")


def test_examples_and_headings_can_hold_anything(tmp_path: Path) -> None:
    folder, _ = drafted(tmp_path, {"letters.csv": 'sender,"a\nb ""\\# é",date\n"x\ny\x7f # ]]",\x01,1901\n'})

    assert load_collection(folder).sources[0].columns is not None
