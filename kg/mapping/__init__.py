"""A small RML engine: mappings are compiled once, records stream through to N-Quads lines.

``load_mapping`` reads YARRRML, ``compile_mapping`` makes a ``Plan``, ``Plan.quads`` maps a record and
``Plan.trace`` says which rule and which fields made each quad. The language is RML-Core
(https://w3id.org/rml/core/spec) over JSON records; docs/reference/mappings.md says which part of it.

Not here: where records come from (``kg.records``) and what becomes of the lines (``kg.graphs``).
"""

from kg.mapping.interpreter import TracedQuad
from kg.mapping.model import Mapping, TriplesMap
from kg.mapping.plan import Plan, compile_mapping
from kg.mapping.rml_turtle import load_rml
from kg.mapping.rml_writer import rml_turtle
from kg.mapping.yarrrml import load_mapping, read_yarrrml

__all__ = [
    "Mapping",
    "Plan",
    "TracedQuad",
    "TriplesMap",
    "compile_mapping",
    "load_mapping",
    "load_rml",
    "read_yarrrml",
    "rml_turtle",
]
