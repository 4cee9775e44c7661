"""XML sources with exact places: safe parsing, and every element and attribute found again in the decoded text.

The decoded text (`kg.sources.text`) is the ground of all places; lxml gives the tree. Both are read in document order,
so that the nth start tag of the text is the nth element of the tree. Names are compared without their namespaces:
real files use a prefix, a default namespace, or none.
"""

from __future__ import annotations

from kg.sources.xml.cutting import CutDocument, cut
from kg.sources.xml.document import Piece, XmlDocument
from kg.sources.xml.elements import ATTRIBUTE_OF_ID, Element, ancestor, attribute, children, find_all, local, words
from kg.sources.xml.making import Making, read_making
from kg.sources.xml.parsing import parse_xml
from kg.sources.xml.places import ElementPlaces, Span
from kg.sources.xml.prolog import begins_like_xml, refuse_foreign, root_name

__all__ = [
    "ATTRIBUTE_OF_ID",
    "CutDocument",
    "Element",
    "ElementPlaces",
    "Making",
    "Piece",
    "Span",
    "XmlDocument",
    "ancestor",
    "attribute",
    "begins_like_xml",
    "children",
    "cut",
    "find_all",
    "local",
    "parse_xml",
    "read_making",
    "refuse_foreign",
    "root_name",
    "words",
]
