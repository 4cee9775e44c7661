"""Check a collection and the library's data against each other without reading a source: ``lettergraph check``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import check_authorities, load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import check_collection, load_collection
from kg.curations import check_curations
from kg.errors import ConfigurationError, LettergraphError, Where
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import Mapping, compile_mapping, load_mapping
from kg.outcome import Severity
from kg.pipeline.settings import source_files
from kg.pipeline.terms import idle_shapes, uncovered_terms
from kg.resources import mappings_folder, ontology_folder
from kg.validation import Shapes, closure_from, lint_shapes, load_shapes
from kg.validation.rules import load_rules


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong (``violation``) or odd (``warning``) with a configuration or with the library's data."""

    what: str
    where: Where
    severity: Severity = Severity.VIOLATION
    remedy: str | None = None
    kind: str = "Configuration"
    """What it is wrong with, as a heading."""

    def __str__(self) -> str:
        place = str(self.where)
        text = f"{place}: {self.what}" if place else self.what
        return f"{text} {self.remedy}" if self.remedy else text


def check(folder: Path, *, mappings: Path | None = None, ontology: Path | None = None) -> tuple[Problem, ...]:
    """Run all checks: configuration, authority files, frozen keys, mappings, shapes, rules and context.

    Args:
        folder: holds ``collection.toml``.
        mappings: a folder of YARRRML files; the library's own if absent.
        ontology: a folder laid out like ``ontology/``; the library's own if absent.

    Returns:
        Everything that was found, what hinders a build first; empty if all is well.
    """
    mappings = mappings or mappings_folder()
    ontology = ontology or ontology_folder()
    found = [_problem(error) for error in check_collection(folder)]
    if not found:
        found += _check_collection(folder, mappings, ontology)
    else:
        found += _check_library(mappings, ontology, base_iri="http://example.org/")
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.VIOLATION))


def _problem(error: LettergraphError, kind: str = "Configuration") -> Problem:
    return Problem(error.what, error.where, remedy=error.remedy, kind=kind)


def _check_collection(folder: Path, mappings: Path, ontology: Path) -> Iterator[Problem]:
    collection = load_collection(folder)
    for finding in collection.findings:
        yield Problem(finding.what, finding.where, Severity.WARNING, finding.remedy)
    files = source_files(collection)
    if not files and not collection.findings:  # a glob that matches nothing says so itself
        where = Where(str(collection.file), field="sources")
        remedy = "Put letters into its sources folder."
        yield Problem("There are no sources.", where, Severity.WARNING, remedy, "Sources")
    problems = check_authorities(collection.authorities, same_as=collection.same_as, identities=collection.identities)
    yield from (_problem(one, "Authority files") for one in problems)
    wrong = check_curations(files, collection.curations, base_iri=collection.base_iri)
    yield from (_problem(one, "Curations") for one in wrong)
    try:
        KeyRegistry.load(collection.key_registry)
    except LettergraphError as error:
        yield _problem(error, "Frozen keys")
    yield from _check_library(mappings, ontology, base_iri=collection.base_iri)
    if not problems:
        yield from _check_authority_graph(folder, ontology)


def _check_authority_graph(folder: Path, ontology: Path) -> Iterator[Problem]:
    """The authority files as a graph obey the shapes, too."""
    collection = load_collection(folder)
    authorities = load_authorities(collection.authorities, same_as=collection.same_as, identities=collection.identities)
    shapes = load_shapes(ontology / "shapes", registers=collection.same_as)
    closure = closure_from(
        vocabulary=vocabulary_quads(base_iri=collection.base_iri, folder=ontology),
        curated=authority_quads(authorities, base_iri=collection.base_iri),
    )
    for result in closure.results(shapes):
        where = Where(file="authority files", field=result.focus_node.strip("<>"))
        yield Problem(result.message, where, result.severity, result.remedy or None, "Authority files")


def _check_library(mappings: Path, ontology: Path, *, base_iri: str) -> Iterator[Problem]:
    mapping: Mapping | None = None
    try:
        mapping = load_mapping(mappings)
        compile_mapping(mapping, base_iri=base_iri)
    except LettergraphError as error:
        yield _problem(error, "Mappings")
    shapes: Shapes | None = None
    try:
        shapes = load_shapes(ontology / "shapes")
        for wrong in lint_shapes(shapes):
            yield Problem(wrong, Where(str(ontology / "shapes")), remedy="Mend the shape.", kind="Shapes")
        load_rules(ontology / "rules")
    except LettergraphError as error:
        yield _problem(error, "Shapes")
    if mapping is not None:
        yield from _check_terms(mapping, shapes, ontology)


def _check_terms(mapping: Mapping, shapes: Shapes | None, ontology: Path) -> Iterator[Problem]:
    """What mappings say must be in the context; what shapes ask for must be something that mappings say."""
    try:
        for iri, where in uncovered_terms(mapping, ontology / "context.jsonld"):
            what = f"<{iri}> is not in the JSON-LD context."
            yield Problem(what, where, remedy="Add it to ontology/context.jsonld.", kind="Mappings")
    except ConfigurationError as error:
        yield _problem(error, "Mappings")
    for code, targets, file in idle_shapes(mapping, shapes) if shapes is not None else ():
        what = f"The shape {code} looks at {', '.join(targets)}, which no mapping makes."
        yield Problem(what, Where(file), Severity.WARNING, "Correct the shape's target, or map it.", "Shapes")
