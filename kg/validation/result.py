"""What a validation finds: results, the same from every engine.

Only a violation keeps a document out of the release: we contradict ourselves, or the graph cannot be used. What a
source leaves out or gets wrong is a warning; what is merely absent in an index entry, or left open, is information.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.outcome import Severity

SHACL = "http://www.w3.org/ns/shacl#"


SEVERITY_OF_IRI = {
    f"{SHACL}Violation": Severity.VIOLATION,
    f"{SHACL}Warning": Severity.WARNING,
    f"{SHACL}Info": Severity.INFORMATION,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result. Terms are N-Triples strings.

    ``path`` is the path of the shape in SPARQL syntax (``<…#hasSender>/<…>``), ``None`` where a shape speaks of the
    node as a whole. Together with ``focus_node`` it is what a mapping is traced by. ``source_shape`` is an IRI
    without brackets; message, description and remedy are those of the shape in English.
    """

    focus_node: str
    source_shape: str
    path: str | None
    value: str | None
    component: str
    severity: Severity
    message: str
    description: str
    remedy: str

    @property
    def code(self) -> str:
        """The short name of the shape, e.g. ``S01-addressee``."""
        return self.source_shape.rpartition("#")[2] or self.source_shape


@dataclass(frozen=True, slots=True)
class RawResult:
    """A result as an engine gives it, before the shape's words are joined to it."""

    focus_node: str
    source_shape: str
    value: str | None
    component: str
    path: str | None = None
    severity: str = f"{SHACL}Violation"
    message: str = ""


Run = Callable[[str], Iterable[RawResult]]
"""Validates data in N-Triples against the shapes that it was prepared with."""
