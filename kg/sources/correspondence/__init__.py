"""Read ``correspDesc``, the heart of TEI letters and CMIF indexes alike: who wrote to whom, when, where, on what way.

Obeys the TEI Guidelines, chapter 2.4.6 (Correspondence Description), and takes what projects make of it.
"""

from __future__ import annotations

from kg.sources.correspondence.context import points_to
from kg.sources.correspondence.corresp_desc import Correspondence, Reading, read_correspondence
from kg.sources.correspondence.identity import address_id, bounded, date_and_label, date_for_key, label_of, local_id
from kg.sources.correspondence.outline import TeiOutline, tei_outline, why_no_index

__all__ = [
    "Correspondence",
    "Reading",
    "TeiOutline",
    "address_id",
    "bounded",
    "date_and_label",
    "date_for_key",
    "label_of",
    "local_id",
    "points_to",
    "read_correspondence",
    "tei_outline",
    "why_no_index",
]
