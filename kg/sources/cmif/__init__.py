"""CMIF, the Correspondence Metadata Interchange Format: indexes of letters whose texts stand elsewhere.

Obeys CMIF 1.1 and the notes of the draft of version 2 (TEI Correspondence SIG), and takes what is in use: four of five
real files are not valid by the schema. A letter known from an index is published as such.
"""

from __future__ import annotations

from kg.sources.cmif.reader import CmifReader

__all__ = ["CmifReader"]
