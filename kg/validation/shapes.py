"""The shapes: read from their folder, prepared once for an engine, and known by what they check.

A shape that reports has an IRI; from it come the words of a result (``sh:message`` what, ``sh:description`` why,
``rdfs:comment`` what to do), its severity and its path, so that every engine gives the same results. `ShapeInfo` is
also what ``lettergraph explain`` shows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ValidationFailure, Where
from kg.outcome import Severity
from kg.validation.engines import DEFAULT_ENGINE, engine_for
from kg.validation.result import SEVERITY_OF_IRI, RawResult, Result, Run
from kg.validation.shape_infos import ANY_CLASS, RDF_TYPE, ShapeInfo, read_infos
from kg.validation.terms import canonical

RDFS_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

REGISTERS_PLACE = "urn:x-lettergraph:registers"
"""Stands in the pattern of S13-register where the collection's own registers go."""


@dataclass(slots=True)
class Shapes:
    """Shapes in Turtle and, once used, as the engines compiled them. Pickled without the latter."""

    text: str
    files: tuple[tuple[str, str], ...]
    """Name and content of each file, for `infos`."""
    _runs: dict[str, Run] = field(default_factory=dict, repr=False)
    _infos: dict[str, ShapeInfo] = field(default_factory=dict, repr=False)
    _watched: frozenset[str] = frozenset()
    _watched_inverse: frozenset[str] = frozenset()
    _watched_classes: frozenset[str] | None = None

    def __getstate__(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.text, self.files

    def __setstate__(self, state: tuple[str, tuple[tuple[str, str], ...]]) -> None:
        self.text, self.files = state
        self._runs, self._infos = {}, {}
        self._watched = self._watched_inverse = frozenset()
        self._watched_classes = None

    @property
    def infos(self) -> dict[str, ShapeInfo]:
        """Every shape that can report, by IRI, in order of file and IRI; read when first asked for."""
        if not self._infos:
            self._infos.update(read_infos(self.files))
        return self._infos

    @property
    def watched(self) -> frozenset[str]:
        """Every predicate that any shape looks at (with brackets): what else is said cannot change a result."""
        if not self._watched:
            named = {f"<{predicate}>" for info in self.infos.values() for predicate in info.predicates}
            self._watched = frozenset(named) | {f"<{RDF_TYPE}>", f"<{RDFS_SUBCLASS}>"}
        return self._watched

    @property
    def watched_inverse(self) -> frozenset[str]:
        """Those of `watched` that some shape follows from the object to the subject."""
        if not self._watched_inverse:
            infos = self.infos.values()
            self._watched_inverse = frozenset(f"<{one}>" for info in infos for one in info.inverse_predicates)
        return self._watched_inverse

    @property
    def watched_classes(self) -> frozenset[str] | None:
        """Every class that any shape asks for (with brackets); ``None`` if some shape may look at all.

        A class below one of them is not among them: whether there is one is for the vocabulary to say.
        """
        if self._watched_classes is None:
            self._watched_classes = frozenset(one for info in self.infos.values() for one in info.classes)
        if ANY_CLASS in self._watched_classes:
            return None
        return frozenset(f"<{one}>" for one in self._watched_classes)

    def run(self, engine: str) -> Run:
        """Return the validation by that engine, compiled at the first call."""
        chosen = engine_for(engine)
        if chosen.name not in self._runs:
            self._runs[chosen.name] = chosen.prepare(self.text)
        return self._runs[chosen.name]

    def validate(self, data: str, *, engine: str = DEFAULT_ENGINE) -> tuple[Result, ...]:
        """Validate data in N-Triples; the results are sorted and each stands once, whatever the engine.

        Raises:
            ValidationFailure: shapes or data cannot be read, the engine is not there, or it gave up.
        """
        return tuple(sorted({self._worded(raw) for raw in self.run(engine)(data)}, key=_order))

    def _worded(self, raw: RawResult) -> Result:
        info = self.infos.get(raw.source_shape)
        return Result(
            focus_node=canonical(raw.focus_node),
            source_shape=raw.source_shape,
            path=info.path if info else raw.path,
            value=None if raw.value is None else canonical(raw.value),
            component=raw.component,
            severity=info.severity if info else SEVERITY_OF_IRI.get(raw.severity, Severity.VIOLATION),
            message=info.message if info else raw.message,
            description=info.description if info else "",
            remedy=info.remedy if info else "",
        )

    def shapes_for(self, types: Collection[str], predicate: str) -> tuple[ShapeInfo, ...]:
        """List the shapes that check statements with this predicate on a node of these classes (all IRIs)."""
        wanted = frozenset(types)
        return tuple(
            info
            for info in self.infos.values()
            if predicate in info.predicates and (info.target_classes & wanted or predicate in info.target_subjects_of)
        )


def _order(result: Result) -> tuple[str, ...]:
    return (result.focus_node, result.source_shape, result.component, result.value or "", result.path or "")


def load_shapes(folder: Path, *, registers: Sequence[str] = ()) -> Shapes:
    """Read all shapes of a folder (``*.ttl``, sorted by name).

    Args:
        folder: usually ``ontology/shapes``.
        registers: beginnings of IRIs that ``owl:sameAs`` may point to beside the well-known registers,
            e.g. ``"https://example.org/persons/"``.

    Raises:
        ValidationFailure: the folder has no shapes or a file is not UTF-8.
    """
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise ValidationFailure(
            f"There are no shapes in {folder}.",
            where=Where(file=str(folder)),
            remedy="Reinstall lettergraph, or name a folder with *.ttl files.",
        )
    files = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ValidationFailure(
                f"The shapes are not UTF-8: {error.reason}.",
                where=Where(file=str(path)),
                remedy="Save the file as UTF-8.",
            ) from error
        files.append((path.name, _with_registers(text, registers)))
    return shapes_from(files)


def shapes_from(files: Iterable[tuple[str, str]]) -> Shapes:
    """Make shapes from names and contents (Turtle) of files."""
    kept = tuple(files)
    return Shapes(text="\n".join(text for _, text in kept), files=kept)


def _with_registers(text: str, registers: Sequence[str]) -> str:
    if not registers or REGISTERS_PLACE not in text:
        return text
    pattern = "|".join(re.escape(register) for register in registers)
    return text.replace(REGISTERS_PLACE, pattern.replace("\\", "\\\\").replace('"', '\\"'))


def lint_shapes(shapes: Shapes) -> tuple[str, ...]:
    """Say what is wrong with shapes: against SHACL's own shapes, and words that are missing.

    Engines accept ill-formed shapes without a word (a property shape without path, for one), so this is a check of
    its own, part of ``lettergraph check``. Nothing wrong is an empty tuple.
    """
    from kg.validation.pyshacl_engine import lint  # lazy: pySHACL takes a second to load

    wordless = [
        f"{info.iri}: no {name}"
        for info in shapes.infos.values()
        for name, words in (
            ("sh:message", info.message),
            ("sh:description", info.description),
            ("rdfs:comment (what to do)", info.remedy),
        )
        if not words
    ]
    return (*lint(shapes.text), *wordless)
