"""Read mappings written in YARRRML (https://rml.io/yarrrml/spec/), the form that people edit.

The subset is written down in docs/reference/mappings.md. Beyond the specification: the prefixes of all files
of a folder are shared, and a constant object that is an IRI (``lgv:letter``, ``https://…``) needs no ``~iri``.
Everything else that is not supported is refused with the place and the remedy, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import MappingError, Where
from kg.mapping.jsonpath import parse_path
from kg.mapping.model import Mapping, PredicateObject, TermMap, TriplesMap
from kg.mapping.yaml_nodes import Entry, YamlFile
from kg.mapping.yarrrml_terms import TermReader

TOP_KEYS = {
    "prefixes": "prefixes", "prefix": "prefixes", "sources": "sources", "mappings": "mappings",
    "mapping": "mappings", "m": "mappings",
}  # fmt: skip
RULE_KEYS = {
    "sources": "sources", "source": "sources", "subjects": "subjects", "subject": "subjects", "s": "subjects",
    "graphs": "graphs", "graph": "graphs", "g": "graphs", "predicateobjects": "predicateobjects",
    "predicateobject": "predicateobjects", "po": "predicateobjects",
}  # fmt: skip
STATEMENT_KEYS = {
    "predicates": "predicates", "predicate": "predicates", "p": "predicates", "objects": "objects",
    "object": "objects", "o": "objects", "graphs": "graphs", "graph": "graphs", "g": "graphs",
}  # fmt: skip
SOURCE_KEYS = {
    "access": "access", "referenceFormulation": "referenceFormulation", "iterator": "iterator"
}  # fmt: skip
_IGNORED = ("authors", "author", "version")


def load_mapping(folder: Path) -> Mapping:
    """Read all YARRRML files (``*.yaml``, ``*.yml``) of a folder, in the order of their names.

    In origins and errors a file is named by folder and name (``mappings/note.yaml``), so that what is
    published does not depend on where the project lies.

    Raises:
        MappingError: there is no such file, or one of them cannot be read; ``where`` names file and line.
    """
    paths = sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise MappingError(
            "The folder holds no mapping.", where=Where(file=str(folder)), remedy="Put *.yaml files there."
        )
    texts = []
    for path in paths:
        try:
            texts.append((f"{folder.name}/{path.name}", path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise MappingError(f"The file cannot be read: {error}.", where=Where(file=str(path))) from error
    return read_yarrrml(texts)


def read_yarrrml(files: Iterable[tuple[str, str]]) -> Mapping:
    """Read YARRRML texts as one mapping.

    Args:
        files: name and text of each; names are for messages.

    Raises:
        MappingError: ``where`` names file, line, column, rule and key.
    """
    opened = [_open(YamlFile(name), text) for name, text in files]
    prefixes = _shared(opened, "prefixes")
    sources = _shared(opened, "sources")
    expanded = {prefix: entry.file.text(entry.node, part=f"prefix {prefix}") for prefix, entry in prefixes.items()}
    rules: dict[str, TriplesMap] = {}
    for file, top in opened:
        if "mappings" not in top:
            continue
        for entry in file.entries(top["mappings"].node, part="mappings"):
            if entry.key in rules:
                first = rules[entry.key].origin
                what = f"The rule {entry.key!r} was written already in {first.file}:{first.line}."
                raise file.fault(what, entry.node, part=f"rule {entry.key}")
            rules[entry.key] = _RuleReader(file, entry, expanded, sources).read()
    return Mapping(tuple(rules.values()), tuple(expanded.items()))


@dataclass(frozen=True, slots=True)
class _Shared:
    """A prefix or a named source: the whole folder may use it."""

    file: YamlFile
    node: yaml.Node


_Opened = tuple[YamlFile, dict[str, Entry]]


def _open(file: YamlFile, text: str) -> _Opened:
    return file, file.known_entries(file.compose(text), TOP_KEYS, part="", ignored=_IGNORED)


def _shared(opened: Iterable[_Opened], name: str) -> dict[str, _Shared]:
    """Collect the prefixes or sources of all files; the same name must mean the same."""
    found: dict[str, _Shared] = {}
    for file, top in opened:
        for entry in file.entries(top[name].node, part=name) if name in top else []:
            known = found.get(entry.key)
            if known is not None and yaml.serialize(known.node) != yaml.serialize(entry.node):
                what = f"{entry.key!r} means something else in {known.file.name}."
                raise file.fault(what, entry.node, part=name)
            found.setdefault(entry.key, _Shared(file, entry.node))
    return found


class _RuleReader:
    """Reads one rule (a YARRRML mapping)."""

    def __init__(self, file: YamlFile, rule: Entry, prefixes: dict[str, str], sources: dict[str, _Shared]) -> None:
        self._file = file
        self._rule = rule
        self._sources = sources
        self._part = f"rule {rule.key}"
        self._terms = TermReader(file, rule.key, prefixes)

    def read(self) -> TriplesMap:
        entries = self._file.known_entries(self._rule.node, RULE_KEYS, part=self._part)
        for needed in ("sources", "subjects"):
            if needed not in entries:
                raise self._file.fault(f"The rule has no {needed}.", self._rule.node, part=self._part)
        source, iterator = self._source(self._only(entries["sources"]))
        statements = entries.get("predicateobjects")
        return TriplesMap(
            name=self._rule.key,
            source=source,
            iterator=parse_path(iterator),
            subject=self._terms.iri(self._only(entries["subjects"]), part="subjects"),
            graphs=self._graphs(entries),
            statements=tuple(self._statement(node) for node in self._file.items(statements.node)) if statements else (),
            origin=self._rule.origin,
        )

    def _only(self, entry: Entry) -> yaml.Node:
        items = self._file.items(entry.node)
        if len(items) != 1:
            what = f"The rule has {len(items)} {entry.key}."
            remedy = "Write one rule for each: joins and traces name a rule."
            raise self._file.fault(what, entry.node, part=self._part, remedy=remedy)
        return items[0]

    def _source(self, node: yaml.Node) -> tuple[str, str]:
        """Give name and iterator of ``['record~jsonpath', '$.notes[*]']``, of a mapping or a named source."""
        part = f"{self._part}, sources"
        file = self._file
        if isinstance(node, yaml.ScalarNode) and node.value in self._sources:
            shared = self._sources[node.value]
            file, node = shared.file, shared.node
            node = node.value[0] if _is_nested(node) else node
        if isinstance(node, yaml.MappingNode):
            entries = file.known_entries(node, SOURCE_KEYS, part=part)
            access, formulation, iterator = (
                file.text(entries[key].node, part=part) if key in entries else "" for key in SOURCE_KEYS
            )
        elif isinstance(node, yaml.SequenceNode) and 1 <= len(node.value) <= 2:
            texts = [file.text(item, part=part) for item in node.value]
            access, _, formulation = texts[0].partition("~")
            iterator = texts[1] if len(texts) == 2 else ""
        else:
            remedy = "Write [['record~jsonpath', '$.notes[*]']] or the name of a source."
            raise file.fault("This is not a source.", node, part=part, remedy=remedy)
        if formulation != "jsonpath":
            what = f"The source is read by {formulation or 'nothing'!r}."
            raise file.fault(what, node, part=part, remedy="Records are read by jsonpath: 'record~jsonpath'.")
        try:
            parse_path(iterator or "$")
        except MappingError as error:
            raise file.fault(error.what, node, part=part, remedy=error.remedy) from error
        return access, iterator or "$"

    def _graphs(self, entries: dict[str, Entry]) -> tuple[TermMap, ...]:
        if "graphs" not in entries:
            return ()
        nodes = self._file.items(entries["graphs"].node)
        return tuple(self._terms.iri(node, part="graphs") for node in nodes)

    def _statement(self, node: yaml.Node) -> PredicateObject:
        """Read ``[p, o]``, ``[p, o, datatype or language]`` or the long form."""
        part = f"{self._part}, predicateobjects"
        if isinstance(node, yaml.SequenceNode):
            if not 2 <= len(node.value) <= 3:
                remedy = "Write [predicate, object] or [predicate, object, datatype or language~lang]."
                raise self._file.fault("This is not a predicate with an object.", node, part=part, remedy=remedy)
            predicate_nodes, object_nodes = (self._file.items(item) for item in node.value[:2])
            qualifier = node.value[2] if len(node.value) == 3 else None
            graphs: tuple[TermMap, ...] = ()
        else:
            entries = self._file.known_entries(node, STATEMENT_KEYS, part=part)
            for needed in ("predicates", "objects"):
                if needed not in entries:
                    raise self._file.fault(f"The statement has no {needed}.", node, part=part)
            predicate_nodes = self._file.items(entries["predicates"].node)
            object_nodes = self._file.items(entries["objects"].node)
            qualifier = None
            graphs = self._graphs(entries)
        predicates = tuple(self._terms.predicate(item) for item in predicate_nodes)
        objects = tuple(self._terms.object(item, predicates, qualifier) for item in object_nodes)
        return PredicateObject(predicates, objects, graphs, self._file.origin(node))


def _is_nested(node: yaml.Node) -> bool:
    """Tell whether a named source is written as a list in a list."""
    return isinstance(node, yaml.SequenceNode) and any(isinstance(item, yaml.SequenceNode) for item in node.value)
