"""Rules across documents: queries on the finished store that name the documents to hold back.

A shape sees one document at a time. What only shows when all are together (one register entry on two persons, a note
of two pages, a link to a document that was held back) is asked of the store by ``ontology/rules/*.rq``. Each file
begins with comments, as shapes have properties: ``# code:``, ``# severity:`` (violation, warning, information),
``# message:`` (what), ``# description:`` (why) and ``# remedy:``. ``{base}`` stands for the collection's base IRI. The
query gives ``?focus``, and ``?value`` and ``?graph`` where there are any; the document is read from the graph.

The store is passed in: this module runs no query engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict

from kg.errors import ValidationFailure, Where
from kg.outcome import Severity

BASE_PLACE = "{base}"
_HEADER = re.compile(r"^# (code|severity|message|description|remedy): (.+)$", re.MULTILINE)


class Queryable(Protocol):
    """What the rules need of a store: answers to SELECT as SPARQL 1.1 results in JSON (`kg.store.backend.Store`)."""

    def query(self, sparql: str, /) -> bytes:
        """Answer a query."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, with the words for what it finds."""

    code: str
    severity: Severity
    what: str
    why: str
    remedy: str
    query: str
    """SPARQL 1.1, with ``{base}`` where the base IRI goes."""
    file: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that breaks a rule. ``document`` is the key of the letter to hold back, ``None`` if no letter is."""

    code: str
    document: str | None
    focus_node: str
    value: str | None
    severity: Severity
    what: str
    why: str
    remedy: str


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Read all rules of a folder (``*.rq``, sorted by name).

    Raises:
        ValidationFailure: a file lacks a part of its header or has an unknown severity; ``where`` names it.
    """
    return tuple(_load(path) for path in sorted(folder.glob("*.rq")))


def _load(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    missing = [name for name in ("code", "severity", "message", "description", "remedy") if name not in header]
    if missing:
        raise ValidationFailure(
            f"The rule does not say its {' and '.join(missing)}.",
            where=Where(file=str(path)),
            remedy=f"Begin the file with a line like `# {missing[0]}: …`.",
        )
    if header["severity"] not in list(Severity):
        raise ValidationFailure(
            f'"{header["severity"]}" is no severity.',
            where=Where(file=str(path)),
            remedy=f"Write one of {', '.join(Severity)}.",
        )
    return Rule(
        code=header["code"],
        severity=Severity(header["severity"]),
        what=header["message"],
        why=header["description"],
        remedy=header["remedy"],
        query=text,
        file=path.name,
    )


def check_rules(store: Queryable, rules: Iterable[Rule], *, base_iri: str) -> tuple[Breach, ...]:
    """Ask a finished store all rules.

    Args:
        store: an opened store, e.g. ``kg.store.oxigraph.ReadOnlyStore``.
        base_iri: the collection's, with its closing slash.

    Returns:
        What breaks a rule, sorted, each once. Both documents of a contradiction are named, each by a breach of its own.

    Raises:
        QueryError: the store cannot answer.
    """
    return tuple(sorted({breach for rule in rules for breach in _breaches(store, rule, base_iri)}, key=_order))


def _order(breach: Breach) -> tuple[str, ...]:
    return (breach.code, breach.document or "", breach.focus_node, breach.value or "")


def _breaches(store: Queryable, rule: Rule, base_iri: str) -> Iterator[Breach]:
    for row in _rows(store.query(rule.query.replace(BASE_PLACE, base_iri))):
        yield Breach(
            code=rule.code,
            document=document_of(row.get("graph"), base_iri=base_iri),
            focus_node=row.get("focus", ""),
            value=row.get("value"),
            severity=rule.severity,
            what=rule.what,
            why=rule.why,
            remedy=rule.remedy,
        )


def document_of(graph: str | None, *, base_iri: str) -> str | None:
    """Read the key of a letter from the name of one of its graphs; ``None`` for other graphs."""
    prefix = f"{base_iri}graph/doc/"
    if graph is None or not graph.startswith(prefix):
        return None
    return graph.removeprefix(prefix).removesuffix("/evidence").removesuffix("/inferred")


class _Term(TypedDict):
    value: str


class _Bindings(TypedDict):
    bindings: list[dict[str, _Term]]


class _Answer(TypedDict):
    results: _Bindings


def _rows(data: bytes) -> Iterator[dict[str, str]]:
    answer: _Answer = json.loads(data)
    for binding in answer["results"]["bindings"]:
        yield {name: term["value"] for name, term in binding.items()}
