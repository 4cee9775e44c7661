"""The reference of shapes and rules says what they say, and `explain` finds the shapes of a statement."""

from __future__ import annotations

from kg.validation import Shapes
from tests.validation.reference import PAGE, page

RICO = "https://www.ica.org/standards/RiC/ontology#"


def test_the_reference_is_that_of_the_shapes() -> None:
    assert page() == PAGE.read_text(encoding="utf-8")


def test_a_statement_knows_the_shapes_that_checked_it(shapes: Shapes) -> None:
    found = {info.code for info in shapes.shapes_for({f"{RICO}Record"}, f"{RICO}hasAddressee")}

    assert {"S01-addressee", "S01-addressee-agent", "S22-self-addressed"} <= found


def test_a_statement_about_something_else_is_not_said_to_be_checked(shapes: Shapes) -> None:
    assert shapes.shapes_for({f"{RICO}Place"}, f"{RICO}hasAddressee") == ()


def test_shapes_say_in_which_file_they_stand(shapes: Shapes) -> None:
    (info,) = [info for info in shapes.infos.values() if info.code == "S16-received-after"]

    assert info.file == "date.ttl"
    assert info.path == (
        f"^<https://w3id.org/lettergraph/ontology#dateReceived>/"
        f"(<{RICO}hasCreationDate>|<https://w3id.org/lettergraph/ontology#dateSent>)/"
        "<http://www.cidoc-crm.org/cidoc-crm/P82a_begin_of_the_begin>"
    )
