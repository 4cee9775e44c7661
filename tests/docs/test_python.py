"""The Python shown in the documentation runs, page by page, in a folder that has the project's data and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.commands import needs_command
from tests.docs.markdown import code_blocks, pages

ROOT = Path(__file__).resolve().parents[2]
OF_ENDPOINTS = ("docs/how-to/federate.md", "docs/how-to/query-from-programs.md")
"""What these pages show asks running endpoints; `tests.clients.test_recipes` runs it, program by program."""

PROGRAMS = {
    str(page.relative_to(ROOT)): "\n".join(
        line for block in code_blocks(page) if block.language == "python" for line in block.lines
    )
    for page in pages(ROOT)
    if str(page.relative_to(ROOT)) not in OF_ENDPOINTS
}


@needs_command
@pytest.mark.parametrize("page", [page for page, program in PROGRAMS.items() if program])
def test_the_python_of_a_page_runs(page: str, tmp_path: Path) -> None:
    for name in ("collections", "mappings", "ontology"):
        (tmp_path / name).symlink_to(ROOT / name)

    result = subprocess.run(
        [sys.executable, "-c", PROGRAMS[page]], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr
