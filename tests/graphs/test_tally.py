"""What is counted in the lines of a member."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from kg.graphs.tally import Shape, Tally, namespace_of, rank, tally_of, target_of
from tests.graphs.strategies import BASE

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SAME = "<http://www.w3.org/2002/07/owl#sameAs>"
THING = f"{BASE}id/"
GRAPH = f"<{BASE}graph/doc/a>"
DOC = f"<{THING}doc/a>"
ROWS = [
    (DOC, "<https://e.org/p>", '"1"'),
    (DOC, "<https://e.org/p>", '"2"'),
    (DOC, TYPE, "<https://e.org/C>"),
    (f"<{THING}doc/b>", "<https://e.org/q>", '"1"'),
    (f"<{THING}doc/b>", TYPE, "<https://e.org/C>"),
    (f"<{THING}doc/b#part>", "<https://e.org/p>", '"1"'),
    (f"<{THING}person/a>", SAME, "<https://d-nb.info/gnd/1>"),
    (f"<{THING}person/a>", SAME, f"<{THING}person/b>"),
]
TALLY = tally_of({"": ROWS, GRAPH: ROWS, f"<{BASE}graph/meta>": ROWS[:1]}, base_iri=BASE)


def test_subjects_of_the_same_shape_are_counted_together() -> None:
    rows = [(f"<{THING}doc/{key}>", predicate, "<https://e.org/C>") for key in "cab" for predicate in ("<e:p>", TYPE)]
    tally = tally_of({"": rows}, base_iri=BASE)
    assert tally.shapes == [Shape(("https://e.org/C",), True, ("e:p", TYPE[1:-1]), (1, 1))]
    assert (list(tally.subjects.marks), tally.examples) == ([0, 0, 0], [f"{THING}doc/a"])


def test_each_subject_is_known_with_its_shape() -> None:
    shapes = Counter(TALLY.shapes[mark] for mark in TALLY.subjects.marks)
    assert list(TALLY.subjects.hashes) == sorted({*TALLY.subjects.hashes})
    assert shapes == {
        Shape(("https://e.org/C",), True, (TYPE[1:-1], "https://e.org/p"), (1, 2)): 1,
        Shape(("https://e.org/C",), True, (TYPE[1:-1], "https://e.org/q"), (1, 1)): 1,
        Shape((), False, ("https://e.org/p",), (1,)): 1,
        Shape((), True, (SAME[1:-1],), (2,)): 1,
    }
    assert TALLY.examples == [DOC[1:-1], f"{THING}doc/b", f"{THING}doc/b#part", f"{THING}person/a"]


def test_what_two_letters_say_of_a_subject_is_put_together() -> None:
    tally = tally_of({"": [*ROWS[:3], *ROWS[3:5], (DOC, "<https://e.org/p>", '"3"')]}, base_iri=BASE)
    assert tally.shapes[0] == Shape(("https://e.org/C",), True, (TYPE[1:-1], "https://e.org/p"), (1, 3))
    assert len(tally.subjects.hashes) == 2


def test_each_object_is_known_with_the_properties_it_is_an_object_of() -> None:
    objects = TALLY.objects
    assert list(objects.hashes) == sorted({*objects.hashes})
    assert len(objects.hashes) == len(objects.marks) == len({value for _, _, value in ROWS})
    found = sorted(tuple(sorted(TALLY.sets[mark])) for mark in objects.marks)
    assert found == sorted(
        [("https://e.org/p", "https://e.org/q"), ("https://e.org/p",), (TYPE[1:-1],), (SAME[1:-1],), (SAME[1:-1],)]
    )


def test_graphs_of_documents_are_counted_and_others_named() -> None:
    assert TALLY.quads == {"default": len(ROWS), "meta": 1, "stated": len(ROWS)}
    assert TALLY.graphs == {"stated": 1}
    assert TALLY.named == {f"{BASE}graph/meta": 1}


def test_links_lead_out_of_the_collection() -> None:
    assert TALLY.links == {(SAME[1:-1], "https://d-nb.info/gnd/"): 1}


def test_a_tally_can_be_written_and_read() -> None:
    for tally in (TALLY, tally_of({}, base_iri=BASE)):
        values = json.loads(json.dumps(tally.values()))
        assert Tally.read(values, subjects=tally.subjects, objects=tally.objects) == tally


@pytest.mark.parametrize(
    ("iri", "target"),
    [
        ("https://sws.geonames.org/2700063/", "https://sws.geonames.org/"),
        ("http://data.bnf.fr/ark:/12148/cb1#about", "http://data.bnf.fr/ark:/12148/"),
        ("http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/"),
    ],
)
def test_the_target_of_a_link_is_its_register(iri: str, target: str) -> None:
    assert target_of(iri) == target


def test_a_namespace_ends_with_its_hash_or_slash() -> None:
    assert [namespace_of("https://e.org/a#b"), namespace_of("https://e.org/a")] == [
        "https://e.org/a#",
        "https://e.org/",
    ]


def test_documents_stand_for_all_then_entities_then_anything() -> None:
    iris = [f"{THING}doc/b", f"{THING}doc/c", f"{THING}agent/a", f"{THING}agent/a#x", f"{BASE}vocab"]
    assert sorted({*iris}, key=lambda iri: rank(iri, THING)) == iris
