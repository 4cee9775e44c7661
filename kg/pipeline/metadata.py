"""What a release says about its collection in its manifest: the server makes its descriptions from it."""

from __future__ import annotations

from kg.config import Collection


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
