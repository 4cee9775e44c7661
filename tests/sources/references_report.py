"""Count what the references of the sample files are read as: ``python -m tests.sources.references_report [--refused]``.

Every ``@ref``, ``@key`` and ``@corresp`` of all XML files and every cell of the tables whose column is an id column is
read. ``--refused`` lists what is refused, ``--local`` what is taken for a local id, each with its number.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kg.sources.references import read_references
from tests.conftest import SHARED

ATTRIBUTES = ("ref", "key", "corresp")


def printed_references(samples: Path) -> Iterator[tuple[str, str, str]]:
    """Yield folder, attribute or column, and the text of every reference."""
    for path in sorted(samples.rglob("*.xml")):
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
        tree = etree.parse(str(path), parser)
        folder = path.relative_to(samples).parts[0]
        for element in tree.iter(etree.Element):
            for name in ATTRIBUTES:
                value = element.get(name)
                if value is not None:
                    yield folder, f"@{name}", value
    for path in sorted(samples.rglob("letters.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    if column.endswith("ID") and value:
                        yield "csv", column, value


def main(arguments: list[str]) -> None:
    """Print the table."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    refused: Counter[tuple[str, str]] = Counter()
    local: Counter[str] = Counter()
    registers: Counter[str] = Counter()
    for folder, name, value in printed_references(SHARED / "samples"):
        read = read_references(value)
        counts = rows.setdefault((folder, name), Counter())
        counts["printed"] += 1
        counts["links"] += len(read.links)
        counts["local"] += len(read.local)
        counts["refused"] += len(read.refused)
        counts["nothing"] += not (read.links or read.local or read.refused)
        refused.update((each.code, each.text) for each in read.refused)
        local.update(read.local)
        registers.update(each.register for each in read.links)
    columns = ("printed", "links", "local", "refused", "nothing")
    sys.stdout.write(f"{'':34}" + "".join(f"{column:>10}" for column in columns) + "\n")
    for (folder, name), counts in sorted(rows.items()):
        sys.stdout.write(f"{folder + ' ' + name:34}" + "".join(f"{counts[column]:10}" for column in columns) + "\n")
    total = sum(rows.values(), Counter[str]())
    sys.stdout.write(f"{'all':34}" + "".join(f"{total[column]:10}" for column in columns) + "\n")
    sys.stdout.write(
        "links by register: " + ", ".join(f"{name} {number}" for name, number in registers.most_common()) + "\n"
    )
    if "--refused" in arguments:
        for (code, text), number in refused.most_common():
            sys.stdout.write(f"{number:6} {code:12} {text}" + "\n")
    if "--local" in arguments:
        for text, number in local.most_common():
            sys.stdout.write(f"{number:6} {text}" + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
