"""Every link of the documentation leads somewhere."""

from __future__ import annotations

from pathlib import Path

from tests.docs.markdown import anchors, links, pages


def broken(page: Path, link: str) -> bool:
    if "://" in link or link.startswith("mailto:"):
        return False
    name, _, fragment = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return True
    return bool(fragment) and target.suffix == ".md" and fragment not in anchors(target)


def test_every_link_within_the_project_resolves(project: Path) -> None:
    found = {
        f"{page.relative_to(project)}: {link}" for page in pages(project) for link in links(page) if broken(page, link)
    }

    assert found == set()


def test_every_page_can_be_reached_from_the_readme(project: Path) -> None:
    reached: set[Path] = set()
    waiting = [project / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_file() and target not in reached:
                waiting.append(target)

    fragments = set((project / "docs" / "changes").glob("*.md"))
    assert set(pages(project)) - fragments - reached == set()
