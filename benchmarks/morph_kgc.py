"""Run our mappings in Morph-KGC, a second RML engine, in an environment of its own.

Morph-KGC (https://github.com/morph-kgc/morph-kgc) cannot be installed beside pySHACL: it wants an older rdflib. It
reads RML-Core in Turtle over JSON files, but not all of it; `portable` says what of a mapping it can be given:

* no join condition with a constant, and no template in one: these statements are left out;
* no ``rml:baseIRI``: templates are written out with the base IRI;
* no ``$.`` before references, no ``[*]`` in them, and no ``rml:RelativePathSource``: that is another notation only.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.mapping import Mapping, rml_turtle
from kg.mapping.jsonpath import Path as JsonPath
from kg.mapping.jsonpath import select_values
from kg.mapping.model import (
    Constant,
    Expression,
    Join,
    PredicateObject,
    Reference,
    Template,
    TermMap,
    TermType,
    TriplesMap,
)
from kg.mapping.terms import is_absolute

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-peers" / "morph-kgc"
REQUIREMENTS = Path(__file__).with_name("morph-kgc.txt")
_INSTALLED = "installed.txt"
_CONFIGURATION = """\
[CONFIGURATION]
output_format: N-QUADS
output_file: {output}
number_of_processes: 1
logging_level: WARNING

[records]
mappings: {mapping}
"""


class Unavailable(Exception):
    """Morph-KGC cannot be had or did not finish here; the text says why."""


@dataclass(frozen=True, slots=True)
class Portable:
    """A mapping that Morph-KGC can run, and the statements (rule, predicate) that had to be left out."""

    mapping: Mapping
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run made: N-Quads as written, and its processor seconds, start and reading included."""

    text: str
    seconds: float


def environment() -> Path:
    """Give the Python of an environment with Morph-KGC; it is made on first use, which takes half a minute.

    Raises:
        Unavailable: it cannot be installed, e.g. for want of a network.
    """
    python = ENVIRONMENT / "bin" / "python"
    wanted, mark = REQUIREMENTS.read_text(encoding="utf-8"), ENVIRONMENT / _INSTALLED
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return python
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", str(REQUIREMENTS)]
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        raise Unavailable(f"Morph-KGC cannot be installed: {said[-1] if said else error}") from error
    mark.write_text(wanted, encoding="utf-8")
    return python


def portable(mapping: Mapping, *, base_iri: str, used: Iterable[str] | None = None) -> Portable:
    """Leave out what Morph-KGC cannot do and write IRIs with their base.

    Args:
        mapping: ours.
        base_iri: the collection's, with its closing slash.
        used: names of the rules that shall be kept, with those that they join; by default all.
    """
    left_out: list[tuple[str, str]] = []
    kept = _with_joined(mapping, {rule.name for rule in mapping.rules} if used is None else set(used))
    rules = [_rule(rule, base_iri, left_out) for rule in mapping.rules if rule.name in kept]
    return Portable(replace(mapping, rules=tuple(rules)), tuple(left_out))


def _with_joined(mapping: Mapping, names: set[str]) -> set[str]:
    """Add the rules that rules join, and those that these join."""
    found, new = set(names), set(names)
    while new:
        statements = [statement for rule in mapping.rules if rule.name in new for statement in rule.statements]
        new = {one.rule for statement in statements for one in statement.objects if isinstance(one, Join)} - found
        found |= new
    return found


def _rule(rule: TriplesMap, base: str, left_out: list[tuple[str, str]]) -> TriplesMap:
    statements = []
    for statement in rule.statements:
        objects = tuple(one for one in statement.objects if not isinstance(one, Join) or _is_plain(one))
        if len(objects) < len(statement.objects):
            left_out.append((rule.name, _name(statement)))
        if objects:
            statements.append(_statement(replace(statement, objects=objects), base))
    graphs = tuple(_absolute(term, base) for term in rule.graphs)
    return replace(rule, subject=_absolute(rule.subject, base), graphs=graphs, statements=tuple(statements))


def _is_plain(join: Join) -> bool:
    sides = [side for condition in join.conditions for side in (condition.child, condition.parent)]
    return all(isinstance(side, Reference) for side in sides)


def _name(statement: PredicateObject) -> str:
    expression = statement.predicates[0].expression
    return expression.value if isinstance(expression, Constant) else str(expression)


def _statement(statement: PredicateObject, base: str) -> PredicateObject:
    return replace(
        statement,
        predicates=tuple(_absolute(term, base) for term in statement.predicates),
        objects=tuple(one if isinstance(one, Join) else _absolute(one, base) for one in statement.objects),
        graphs=tuple(_absolute(term, base) for term in statement.graphs),
    )


def _absolute(term: TermMap, base: str) -> TermMap:
    if term.term_type is not TermType.IRI:
        return term if term.datatype is None else replace(term, datatype=_absolute(term.datatype, base))
    expression = term.expression
    if isinstance(expression, Constant) and not is_absolute(expression.value):
        return replace(term, expression=Constant(base + expression.value))
    if isinstance(expression, Template):
        first = expression.parts[0]
        if isinstance(first, str) and not is_absolute(first):
            return replace(term, expression=Template((base + first, *expression.parts[1:])))
    return term


def flat(mapping: Mapping, records: Sequence[object], folder: Path) -> Mapping:
    """Write a file for each iterator, with the members that its rules refer to: that is what the engine reads fastest.

    Returns:
        the mapping with these files as sources; they are read whole.
    """
    members: dict[JsonPath, set[str]] = {}
    for rule in mapping.rules:
        members.setdefault(rule.iterator, set()).update(_members(rule, mapping))
    files: dict[JsonPath, str] = {}
    for iterator, names in members.items():
        files[iterator] = f"records{len(files)}.json"
        elements = [element for record in records for element in select_values(record, iterator)]
        kept = [{name: one[name] for name in names if name in one} for one in elements if isinstance(one, dict)]
        (folder / files[iterator]).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    rules = (replace(rule, source=str(folder / files[rule.iterator]), iterator=()) for rule in mapping.rules)
    return replace(mapping, rules=tuple(rules))


def _members(rule: TriplesMap, mapping: Mapping) -> Iterator[str]:
    """List the members of an element that a rule refers to, its side of joins included."""
    terms = [rule.subject, *rule.graphs]
    expressions: list[Expression] = []
    for statement in rule.statements:
        terms += [*statement.predicates, *statement.graphs]
        terms += [one for one in statement.objects if isinstance(one, TermMap)]
    for other in mapping.rules:
        for join in (one for statement in other.statements for one in statement.objects if isinstance(one, Join)):
            expressions += [one.child for one in join.conditions if other is rule]
            expressions += [one.parent for one in join.conditions if join.rule == rule.name]
    for term in terms:
        expressions += [one.expression for one in (term, term.datatype, term.language) if one is not None]
    for expression in expressions:
        parts = expression.parts if isinstance(expression, Template) else (expression,)
        yield from (str(part.path[0]) for part in parts if isinstance(part, Reference))


def turtle(mapping: Mapping) -> str:
    """Write a portable mapping in the notation of Morph-KGC; its sources are JSON files with lists of records."""
    text = rml_turtle(mapping)
    text = re.sub(r'rml:source \[[^\]]*rml:path ("[^"]*") \]', r"rml:source \1", text)
    text = re.sub(r'rml:iterator "\$', 'rml:iterator "$[*]', text)
    text = re.sub(r'rml:reference "(\$[^"]*)"', lambda match: f'rml:reference "{_reference(match[1])}"', text)
    text = re.sub(r"\{(\$[^}]*)\}", lambda match: f"{{{_reference(match[1])}}}", text)
    return re.sub(r'rml:(child|parent)Map \[ rml:reference ("[^"]*") \]', r"rml:\1 \2", text)


def _reference(path: str) -> str:
    return path.removeprefix("$").removeprefix(".").replace("[*]", "")


def run(python: Path, mapping: Mapping, folder: Path, *, seconds: float | None = None) -> Ran:
    """Run a portable mapping over its files of records in one process.

    Args:
        python: of the `environment`.
        mapping: see `portable`; its sources are paths of JSON files with lists of records.
        folder: for the files that the engine reads and writes.
        seconds: how long it may take.

    Raises:
        Unavailable: it failed, or took longer.
    """
    described, settings, output = folder / "mapping.ttl", folder / "settings.ini", folder / "output.nq"
    described.write_text(turtle(mapping), encoding="utf-8")
    settings.write_text(_CONFIGURATION.format(output=output, mapping=described), encoding="utf-8")
    before = os.times()
    command = [str(python), "-m", "morph_kgc", str(settings)]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"Morph-KGC was stopped after {seconds:.0f} seconds") from error
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"Morph-KGC failed: {error.stderr.strip()[-500:]}") from error
    after = os.times()
    took = after.children_user - before.children_user + after.children_system - before.children_system
    return Ran(output.read_text(encoding="utf-8"), took)


if __name__ == "__main__":
    sys.stdout.write(f"{environment()}\n")
