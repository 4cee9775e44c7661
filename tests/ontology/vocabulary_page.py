"""Write ``docs/reference/vocabulary.md`` from the ontology: ``python -m tests.ontology.vocabulary_page``.

The page is text for people; the Turtle files are what counts. A test fails when the page is not what this writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.graphs import canonical_lines, split_line
from kg.graphs.terms import RDF_TYPE
from kg.namespaces import LG, LGV, PREFIXES, RDFS, SKOS

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGE = PROJECT / "docs" / "reference" / "vocabulary.md"

_HEAD = """# The vocabulary

Our own terms and concepts, written from `ontology/lettergraph.ttl` and `ontology/concepts/`.
Change those, then run `python -m tests.ontology.vocabulary_page`.
How they are used together with other vocabularies is in `ontology/profile.md`.
Every site shows them at `/ontology` and `/vocab`; their IRIs never change or vanish.

| prefix | namespace |
|---|---|
| `lg:` | <https://w3id.org/lettergraph/ontology#> |
| `lgv:` | <https://w3id.org/lettergraph/vocab#> |
| `rico:` | <https://www.ica.org/standards/RiC/ontology#> |

"""

Statements = dict[str, dict[str, list[str]]]


def read(path: Path) -> Statements:
    """Read a Turtle file: objects by subject and predicate, IRIs without brackets, subjects in their order."""
    statements: Statements = {}
    for line in canonical_lines(path.read_bytes(), media_type="text/turtle"):
        subject, predicate, value, _ = split_line(line)
        values = statements.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], [])
        values.append(value[1:-1] if value.startswith("<") else value)
    return statements


def curie(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def english(values: list[str]) -> str:
    """Give the English text of some literals, e.g. ``"has signatory"@en``."""
    text = next(value for value in values if value.endswith("@en"))[1:-4]
    return re.sub(r"\\(.)", r"\1", text)


def page() -> str:
    """Write the whole page."""
    parts = [_HEAD, "## Terms\n\n", *_terms(read(PROJECT / "ontology" / "lettergraph.ttl"))]
    for path in sorted((PROJECT / "ontology" / "concepts").glob("*.ttl")):
        parts += _scheme(read(path), f"{LGV}{path.stem}")
    return "".join(parts).rstrip("\n") + "\n"


def _terms(ontology: Statements) -> Iterator[str]:
    for iri, said in ontology.items():
        if not iri.startswith(LG):
            continue
        yield f"### `{curie(iri)}`\n\n{english(said[f'{SKOS}definition'])}\n\n"
        yield f"{english(said[f'{SKOS}scopeNote'])}\n\n"
        yield f"Example: {english(said[f'{SKOS}example'])}\n\n"
        facts = [f"*{name}* {_listed(said[key])}" for key, name in _FACTS.items() if key in said]
        yield f"{'; '.join(facts)}.\n\n"


_FACTS = {
    RDF_TYPE: "kind",
    f"{RDFS}subClassOf": "subclass of",
    f"{RDFS}subPropertyOf": "subproperty of",
    f"{RDFS}domain": "domain",
    f"{PREFIXES['schema']}domainIncludes": "domain includes",
    f"{RDFS}range": "range",
    f"{PREFIXES['schema']}rangeIncludes": "range includes",
}


def _listed(iris: list[str]) -> str:
    return ", ".join(f"`{curie(iri)}`" for iri in iris)


def _scheme(statements: Statements, scheme: str) -> Iterator[str]:
    said = statements[scheme]
    yield f"## {english(said[f'{SKOS}prefLabel'])}\n\n"
    yield f"`{curie(scheme)}`: {english(said[f'{SKOS}definition'])} {english(said[f'{SKOS}scopeNote'])}\n\n"
    yield "| concept | label | definition | scope |\n|---|---|---|---|\n"
    for iri, concept in statements.items():
        if f"{SKOS}definition" in concept and iri != scheme:
            texts = [english(concept[f"{SKOS}{name}"]) for name in ("prefLabel", "definition", "scopeNote")]
            yield f"| `{curie(iri)}` | {' | '.join(texts)} |\n"
    yield "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
