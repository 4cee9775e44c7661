"""What an encoded file says of its own making stands on the snapshot, in the graph of provenance."""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg.graphs import GraphNames, split_line
from kg.mapping import Plan
from kg.namespaces import DCT, SCHEMA, XSD
from kg.records.mapping_form import mapping_record
from tests.mappings.conftest import BASE
from tests.mappings.index_letter import index_letter


def test_the_making_of_a_source_is_said_of_its_snapshot(plan: Plan) -> None:
    letter = index_letter()
    snapshot = replace(
        letter.snapshot,
        revised=datetime.date(2024, 2, 13),
        status="approved",
        editors=("Ada Finch", "Bo Crane"),
        publisher="Society of Birds",
    )
    quads = [split_line(line) for line in plan.quads(mapping_record(replace(letter, snapshot=snapshot)))]
    said = {
        (quad.predicate, quad.object)
        for quad in quads
        if quad.subject == f"<{BASE}snapshot/{snapshot.key}>" and quad.graph == f"<{GraphNames(BASE).meta}>"
    }

    assert {
        (f"<{DCT}modified>", f'"2024-02-13"^^<{XSD}date>'),
        (f"<{SCHEMA}creativeWorkStatus>", '"approved"'),
        (f"<{DCT}creator>", '"Ada Finch"'),
        (f"<{DCT}creator>", '"Bo Crane"'),
        (f"<{DCT}publisher>", '"Society of Birds"'),
    } <= said
