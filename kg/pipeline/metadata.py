"""What a release says about itself in its manifest: the collection, and figures that describe the default graph.

The server makes its service description and VoID from them, without asking the store again.
"""

from __future__ import annotations

from kg.config import Collection
from kg.namespaces import RDF

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
