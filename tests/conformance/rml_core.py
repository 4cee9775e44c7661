"""Run the JSON cases of the RML-Core suite (https://github.com/kg-construct/rml-core) from a folder.

``python -m tests.conformance.rml_core FOLDER`` prints a line for each case and ends with status 0 only if
exactly the cases in ``EXCEPTIONS`` fail. A case is a folder ``*-JSON`` with ``mapping.ttl`` (or
``mapping.yaml``), its sources and ``output.nq``; without ``output.nq`` an error is expected. The suite is
not part of this project: fetch it, then name its folder.

Datasets are compared after canonicalisation of their blank nodes. Base IRI is the suite's
``http://example.com/``; ``rml:UnsafeIRI`` is switched on, because one case is about it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph

from kg.errors import MappingError
from kg.mapping import Mapping, compile_mapping, load_rml, read_yarrrml

BASE_IRI = "http://example.com/"
EXCEPTIONS: dict[str, str] = {}
"""Name of a case -> why it fails here. Empty: all pass."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case; ``detail`` says why it failed, or which error came where one was expected."""

    name: str
    passed: bool
    detail: str = ""


def find_cases(suite: Path) -> list[Path]:
    """List the case folders below a folder, by name."""
    return sorted(folder for folder in suite.rglob("*-JSON") if folder.is_dir())


def run_case(folder: Path) -> Verdict:
    """Run one case and judge its output."""
    expected_file = folder / "output.nq"
    try:
        lines = list(_quads(folder))
    except MappingError as error:
        return Verdict(folder.name, not expected_file.exists(), str(error))
    if not expected_file.exists():
        return Verdict(folder.name, passed=False, detail="an error was expected")
    missing, extra = _difference(expected_file.read_bytes(), "".join(lines).encode())
    if missing or extra:
        detail = "\n".join([*(f"    - {quad}" for quad in missing), *(f"    + {quad}" for quad in extra)])
        return Verdict(folder.name, passed=False, detail=f"another dataset:\n{detail}")
    return Verdict(folder.name, passed=True)


def _quads(folder: Path) -> Iterator[str]:
    """Map all sources of a case as one record, whose members are the sources."""
    mapping = _load(folder)
    record: dict[str, object] = {}
    for name in dict.fromkeys(rule.source for rule in mapping.rules):
        try:
            record[name] = json.loads((folder / name).read_bytes())
        except (OSError, ValueError) as error:
            raise MappingError(f"The source {name} cannot be read: {error}.") from error
    rules = tuple(replace(rule, iterator=(rule.source, *rule.iterator)) for rule in mapping.rules)
    plan = compile_mapping(replace(mapping, rules=rules), base_iri=BASE_IRI, unsafe_iris=True)
    lines = plan.quads(record)
    if [quad.line for quad in plan.trace(record)] != lines:
        raise AssertionError(f"{folder.name}: the trace differs from the plan")
    yield from lines


def _load(folder: Path) -> Mapping:
    turtle, yarrrml = folder / "mapping.ttl", folder / "mapping.yaml"
    if turtle.exists():
        return load_rml(turtle.read_bytes(), base=BASE_IRI, file=turtle.name)
    return read_yarrrml([(yarrrml.name, yarrrml.read_text(encoding="utf-8"))])


def _difference(expected: bytes, actual: bytes) -> tuple[list[str], list[str]]:
    datasets = []
    for data in (expected, actual):
        quads = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        dataset = pyoxigraph.Dataset(quads)
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
        datasets.append({str(quad) for quad in dataset})
    return sorted(datasets[0] - datasets[1]), sorted(datasets[1] - datasets[0])


def main(arguments: Sequence[str]) -> int:
    """Run the suite in the folder named; give the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Name the folder of the suite: python -m tests.conformance.rml_core FOLDER\n")
        return 2
    verdicts = [run_case(folder) for folder in find_cases(Path(arguments[0]))]
    if not verdicts:
        sys.stderr.write(f"There is no case *-JSON below {arguments[0]}.\n")
        return 2
    for verdict in verdicts:
        word = "passed" if verdict.passed else "FAILED"
        reason = EXCEPTIONS.get(verdict.name)
        known = f" [expected: {reason}]" if reason else ""
        detail = f": {verdict.detail}" if verdict.detail else ""
        sys.stdout.write(f"{word} {verdict.name}{known}{detail}\n")
    failed = {verdict.name for verdict in verdicts if not verdict.passed}
    sys.stdout.write(f"{len(verdicts) - len(failed)} of {len(verdicts)} cases passed.\n")
    for name in sorted(set(EXCEPTIONS) - failed):
        sys.stdout.write(f"{name} is listed as an exception, but did not fail.\n")
    return 0 if failed == set(EXCEPTIONS) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
