"""The parts of a TEI letter, one module each; `kg.sources.tei` puts them together.

The names of elements and attributes are those of the TEI Guidelines P5 (https://tei-c.org/guidelines/p5/). Each module
reads what projects really write: both the recommended forms and the older ones.
"""
