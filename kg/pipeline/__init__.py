"""The writing half: from the sources of a collection to a published release.

* ``build``: sources -> records -> quads -> validation -> release, one `kg.outcome.Outcome` a document;
* ``check``: everything that can be found wrong without reading a source;
* ``read_source``: one source as records and findings, for ``lettergraph read`` and tests.
"""

from __future__ import annotations

from kg.pipeline.building import BuildOptions, BuildResult, build
from kg.pipeline.checking import Problem, check
from kg.pipeline.progress import SILENT, Progress
from kg.pipeline.single import read_source
from kg.pipeline.validating import validate_collection

__all__ = [
    "SILENT",
    "BuildOptions",
    "BuildResult",
    "Problem",
    "Progress",
    "build",
    "check",
    "read_source",
    "validate_collection",
]
