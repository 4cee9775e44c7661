"""The engines judge alike; and what happens where one is missing or gives up."""

from __future__ import annotations

import subprocess
import sys

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ValidationFailure
from kg.validation import ENGINES, Result, Shapes, engines, validate
from kg.validation.shapes import shapes_from
from tests.validation.mutations import MUTATIONS, Mutation, mutated, ntriples, sound

SMALL = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:Dated a sh:NodeShape ; sh:targetSubjectsOf x:begin ; sh:property x:order .
x:order sh:path x:begin ; sh:lessThanOrEquals x:end ; sh:message "reversed"@en .
"""


def comparable(results: tuple[Result, ...]) -> list[tuple[str, ...]]:
    """Known deviation: rdflib writes language tags in lower case."""
    return [(each.code, each.focus_node, (each.value or "").lower(), each.component) for each in results]


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_the_engines_agree_on_every_broken_document(shapes: Shapes, mutation: Mutation) -> None:
    data = ntriples(mutated(mutation))

    by_engine = {name: validate(data, shapes=shapes, engine=name) for name in ENGINES}

    assert by_engine["shacl"] == by_engine["pyshifty"]
    assert comparable(by_engine["shacl"]) == comparable(by_engine["pyshacl"])


def lines() -> list[str]:
    return sorted(line for line in ntriples(sound()).splitlines() if line)


TERMS = sorted({line.split(" ", 2)[2].removesuffix(" .") for line in lines()})
ODD_TERMS = ['""', '"1"', '"1921-02-30"^^<http://www.w3.org/2001/XMLSchema#date>', '"x"@ru-Latn', "<urn:x:nobody>"]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Drop some triples of the sound document, and give others an object from elsewhere."""
    kept = lines()
    for index in draw(st.lists(st.integers(0, len(kept) - 1), max_size=6, unique=True)):
        kept[index] = ""
    for index in draw(st.lists(st.integers(0, len(kept) - 1), max_size=6)):
        if kept[index]:
            subject, predicate, _ = kept[index].split(" ", 2)
            kept.append(f"{subject} {predicate} {draw(st.sampled_from(TERMS + ODD_TERMS))} .")
    return "".join(f"{line}\n" for line in kept if line)


@settings(max_examples=60, deadline=None)
@given(data=damaged())
def test_the_fast_engines_agree_on_damaged_documents(shapes: Shapes, data: str) -> None:
    assert validate(data, shapes=shapes) == validate(data, shapes=shapes, engine="pyshifty")


def test_results_stand_once_and_in_order(shapes: Shapes) -> None:
    data = ntriples(mutated(MUTATIONS["S01-form"])) * 2

    results = validate(data, shapes=shapes)

    assert len(set(results)) == len(results)
    assert [result.focus_node for result in results] == sorted(result.focus_node for result in results)


def test_a_result_says_what_where_and_what_to_do(shapes: Shapes) -> None:
    (result,) = validate(ntriples(mutated(MUTATIONS["S05-signatory"])), shapes=shapes)[:1]

    info = shapes.infos[result.source_shape]
    assert result.code == "S05-signatory"
    assert result.focus_node == "<https://example.org/t/id/relation/x1-signature1>"
    assert result.path is not None
    assert result.path.endswith("relationHasSource>/<https://w3id.org/lettergraph/ontology#hasSignatory>")
    assert (result.message, result.description, result.remedy) == (info.message, info.description, info.remedy)


def test_shapes_without_iris_report_with_the_words_of_the_engine() -> None:
    text = SMALL.replace("x:order .", "[ sh:path x:begin ; sh:maxCount 0 ; sh:message 'none'@en ] .")
    data = '<http://x/a> <http://x/begin> "1" .\n'

    (result,) = shapes_from([("small.ttl", text)]).validate(data)

    assert (result.message, result.path) == ("none", "<http://x/begin>")


def test_an_unknown_engine_is_answered_with_the_nearest_name(shapes: Shapes) -> None:
    with pytest.raises(ValidationFailure, match='Did you mean "pyshacl"'):
        validate("", shapes=shapes, engine="pyshacle")


def test_where_the_default_is_not_installed_another_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda name: name != "shacl")

    assert engines.engine_for().name == "pyshifty"


def test_an_engine_asked_for_by_name_has_no_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda name: name == "shacl")

    with pytest.raises(ValidationFailure, match="not installed"):
        engines.engine_for("pyshifty")


def test_with_no_engine_at_all_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda _: False)

    with pytest.raises(ValidationFailure, match="Install the package shacl"):
        engines.engine_for()


@pytest.mark.parametrize("engine", list(ENGINES))
def test_data_that_is_not_ntriples_is_an_error_of_ours(shapes: Shapes, engine: str) -> None:
    with pytest.raises(ValidationFailure, match="cannot read"):
        validate("this is no triple\n", shapes=shapes, engine=engine)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_shapes_that_are_not_turtle_are_an_error_of_ours(engine: str) -> None:
    with pytest.raises(ValidationFailure, match=r"cannot read|not Turtle"):
        shapes_from([("broken.ttl", "x:S a ")]).validate("", engine=engine)


def test_values_without_order_are_a_result_and_for_pyshacl_an_error_with_a_remedy() -> None:
    small = shapes_from([("small.ttl", SMALL)])
    date = "http://www.w3.org/2001/XMLSchema#date"
    data = (
        f'<http://x/a> <http://x/begin> "1914-10-4"^^<{date}> .\n<http://x/a> <http://x/end> "1914-10-01"^^<{date}> .\n'
    )

    (result,) = small.validate(data)
    assert result.message == "reversed"
    with pytest.raises(ValidationFailure, match='engine "shacl"'):
        small.validate(data, engine="pyshacl")
    assert rdflib.NORMALIZE_LITERALS is True


def test_pyshacl_refuses_to_order_blank_nodes_and_says_so() -> None:
    small = shapes_from([("small.ttl", SMALL)])

    with pytest.raises(ValidationFailure, match="gave up"):
        small.validate('<http://x/a> <http://x/begin> _:b .\n<http://x/a> <http://x/end> "x" .\n', engine="pyshacl")


def test_pyshacl_misses_values_of_two_kinds_that_have_no_order() -> None:
    """A known deviation: SHACL, section 4.5.3, wants a result where values cannot be compared."""
    small = shapes_from([("small.ttl", SMALL)])
    data = '<http://x/a> <http://x/begin> <http://x/q> .\n<http://x/a> <http://x/end> "x" .\n'

    found = {engine: len(small.validate(data, engine=engine)) for engine in ENGINES}

    assert found == {"shacl": 1, "pyshifty": 1, "pyshacl": 0}


def test_pyshacl_leaves_rdflib_as_it_was(shapes: Shapes) -> None:
    validate(ntriples(sound()), shapes=shapes, engine="pyshacl")

    assert rdflib.NORMALIZE_LITERALS is True


def test_importing_the_package_loads_no_engine() -> None:
    script = (
        "import sys, kg.validation, kg.validation.rules; "
        "print([name for name in ('pyshacl', 'shacl', 'shifty', 'rdflib') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("engine", ["shacl", "pyshifty"])
def test_validating_with_a_fast_engine_does_not_load_pyshacl(engine: str) -> None:
    script = (
        "import sys; from kg.validation import load_shapes, validate; from kg.resources import ontology_folder; "
        f"validate('', shapes=load_shapes(ontology_folder() / 'shapes'), engine='{engine}'); "
        "print('pyshacl' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
