"""What became of each document of a batch: ok, unchanged, rejected or failed. A batch goes on whatever happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import LettergraphError, Where


class Status(StrEnum):
    OK = "ok"
    """Read, valid (perhaps with warnings) and published."""
    UNCHANGED = "unchanged"
    """The source, the mappings and the shapes are those of the last release: published as it was."""
    REJECTED = "rejected"
    """Read, but it breaks a shape or contradicts another document: held back."""
    FAILED = "failed"
    """It could not be read or mapped: held back."""


class Severity(StrEnum):
    """As in SHACL, section 2.1.4."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class OutcomeFinding:
    """Something that a reader could not read or doubts, for the report.

    ``code`` is stable and hyphenated (``date-not-understood``); ``words`` are those of the source.
    """

    code: str
    what: str
    where: Where
    severity: Severity = Severity.WARNING
    words: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeViolation:
    """A shape that a document does not obey: what is wrong, why it matters, and where the value comes from."""

    what: str
    """The shape's ``sh:message`` about this node."""
    severity: Severity
    shape: str
    """The IRI of the shape."""
    focus_node: str
    where: Where
    """The line of the source that the value was read from, and the record field."""
    why: str | None = None
    """The shape's ``sh:description``."""
    path: str | None = None
    value: str | None = None
    words: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    ``document`` is its frozen key; ``None`` where a whole source failed before its letters were known. Findings and
    violations are in the order of the source.
    """

    status: Status
    source: str
    """The path of the source, relative to the collection."""
    document: str | None = None
    label: str | None = None
    findings: tuple[OutcomeFinding, ...] = ()
    violations: tuple[OutcomeViolation, ...] = ()
    error: LettergraphError | None = None
    """Why it failed."""

    @property
    def published(self) -> bool:
        """Whether the document is in the release."""
        return self.status in {Status.OK, Status.UNCHANGED}

    @property
    def warnings(self) -> int:
        """The number of warnings, of the reader and of the shapes."""
        severities = [each.severity for each in self.findings] + [each.severity for each in self.violations]
        return severities.count(Severity.WARNING)


def exit_status(outcomes: Iterable[Outcome]) -> int:
    """Give the exit status of a batch: 0 if every document is published, 1 if some are held back.

    The third status, 2 (nothing was done), is that of an error which stops the batch.
    """
    return 0 if all(outcome.published for outcome in outcomes) else 1
