"""From a validation result back to the words: which record field made the value, and where it stands in the source.

The mapping is deterministic, so tracing it again for the one document tells the fields; the nearest locator above a
field tells line, column and words. Tracing costs thirty times as much as mapping: what is only information is placed by
its node alone, so that a hundred thousand letters with unresolved names are not all traced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.errors import Where
from kg.mapping import Plan, TracedQuad
from kg.outcome import OutcomeViolation, Severity
from kg.records.places import Place, fields_of_nodes, place_of_field
from kg.validation import Result


def violations_of(
    results: Sequence[Result], *, record: Mapping[str, object], plan: Plan, source: str
) -> tuple[OutcomeViolation, ...]:
    """Join results with the words that they speak of.

    Args:
        results: of one document.
        record: its mapping record.
        plan: the mapping that made its quads.
        source: the path of the source, for results that no field explains.

    Returns:
        One violation (of whatever severity) a result, in the order of the source.
    """
    if not results:
        return ()
    nodes = fields_of_nodes(record)
    traced: list[TracedQuad] | None = None
    found = []
    for result in results:
        place = _place_of_node(result, nodes, record) if result.severity is Severity.INFORMATION else None
        if place is None:
            traced = list(plan.trace(record)) if traced is None else traced
            place = _place_of_result(result, traced, record)
        found.append(_violation(result, place or Place(Where(source), None), source))
    return tuple(sorted(found, key=lambda one: (one.where.line or 0, one.where.column or 0, one.shape, one.focus_node)))


def _violation(result: Result, place: Place, source: str) -> OutcomeViolation:
    where = place.where if place.where.file else Where(source, place.where.line, place.where.column, place.where.field)
    return OutcomeViolation(
        what=result.message,
        severity=result.severity,
        shape=result.source_shape,
        focus_node=result.focus_node.strip("<>"),
        where=where,
        why=result.description or None,
        path=result.path,
        value=result.value,
        words=place.words,
        remedy=result.remedy or None,
    )


def _place_of_node(result: Result, nodes: Mapping[str, str], record: Mapping[str, object]) -> Place | None:
    """The element of the record that describes the focus node, if it has words of its own."""
    field = nodes.get("/".join(result.focus_node.strip("<>").split("/")[-2:]))
    place = None if field is None else place_of_field(record, field)
    return place if place is not None and place.where.line is not None else None


def _place_of_result(result: Result, traced: Sequence[TracedQuad], record: Mapping[str, object]) -> Place | None:
    """The field that made the value of the focus node; else one that made the beginning of the path; else the node."""
    beginning = _beginning(result.path or "")
    about = [one for one in traced if one.subject == result.focus_node]
    begun = [one for one in about if one.predicate in beginning]
    reached = {one.object for one in begun}
    choices = (
        [one for one in begun if one.object == result.value],
        [one for one in traced if one.subject in reached and one.object == result.value],
        begun,
        about,
        [one for one in traced if one.object == result.focus_node],
    )
    for quads in choices:
        for quad in quads:
            for field in quad.fields:
                place = place_of_field(record, field)
                if place is not None and place.where.line is not None:
                    return place
    return None


def _beginning(path: str) -> set[str]:
    """The predicates of the first step of a path; none if it goes backwards, for then the node itself is meant."""
    first = ""
    for match in re.finditer(r"<[^>]+>|[^<]+", path):
        step, slash, _ = match[0].partition("/") if not match[0].startswith("<") else (match[0], "", "")
        first += step
        if slash:
            break
    return set() if first.lstrip("(").startswith("^") else set(re.findall(r"<[^>]+>", first))
