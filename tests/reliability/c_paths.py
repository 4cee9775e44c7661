"""Paths that lead out of a folder, were they joined to it (row C3), and a server that joins them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.reliability.c_canary import SECRET

OUTSIDE = "outside.txt"
"""A file with the secret; it lies in several folders above the release."""

_UPWARDS = (
    b"../",
    b"..%2f",
    b"..%2F",
    b"%2e%2e/",
    b"%2e%2e%2f",
    b".%2e/",
    b"..\\",
    b"..%5c",
    b"%2e%2e%5c",
    b"%252e%252e%252f",
    b"..%252f",
    b"..%c0%af",
    b"%c0%ae%c0%ae%c0%af",
    b"..%e0%80%af",
    b"....//",
    b"..././",
    b"..;/",
    b"..%3b/",
    b"..%00/",
    b"%00../",
    b"..%0d%0a/",
    b"..%09/",
    b"..%20/",
    b"./../",
    b"x/../../",
    b"%uff0e%uff0e/",
    "．．/".encode(),  # full-width stops are the point
    b"%ef%bc%8e%ef%bc%8e%ef%bc%8f",
    b"%e2%80%a5/",
    b"..%e2%88%95",
    b"..%ef%bc%8f",
    b"..%ff/",
)
"""Spellings of one step upwards: encoded once and twice, overlong, with NUL, line ends and what looks like dots."""

_DEPTHS = (2, 4)
"""From ``dumps`` two steps lead to the folder of releases, four to the collection."""

_WHOLE = (
    b"/etc/passwd",
    b"//etc/passwd",
    b"%2fetc%2fpasswd",
    b"%2Fetc/passwd",
    b"file:///etc/passwd",
    b"C:%5cWindows%5cwin.ini",
    b"%5c%5clocalhost%5cetc%5cpasswd",
    b"~/.profile",
    b"%7eroot/.profile",
    b"proc/self/environ",
    b"../../../../../../../../../../etc/passwd",
    b"..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    b"%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd%00.nq.gz",
    b"../manifest.json",
    b"..%2frecords.sqlite",
    b"..%2fsources.sqlite",
    b"../store/CURRENT",
    b"..%2fstore%2fCURRENT",
    b"leak.nq.gz",
    b".",
    b"..",
    b"%2e%2e",
    b"%00",
    b"%",
    b"%zz",
    b"sf.nq.gz%00",
    b"sf.nq.gz/../../manifest.json",
    b"sf.nq.gz%2f..%2f..%2fmanifest.json",
    b"SF.NQ.GZ",
    b"A" * 4_000,
    b"..%2f" * 1_000,
)
"""Absolute paths, devices, what lies beside the dumps and is not offered, a link, and paths without sense."""

PAYLOADS = (*(up * depth + OUTSIDE.encode() for up in _UPWARDS for depth in _DEPTHS), *_WHOLE)

FILE_ROUTES = ("dumps/", "snapshot/", "static/", "queries/", "")
"""Where files are behind the path, or might be thought to be."""
OTHER_ROUTES = ("id/", "doc/", "doc/doc/", "graph/", "run/", "problems/", "ontology", "shapes", "void", ".well-known/")

_NOT_OFFERED = (SECRET.encode(), b"root:", b"SQLite format 3", b"MANIFEST-0", b'"nquads_sha256"', b"[build-system]")


def tells(body: bytes) -> bool:
    """Say whether an answer has bytes of a file that is not offered."""
    return any(one in body for one in _NOT_OFFERED)


def plant(collection: Path) -> None:
    """Put the secret into every folder above the release, and a link to it beside the dumps."""
    release = (collection / "site" / "current").resolve()
    for folder in (release.parent, release.parent.parent, collection):
        (folder / OUTSIDE).write_text(SECRET, encoding="ascii")
    (release / "dumps" / "leak.nq.gz").symlink_to(collection / OUTSIDE)


def served_carelessly(root: Path, payload: bytes) -> bytes:
    """Give a file as a program does that joins what it decoded (CWE-22)."""
    name = unquote_to_bytes(payload).replace(b"\\", b"/").split(b"\x00")[0].decode("utf-8", "replace")
    try:
        return (root / name).read_bytes()
    except (OSError, ValueError):
        return b""
