"""The mapping with every feature, compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.mapping import Mapping, Plan, compile_mapping, read_yarrrml

FEATURES = Path(__file__).with_name("features.yaml")
BASE = "https://letters.example/"


@pytest.fixture(scope="session")
def features() -> Mapping:
    """The mapping of features.yaml."""
    return read_yarrrml([(FEATURES.name, FEATURES.read_text(encoding="utf-8"))])


@pytest.fixture(scope="session")
def features_plan(features: Mapping) -> Plan:
    """The plan of features.yaml."""
    return compile_mapping(features, base_iri=BASE)
