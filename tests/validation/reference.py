"""Write docs/reference/shapes.md from shapes and rules: ``python -m tests.validation.reference``."""

from __future__ import annotations

from pathlib import Path

from kg.resources import ontology_folder
from kg.validation import ShapeInfo, load_shapes
from kg.validation.rules import load_rules

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "shapes.md"

TABLE = "| {} | Severity | What is wrong | Why it matters | What to do |\n|---|---|---|---|---|"

HEAD = """\
# Shapes and rules

What a letter must, should and may say before it is published.
The shapes stand in `ontology/shapes/*.ttl` (SHACL), the rules across documents in `ontology/rules/*.rq` (SPARQL).
This page is made from them: `python -m tests.validation.reference` writes it, and a test compares it.

**Severity.**
A *violation* holds the letter back: we contradict ourselves, or the graph could not be used.
A *warning* is published and counted: the source leaves something out or gets it wrong.
*Information* is what is merely absent in an index, or left open on purpose.
No date alone rejects a letter.

**Conventions for shapes.**
Every shape that can report has an IRI `https://w3id.org/lettergraph/shapes#S…`, and on itself `sh:severity`,
`sh:message` (what is wrong), `sh:description` (why it matters) and `rdfs:comment` (what to do), in English.
Messages hold no placeholders: results take their words, severity and path from the shape, so that all engines agree.
SPARQL constraints cost more than all other shapes together.
Whether one date comes before another can be checked without them, from the later date node (`date.ttl`).
Days in SPARQL are compared as strings (`STR(?day)`), because the engine `shacl` does not order `xsd:date` in filters.
A new shape needs a document that breaks it, in `tests/validation/mutations.py`.

**Engines.**
`shacl` is the default; where it has no wheel, `pyshifty` stands in; `pyshacl` is the reference for small graphs.
Choose with `--engine`.
Known deviations of pySHACL, none of them on our shapes and data: language tags in lower case; no result for values of
two kinds that have no order; an error instead of a result for ill-typed values that are compared.

**Registers.**
`owl:sameAs` points to Wikidata, GND, VIAF, BnF, Library of Congress, NDL, ISNI, GeoNames, or to a register that the
collection declares (`load_shapes(folder, registers=…)`).
"""


def page() -> str:
    """Make the page."""
    parts = [HEAD]
    by_file: dict[str, list[ShapeInfo]] = {}
    for info in load_shapes(ontology_folder() / "shapes").infos.values():
        by_file.setdefault(info.file, []).append(info)
    for file, infos in by_file.items():
        parts.append(
            f"## {file}\n\n| Shape | Severity | What is wrong | Why it matters | What to do |\n|---|---|---|---|---|"
        )
        parts += [
            f"| `{info.code}` | {info.severity.value} | {info.message} | {info.description} | {info.remedy} |"
            for info in infos
        ]
        parts.append("")
    parts.append(
        "## Rules across documents\n\nAsked of the finished store; a violation holds back the letters that it names.\n"
    )
    parts.append("| Rule | Severity | What is wrong | Why it matters | What to do |\n|---|---|---|---|---|")
    parts += [
        f"| `{rule.code}` | {rule.severity.value} | {rule.what} | {rule.why} | {rule.remedy} |"
        for rule in load_rules(ontology_folder() / "rules")
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
