"""Check a collection and the library's data against each other without reading a source: ``lettergraph check``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import check_authorities, load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import check_collection, expand_sources, load_collection
from kg.curations import check_curations
from kg.errors import ConfigurationError, LettergraphError, Where
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import Mapping, compile_mapping, load_mapping
from kg.outcome import Severity
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


def _problem(error: LettergraphError) -> Problem:
    return Problem(error.what, error.where, remedy=error.remedy)


def _check_collection(folder: Path, mappings: Path, ontology: Path) -> Iterator[Problem]:
    collection = load_collection(folder)
    for finding in collection.findings:
        yield Problem(finding.what, finding.where, Severity.WARNING, finding.remedy)
    if not expand_sources(collection):
        where = Where(str(collection.file), field="sources")
        yield Problem("There are no sources.", where, Severity.WARNING, "Put letters into its sources folder.")
    problems = check_authorities(collection.authorities, same_as=collection.same_as)
    yield from map(_problem, problems)
    files = expand_sources(collection)
    yield from map(_problem, check_curations(files, collection.curations, base_iri=collection.base_iri))
    try:
        KeyRegistry.load(collection.key_registry)
    except LettergraphError as error:
        yield _problem(error)
    yield from _check_library(mappings, ontology, base_iri=collection.base_iri)
    if not problems:
        yield from _check_authority_graph(folder, ontology)


def _check_authority_graph(folder: Path, ontology: Path) -> Iterator[Problem]:
    """The authority files as a graph obey the shapes, too."""
    collection = load_collection(folder)
    authorities = load_authorities(collection.authorities, same_as=collection.same_as)
    shapes = load_shapes(ontology / "shapes", registers=collection.same_as)
    closure = closure_from(
        vocabulary=vocabulary_quads(base_iri=collection.base_iri, folder=ontology),
        curated=authority_quads(authorities, base_iri=collection.base_iri),
    )
    for result in closure.results(shapes):
        where = Where(file="authority files", field=result.focus_node.strip("<>"))
        yield Problem(result.message, where, result.severity, result.remedy or None)


def _check_library(mappings: Path, ontology: Path, *, base_iri: str) -> Iterator[Problem]:
    mapping: Mapping | None = None
    try:
        mapping = load_mapping(mappings)
        compile_mapping(mapping, base_iri=base_iri)
    except LettergraphError as error:
        yield _problem(error)
    shapes: Shapes | None = None
    try:
        shapes = load_shapes(ontology / "shapes")
        for wrong in lint_shapes(shapes):
            yield Problem(wrong, Where(str(ontology / "shapes")), remedy="Mend the shape.")
        load_rules(ontology / "rules")
    except LettergraphError as error:
        yield _problem(error)
    if mapping is not None:
        yield from _check_terms(mapping, shapes, ontology, mappings)


def _check_terms(mapping: Mapping, shapes: Shapes | None, ontology: Path, mappings: Path) -> Iterator[Problem]:
    """What mappings say must be in the context; what shapes ask for must be something that mappings say."""
    used = _iris_in(mappings)
    context = _context_iris(ontology / "context.jsonld")
    for iri, place in sorted(used.items()):
        if iri not in context:
            yield Problem(f"<{iri}> is not in the JSON-LD context.", place, remedy="Add it to ontology/context.jsonld.")
    if shapes is None:
        return
    said = set(used) | _AUTHORITY_ONLY
    for info in shapes.infos.values():
        targets = info.target_classes | info.target_subjects_of
        if targets and not targets & said:
            what = f"The shape {info.code} looks at {', '.join(sorted(targets))}, which no mapping makes."
            yield Problem(what, Where(info.file), Severity.WARNING, "Correct the shape's target, or map it.")


_AUTHORITY_ONLY = frozenset(
    {
        "http://www.w3.org/2002/07/owl#sameAs",
        "https://www.ica.org/standards/RiC/ontology#hasBirthDate",
        "https://www.ica.org/standards/RiC/ontology#hasDeathDate",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/2004/02/skos/core#Concept",
    }
)
"""Terms that the authority graph and the vocabulary make, not the mappings."""


def _iris_in(mappings: Path) -> dict[str, Where]:
    """Predicates and classes of the YARRRML files, each with one place."""
    found: dict[str, Where] = {}
    for path in sorted(mappings.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        prefixes = dict(re.findall(r'^\s+([a-z]+):\s*"?(https?://[^"\s]+)"?\s*$', text, re.MULTILINE))
        for number, line in enumerate(text.splitlines(), start=1):
            for prefix, name in re.findall(r"(?:\[a,\s*|\[|\{p:\s*)([a-z]+):([A-Za-z][\w]*)(?=[\],])", line):
                if prefix in prefixes:
                    found.setdefault(prefixes[prefix] + name, Where(str(path), line=number))
    return found


def _context_iris(path: Path) -> frozenset[str]:
    try:
        context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError(
            f"The JSON-LD context cannot be read: {error}.", where=Where(str(path)), remedy="Mend the file."
        ) from error
    prefixes = {name: value for name, value in context.items() if isinstance(value, str)}
    found: set[str] = set()
    for name, value in context.items():
        iri = value.get("@id") if isinstance(value, dict) else value
        if not isinstance(iri, str) or name.startswith("@"):
            continue
        prefix, colon, local = iri.partition(":")
        found.add(prefixes[prefix] + local if colon and prefix in prefixes and not local.startswith("//") else iri)
    return frozenset(found)
