"""Row B3: whatever a program makes of the description, the server answers as described, and never by 500."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.b_openapi_3_2 import in_openapi_3_2
from tests.reliability.figures import Figure
from tests.server.running import Running

PROJECT = Path(__file__).resolve().parents[2]
SECONDS = 540
CASES = 2_000
Description = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """What schemathesis says of a run."""

    report: dict[str, Any]
    output: str

    @property
    def cases(self) -> int:
        return int(self.report["test_cases"]["generated"])

    @property
    def failures(self) -> list[str]:
        return [f"{one['title']}: {one['operations']}" for one in self.report["failures"]]


def tried(
    server: Running, folder: Path, *options: str, change: Callable[[Description], object] = lambda _: None
) -> Tried:
    """Try a server by its own description.

    Args:
        server: what is tried.
        folder: for the description and the report.
        options: of ``schemathesis run``.
        change: is made to the description before.
    """
    description = in_openapi_3_2(json.loads(server.ask("/openapi.json").body))
    change(description)
    file, report = folder / "openapi.json", folder / "report.json"
    file.write_text(json.dumps(description), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(file), "--url", server.url.rstrip("/")]
    command += ["--checks", "all", "--continue-on-failure", "--no-color", "--seed", "1919", "--request-timeout", "60"]
    command += ["--report", "json", "--report-json-path", str(report), "--generation-database", "none"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.reliability.b_formats", "PYTHONPATH": str(PROJECT)}
    found = subprocess.run(
        [*command, *options],
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDS,
        env=environment,
        cwd=folder,  # it keeps notes where it is run
    )
    assert report.exists(), found.stdout + found.stderr
    return Tried(json.loads(report.read_text(encoding="utf-8")), found.stdout)


def check(found: Tried, figure: Figure, words: str) -> None:
    operations = found.report["operations"]
    figure("B3", f"{words}: {found.cases} cases of {operations['tested']} operations, {len(found.failures)} failures")

    assert found.failures == [], found.output
    assert found.report["errors"] == [], found.output
    assert operations["tested"] == operations["total"]
    assert found.report["complete"]


def test_the_interface_is_as_described(server: Running, tmp_path: Path, figure: Figure) -> None:
    found = tried(server, tmp_path, "--phases", "examples,fuzzing", "--max-examples", "4")

    check(found, figure, "described interface (short)")


@pytest.mark.acceptance
def test_the_interface_is_as_described_in_thousands_of_cases(server: Running, tmp_path: Path, figure: Figure) -> None:
    found = tried(server, tmp_path, "--max-examples", "60")

    check(found, figure, "described interface")
    assert found.cases >= CASES


def test_a_description_that_is_not_true_is_found(server: Running, tmp_path: Path) -> None:
    """Each kind of untruth about one path: a status, a type, a header and a property that are not there."""

    def falsify(description: Description) -> None:
        alive = description["paths"]["/health/live"]["get"]["responses"]
        limits = description["paths"]["/about/limits"]["get"]["responses"]
        context = description["paths"]["/context.jsonld"]["get"]["responses"]
        profile = description["paths"]["/profile"]["get"]["responses"]
        alive["201"] = alive.pop("200")
        limits["200"]["content"]["application/json"]["schema"] = {"type": "array"}
        context["200"]["content"] = {"text/csv": {"schema": {"type": "string"}}}
        profile["200"]["headers"]["X-Nobody"] = {"required": True, "schema": {"type": "string"}}
        paths = ("/health/live", "/about/limits", "/context.jsonld", "/profile")
        description["paths"] = {path: description["paths"][path] for path in paths}

    found = tried(server, tmp_path, "--phases", "fuzzing", "--max-examples", "1", change=falsify)

    titles = " ".join(found.failures)
    assert all(path in titles for path in ("/health/live", "/about/limits", "/context.jsonld", "/profile")), titles
