"""Our ontology and SKOS schemes as the vocabulary graph of a site.

The terms are the project's, under w3id.org/lettergraph; every site also publishes them, in ``{base}vocab``. Shapes
are not among them: they are rules for the data, not terms.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import ConfigurationError, Where
from kg.graphs.naming import GraphNames
from kg.graphs.terms import canonical_lines, iri, lower_language, quad_line, split_line
from kg.resources import ontology_folder


def vocabulary_quads(*, base_iri: str, folder: Path | None = None) -> list[str]:
    """Give the vocabulary graph.

    Args:
        base_iri: the collection's, with its closing slash.
        folder: a folder with ``lettergraph.ttl`` and ``concepts/*.ttl``; the library's own if absent.

    Returns:
        Sorted N-Quads lines, each once, all in the graph ``{base}vocab``; no term is a blank node.

    Raises:
        ConfigurationError: a term is a blank node; ``where`` names the file.
        ReleaseError: a file is not Turtle.
    """
    folder = folder or ontology_folder()
    graph = iri(GraphNames(base_iri).vocabulary)
    lines: set[str] = set()
    for path in (folder / "lettergraph.ttl", *sorted((folder / "concepts").glob("*.ttl"))):
        for line in canonical_lines(path.read_bytes(), media_type="text/turtle"):
            terms = split_line(line)
            if terms.subject.startswith("_:") or terms.object.startswith("_:"):
                raise ConfigurationError(
                    "the vocabulary has a blank node, which cannot be published",
                    where=Where(file=str(path)),
                    remedy="Give it an IRI.",
                )
            lines.add(lower_language(quad_line(terms.subject, terms.predicate, terms.object, graph)))
    return sorted(lines)
