"""A node of the graph leads back to the element of the record that describes it, without tracing."""

from __future__ import annotations

from kg.records.mapping_form import mapping_record
from kg.records.places import fields_of_nodes, place_of_field
from tests.mappings.records import deep_letter


def test_documents_entities_and_annotations_are_found_by_their_keys() -> None:
    record = mapping_record(deep_letter())
    fields = fields_of_nodes(record)
    documents = record["documents"]
    annotations = record["annotations"]

    assert isinstance(documents, list)
    assert isinstance(annotations, list)
    assert fields[f"doc/{documents[0]['reference']['key']}"] == "$.documents[0]"
    assert {fields[f"annotation/{one['key']}"] for one in annotations} == {
        f"$.annotations[{index}]" for index in range(len(annotations))
    }


def test_the_field_of_an_annotation_leads_to_its_words() -> None:
    record = mapping_record(deep_letter())
    annotations = record["annotations"]
    assert isinstance(annotations, list)

    place = place_of_field(record, fields_of_nodes(record)[f"annotation/{annotations[0]['key']}"])

    assert place is not None
    assert place.words == annotations[0]["exact"]


def test_values_that_describe_no_node_are_passed_over() -> None:
    assert fields_of_nodes({"doc": "x", "items": [1, {"reference": "text"}], "name": "words"}) == {}
