"""The SHACL engines behind one interface.

``shacl`` (Rust) is the default, ``pyshifty`` stands in where no wheel of it exists, ``pyshacl`` is the reference. All
follow SHACL (W3C Recommendation of 2017), core and SHACL-SPARQL. Each is imported when it is first used: importing
this module loads none of them.

Known limits: ``shacl`` does not order ``xsd:date`` in SPARQL filters, so our queries compare ISO days as strings.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import Protocol

from kg.errors import ValidationFailure, did_you_mean
from kg.validation.result import SHACL, RawResult, Run
from kg.validation.terms import parse_line, plain


class Engine(Protocol):
    """A SHACL engine: whether it is installed, and how shapes are prepared for it."""

    name: str
    module: str

    def prepare(self, shapes: str) -> Run:
        """Compile shapes (Turtle) once; the returned function may be called often and from several threads.

        Raises:
            ValidationFailure: the engine cannot read the shapes; the function raises it where the data cannot be read.
        """
        ...


class ShaclEngine:
    """The Rust engine ``shacl``: about 100 times as fast as pySHACL in batches of a hundred documents."""

    name = "shacl"
    module = "shacl"

    def prepare(self, shapes: str) -> Run:
        import shacl  # lazy: loaded only when something is validated

        try:
            prepared = shacl.Shapes.from_turtle(shapes)
        except ValueError as error:
            raise _broken_shapes(self.name, error) from error

        def run(data: str) -> Iterable[RawResult]:
            try:
                report = prepared.validate_text(data, format="ntriples")
            except ValueError as error:
                raise _broken_data(self.name, error) from error
            return [
                RawResult(
                    focus_node=result.focus_node,
                    source_shape=plain(result.source_shape or result.root_shape or ""),
                    value=result.value,
                    component=result.component,
                    path=result.path,
                    severity=result.severity_iri,
                    message=result.message or "",
                )
                for result in report.results
            ]

        return run


class ShiftyEngine:
    """The Rust engine ``pyshifty``, which has wheels for Linux on aarch64, too."""

    name = "pyshifty"
    module = "shifty"

    def prepare(self, shapes: str) -> Run:
        from shifty import _shifty  # lazy: loaded only when something is validated; its package needs no rdflib here

        try:
            prepared = _shifty.PreparedValidator(shapes.encode(), None, "turtle", None)
        except ValueError as error:
            raise _broken_shapes(self.name, error) from error

        def run(data: str) -> Iterable[RawResult]:
            try:
                report = prepared.validate_w3c(
                    data=data.encode(),
                    data_format="ntriples",
                    graph_mode="data",
                    run_infer=False,
                    sort_results=False,
                    on_unsupported="error",
                )
            except ValueError as error:
                raise _broken_data(self.name, error) from error
            return _read_report(report._report_ntriples)

        return run


class PyshaclEngine:
    """The reference, for small graphs: pure Python on rdflib."""

    name = "pyshacl"
    module = "pyshacl"

    def prepare(self, shapes: str) -> Run:
        from kg.validation.pyshacl_engine import prepare  # lazy: pySHACL takes a second to load

        return prepare(shapes)


ENGINES: dict[str, Engine] = {engine.name: engine for engine in (ShaclEngine(), ShiftyEngine(), PyshaclEngine())}
"""By name, in the order in which they are tried where none is asked for."""

DEFAULT_ENGINE = "shacl"


def installed(name: str) -> bool:
    """Tell whether the engine can be imported here; it is not loaded by that."""
    return importlib.util.find_spec(ENGINES[name].module) is not None


def engine_for(name: str = DEFAULT_ENGINE) -> Engine:
    """Find an engine by name; where the default is not installed, the next one that is takes its place.

    Raises:
        ValidationFailure: the name is unknown, or the engine that was asked for is not installed.
    """
    if name not in ENGINES:
        raise ValidationFailure(
            f'There is no validation engine "{name}".',
            remedy=did_you_mean(name, ENGINES) or f"Choose one of {', '.join(ENGINES)}.",
        )
    if installed(name):
        return ENGINES[name]
    if name == DEFAULT_ENGINE:
        for other in ENGINES:
            if installed(other):
                return ENGINES[other]
    raise ValidationFailure(
        f'The validation engine "{name}" is not installed.',
        remedy=f"Install the package {name}, or leave the engine out to use another.",
    )


def _read_report(ntriples: str) -> list[RawResult]:
    """Read the results of a SHACL report in N-Triples (SHACL, section 3.6)."""
    nodes: dict[str, dict[str, str]] = {}
    results: list[str] = []
    # Not splitlines, which also cuts at line separators that a literal may hold.
    for line in ntriples.split("\n"):
        triple = parse_line(line)
        if triple is None:
            continue
        if triple[1] == f"<{SHACL}result>":
            results.append(triple[2])
        else:
            nodes.setdefault(triple[0], {})[triple[1]] = triple[2]
    focus, shape = f"<{SHACL}focusNode>", f"<{SHACL}sourceShape>"
    return [
        RawResult(
            focus_node=node[focus],
            source_shape=plain(node.get(shape, "")),
            value=node.get(f"<{SHACL}value>"),
            component=node[f"<{SHACL}sourceConstraintComponent>"].rpartition("#")[2].rstrip(">"),
            path=node.get(f"<{SHACL}resultPath>"),
            severity=plain(node[f"<{SHACL}resultSeverity>"]),
            message=plain(node.get(f"<{SHACL}resultMessage>", '""')),
        )
        for node in (nodes[result] for result in results)
    ]


def _broken_shapes(engine: str, error: Exception) -> ValidationFailure:
    return ValidationFailure(
        f"The engine {engine} cannot read the shapes: {error}",
        remedy="Run `lettergraph check`, which names the shape.",
    )


def _broken_data(engine: str, error: Exception) -> ValidationFailure:
    return ValidationFailure(
        f"The engine {engine} cannot read the data: {error}",
        remedy="The mapping made a line that is not N-Triples; trace it with `lettergraph explain`.",
    )
