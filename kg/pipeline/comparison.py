"""The report compared with that of the release before: what is new, what is gone, and how the counts have changed.

Two entries are the same if code, document (or source) and words are: lines move when a file is edited, and a thing that
was told before is not news because it stands two lines further down. The reports are gone through side by side; what
is not equal to the letter is put aside and compared by its hash, so that neither report is held in memory.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from typing import Self, cast

from kg.pipeline.report import Report, ReportEntry, entry_json, json_data
from kg.pipeline.report_kinds import Kind

REPORT = "report.json"
LISTED = 500
"""New entries, and gone ones, that are listed; all are counted."""

_ENTRY = b'{"code": '
_WAITING = 20_000
"""Lines that wait for an equal one before they are put aside."""
_SPOOLED = 4 * 1024 * 1024
_LARGEST_WHOLE = 64 * 1024 * 1024
"""Bytes of a report of an older form, which can only be read as a whole."""


@dataclass(slots=True)
class Change:
    """The entries of one code and severity, then and now."""

    kind: Kind
    severity: str
    code: str
    before: int = 0
    now: int = 0
    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side. ``previous`` is ``None`` for the first release, and where ``problem`` says why."""

    release: str | None
    previous: str | None = None
    problem: str | None = None
    documents: Mapping[str, int] = field(default_factory=dict)
    """``published_before``, ``published``, ``held_back_before``, ``held_back``."""
    changes: tuple[Change, ...] = ()
    new: tuple[ReportEntry, ...] = ()
    gone: tuple[ReportEntry, ...] = ()
    """Of both at most `LISTED`; of each code some, before more of one."""

    def of_kind(self, kind: Kind) -> Change:
        """Add up the changes of a kind."""
        found = [one for one in self.changes if one.kind is kind]
        return Change(
            kind,
            "",
            "",
            before=sum(one.before for one in found),
            now=sum(one.now for one in found),
            new=sum(one.new for one in found),
            gone=sum(one.gone for one in found),
        )


def compare(
    report: Report, previous: Path | None, *, previous_id: str | None = None, lines: Iterable[bytes] | None = None
) -> Comparison:
    """Compare a report with that of an earlier release.

    Args:
        report: of the build.
        previous: the folder of the release before; ``None`` if this is the first.
        previous_id: its id.
        lines: the entries of ``report`` as lines of ``report.json``, where they are written already.

    Returns:
        The comparison; if the earlier report cannot be read, one that says so.
    """
    if previous is None:
        return Comparison(report.release)
    try:
        with _Differences() as differences:
            earlier = _Earlier(previous / REPORT)
            differences.find(earlier.lines(), lines or _lines_of(report.entries))
            return _compare(report, earlier, differences, previous_id)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = f"The report of the release before ({previous_id}) cannot be read."
        return Comparison(report.release, problem=problem)


def comparison_json(comparison: Comparison) -> bytes:
    """Write a comparison as ``comparison.json``."""
    members = asdict(comparison)
    for name in ("new", "gone"):
        members[name] = [asdict(one) | {"kind": one.kind} for one in getattr(comparison, name)]
    return (json.dumps(members, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _compare(report: Report, earlier: _Earlier, differences: _Differences, previous_id: str | None) -> Comparison:
    left: Counter[int] = Counter()
    changes: dict[tuple[Kind, str, str], Change] = {}
    for code in report.tally.codes():
        key = (code.kind, code.severity, code.code)
        changes[key] = Change(*key, before=code.count, now=code.count)
    for entry in differences.only_before():
        left[_identity(entry)] += 1
        _change(changes, entry).before += 1
    new = _Listed()
    for entry in differences.only_now():
        change = _change(changes, entry)
        change.before -= 1
        identity = _identity(entry)
        if left[identity] > 0:
            left[identity] -= 1
        else:
            change.new += 1
            new.add(entry)
    gone = _Listed()
    for entry in differences.only_before():
        identity = _identity(entry)
        if left[identity] > 0:
            left[identity] -= 1
            _change(changes, entry).gone += 1
            gone.add(entry)
    return Comparison(
        report.release,
        previous_id,
        documents={
            "published_before": earlier.published,
            "published": report.published,
            "held_back_before": earlier.held_back,
            "held_back": report.held_back,
        },
        changes=tuple(changes[key] for key in sorted(changes)),
        new=new.entries,
        gone=gone.entries,
    )


def _change(changes: dict[tuple[Kind, str, str], Change], entry: ReportEntry) -> Change:
    key = (entry.kind, entry.severity, entry.code)
    return changes.setdefault(key, Change(*key))


def _identity(entry: ReportEntry) -> int:
    words = entry.what if entry.words is None else " ".join(entry.words.split())
    parts = (entry.code, entry.document or entry.source or "", words)
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest())


class _Listed:
    """Some entries of each code: a hundred thousand of one code do not hide the one of another."""

    def __init__(self) -> None:
        self._by_code: dict[tuple[Kind, str, str], list[ReportEntry]] = {}

    def add(self, entry: ReportEntry) -> None:
        found = self._by_code.setdefault((entry.kind, entry.severity, entry.code), [])
        if len(found) < LISTED:
            found.append(entry)

    @property
    def entries(self) -> tuple[ReportEntry, ...]:
        room = LISTED
        listed: list[ReportEntry] = []
        ordered = sorted(self._by_code.items(), key=lambda pair: (len(pair[1]), pair[0]))
        for position, (_, found) in enumerate(ordered):
            share = max(1, room // (len(ordered) - position))
            listed += found[:share]
            room -= min(share, len(found))
        return tuple(sorted(listed[:LISTED], key=lambda one: (one.kind, one.severity, one.code)))


class _Differences:
    """The entries that only one of two reports has to the letter: equal lines cancel each other wherever they stand."""

    def __init__(self) -> None:
        # Closed by __exit__.
        self._files = tuple(tempfile.SpooledTemporaryFile(max_size=_SPOOLED) for _ in range(2))  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def find(self, before: Iterable[bytes], now: Iterable[bytes]) -> None:
        """Go through two reports side by side."""
        befores: dict[bytes, int] = {}
        nows: dict[bytes, int] = {}
        for one, other in zip_longest(_comparable(before), _comparable(now)):
            if one == other:
                continue
            if one is not None and not _taken(nows, one):
                befores[one] = befores.get(one, 0) + 1
            if other is not None and not _taken(befores, other):
                nows[other] = nows.get(other, 0) + 1
            if len(befores) + len(nows) > _WAITING:
                self._put_aside(befores, nows)
        self._put_aside(befores, nows)

    def only_before(self) -> Iterator[ReportEntry]:
        """Go through the entries that only the earlier report has."""
        return self._entries(self._files[0])

    def only_now(self) -> Iterator[ReportEntry]:
        """Go through the entries that only the later report has."""
        return self._entries(self._files[1])

    def _put_aside(self, *waiting: dict[bytes, int]) -> None:
        for file, lines in zip(self._files, waiting, strict=True):
            for line, count in lines.items():
                file.write((line + b"}\n") * count)
            lines.clear()

    @staticmethod
    def _entries(file: tempfile.SpooledTemporaryFile[bytes]) -> Iterator[ReportEntry]:
        file.seek(0)
        for line in file:
            yield _entry(json.loads(line))


def _comparable(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give the lines of entries up to the key of the text, which changes with every word of the source."""
    for line in lines:
        if line.startswith(_ENTRY):
            yield line.rpartition(b', "snapshot": ')[0] or line.rstrip().rstrip(b",").rstrip(b"}")


def _taken(lines: dict[bytes, int], line: bytes) -> bool:
    count = lines.get(line, 0)
    if count > 1:
        lines[line] = count - 1
    elif count:
        del lines[line]
    return count > 0


def _lines_of(entries: Iterable[ReportEntry]) -> Iterator[bytes]:
    for entry in entries:
        yield json_data(entry_json(entry, {}))


class _Earlier:
    """An earlier ``report.json``; since its second form each entry has a line of its own and is read by itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._whole: Mapping[str, object] | None = None
        with path.open("rb") as lines:
            head = list(islice(lines, 20))
        start = next((index for index, line in enumerate(head) if line.rstrip() == b'"entries": ['), None)
        if start is None:
            self._whole = members = self._read_whole()
        else:
            members = cast("Mapping[str, object]", json.loads(b"".join(head[:start]).rstrip().rstrip(b",") + b"}"))
        self.published = int(cast("int", members["published"]))
        self.held_back = int(cast("int", members["held_back"]))

    def _read_whole(self) -> Mapping[str, object]:
        if self._path.stat().st_size > _LARGEST_WHOLE:
            raise ValueError
        return cast("Mapping[str, object]", json.loads(self._path.read_bytes()))

    def lines(self) -> Iterator[bytes]:
        """Go through the lines of the entries, and some others."""
        if self._whole is not None:
            yield from _lines_of(map(_entry, cast("Iterable[Mapping[str, object]]", self._whole["entries"])))
            return
        with self._path.open("rb") as lines:
            yield from lines


_FIELDS = tuple(ReportEntry.__dataclass_fields__)


def _entry(value: Mapping[str, object]) -> ReportEntry:
    members = {name: value.get(name) for name in _FIELDS}
    return ReportEntry(**members)  # type: ignore[arg-type]  # JSON that we wrote, of the types of the fields
