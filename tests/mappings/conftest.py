"""The compiled mappings and what they make of the two invented letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.mapping import Mapping, Plan, compile_mapping, load_mapping
from kg.records.mapping_form import mapping_record
from tests.mappings.records import core_letter, deep_letter

BASE = "https://river.example/"


@pytest.fixture(scope="session")
def mapping(project: Path) -> Mapping:
    return load_mapping(project / "mappings")


@pytest.fixture(scope="session")
def plan(mapping: Mapping) -> Plan:
    return compile_mapping(mapping, base_iri=BASE)


@pytest.fixture(scope="session")
def deep(plan: Plan) -> list[str]:
    return plan.quads(mapping_record(deep_letter()))


@pytest.fixture(scope="session")
def core(plan: Plan) -> list[str]:
    return plan.quads(mapping_record(core_letter()))
