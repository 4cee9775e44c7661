"""pySHACL, wrapped: the only module that imports it.

pySHACL 0.40.1 sets the global ``rdflib.NORMALIZE_LITERALS`` to False while it loads shapes and does not restore it
after an error. Here it is False for the whole run, so that ``"01"^^xsd:integer`` is reported as it stands, and is put
back in any case; a lock keeps other threads of ours out meanwhile. pySHACL calls data with mere warnings not
conforming unless told otherwise, and fails with TypeError where values cannot be compared.

Never imported by the server, and never pointed at a store: it is many times slower there.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import ValidationFailure
from kg.validation.result import SHACL, RawResult, Run
from kg.validation.terms import literal

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_LOCK = threading.Lock()


@contextmanager
def _literals_as_they_stand() -> Iterator[None]:
    import rdflib

    logger = logging.getLogger("rdflib.term")  # it writes a traceback to stderr for every literal that is ill-typed
    with _LOCK:
        before, silent = rdflib.NORMALIZE_LITERALS, logger.disabled
        rdflib.NORMALIZE_LITERALS, logger.disabled = False, True
        try:
            yield
        finally:
            rdflib.NORMALIZE_LITERALS, logger.disabled = before, silent


def _parse(text: str, *, data_format: str) -> Graph:
    import rdflib

    try:
        return rdflib.Graph().parse(data=text, format=data_format)
    except Exception as error:
        raise ValidationFailure(
            f"pyshacl cannot read the {data_format}: {error}", remedy="Run `lettergraph check`."
        ) from error


def prepare(shapes: str) -> Run:
    """Parse the shapes (Turtle) once; see `kg.validation.engines.Engine.prepare`."""
    with _literals_as_they_stand():
        graph = _parse(shapes, data_format="turtle")

    def run(data: str) -> Iterable[RawResult]:
        with _literals_as_they_stand():
            return _validate(_parse(data, data_format="nt"), graph)

    return run


def _validate(data: Graph, shapes: Graph) -> list[RawResult]:
    import pyshacl
    import rdflib

    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=shapes, inplace=True, allow_warnings=True, allow_infos=True
        )
    except TypeError as error:
        raise ValidationFailure(
            f"pyshacl compares two values that have no order: {error}",
            remedy='Validate with the engine "shacl", which reports such values as a result.',
        ) from error
    except pyshacl.errors.ReportableRuntimeError as error:
        raise ValidationFailure(f"pyshacl gave up: {error}", remedy='Validate with the engine "shacl".') from error
    if not isinstance(report, rdflib.Graph):
        raise ValidationFailure(f"pyshacl gave up: {text}", remedy='Validate with the engine "shacl".')
    return list(_results(report))


def _results(report: Graph) -> Iterator[RawResult]:
    from rdflib import Namespace

    shacl = Namespace(SHACL)
    # Only these: sh:detail hangs further results, of the same class, below a result.
    for node in report.objects(None, shacl.result):
        value = report.value(node, shacl.value)
        path = report.value(node, shacl.resultPath)
        yield RawResult(
            focus_node=_term(report.value(node, shacl.focusNode)),
            source_shape=str(report.value(node, shacl.sourceShape)),
            value=None if value is None else _term(value),
            component=str(report.value(node, shacl.sourceConstraintComponent)).rpartition("#")[2],
            path=None if path is None else _term(path),
            severity=str(report.value(node, shacl.resultSeverity)),
            message=str(report.value(node, shacl.resultMessage) or ""),
        )


def _term(node: Node | None) -> str:
    from rdflib import Literal, URIRef

    if isinstance(node, Literal):
        return literal(str(node), datatype=node.datatype, language=node.language)
    if isinstance(node, URIRef):
        return f"<{node}>"
    return f"_:{node}"


def lint(shapes: str) -> tuple[str, ...]:
    """Check shapes (Turtle) against SHACL's own shapes (SHACL, appendix C); return what is wrong, in words."""
    from pyshacl.entrypoints import meta_validate
    from rdflib import Namespace

    shacl = Namespace(SHACL)
    with _literals_as_they_stand():
        graph = _parse(shapes, data_format="turtle")
        _, report, _ = meta_validate(graph)

    def word(node: Node, predicate: Node) -> str:
        return str(report.value(node, predicate) or "")

    return tuple(
        sorted(
            f"{word(node, shacl.focusNode)}: {word(node, shacl.resultPath)} {word(node, shacl.resultMessage)}".strip()
            for node in report.objects(None, shacl.result)
        )
    )
