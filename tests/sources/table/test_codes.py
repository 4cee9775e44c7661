"""docs/reference/table.md lists every code that the reading of tables gives."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_code_of_a_finding_is_documented(project: Path) -> None:
    page = (project / "docs/reference/table.md").read_text("utf-8")
    files = [*(project / "kg/sources/rows").glob("*.py"), project / "kg/sources/spreadsheet.py"]
    source = "\n".join(path.read_text("utf-8") for path in files)
    codes = set(re.findall(r"""(?:Finding|Remark|row\.note|self\.note)\(\s*"([a-z-]+)\"""", source))
    codes |= set(re.findall(r'unknown="([a-z-]+)"', source)) | {"sender-unknown", "addressee-unknown"}

    assert len(codes) > 15
    assert {code for code in codes if f"`{code}`" not in page} == set()
