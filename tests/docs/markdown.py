"""Just enough Markdown for the tests of the documentation: headings, links and fenced code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block; ``line`` is that of its first line of code, from 1."""

    page: Path
    line: int
    language: str
    lines: tuple[str, ...]


def pages(project: Path) -> list[Path]:
    """List the README, the changelog and every page below ``docs``."""
    return [project / "README.md", project / "CHANGELOG.md", *sorted((project / "docs").rglob("*.md"))]


def code_blocks(page: Path) -> Iterator[CodeBlock]:
    """Give the fenced code blocks of a page, in order."""
    language: str | None = None
    block: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        fence = re.match(r"\s*```(\w*)", line)
        if fence is None:
            block.append(line)
        elif language is None:
            language, block = fence[1], []
        else:
            yield CodeBlock(page, number - len(block), language, tuple(block))
            language = None


def prose(page: Path) -> str:
    """Give the text of a page without its fenced code blocks."""
    return re.sub(r"^\s*```.*?^\s*```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(page: Path) -> list[str]:
    """List the targets of the links and pictures of a page."""
    without_code = re.sub(r"`[^`\n]*`", "", prose(page))
    return re.findall(r"\]\(([^)\s]+)\)", without_code)


def anchors(page: Path) -> set[str]:
    """Give the anchors that the headings of a page make, as GitHub names them."""
    headings = re.findall(r"^#+ +(.+?) *$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(text: str, heading: str) -> str:
    """Give what stands under a heading, up to the next of the same level or higher; empty if there is none."""
    start = re.search(rf"^(#+) +`?{re.escape(heading)}`?\s*$", text, flags=re.MULTILINE)
    if start is None:
        return ""
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, flags=re.MULTILINE)
    return rest[: end.start()] if end else rest
