"""Rules across documents: queries on the finished store that name the documents to hold back.

A shape sees one document at a time. What only shows when all are together (one register entry on two persons, a note
of two pages, a link to a document that was held back) is asked of the store by ``ontology/rules/*.rq``. Each file
begins with comments, as shapes have properties: ``# code:``, ``# severity:`` (violation, warning, information),
``# message:`` (what), ``# description:`` (why) and ``# remedy:``. ``{base}`` stands for the collection's base IRI. The
query gives ``?focus``, and ``?value`` and ``?graph`` where there are any; the document is read from the graph.

A rule with a line ``# candidates: <name>`` need not be asked of everything: `kg.validation.facts` names what can break
it, and only that is put into the place ``{candidates}``, in a line such as ``VALUES ?focus { {candidates} }``. Without
candidates that line is left out. Rules without such a head are asked of everything.

The store is passed in: this module runs no query engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol, TypedDict

from kg.errors import ValidationFailure, Where, did_you_mean
from kg.outcome import Severity
from kg.validation.candidates import RIVALS, Candidates
from kg.validation.facts import CONSTITUENTS, DATES, LABELS, NAMES

BASE_PLACE = "{base}"
CANDIDATES_PLACE = "{candidates}"
ASKED_AT_ONCE = 1000
"""Candidates in one query."""
ASKED_BYTES = 48 * 1024
"""Bytes of the candidates in one query: the store takes 64 KiB in all."""

_HEADER = re.compile(r"^# (code|severity|message|description|remedy|candidates): (.+)$", re.MULTILINE)
_CANDIDATES_LINE = re.compile(r"^.*\{candidates\}.*\n", re.MULTILINE)
_OF_KEYS = (CONSTITUENTS, LABELS, DATES)
"""Candidates that are found by whose key a name begins with."""


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
    candidates: str | None = None
    """Of what it may be asked instead of everything: a name of `kg.validation.facts`."""


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
    _check_candidates(header.get("candidates"), text, path)
    return Rule(
        code=header["code"],
        severity=Severity(header["severity"]),
        what=header["message"],
        why=header["description"],
        remedy=header["remedy"],
        query=text,
        file=path.name,
        candidates=header.get("candidates"),
    )


def _check_candidates(name: str | None, text: str, path: Path) -> None:
    where = Where(file=str(path))
    if name is not None and name not in NAMES:
        remedy = did_you_mean(name, NAMES) or f"Write one of {', '.join(NAMES)}, or leave the line out."
        raise ValidationFailure(f'There are no candidates "{name}".', where=where, remedy=remedy)
    if (name is not None) != (CANDIDATES_PLACE in text):
        raise ValidationFailure(
            "Either the candidates have no place in the query, or the place has no candidates.",
            where=where,
            remedy=f"Write `# candidates: …` and a line `VALUES ?focus {{ {CANDIDATES_PLACE} }}`, or neither.",
        )


def check_rules(
    store: Queryable, rules: Iterable[Rule], *, base_iri: str, candidates: Candidates | None = None
) -> tuple[Breach, ...]:
    """Ask a finished store all rules.

    Args:
        store: an opened store, e.g. ``kg.store.oxigraph.ReadOnlyStore``.
        base_iri: the collection's, with its closing slash.
        candidates: of all documents and shared lines of the store; the answer is the same without them, and takes as
            long as the store is large.

    Returns:
        What breaks a rule, sorted, each once. Both documents of a contradiction are named, each by a breach of its own.

    Raises:
        QueryError: the store cannot answer.
    """
    found: set[Breach] = set()
    disputed = None if candidates is None else _disputed(store, candidates, base_iri)
    for rule in rules:
        if candidates is None or disputed is None or rule.candidates is None:
            found.update(_breaches(store, rule, base_iri, _CANDIDATES_LINE.sub("", rule.query)))
            continue
        nodes = candidates.of(rule.candidates)
        for some in _portions(chain(nodes, disputed if rule.candidates in _OF_KEYS else ())):
            found.update(_breaches(store, rule, base_iri, rule.query.replace(CANDIDATES_PLACE, " ".join(some))))
    return tuple(sorted(found, key=_order))


def _disputed(store: Queryable, candidates: Candidates, base_iri: str) -> list[str]:
    """Name what a document states that seems to belong to another one, whose key is longer; mostly there is nothing.

    What it labels it names in its own graphs as well, so that those are enough to look through.
    """
    found: set[str] = set()
    pairs: dict[str, list[str]] = {}
    for pair in candidates.of(RIVALS):
        shorter, longer = pair.split("\t")
        pairs.setdefault(shorter, []).append(f"{longer}-")
    own = (" ".join(f"<{base_iri}graph/doc/{key}{kind}>" for kind in _KINDS) for key in pairs)
    for some in _portions(own):
        graphs = " ".join(some)
        for row in _rows(store.query(_NODES.replace("{graphs}", graphs).replace(BASE_PLACE, base_iri))):
            node = row["focus"]
            name = f"{node.rpartition('/')[2]}-"
            if any(name.startswith(longer) for longer in pairs[str(document_of(row["graph"], base_iri=base_iri))]):
                found.add(f"<{node}>")
    return sorted(found)


_KINDS = ("", "/inferred", "/evidence")
_NODES = """SELECT DISTINCT ?focus ?graph WHERE {
  VALUES ?graph { {graphs} }
  { GRAPH ?graph { ?focus ?predicate ?object } } UNION { GRAPH ?graph { ?subject ?predicate ?focus } }
  FILTER(ISIRI(?focus) && STRSTARTS(STR(?focus), "{base}id/"))
}"""


def _portions(texts: Iterable[str]) -> Iterator[list[str]]:
    """Divide what is asked for, so that no query is too long for the store (`kg.store.lexical`)."""
    portion: list[str] = []
    size = 0
    for text in texts:
        added = len(text.encode()) + 1
        if portion and (len(portion) == ASKED_AT_ONCE or size + added > ASKED_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(text)
        size += added
    if portion:
        yield portion


def _order(breach: Breach) -> tuple[str, ...]:
    return (breach.code, breach.document or "", breach.focus_node, breach.value or "")


def _breaches(store: Queryable, rule: Rule, base_iri: str, query: str) -> Iterator[Breach]:
    for row in _rows(store.query(query.replace(BASE_PLACE, base_iri))):
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
