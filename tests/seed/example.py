"""The worked example of ``../shared/model``, as short triples; read where it stands, never copied."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.namespaces import LG, LGV, PREFIXES
from tests.seed.terms import Triple, compact

_ROOT = "https://w3id.org/lettergraph/"
_STATED = f"{_ROOT}graph/doc/bl-1919-11-12-1/v1"
_KINDS = {
    "d": "doc",
    "i": "inst",
    "rs": "recordset",
    "p": "person",
    "b": "body",
    "pos": "position",
    "pl": "place",
    "ev": "event",
    "r": "prescription",
    "w": "edition",
    "rel": "relation",
    "t": "date",
    "ident": "identifier",
}
PREFIXES_OF_THE_EXAMPLE = {prefix: f"{_ROOT}id/{kind}/" for prefix, kind in _KINDS.items()}


def read_example(shared: Path) -> frozenset[Triple]:
    """Read the stated graph of the example; our own terms are given the namespaces that they have now."""
    path = shared / "model" / "worked-example.trig"
    return frozenset(
        Triple(_short(str(quad.subject)), _short(str(quad.predicate)), _short(str(quad.object)))
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG)
        if str(quad.graph_name) == f"<{_STATED}>"
    )


def _short(term: str) -> str:
    for prefix, namespace in PREFIXES_OF_THE_EXAMPLE.items():
        if term.startswith(f"<{namespace}"):
            return f"{prefix}:{term[1 + len(namespace) : -1]}"
    # The example's placeholder namespace of concepts ends with a slash, ours with a number sign.
    return compact(term.replace(f"<{_ROOT}vocab/", f"<{LGV}"), _ROOT)


assert PREFIXES["lg"] == LG, "the example's ck: is our lg:"
