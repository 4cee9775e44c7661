"""Every regular expression of the package and how it is used (row C5): ``python -m tests.reliability.c_patterns``.

Each call of ``re`` that compiles something is watched while all modules are imported, and, with ``--reading``, while
the readers read the project's documents: so patterns that functions put together are found, too. Constant patterns of
calls that were never made are taken from the code. The patterns of the shapes (``sh:pattern``) come last.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

PROJECT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("kg", "server")
_MOST_OF_LINE = 3
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
_WITHOUT_NAME = {
    "kg/authorities/known_registers.py": {"fullmatch"},
    "kg/authorities/transliterations.py": {"sub"},
    "kg/cli/annotations.py": {"search"},
}
"""How the patterns of a file are used that have no name, for they stand in a list."""
_FROM_ANYWHERE = ("search", "finditer", "findall", "split", "sub", "subn")


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """A pattern at the place that compiles it; ``methods`` are ``match``, ``fullmatch`` and ``search``, as used."""

    where: str
    """File and line, e.g. ``kg/records/locator.py:25``."""
    text: str
    flags: int
    methods: tuple[str, ...]
    is_bytes: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    file: str
    line: int
    text: str | bytes
    flags: int
    method: str
    """The function of ``re`` that was called."""


class Watch:
    """Notes what is compiled by code of the project from now on."""

    def __init__(self) -> None:
        self.seen: set[_Seen] = set()
        self._compile = cast("Callable[[object, int], object]", re._compile)  # type: ignore[attr-defined] # the only way

    def start(self) -> None:
        re._compile = self._watched  # type: ignore[attr-defined] # as above

    def _watched(self, pattern: object, flags: int) -> object:
        caller = sys._getframe(1)
        method = caller.f_code.co_name
        frame = caller.f_back
        if isinstance(pattern, str | bytes) and frame is not None:
            with suppress(ValueError):
                file = Path(frame.f_code.co_filename).relative_to(PROJECT).as_posix()
                if file.startswith(PACKAGES):
                    self.seen.add(_Seen(file, frame.f_lineno, pattern, int(flags), method))
        return self._compile(pattern, flags)


class Uses(ast.NodeVisitor):
    """By which methods the patterns of a module are used, under their names, and on which lines they stand."""

    def __init__(self, file: str, tree: ast.AST) -> None:
        self.file = file
        self.methods: dict[str, set[str]] = defaultdict(set)
        self.names: dict[int, str] = {}
        self.constants: list[_Seen] = []
        self.visit(tree)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in METHODS and _name(called.value) == "re":
            self._constant(node, called.attr)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        name = _name(node.value)
        if node.attr in METHODS and name not in ("", "re"):
            self.methods[name].add(node.attr)
        self.generic_visit(node)

    def _constant(self, node: ast.Call, method: str) -> None:
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
            self.constants.append(_Seen(self.file, node.lineno, first.value, 0, method))

    def visit_Assign(self, node: ast.Assign) -> None:
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and _compiles(node.value):
            self._named(node.value, node.targets[0].id)
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg is not None and _compiles(node.value):
            self._named(node.value, node.arg)
        self.generic_visit(node)

    def _named(self, node: ast.expr, name: str) -> None:
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
            self.names[line] = name


def _name(node: ast.expr) -> str:
    """The last part of a name, e.g. ``owns`` of ``each.owns``."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _compiles(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"


def _modules() -> Iterator[tuple[str, ast.AST]]:
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            yield path.relative_to(PROJECT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _imported() -> None:
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(PROJECT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _read() -> None:
    """Have every reader and grammar read what there is to read."""
    from tests.fuzz.corpus import corpus
    from tests.fuzz.targets import GRAMMARS, readers

    for name, target in {**readers(), **GRAMMARS}.items():
        for data in corpus(name):
            with suppress(AssertionError):
                target(data)


def _patterns(watch: Watch) -> Iterator[Pattern]:
    uses = {file: Uses(file, tree) for file, tree in _modules()}
    everywhere: dict[str, set[str]] = defaultdict(set)
    for one in uses.values():
        for name, methods in one.methods.items():
            everywhere[name] |= methods
    constants = {seen for one in uses.values() for seen in one.constants}
    for seen in watch.seen | constants:
        methods = {seen.method}
        if seen.method == "compile":
            name = uses[seen.file].names.get(seen.line, "")
            private = uses[seen.file].methods.get(name) if name.startswith("_") else everywhere.get(name)
            methods = private or _WITHOUT_NAME.get(seen.file) or set(METHODS)
        is_bytes = isinstance(seen.text, bytes)
        text = seen.text.decode("latin-1") if isinstance(seen.text, bytes) else seen.text
        kinds = {"search" if one in _FROM_ANYWHERE else one for one in methods}
        yield Pattern(f"{seen.file}:{seen.line}", text, seen.flags, tuple(sorted(kinds)), is_bytes)


def shape_patterns() -> Iterator[Pattern]:
    """Find every ``sh:pattern`` of the shapes; engines look for a match anywhere in a value."""
    from rdflib import Graph, Namespace

    shacl = Namespace("http://www.w3.org/ns/shacl#")
    for path in sorted((PROJECT / "ontology" / "shapes").glob("*.ttl")):
        graph = Graph().parse(path, format="turtle")
        for node, text in graph.subject_objects(shacl.pattern):
            flags = re.IGNORECASE if "i" in str(graph.value(node, shacl.flags) or "") else 0
            yield Pattern(path.relative_to(PROJECT).as_posix(), str(text), int(flags), ("search",))


def _longest(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """Of the patterns that one line makes again and again, the longest: they differ in the words of one page."""
    by_line: dict[str, list[Pattern]] = defaultdict(list)
    for one in patterns:
        by_line[one.where].append(one)
    for where, found in by_line.items():
        most = _MOST_OF_LINE if ":" in where and where.partition(":")[0] not in _WITHOUT_NAME else len(found)
        yield from sorted(found, key=lambda one: len(one.text), reverse=True)[:most]


def collected(*, reading: bool) -> list[Pattern]:
    """Collect all patterns, each once; to be called in a process that has imported nothing of the project yet."""
    watch = Watch()
    watch.start()
    _imported()
    if reading:
        _read()
    found: dict[tuple[str, int, bool], Pattern] = {}
    for one in sorted([*_patterns(watch), *shape_patterns()]):
        key = (one.text, one.flags, one.is_bytes)
        known = found.get(key)
        methods = tuple(sorted({*one.methods, *(known.methods if known else ())}))
        found[key] = Pattern(known.where if known else one.where, one.text, one.flags, methods, one.is_bytes)
    return sorted(_longest(found.values()))


def main(arguments: list[str]) -> None:
    sys.stdout.write(json.dumps([asdict(one) for one in collected(reading="--reading" in arguments)]))


if __name__ == "__main__":
    main(sys.argv[1:])
