"""The shapes of the project, prepared once for all tests of validation."""

from __future__ import annotations

import pytest

from kg.resources import ontology_folder
from kg.validation import Shapes, load_shapes


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return load_shapes(ontology_folder() / "shapes")
