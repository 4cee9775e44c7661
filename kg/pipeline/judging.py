"""Judge documents: validate them in batches, find the words behind each result, hold back what breaks a shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.errors import LettergraphError
from kg.mapping import Plan
from kg.outcome import Outcome, OutcomeViolation, Severity, Status
from kg.pipeline.letter_mapping import ReadDocument
from kg.pipeline.places import violations_of
from kg.records.rights import FULL, published_words
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
        mapped = [(one.key, one.judged.lines) for one in documents if one.error is None and one.judged is not None]
        results = validate_batch(mapped, self.closure, shapes=self.shapes, engine=self.engine)
        outcomes = []
        for one in documents:
            if one.error is not None or one.judged is None:
                outcomes.append(failed(one, one.error))
                continue
            record = one.judged.record
            found = violations_of(results[one.key], record=record, plan=self.plan, source=one.source)
            outcomes.append(_outcome(one, _shown(found, record)))
        return outcomes


def _shown(violations: Sequence[OutcomeViolation], record: Mapping[str, object]) -> tuple[OutcomeViolation, ...]:
    """The report is published with the release: it shows no more words than the source allows."""
    snapshot = record.get("snapshot")
    publish_text = str(snapshot.get("publish_text", FULL)) if isinstance(snapshot, Mapping) else FULL
    return tuple(replace(one, words=published_words(one.words, publish_text=publish_text)) for one in violations)


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
