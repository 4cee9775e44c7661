"""Run a conformance suite from a folder: ``python -m tests.conformance FOLDER``, as ``make conformance`` does.

RML-Core (https://github.com/kg-construct/rml-core) is known by its folders ``*-JSON``, the W3C's SPARQL suites
(https://github.com/w3c/rdf-tests, the folder or a part of it) by their manifests. The suites are not part of this
project: fetch them, then name the folder. The exit status is 0 if exactly the cases that are named as exceptions fail.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.conformance import rml_core
from tests.conformance.sparql_exceptions import EXCEPTIONS, reason_to_leave_out
from tests.conformance.sparql_runner import run_suite
from tests.conformance.sparql_suite import read_suite


def run_sparql(folder: Path) -> int:
    """Run the SPARQL cases of a folder, print a line for each that does not pass, and a table of all."""
    suite = read_suite(folder)
    left_out = Counter(reason for case in suite.cases if (reason := reason_to_leave_out(case)))
    passed: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    unforeseen = []
    for verdict in run_suite(suite):
        part = verdict.name.rpartition("/")[0]
        (passed if verdict.passed else failed)[part] += 1
        reason = EXCEPTIONS.get(verdict.name)
        if verdict.passed != (reason is None):
            unforeseen.append(verdict.name)
            told = verdict.detail or "is listed as an exception, but did not fail"
            sys.stdout.write(f"FAILED {verdict.name}: {told}\n")
        elif reason is not None:
            sys.stdout.write(f"failed, as is known: {verdict.name}: {reason}\n")
    for part in sorted(passed | failed):
        sys.stdout.write(f"{part}: {passed[part]} of {passed[part] + failed[part]}\n")
    for reason, number in sorted(left_out.items()):
        sys.stdout.write(f"not run: {number} ({reason})\n")
    whole = passed.total() + failed.total()
    sys.stdout.write(f"{passed.total()} of {whole} cases passed; {len(unforeseen)} came out otherwise than is known.\n")
    return 1 if unforeseen else 0


def main(arguments: Sequence[str]) -> int:
    """Run the suite in the folder named; give the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Name the folder of a suite: python -m tests.conformance FOLDER\n")
        return 2
    folder = Path(arguments[0])
    if rml_core.find_cases(folder):
        return rml_core.main(arguments)
    if next(folder.rglob("manifest*.ttl"), None) is not None:
        return run_sparql(folder)
    sys.stderr.write(f"There is neither a case *-JSON of RML-Core nor a manifest.ttl of SPARQL below {folder}.\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
