"""Read the terms of a YARRRML rule: subjects, graphs, predicates, objects, datatypes, languages, joins."""

from __future__ import annotations

import re

import yaml

from kg.errors import MappingError, did_you_mean
from kg.mapping.model import (
    RDF_TYPE,
    Constant,
    Expression,
    Join,
    JoinCondition,
    TermMap,
    TermType,
)
from kg.mapping.template import parse_yarrrml_value
from kg.mapping.yaml_nodes import YamlFile

OBJECT_KEYS = {
    "value": "value", "v": "value", "type": "type", "t": "type", "datatype": "datatype",
    "language": "language", "mapping": "mapping", "mappings": "mapping", "m": "mapping",
    "condition": "condition", "conditions": "condition", "c": "condition",
}  # fmt: skip
CONDITION_KEYS = {
    "function": "function", "fn": "function", "f": "function", "parameters": "parameters", "pms": "parameters"
}  # fmt: skip
_TERM_TYPES = {"iri": TermType.IRI, "literal": TermType.LITERAL}
_SCHEMES = ("urn", "mailto", "tag", "doi", "info", "geo", "data", "tel")
_PREFIXED = re.compile(r"([A-Za-z_][\w.-]*)?:(?!//)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S*\Z|(?:urn|mailto|tag|doi|info|geo):\S+\Z")
_SIDES = {"str1": "s", "str2": "o"}


class TermReader:
    """Reads the terms of one rule; errors name it."""

    def __init__(self, file: YamlFile, rule: str, prefixes: dict[str, str]) -> None:
        self._file = file
        self._rule = rule
        self._prefixes = prefixes

    def iri(self, node: yaml.Node, *, part: str) -> TermMap:
        """Read an IRI: a constant or template, prefixed, absolute or relative to the base."""
        text = self._text(node, part).removesuffix("~iri")
        expression = self._parsed(self._expanded(text, node, part), node, part)
        return TermMap(expression, TermType.IRI, origin=self._file.origin(node))

    def predicate(self, node: yaml.Node) -> TermMap:
        """Read a predicate; ``a`` is rdf:type."""
        if isinstance(node, yaml.ScalarNode) and node.value == "a":
            return TermMap(Constant(RDF_TYPE), TermType.IRI, origin=self._file.origin(node))
        return self.iri(node, part="predicates")

    def object(self, node: yaml.Node, predicates: tuple[TermMap, ...], qualifier: yaml.Node | None) -> TermMap | Join:
        """Read an object in any of its forms; ``qualifier`` is the third item of ``[p, o, qualifier]``."""
        type_node = datatype = language = None
        if isinstance(node, yaml.MappingNode):
            entries = self._file.known_entries(node, OBJECT_KEYS, part=self._part("objects"))
            if "mapping" in entries:
                return self._join(node)
            if "value" not in entries:
                raise self._fault("The object has no value.", node, "objects")
            node = entries["value"].node
            type_node, datatype, language = (
                entries[key].node if key in entries else None for key in ("type", "datatype", "language")
            )
        elif isinstance(node, yaml.SequenceNode):
            if not 1 <= len(node.value) <= 2:
                remedy = "Write [value, datatype] or [value, language~lang]."
                raise self._fault("This is not an object.", node, "objects", remedy)
            qualifier = node.value[1] if len(node.value) == 2 else qualifier
            node = node.value[0]
        if qualifier is not None:
            if self._text(qualifier, "objects").endswith("~lang"):
                language = qualifier
            else:
                datatype = qualifier
        is_type = any(predicate.expression == Constant(RDF_TYPE) for predicate in predicates)
        kind = self._term_type(type_node) or (TermType.IRI if is_type else None)
        return self._value(node, kind, datatype, language)

    def _value(
        self,
        node: yaml.Node,
        kind: TermType | None,
        datatype: yaml.Node | None,
        language: yaml.Node | None,
    ) -> TermMap:
        text = self._text(node, "objects")
        if kind is not TermType.LITERAL and text.endswith("~iri"):
            kind, text = TermType.IRI, text.removesuffix("~iri")
        if kind is None and datatype is None and language is None:
            kind = self._guessed(text, node)
        if kind is TermType.IRI:
            if datatype is not None or language is not None:
                raise self._fault("An IRI has neither datatype nor language.", node, "objects")
            expression = self._parsed(self._expanded(text, node, "objects"), node, "objects")
            return TermMap(expression, TermType.IRI, origin=self._file.origin(node))
        if datatype is not None and language is not None:
            raise self._fault("A literal has a datatype or a language, not both.", node, "objects")
        return TermMap(
            self._parsed(text, node, "objects"),
            TermType.LITERAL,
            datatype=None if datatype is None else self.iri(datatype, part="datatype"),
            language=None if language is None else self._language(language),
            origin=self._file.origin(node),
        )

    def _guessed(self, text: str, node: yaml.Node) -> TermType:
        """Decide what a value without type is: constants that are IRIs are IRIs, the rest are literals.

        A template that begins with a prefix (``lgv:$(form)``) would be a literal by the specification,
        which nobody means; it is refused.
        """
        match = _PREFIXED.match(text)
        prefixed = match is not None and (match[1] or "") in self._prefixes
        if "$(" in text:
            if prefixed:
                remedy = f"Write {text}~iri, or type: literal if it is text."
                raise self._fault(f"{text!r} looks like an IRI but is a literal.", node, "objects", remedy)
            return TermType.LITERAL
        if _ABSOLUTE.match(text) or (prefixed and not re.search(r"\s", text)):
            return TermType.IRI
        return TermType.LITERAL

    def _language(self, node: yaml.Node) -> TermMap:
        text = self._text(node, "language").removesuffix("~lang")
        expression = self._parsed(text, node, "language")
        return TermMap(expression, TermType.LITERAL, origin=self._file.origin(node))

    def _term_type(self, node: yaml.Node | None) -> TermType | None:
        if node is None:
            return None
        name = self._text(node, "type")
        if name not in _TERM_TYPES:
            remedy = did_you_mean(name, _TERM_TYPES) or "Write iri or literal."
            raise self._fault(f"The type {name!r} is not supported.", node, "type", remedy)
        return _TERM_TYPES[name]

    # --- joins ----------------------------------------------------------------------------------------

    def _join(self, node: yaml.Node) -> Join:
        entries = self._file.known_entries(node, OBJECT_KEYS, part=self._part("objects"))
        for other in ("value", "type", "datatype", "language"):
            if other in entries:
                raise self._fault(f"An object with mapping has no {other}.", node, "objects")
        target = self._text(entries["mapping"].node, "mapping")
        conditions = self._file.items(entries["condition"].node) if "condition" in entries else []
        return Join(target, tuple(self._condition(item) for item in conditions), self._file.origin(node))

    def _condition(self, node: yaml.Node) -> JoinCondition:
        """Read ``function: equal`` with ``[str1, $(of.key), s]`` (this rule) and ``[str2, $(key), o]``."""
        entries = self._file.known_entries(node, CONDITION_KEYS, part=self._part("condition"))
        function = self._text(entries["function"].node, "condition") if "function" in entries else ""
        if function not in ("equal", "idlab-fn:equal") or "parameters" not in entries:
            remedy = "Write function: equal and parameters: [[str1, $(a), s], [str2, $(b), o]]."
            raise self._fault("This is not a join condition.", node, "condition", remedy)
        sides: dict[str, Expression] = {}
        for item in self._file.items(entries["parameters"].node):
            texts = [self._text(each, "condition") for each in self._file.items(item)]
            if not 2 <= len(texts) <= 3 or texts[0] not in _SIDES or (texts[2:] or ["s"])[0] not in "so":
                remedy = "Write [str1, $(a), s] for this rule and [str2, $(b), o] for the other."
                raise self._fault("This is not a parameter of equal.", item, "condition", remedy)
            sides[texts[2] if len(texts) == 3 else _SIDES[texts[0]]] = self._parsed(texts[1], item, "condition")
        if set(sides) != {"s", "o"}:
            raise self._fault("The condition needs one value of each rule (s and o).", node, "condition")
        return JoinCondition(child=sides["s"], parent=sides["o"])

    # --- texts ----------------------------------------------------------------------------------------

    def _expanded(self, text: str, node: yaml.Node, part: str) -> str:
        """Replace a prefix by its namespace; absolute and relative IRIs stay.

        Raises:
            MappingError: the prefix is not declared.
        """
        match = _PREFIXED.match(text)
        if match is None:
            return text
        prefix = match[1] or ""
        if prefix in self._prefixes:
            return self._prefixes[prefix] + text[match.end() :]
        if prefix in _SCHEMES:
            return text
        near = did_you_mean(prefix, self._prefixes)
        remedy = near or f"Declare it: prefixes: {{{prefix}: https://…}}."
        raise self._fault(f"The prefix {prefix!r} of {text!r} is not declared.", node, part, remedy)

    def _parsed(self, text: str, node: yaml.Node, part: str) -> Expression:
        try:
            return parse_yarrrml_value(text)
        except MappingError as error:
            raise self._fault(error.what, node, part, error.remedy) from error

    def _text(self, node: yaml.Node, part: str) -> str:
        return self._file.text(node, part=self._part(part))

    def _part(self, part: str) -> str:
        return f"rule {self._rule}, {part}"

    def _fault(self, what: str, node: yaml.Node, part: str, remedy: str | None = None) -> MappingError:
        return self._file.fault(what, node, part=self._part(part), remedy=remedy)
