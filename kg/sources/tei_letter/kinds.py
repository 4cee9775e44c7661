"""What kind of thing a name in a text means: by its element, and by its type where that says more."""

from __future__ import annotations

from kg.records.agent import EntityKind
from kg.sources.correspondence import content
from kg.sources.xml import Element, local

_BODIES = (EntityKind.CORPORATE_BODY, EntityKind.GROUP)


def kind_of(element: Element) -> EntityKind | None:
    """As `kg.sources.correspondence.content.kind_of`; ``persName type="collectivité"`` names a body all the same."""
    kind = content.kind_of(element)
    if local(element) == "persName" and element.get("type") is not None:
        typed = content.kind_of(element.makeelement("name", {"type": str(element.get("type"))}))
        return typed if typed in _BODIES else kind
    return kind
