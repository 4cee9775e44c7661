"""Outcomes as JSON, without what is absent: for block files and for the log of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from sys import intern
from typing import cast

from kg.errors import Where
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status
from kg.pipeline.messages import error_from, error_json

Json = Mapping[str, object]
_TEXTS = ("what", "shape", "why", "path", "value", "words", "remedy", "code")
_OFTEN_EQUAL = frozenset({"what", "shape", "why", "remedy", "code"})


def _as_it_is(value: object) -> object:
    return value


def outcome_json(outcome: Outcome, *, relative: Callable[[object], object] = _as_it_is) -> dict[str, object]:
    """Write an outcome as JSON; `outcome_from` reads it.

    Args:
        outcome: of one document, or of a source of which no letter is known.
        relative: cuts the folder of the collection off the path of a side file.
    """
    members: dict[str, object] = {"status": outcome.status.value, "source": outcome.source}
    if outcome.document is not None:
        members["document"] = outcome.document
    if outcome.label is not None:
        members["label"] = outcome.label
    if outcome.findings:
        members["findings"] = [_entry_json(one, relative) for one in outcome.findings]
    if outcome.violations:
        members["violations"] = [_entry_json(one, relative) | {"focus": one.focus_node} for one in outcome.violations]
    if outcome.error is not None:
        members["error"] = {name: relative(value) for name, value in error_json(outcome.error).items()}
    return members


def _entry_json(entry: OutcomeFinding | OutcomeViolation, relative: Callable[[object], object]) -> dict[str, object]:
    members: dict[str, object] = {name: getattr(entry, name, None) for name in _TEXTS}
    where = entry.where
    members |= {"file": relative(where.file), "line": where.line, "column": where.column, "field": where.field}
    members["severity"] = entry.severity.value
    return {name: value for name, value in members.items() if value is not None}


def outcome_from(members: Json) -> Outcome:
    """Make the outcome that `outcome_json` wrote."""
    error = cast("Json | None", members.get("error"))
    return Outcome(
        status=Status(str(members["status"])),
        source=intern(str(members["source"])),
        document=cast("str | None", members.get("document")),
        label=cast("str | None", members.get("label")),
        findings=tuple(_finding_from(one) for one in cast("Sequence[Json]", members.get("findings", ()))),
        violations=tuple(_violation_from(one) for one in cast("Sequence[Json]", members.get("violations", ()))),
        error=None if error is None else error_from(error),
    )


def _finding_from(members: Json) -> OutcomeFinding:
    return OutcomeFinding(
        code=intern(str(members["code"])),
        what=intern(str(members["what"])),
        where=_where_from(members),
        severity=Severity(str(members["severity"])),
        words=_text(members, "words"),
        remedy=_text(members, "remedy"),
    )


def _violation_from(members: Json) -> OutcomeViolation:
    return OutcomeViolation(
        what=intern(str(members["what"])),
        severity=Severity(str(members["severity"])),
        shape=intern(str(members["shape"])),
        focus_node=str(members["focus"]),
        where=_where_from(members),
        why=_text(members, "why"),
        path=_text(members, "path"),
        value=_text(members, "value"),
        words=_text(members, "words"),
        remedy=_text(members, "remedy"),
    )


def _where_from(members: Json) -> Where:
    return Where(
        cast("str | None", members.get("file")),
        cast("int | None", members.get("line")),
        cast("int | None", members.get("column")),
        cast("str | None", members.get("field")),
    )


def _text(members: Json, name: str) -> str | None:
    value = members.get(name)
    return None if value is None else intern(str(value)) if name in _OFTEN_EQUAL else str(value)
