"""The documents that are damaged: our own, and the real ones where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import PROJECT, SHARED

_OWN = PROJECT / "tests" / "documents"
_REAL = SHARED / "samples"

_FOLDERS = {
    "edition_page": (_OWN / "pages", _OWN / "notes", _REAL / "text"),
    "tei": (_OWN / "tei", _REAL / "tei"),
    "cmif": (_OWN / "cmif", _REAL / "cmif"),
    "table": (_OWN / "table", _REAL / "csv"),
}
_SUFFIXES = {"edition_page": (".txt",), "tei": (".xml",), "cmif": (".xml",), "table": (".csv", ".tsv", ".xlsx")}
_LARGEST = 12_000
"""Bytes of a document; of a longer one the beginning: damage is to be dense, and thousands are to be read."""

WORDS: dict[str, tuple[bytes, ...]] = {
    "edtf": (b"1667-03", b"[1667-03..1667-06]", b"1669~/1670~", b"/1541-07-18", b"156X", b"1985-04-XX", b"1540-21"),
    "date-attributes": (b"1898-01-18\n1898\n\n1899\n1900\n\nlow", b"\n1898-01-18\n1898\n\n\n\n\n\n#julian\nvor 1898"),
    "references": (b"http://d-nb.info/gnd/118540238 #pmb1", b"hhttp://www.geonames.org/2761369/wien.html", b"gnd:1"),
    "names": (b"[Dilherr, Johann?]", b"A oder B", "N. N. и др.".encode(), b"Brahm, Otto; Hauptmann, Gerhart"),
    "page-dates": (b"[late January 1918]", b"14. 11. 1925", "3 Décembre 1919".encode(), b"[11. 1. 1896?]", b"16/11 21"),
}


def corpus(name: str) -> list[bytes]:
    """The documents of a reader or the words of a grammar, in a fixed order."""
    if name in WORDS:
        return list(WORDS[name])
    found: list[bytes] = []
    for folder in _FOLDERS[name]:
        found += [_beginning(path) for path in sorted(folder.rglob("*")) if path.suffix in _SUFFIXES[name]]
    return found


def _beginning(path: Path) -> bytes:
    data = path.read_bytes()
    if len(data) <= _LARGEST or path.suffix == ".xlsx":
        return data
    if path.suffix != ".xml":
        return data[:_LARGEST]
    # Whole letters of an index, then the end of the file: what is cut out is between two letters.
    cut = data.find(b"</correspDesc>", _LARGEST)
    last = data.rfind(b"</correspDesc>")
    return data[: cut + 14] + data[last + 14 :] if 0 < cut < last else data
