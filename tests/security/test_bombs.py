"""Bombs and giants among the sources: refused soon and in little memory, or read within the limits of a child."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SECONDS = 20.0
"""Ten times what refusing may take."""
REFUSED_BYTES = 400 * 1024 * 1024
"""Memory of a process that refuses a source, the interpreter and the mappings included."""

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'

_PROGRAM = """
import sys
from kg.errors import LettergraphError
from kg.pipeline.single import read_source
from pathlib import Path
try:
    read = read_source(Path(sys.argv[1]))
    print("read", len(read.records))
except LettergraphError as error:
    print("refused", error.what)
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
"""


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{entities}]>{TEI}<text>&l9;</text></TEI>'.encode()


def outside_entity() -> bytes:
    return f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>{TEI}<text>&x;</text></TEI>'.encode()


def nested() -> bytes:
    return f"{TEI}{'<div>' * 60_000}{'</div>' * 60_000}</TEI>".encode()


def many_attributes() -> bytes:
    attributes = " ".join(f'a{n}="x"' for n in range(200_000))
    return f"{TEI}<text {attributes}/></TEI>".encode()


def one_long_text() -> bytes:
    return f"{TEI}<text><body><p>{'x' * 30_000_000}</p></body></text></TEI>".encode()


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<sheetData>" + b" " * 400_000_000)
    return buffer.getvalue()


def wide_table() -> bytes:
    return b",".join(b"c%d" % n for n in range(400_000)) + b"\n" + b",".join(b"1" for _ in range(400_000)) + b"\n"


def one_quotation_mark() -> bytes:
    return b'key,sender\n1,"' + b"x,\n" * 5_000_000


def spaces() -> bytes:
    return b" " * 30_000_000


BOMBS = {
    "laughs.xml": laughs,
    "outside-entity.xml": outside_entity,
    "nested.xml": nested,
    "many-attributes.xml": many_attributes,
    "long-text.xml": one_long_text,
    "bomb.xlsx": zip_bomb,
    "wide.csv": wide_table,
    "quotation.csv": one_quotation_mark,
    "spaces.txt": spaces,
}


def run(path: Path) -> tuple[str, int]:
    """Read a file in a process of its own; gives what came of it and the most memory that it held."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)],
        capture_output=True,
        text=True,
        timeout=SECONDS * 3,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)),
    )
    assert done.returncode == 0, done.stderr
    said, memory = done.stdout.strip().rsplit("\n", 1)
    return said, int(memory)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_words_and_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    said, memory = run(path)
    assert said.startswith(("refused", "read")), said
    assert "root:" not in said
    if said.startswith("refused"):
        assert memory < REFUSED_BYTES + 4 * path.stat().st_size, f"{memory / 2**20:.0f} MiB"


def test_a_giant_of_a_hundred_megabytes_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "giant.xml"
    with path.open("wb") as file:
        file.write(TEI.encode())
        for _ in range(100):
            file.write(b"<p>x</p>" * 131_072)
    said, memory = run(path)
    assert said.startswith("refused")
    assert memory < REFUSED_BYTES, f"{memory / 2**20:.0f} MiB"
