"""The reading half: what is said outside of a published release. Pure functions over values; no HTTP here.

* ``explain``: for each statement about an IRI its rule, record field, words, shapes and decisions.
"""

from __future__ import annotations

from kg.publication.explanation import Explanation, explain, explanation_text

__all__ = ["Explanation", "explain", "explanation_text"]
