"""Curations: what an editor adds, corrects or withdraws of what a reader found, in a side file next to the source.

* ``load_curations``: read and check the side files of a collection;
* ``curate``: put the curations of a letter into its mapping record, each with the place of its words;
* ``withdraw``: take out of the mapped lines what an editor withdrew.

A curated fact stands in the curated graph with its evidence (words, editor, date, reason); it survives re-reading,
because nothing is written into the source, and it fails loudly when the words that it rests on are gone.
docs/reference/curations.md describes the file.
"""

from __future__ import annotations

from kg.curations.applying import curate, curations_by_document, withdraw
from kg.curations.curation import Action, Curation, Statement
from kg.curations.reading import SUFFIX, CurationFiles, check_curations, load_curations

__all__ = [
    "SUFFIX",
    "Action",
    "Curation",
    "CurationFiles",
    "Statement",
    "check_curations",
    "curate",
    "curations_by_document",
    "load_curations",
    "withdraw",
]
