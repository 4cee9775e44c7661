"""The tutorial can be followed: its commands succeed one after the other, beginning in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.docs.commands import needs_command
from tests.docs.markdown import code_blocks

SET_UP = ("make", "export")
"""What has been done where tests run."""


def follow(line: str, folder: Path) -> None:
    """Run one line of the tutorial with the command under test first on the path."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    result = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"$ {line}\n{result.stdout}{result.stderr}"


@needs_command
def test_the_tutorial_can_be_followed(project: Path, tmp_path: Path) -> None:
    folder = tmp_path
    for block in code_blocks(project / "docs" / "tutorial.md"):
        if block.language == "sparql":
            name = re.fullmatch(r"# (\S+\.rq)", block.lines[0])
            assert name is not None, "a query begins with the name of its file"
            (folder / name[1]).write_text("\n".join(block.lines), encoding="utf-8")
        for line in block.lines if block.language == "console" else ():
            program, *arguments = shlex.split(line.removeprefix("$ "))
            if program == "cd":
                folder = folder / arguments[0]
            elif program not in SET_UP:
                follow(line.removeprefix("$ "), folder)

    assert (folder / "letters.trig").stat().st_size > 0
