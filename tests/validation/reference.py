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
SPARQL constraints cost more than all other shapes together: where they cannot be avoided, an alternative of `sh:or`
before them keeps them from being asked of every node, and their paths avoid `?` and `*`.
Whether one date comes before another can be checked without them, from the later date node (`date.ttl`).
Days in SPARQL are compared as strings (`STR(?day)`), because the engine `shacl` does not order `xsd:date` in filters.
A new shape needs a document that breaks it, in `tests/validation/mutations.py`.
The engine is given only triples with a predicate that some shape names, and only classes that some shape asks for.

**Candidates of rules.**
A rule asks the finished store, but not of everything.
While a letter is made, what could break a rule is noted as *facts* (`kg/validation/facts.py`): a sound letter has two,
its key and that it is described.
Brought together with the lines that letters share they give the *candidates* of each rule.
The head of a rule names them (`# candidates: labels`), and a line such as `VALUES ?focus { {candidates} }` is where
they are put into the query.
Without candidates (`check_rules(store, rules, base_iri=…)`) the line is left out and everything is asked, with the same
answer; a rule of your own needs no candidates.

| Candidates | What is asked of |
|---|---|
| `blank-nodes` | graphs with a node that has no IRI |
| `constituents` | notes that belong to two entries of a document, or to a document whose key is not theirs |
| `dates` | nodes with two values of a date property, and shared ones whose name begins with the key of a document |
| `descriptions` | what a document describes, should be its own, and does not begin with its key |
| `identities` | subjects of `owl:sameAs` that share an object |
| `labels` | nodes with two labels in a language, and shared ones whose name begins with the key of a document |
| `matches` | subjects of `skos:exactMatch` that share an object |
| `provenance` | graphs of documents without `prov:wasDerivedFrom` |
| `references` | what documents refer to and neither they nor a shared line describes |

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
    parts.append(
        "| Rule | Severity | Candidates | What is wrong | Why it matters | What to do |\n|---|---|---|---|---|---|"
    )
    parts += [
        f"| `{rule.code}` | {rule.severity.value} | `{rule.candidates}` | {rule.what} | {rule.why} | {rule.remedy} |"
        for rule in load_rules(ontology_folder() / "rules")
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
