"""JSON-LD in its compacted form, by our own context (https://www.w3.org/TR/json-ld11/#compacted-document-form).

The context that ships with the ontology is fixed and simple: prefixes, ``id`` and ``type``, and one definition for each
property, named as its prefixed name, with at most a type. So compaction is a look-up here, and no general processor is
needed (PyLD would be a dependency of every worker, and loads contexts from the web unless it is kept from it).

The part of the context that a document uses is written into it: it can be read where the site is not reachable, and
nobody has to fetch a second resource. A test expands it again by an independent processor and compares the triples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from kg.graphs.terms import RDF_TYPE, XSD_STRING, split_line

Json = object

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_LOCAL = re.compile(r"[^\s/#?:][^\s#?:]*")


@dataclass(frozen=True, slots=True)
class Context:
    """A context: prefix to namespace, and property (its prefixed name) to the type of its values, if it has one."""

    prefixes: Mapping[str, str]
    terms: Mapping[str, str | None]


def read_context(data: bytes | str) -> Context:
    """Read ``context.jsonld``; entries of other kinds than ours are passed over."""
    entries = cast("dict[str, object]", json.loads(data)["@context"])
    prefixes = {name: value for name, value in entries.items() if isinstance(value, str) and not name.startswith("@")}
    prefixes = {name: value for name, value in prefixes.items() if not value.startswith("@")}
    terms: dict[str, str | None] = {}
    for name, value in entries.items():
        if isinstance(value, Mapping) and value.get("@id") == name and set(value) <= {"@id", "@type"}:
            type_ = value.get("@type")
            terms[name] = None if type_ is None else str(type_)
    return Context(prefixes, terms)


def compact(lines: Iterable[str], context: Context) -> dict[str, Json]:
    """Make one JSON-LD document of canonical lines.

    Args:
        lines: see ``kg.graphs.terms``; which graph a line stands in is left out. Nodes and values come out in the
            order of the lines.
        context: see `read_context`.

    Returns:
        A document that is a node if there is one subject, else one with ``@graph``.
    """
    compaction = _Compaction(context)
    nodes: dict[str, dict[str, list[Json]]] = {}
    for line in lines:
        terms = split_line(line)
        node = nodes.setdefault(terms.subject, {})
        name, value = compaction.statement(terms.predicate, terms.object)
        values = node.setdefault(name, [])
        if value not in values:
            values.append(value)
    written = [{"id": compaction.identifier(subject), **_single(node)} for subject, node in nodes.items()]
    if len(written) == 1:
        return {"@context": compaction.used(), **written[0]}
    return {"@context": compaction.used(), "@graph": written}


def _single(node: Mapping[str, list[Json]]) -> dict[str, Json]:
    return {name: values[0] if len(values) == 1 else values for name, values in node.items()}


class _Compaction:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._namespaces = sorted(context.prefixes.items(), key=lambda item: -len(item[1]))
        self._prefixes: set[str] = set()
        self._terms: set[str] = set()

    def statement(self, predicate: str, value: str) -> tuple[str, Json]:
        """Give the key and one value of it."""
        iri = predicate[1:-1]
        if iri == RDF_TYPE:
            return "type", self._short(value[1:-1])
        name = self._short(iri)
        type_ = self._context.terms.get(name)
        if name in self._context.terms:
            self._terms.add(name)
        if value[0] == "<":
            short = self.identifier(value)
            return name, short if type_ == "@id" else {"id": short}
        return name, self._literal(value, type_)

    def identifier(self, term: str) -> str:
        """Shorten an IRI where that cannot be misread; blank nodes stay as they are."""
        return self._short(term[1:-1]) if term[0] == "<" else term

    def used(self) -> dict[str, Json]:
        """Give the part of the context that was used."""
        names = self._prefixes | {name.partition(":")[0] for name in self._terms}
        result: dict[str, Json] = {"@version": 1.1, "id": "@id", "type": "@type"}
        for name in self._terms:
            type_ = self._context.terms[name] or ""
            prefix = type_.partition(":")[0]
            if ":" in type_ and prefix in self._context.prefixes:
                names.add(prefix)
        result |= {name: self._context.prefixes[name] for name in sorted(names)}
        for name in sorted(self._terms):
            type_or_none = self._context.terms[name]
            result[name] = {"@id": name} if type_or_none is None else {"@id": name, "@type": type_or_none}
        return result

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._prefixes.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def _literal(self, term: str, type_: str | None) -> Json:
        match = _LITERAL.fullmatch(term)
        if match is None:  # a blank node
            return term if type_ == "@id" else {"id": term}
        text = _ESCAPE.sub(_unescaped, match[1])
        language, datatype = match[2], match[3]
        if language is not None:
            return {"@value": text, "@language": language}
        if datatype is None or datatype == XSD_STRING:
            return text if type_ is None else {"@value": text}
        short = self._short(datatype)
        return text if short == type_ else {"@value": text, "@type": short}


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code is not None else _SHORT.get(match[3], match[3])
