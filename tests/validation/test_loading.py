"""Shapes are read from a folder; what is wrong with them is told before anything is validated."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ValidationFailure
from kg.resources import ontology_folder
from kg.validation import lint_shapes, load_shapes, validate
from kg.validation.shapes import shapes_from

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .\n"
SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValidationFailure, match="There are no shapes") as caught:
        load_shapes(tmp_path)

    assert caught.value.where.file == str(tmp_path)


def test_shapes_that_are_not_utf_8_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_bytes(b"# \xff")

    with pytest.raises(ValidationFailure, match="not UTF-8") as caught:
        load_shapes(tmp_path)

    assert caught.value.where.file == str(tmp_path / "x.ttl")


def test_shapes_that_are_not_turtle_are_an_error_that_names_the_file() -> None:
    with pytest.raises(ValidationFailure, match="not Turtle") as caught:
        _ = shapes_from([("good.ttl", HEAD), ("broken.ttl", "x:S a ")]).infos

    assert caught.value.where.file == "broken.ttl"


def test_a_property_shape_without_a_path_is_told_by_the_linter() -> None:
    shapes = shapes_from(
        [("x.ttl", HEAD + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:minCount 1 ] .")]
    )

    assert any("sh:path" in wrong or "path" in wrong for wrong in lint_shapes(shapes))


def test_a_shape_without_words_is_told_by_the_linter() -> None:
    text = HEAD + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:nodeKind sh:IRI ; sh:message 'no IRI'@en ."

    wrong = lint_shapes(shapes_from([("x.ttl", text)]))

    assert wrong == ("http://x/S: no sh:description", "http://x/S: no rdfs:comment (what to do)")


def test_a_path_that_shacl_does_not_know_is_an_error() -> None:
    text = HEAD + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property x:P . x:P sh:path [ x:odd x:q ] ."

    with pytest.raises(ValidationFailure, match="does not know"):
        _ = shapes_from([("x.ttl", text)]).infos


@pytest.mark.parametrize(
    ("path", "rendered"),
    [
        ("x:p", "<http://x/p>"),
        ("[ sh:inversePath x:p ]", "^<http://x/p>"),
        ("( x:p x:q )", "<http://x/p>/<http://x/q>"),
        ("[ sh:alternativePath ( x:p x:q ) ]", "<http://x/p>|<http://x/q>"),
        ("[ sh:zeroOrMorePath ( x:p x:q ) ]", "(<http://x/p>/<http://x/q>)*"),
        ("[ sh:oneOrMorePath x:p ]", "<http://x/p>+"),
        ("( [ sh:inversePath [ sh:alternativePath ( x:p x:q ) ] ] [ sh:zeroOrOnePath x:r ] )",
         "^(<http://x/p>|<http://x/q>)/<http://x/r>?"),
    ],
)  # fmt: skip
def test_paths_are_written_as_in_sparql(path: str, rendered: str) -> None:
    text = HEAD + f"x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property x:P . x:P sh:path {path} ; sh:maxCount 1 ."

    assert shapes_from([("x.ttl", text)]).infos["http://x/P"].path == rendered


@pytest.mark.parametrize(
    ("identity", "known"),
    [
        ("http://www.wikidata.org/entity/Q855", True),
        ("https://www.wikidata.org/wiki/Q855", False),
        ("https://d-nb.info/gnd/118616617", True),
        ("http://viaf.org/viaf/22184093", True),
        ("https://sws.geonames.org/496527/", True),
        ("https://persons.example.org/p/1", False),
        ("https://persons.example.org.evil.example/p/1", False),
    ],
)
@pytest.mark.parametrize("declared", [False, True])
def test_identities_are_those_of_known_registers_and_of_the_declared_ones(
    identity: str, known: bool, declared: bool
) -> None:
    registers = ("https://persons.example.org/",) if declared else ()
    shapes = load_shapes(ontology_folder() / "shapes", registers=registers)
    own = declared and identity.startswith("https://persons.example.org/")

    results = validate(f"<http://x/a> {SAME_AS} <{identity}> .\n", shapes=shapes)

    assert [result.code for result in results] == ([] if known or own else ["S13-register"])
