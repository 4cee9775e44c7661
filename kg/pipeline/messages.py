"""Errors and findings as JSON: what a child writes, and its parent or the cache reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sys import intern
from typing import cast

from kg.errors import LettergraphError, MalformedSource, MappingError, Where
from kg.outcome import OutcomeFinding, Severity
from kg.records.document import Finding
from kg.records.rights import published_words


def error_json(error: LettergraphError) -> dict[str, object]:
    """Write an error as JSON; `error_from` reads it."""
    where = error.where
    return {
        "what": error.what,
        "remedy": error.remedy,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "field": where.field,
        "mapping": isinstance(error, MappingError),
    }


def error_from(value: Mapping[str, object]) -> LettergraphError:
    """Make the error that `error_json` wrote."""
    kind = MappingError if value.get("mapping") else MalformedSource
    where = Where(
        cast("str | None", value.get("file")),
        cast("int | None", value.get("line")),
        cast("int | None", value.get("column")),
        cast("str | None", value.get("field")),
    )
    return kind(str(value["what"]), where=where, remedy=cast("str | None", value.get("remedy")))


def finding_json(finding: Finding, *, publish_text: str) -> dict[str, object]:
    """Write a finding as JSON, with such words as may be shown."""
    return {
        "code": finding.code,
        "what": finding.what,
        "remedy": finding.remedy,
        "severity": finding.severity,
        "file": finding.locator.source,
        "line": finding.locator.line,
        "column": finding.locator.column,
        "words": published_words(finding.locator.words, publish_text=publish_text),
    }


def findings_of(value: object) -> tuple[OutcomeFinding, ...]:
    """Read the findings that a child wrote as JSON."""
    return tuple(
        OutcomeFinding(
            # The same words for thousands of findings are kept once.
            code=intern(str(one["code"])),
            what=intern(str(one["what"])),
            where=Where(
                cast("str | None", one.get("file")),
                cast("int | None", one.get("line")),
                cast("int | None", one.get("column")),
            ),
            severity=Severity(str(one["severity"])),
            words=cast("str | None", one.get("words")),
            remedy=None if one.get("remedy") is None else intern(str(one["remedy"])),
        )
        for one in cast("Sequence[Mapping[str, object]]", value)
    )


def given_up(source: str, reason: str) -> MalformedSource:
    """The error of a source or letter whose reading killed its child or took too long."""
    return MalformedSource(
        f"Reading it was given up: {reason}.",
        where=Where(source),
        remedy="Split or simplify the source; the others are not concerned.",
    )
