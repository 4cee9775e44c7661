"""Judge documents: validate them in batches, find the words behind each result, hold back what breaks a shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import LettergraphError
from kg.mapping import Plan
from kg.outcome import Outcome, OutcomeViolation, Severity, Status
from kg.pipeline.places import violations_of
from kg.pipeline.reading import ReadDocument
from kg.validation import Closure, Shapes, validate_batch


@dataclass(frozen=True, slots=True)
class Judge:
    """Shapes, engine and curated triples of one build."""

    shapes: Shapes
    closure: Closure
    plan: Plan
    engine: str

    def judge(self, documents: Sequence[ReadDocument]) -> list[Outcome]:
        """Give the outcome of each document, in their order; those with an error have failed already."""
        mapped = [(one.key, one.lines.splitlines(keepends=True)) for one in documents if one.error is None]
        results = validate_batch(mapped, self.closure, shapes=self.shapes, engine=self.engine)
        outcomes = []
        for one in documents:
            if one.error is not None or one.record is None:
                outcomes.append(failed(one, one.error))
                continue
            found = violations_of(results[one.key], record=one.record, plan=self.plan, source=one.source)
            outcomes.append(_outcome(one, found))
        return outcomes


def failed(document: ReadDocument, error: LettergraphError | None) -> Outcome:
    """The outcome of a document that could not be read or mapped."""
    return Outcome(
        status=Status.FAILED,
        source=document.source,
        document=document.key,
        label=document.label,
        findings=document.findings,
        error=error,
    )


def _outcome(document: ReadDocument, violations: tuple[OutcomeViolation, ...]) -> Outcome:
    broken = any(one.severity is Severity.VIOLATION for one in violations)
    return Outcome(
        status=Status.REJECTED if broken else Status.OK,
        source=document.source,
        document=document.key,
        label=document.label,
        findings=document.findings,
        violations=violations,
    )
