"""Validation of graphs by SHACL: shapes, engines, batches of documents, and rules for the finished store.

The engines are pyshacl, shacl and pyshifty; no other part of the library imports them, and importing this package
loads none of them, nor rdflib. Not here: what becomes of a document (`kg.pipeline`), the report, and where in the
source a result comes from; a `Result` has the focus node and the path by which a mapping is traced.
"""

from __future__ import annotations

from kg.outcome import Severity
from kg.validation.batch import validate_batch, validate_document
from kg.validation.closure import Closure, closure_from
from kg.validation.engines import DEFAULT_ENGINE, ENGINES
from kg.validation.result import Result
from kg.validation.shape_infos import ShapeInfo
from kg.validation.shapes import Shapes, lint_shapes, load_shapes

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "Closure",
    "Result",
    "Severity",
    "ShapeInfo",
    "Shapes",
    "closure_from",
    "lint_shapes",
    "load_shapes",
    "validate",
    "validate_batch",
    "validate_document",
]


def validate(data: str, *, shapes: Shapes, engine: str = DEFAULT_ENGINE) -> tuple[Result, ...]:
    """Validate data in N-Triples (stated, inferred, evidence, labels, authority and vocabulary together).

    Args:
        data: N-Triples; never the alignment graphs, whose classes the shapes do not know.
        shapes: from `load_shapes`; compiled at the first use and kept.
        engine: a key of `ENGINES`. Where ``shacl`` is not installed, ``pyshifty`` takes its place.

    Returns:
        Results, sorted, each once, the same from every engine. Data without violations may have some.

    Raises:
        ValidationFailure: shapes or data cannot be read, the engine is unknown, or it gave up.
    """
    return shapes.validate(data, engine=engine)
