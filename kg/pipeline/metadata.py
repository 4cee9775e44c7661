"""What a release says about itself in its manifest: the collection, and figures that describe the default graph.

The server makes its service description and VoID from them, without asking the store again.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.config import Collection
from kg.namespaces import RDF
from kg.store.oxigraph import ReadOnlyStore

_TYPE = f"<{RDF}type>"


def collection_metadata(collection: Collection) -> dict[str, object]:
    """Give what the manifest says about the collection."""
    return {
        "id": collection.id,
        "title": collection.title,
        "base_iri": collection.base_iri,
        "description": collection.description,
        "publisher": collection.publisher,
        "licence": collection.licence,
        "languages": list(collection.languages),
        "span": None if collection.span is None else list(collection.span),
    }


def statistics(store: Path, *, base_iri: str) -> dict[str, object]:
    """Count what the default graph of a store holds, in one pass.

    Args:
        store: its folder.
        base_iri: things whose IRI begins with it and ``id/`` are the collection's entities.

    Returns:
        ``triples``, ``entities``, ``subjects``, ``objects``; ``example`` (an entity, a document if there is one);
        ``classes`` (class to number of instances) and
        ``properties`` (property to number of triples), sorted by IRI.
    """
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    subjects: set[int] = set()
    objects: set[int] = set()
    entities: set[int] = set()
    entity = f"<{base_iri}id/"
    example = ""
    with ReadOnlyStore(store) as opened:
        for subject, predicate, value, _ in opened.statements(graph=""):
            # Numbers instead of texts, for a large release has millions; two of the same number cost a unit.
            number = hash(subject)
            subjects.add(number)
            objects.add(hash(value))
            properties[predicate[1:-1]] += 1
            if predicate == _TYPE:
                classes[value[1:-1]] += 1
            if subject.startswith(entity) and "#" not in subject:
                entities.add(number)
                example = min(
                    filter(None, (example, subject)), key=lambda one: (not one.startswith(f"{entity}doc/"), one)
                )
    return {
        "triples": properties.total(),
        "entities": len(entities),
        "subjects": len(subjects),
        "objects": len(objects),
        "example": example[1:-1] or None,
        "classes": dict(sorted(classes.items())),
        "properties": dict(sorted(properties.items())),
    }
