"""The table that editors review: proposals with their evidence, and empty columns for what they decide.

CSV with commas, UTF-8 with a byte order mark (spreadsheets then show accents), one proposal a row. A cell that a
spreadsheet would run as a formula begins with an apostrophe (OWASP, *CSV Injection*); reading takes it off again.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from kg.authorities.decisions import KINDS, Decision, DecisionKind, Part
from kg.config.values import slug_problem
from kg.errors import ConfigurationError, Where, did_you_mean

DECIDING = ("decision", "as", "into", "by", "on", "why")
"""The columns that editors fill in."""

COLUMNS = ("kind", "keys", "level", "score", "names", "for", "against", "letters", *DECIDING)

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
_REQUIRED = ("decision", "by", "on", "why")


def write_table(rows: Iterable[Mapping[str, str]]) -> str:
    """Write rows with values for any of `COLUMNS`; what is not given stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_safe(row.get(column, "")) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def fill_certain(rows: Iterable[dict[str, str]], *, by: str, on: datetime.date) -> None:
    """Decide the rows that are certain as ``same``, in somebody's name; the evidence is the reason."""
    for row in rows:
        if row.get("level") == "certain":
            row |= {"decision": DecisionKind.SAME.value, "by": by, "on": on.isoformat(), "why": row.get("for", "")}


def _safe(text: str) -> str:
    text = "".join(mark if mark >= " " or mark in "\t\n" else " " for mark in text)
    return f"'{text}" if text.startswith(_RISKY) else text


def read_table(text: str, *, file: str) -> tuple[list[Decision], list[ConfigurationError]]:
    """Read the rows that somebody decided about.

    Args:
        text: of the table, as written by `write_table` or saved by a spreadsheet (commas or semicolons).
        file: its name, for errors.

    Returns:
        The decisions in the order of the rows, and what is wrong with the others, each with its line and a remedy.
        Rows without anything in the columns of `DECIDING` are passed over.
    """
    text = text.removeprefix("\ufeff")
    reading = _Reading(file)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in ("kind", "keys", *DECIDING) if name not in header]
        if missing:
            remedy = "Decide in the table that `lettergraph reconcile` writes."
            reading.note(1, f"The table has no column {', '.join(missing)}.", remedy)
            return [], reading.errors
        found = []
        for values in rows:
            row = {name: _plain(value) for name, value in zip(header, values, strict=False)}
            if any(row.get(name) for name in DECIDING):
                found.append(reading.decision(row, rows.line_num))
    except csv.Error as error:
        reading.note(rows.line_num, f"This is no table: {error}.", "Save it as CSV.")
        return [], reading.errors
    return [decision for decision in found if decision is not None], reading.errors


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell


class _Reading:
    """Reads rows and notes what is wrong."""

    def __init__(self, file: str) -> None:
        self.errors: list[ConfigurationError] = []
        self._file = file

    def note(self, line: int, what: str, remedy: str, column: str | None = None) -> None:
        self.errors.append(ConfigurationError(what, where=Where(self._file, line=line, field=column), remedy=remedy))

    def decision(self, row: Mapping[str, str], line: int) -> Decision | None:
        before = len(self.errors)
        for name in _REQUIRED:
            if not row.get(name):
                self.note(line, f'"{name}" is empty.', "A decision says who decided what, when and why.", name)
        word = row.get("decision", "")
        if word and word not in set(DecisionKind):
            remedy = did_you_mean(word, list(DecisionKind)) or "Write same, different, split or redirect."
            self.note(line, f'"{word}" is no decision.', remedy, "decision")
        if row.get("kind") not in KINDS:
            self.note(line, f'"{row.get("kind")}" is no kind.', "Leave the column as it was.", "kind")
        keys = self._keys(row.get("keys", ""), line, "keys")
        on = self._day(row.get("on", ""), line)
        if len(self.errors) > before or on is None:
            return None
        kind = DecisionKind(word)
        stays, of = self._stays(row, kind, keys, line)
        into = self._into(row.get("into", ""), kind, line)
        if len(self.errors) > before:
            return None
        where = Where(self._file, line=line)
        return Decision(kind, KINDS[row["kind"]], of, row["by"], on, row["why"], where, stays, into)

    def _keys(self, text: str, line: int, column: str) -> tuple[str, ...]:
        keys = tuple(dict.fromkeys(re.split(r"[\s;,]+", text.strip()))) if text.strip() else ()
        for key in keys:
            problem = slug_problem(key)
            if problem is not None:
                self.note(line, problem.what, problem.remedy, column)
        if not keys:
            self.note(line, "No key is named.", "Leave the column as it was.", column)
        return keys

    def _day(self, text: str, line: int) -> datetime.date | None:
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.note(line, f'"{text}" is not a day.', "Write year, month and day, e.g. 2026-01-31.", "on")
            return None

    def _stays(
        self, row: Mapping[str, str], kind: DecisionKind, keys: Sequence[str], line: int
    ) -> tuple[str | None, tuple[str, ...]]:
        """Read ``as``: which key stays of what is one, or which takes the place of what leads to it."""
        text = row.get("as", "")
        if text and kind in (DecisionKind.DIFFERENT, DecisionKind.SPLIT):
            self.note(line, f'"as" does not belong to "{kind}".', "Leave it empty.", "as")
        if text and len(self._keys(text, line, "as")) > 1:
            self.note(line, "Several keys are to stay.", "Name one.", "as")
        if kind is DecisionKind.REDIRECT and not text:
            self.note(line, "A redirect leads nowhere.", "Name the key that takes the place.", "as")
        if kind is DecisionKind.SPLIT and len(keys) != 1:
            self.note(
                line, "Several keys are split at once.", "Leave one key, and decide about the others below.", "keys"
            )
        if kind in (DecisionKind.SAME, DecisionKind.DIFFERENT) and len({*keys, *([text] if text else [])}) < 2:
            self.note(line, "One key alone is neither the same nor different.", "Name at least two.", "keys")
        of = tuple(sorted(key for key in keys if kind is not DecisionKind.REDIRECT or key != text))
        if kind is DecisionKind.REDIRECT and not of:
            self.note(line, f'"{text}" leads to itself.', "Name another key.", "as")
        return text or None, of

    def _into(self, text: str, kind: DecisionKind, line: int) -> tuple[Part, ...]:
        """Read ``into``: ``kamenev-ss: bl-1 bl-2; kamenev-lb: bl-3``."""
        if kind is not DecisionKind.SPLIT:
            if text:
                self.note(line, f'"into" does not belong to "{kind}".', "Leave it empty.", "into")
            return ()
        parts = []
        for part in filter(str.strip, text.split(";")):
            key, colon, letters = part.partition(":")
            if not colon:
                self.note(line, f'"{part.strip()}" names no letters.', "Write key: letter letter; …", "into")
                return ()
            keys = self._keys(key, line, "into")
            parts.append(Part(" ".join(keys), tuple(sorted(self._keys(letters, line, "into")))))
        if not parts:
            self.note(line, "The split names no part.", "Write key: letter letter; key: letter", "into")
        return tuple(sorted(parts, key=lambda part: part.key))
