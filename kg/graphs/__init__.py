"""Named graphs: their names, their canonical form, and how they are written down.

* ``GraphNames`` and ``GraphKind``: the IRI of every graph, and what the default graph repeats;
* ``iri``, ``literal``, ``quad_line``, ``split_line``, ``canonical_lines``: N-Quads lines and terms as text;
* ``sorted_unique``, ``default_graph_lines``, ``release_lines``: all lines once, sorted, in bounded memory;
* ``write_nquads``, ``write_trig``, ``trig_text``: dumps that are the same to the byte for the same statements;
* ``diff_lines``, ``diff_dumps``: what two sets of statements differ in.

``kg.graphs.authority`` (what the authority files say), ``kg.graphs.vocabulary`` and ``kg.graphs.alignment`` are
imported by their own names. Validation, storing and releasing are not done here.
"""

from kg.graphs.canonical import default_graph_lines, release_lines, sorted_unique
from kg.graphs.diff import Change, Sign, diff_dumps, diff_lines
from kg.graphs.naming import GraphKind, GraphNames
from kg.graphs.serialisation import DumpSummary, trig_text, write_nquads, write_trig
from kg.graphs.terms import QuadTerms, canonical_lines, iri, literal, quad_line, split_line

__all__ = [
    "Change",
    "DumpSummary",
    "GraphKind",
    "GraphNames",
    "QuadTerms",
    "Sign",
    "canonical_lines",
    "default_graph_lines",
    "diff_dumps",
    "diff_lines",
    "iri",
    "literal",
    "quad_line",
    "release_lines",
    "sorted_unique",
    "split_line",
    "trig_text",
    "write_nquads",
    "write_trig",
]
