"""A document's results are the same whatever else is validated with it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.validation import Closure, Shapes, closure_from, validate_batch, validate_document
from kg.validation.closure import triple
from tests.validation.mutations import MUTATIONS, mutated, ntriples, sound

BASE = "https://example.org/t/"
PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "lg": "https://w3id.org/lettergraph/ontology#",
    "lgv": "https://w3id.org/lettergraph/vocab#",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dct": "http://purl.org/dc/terms/",
}


def term(text: str) -> str:
    if text.startswith('"'):
        value, caret, datatype = text.partition("^^")
        return f"{value}^^{term(datatype)}" if caret else value
    prefix, local = text.split(":", 1)
    return f"<{PREFIXES[prefix]}{local}>" if prefix in PREFIXES else f"<{BASE}id/{prefix}/{local}>"


def line(text: str, key: str = "x") -> str:
    subject, predicate, value = text.split(" ", 2)
    return f"{term(subject)} {term(predicate)} {term(value)} <{BASE}graph/doc/{key}> .\n"


def letter(key: str, *more: str) -> tuple[str, list[str]]:
    said = (
        f"doc:{key} rdf:type rico:Record",
        f'doc:{key} skos:prefLabel "Letter {key}"@en',
        f"doc:{key} rico:hasDocumentaryFormType lgv:letter",
        f"doc:{key} rico:hasSender person:anna",
        f"doc:{key} rico:hasAddressee person:{key}-unresolved",
        f"person:{key}-unresolved rdf:type rico:Person",
        f'person:{key}-unresolved skos:prefLabel "Somebody"@en',
        f"doc:{key} rico:hasCreationDate date:{key}-written",
        f"date:{key}-written rdf:type rico:Date",
        f'date:{key}-written skos:prefLabel "Date"@en',
        f'date:{key}-written rico:normalizedDateValue "1900"^^edtf:EDTF',
        f'date:{key}-written crm:P82a_begin_of_the_begin "1900-01-01"^^xsd:date',
        f'date:{key}-written crm:P82b_end_of_the_end "1900-12-31"^^xsd:date',
    )
    return key, [line(text, key) for text in (*said, *more)]


VOCABULARY = [line("lgv:letter rdf:type rico:DocumentaryFormType")]
CURATED = [
    line(text)
    for text in (
        "person:anna rdf:type rico:Person",
        'person:anna skos:prefLabel "Anna"@en',
        "person:anna rico:hasDeathDate date:anna-death",
        "date:anna-death rdf:type rico:Date",
        'date:anna-death skos:prefLabel "Death"@en',
        'date:anna-death rico:normalizedDateValue "1910"^^edtf:EDTF',
        'date:anna-death crm:P82a_begin_of_the_begin "1910-01-01"^^xsd:date',
        'date:anna-death crm:P82b_end_of_the_end "1910-12-31"^^xsd:date',
    )
]

# What letters may say besides, so that they hide, cause and contradict each other's results at shared nodes.
MORE = (
    "recordset:f1 rdf:type rico:RecordSet",
    'recordset:f1 skos:prefLabel "F. 1"@en',
    'recordset:f1 skos:prefLabel "Fonds 1"@en',
    "recordset:f1 rico:hasRecordSetType lgv:opis",
    "recordset:f1 rico:isDirectlyIncludedIn recordset:f0",
    'recordset:f1 rico:identifier "1"',
    "doc:{key} lg:hasPlaceOfWriting place:town",
    "place:town rdf:type rico:Place",
    'place:town rico:name "Town"@en',
    'place:town rico:name "Towne"@en',
    'place:town skos:prefLabel "Town"@en',
    "person:anna rdf:type rico:Person",
    "person:anna rdf:type rico:CorporateBody",
    'person:anna skos:prefLabel "Anna B."@en',
    'person:anna rico:name "A."@en',
    'person:anna rico:name "A."',
    "doc:{key} rico:hasSender person:bea",
    "person:bea rdf:type rico:Person",
    'person:bea skos:prefLabel "Bea"@en',
    "person:bea rico:hasBirthDate date:bea-birth",
    'date:bea-birth crm:P82a_begin_of_the_begin "1950-01-01"^^xsd:date',
    'date:bea-birth crm:P82b_end_of_the_end "1950-01-01"^^xsd:date',
    "date:bea-birth rdf:type rico:Date",
    'doc:a skos:prefLabel "Spoken of elsewhere"@en',
    "doc:{key} lg:hasSignatory person:anna",
    "work:{key}-entry foaf:primaryTopic doc:{key}",
    "work:{key}-entry dct:isPartOf work:edition",
    "work:edition dct:temporal date:span",
    'date:span crm:P82a_begin_of_the_begin "1901-01-01"^^xsd:date',
    'date:span crm:P82b_end_of_the_end "1899-01-01"^^xsd:date',
    "date:span rdf:type rico:Date",
    # a note of two letters, of which only one is its entry; a directive that another letter's resolution expresses
    "doc:n1 rdf:type lg:EditorialNote",
    'doc:n1 skos:prefLabel "Note"@en',
    "work:{key}-entry rico:hasOrHadConstituent doc:n1",
    "prescription:p1 rdf:type lg:Directive",
    'prescription:p1 skos:prefLabel "Directive"@en',
    "doc:{key} rico:expressesOrExpressed prescription:p1",
    "doc:{key} lg:dateReceived date:a-written",
)


@pytest.fixture(scope="module")
def closure() -> Closure:
    return closure_from(vocabulary=VOCABULARY, curated=CURATED)


def test_documents_without_results_have_an_empty_entry(shapes: Shapes, closure: Closure) -> None:
    assert validate_batch([letter("a"), letter("b")], closure, shapes=shapes) == {"a": (), "b": ()}


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(st.sets(st.sampled_from(MORE), max_size=12), min_size=2, max_size=6),
    size=st.integers(1, 6),
    data=st.data(),
)
def test_a_result_never_depends_on_the_batch(
    shapes: Shapes, closure: Closure, said: list[set[str]], size: int, data: st.DataObject
) -> None:
    letters = [
        letter(key, *(text.replace("{key}", key) for text in sorted(more)))
        for key, more in zip("abcdef", said, strict=False)
    ]
    alone = {key: validate_document(key, lines, closure, shapes=shapes) for key, lines in letters}
    shuffled = data.draw(st.permutations(letters))

    assert validate_batch(shuffled, closure, shapes=shapes, batch_size=size) == alone


@settings(max_examples=15, deadline=None)
@given(codes=st.lists(st.sampled_from(sorted(MUTATIONS)), min_size=2, max_size=5, unique=True))
def test_broken_documents_are_broken_in_any_company(shapes: Shapes, codes: list[str]) -> None:
    letters = [(code, ntriples(mutated(MUTATIONS[code])).splitlines(keepends=True)) for code in codes]

    found = validate_batch(letters, "", shapes=shapes)

    assert {key: {result.code for result in results} for key, results in found.items()} == {
        code: {code} | MUTATIONS[code].also for code in codes
    }


def test_another_document_does_not_lend_the_label_that_one_lacks(shapes: Shapes, closure: Closure) -> None:
    town = ("doc:{} lg:hasPlaceOfWriting place:town", "place:town rdf:type rico:Place")
    one = letter("a", *(text.format("a") for text in town), 'place:town skos:prefLabel "Town"@en')
    two = letter("b", *(text.format("b") for text in town))

    found = validate_batch([one, two], closure, shapes=shapes)

    assert {key: [result.code for result in results] for key, results in found.items()} == {
        "a": [],
        "b": ["S17-has-label"],
    }


def test_a_mistake_at_a_shared_node_belongs_to_every_document_that_makes_it(shapes: Shapes, closure: Closure) -> None:
    wrong = ("recordset:f1 rdf:type rico:RecordSet", 'recordset:f1 skos:prefLabel "F. 1"@en')

    found = validate_batch([letter("a", *wrong), letter("b", *wrong), letter("c")], closure, shapes=shapes)

    assert {key: [result.code for result in results] for key, results in found.items()} == {
        "a": ["S14-unit-type"],
        "b": ["S14-unit-type"],
        "c": [],
    }


def test_what_is_wrong_with_the_authority_file_is_no_fault_of_a_document(shapes: Shapes) -> None:
    wrong = line("person:anna rdf:type rico:Place")
    closure = closure_from(vocabulary=VOCABULARY, curated=[*CURATED, wrong])

    assert [result.code for result in closure.results(shapes)] == ["S12-person"]
    assert validate_batch([letter("a"), letter("b")], closure, shapes=shapes) == {"a": (), "b": ()}


def test_only_what_documents_refer_to_is_sent_with_them(closure: Closure) -> None:
    assert closure.reached_from([term("person:nobody")]) == []
    assert len(closure.reached_from([term("person:anna")])) == len(CURATED)


def test_a_person_of_one_letter_has_the_dates_of_the_one_it_is_joined_with(shapes: Shapes) -> None:
    same = f"{term('person:a-anna')} <http://www.w3.org/2002/07/owl#sameAs> {term('person:anna')} .\n"
    closure = closure_from(vocabulary=VOCABULARY, curated=[*CURATED, same])
    signed = (
        "person:a-anna rdf:type rico:Person",
        'person:a-anna skos:prefLabel "A."@en',
        "doc:a lg:hasSignatory person:a-anna",
        "relation:a-s1 rdf:type rico:AuthorshipRelation",
        'relation:a-s1 skos:prefLabel "Signature"@en',
        "relation:a-s1 rico:relationHasSource doc:a",
        "relation:a-s1 rico:relationHasTarget person:a-anna",
    )
    key, lines = letter("a", *signed)
    late = [text.replace('"1900-', '"1911-') for text in lines]

    before = validate_document(key, lines, closure, shapes=shapes)
    after = validate_document(key, late, closure, shapes=shapes)

    assert before == ()
    assert {result.code for result in after} == {"S04-signatory-dead", "S04-writer-dead"}


def test_shapes_travel_to_other_processes_without_what_was_compiled(shapes: Shapes) -> None:
    copy = pickle.loads(pickle.dumps(shapes))  # noqa: S301 - our own bytes

    assert copy.validate(ntriples(sound())) == ()
    assert copy.infos == shapes.infos


@pytest.mark.parametrize(
    ("quad", "expected"),
    [
        ("<a> <b> <c> <g> .\n", "<a> <b> <c> .\n"),
        ('<a> <b> "x > <y> ."@en <g> .\n', '<a> <b> "x > <y> ."@en .\n'),
        ("<a> <b> <c> .\n", "<a> <b> <c> .\n"),
        ('<a> <b> "x" .\n', '<a> <b> "x" .\n'),
        ('<a> <b> "x <y> ." .\n', '<a> <b> "x <y> ." .\n'),
        ('<a> <b> "1"^^<d> .\n', '<a> <b> "1"^^<d> .\n'),
    ],
)
def test_the_graph_name_is_dropped(quad: str, expected: str) -> None:
    assert triple(quad) == expected


LABELS = {
    "one": ('person:bo skos:prefLabel "Bo"@en',),
    "two": ('person:bo skos:prefLabel "B. Crane"@en',),
    "three": ('person:bo skos:prefLabel "Bo"@en', 'person:bo skos:prefLabel "Crane"@en'),
    "four": (),
}


@pytest.mark.parametrize("order", [("one", "two", "three", "four"), ("four", "three", "two", "one")])
def test_each_letter_labels_a_shared_person_as_it_prints_the_name(
    shapes: Shapes, closure: Closure, order: tuple[str, ...]
) -> None:
    named = [
        letter(key, f"doc:{key} rico:hasSender person:bo", "person:bo rdf:type rico:Person", *LABELS[key])
        for key in order
    ]

    together = validate_batch(named, closure, shapes=shapes)

    found = {
        key: {result.code for result in results if result.code.startswith("S17")} for key, results in together.items()
    }
    assert found == {"one": set(), "two": set(), "three": {"S17-one-label"}, "four": {"S17-has-label"}}
    assert together == {key: validate_document(key, lines, closure, shapes=shapes) for key, lines in named}


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
@pytest.mark.parametrize("engine", ["shacl", "pyshifty"])
def test_line_separators_in_texts_end_no_line(shapes: Shapes, engine: str, separator: str) -> None:
    vocabulary = [*VOCABULARY, line(f'lgv:letter skos:prefLabel "let{separator}ter"@en')]
    closure = closure_from(vocabulary=vocabulary, curated=CURATED)
    key, lines = letter("a", f'doc:a rico:hasSender "some{separator}body"', f'doc:a rico:title "A{separator}B"@en')

    found = validate_document(key, lines, closure, shapes=shapes, engine=engine)

    assert "S01-sender-agent" in {result.code for result in found}
    assert {result.value for result in found if result.value} == {f'"some{separator}body"'}


def test_what_a_document_says_of_classes_is_seen(shapes: Shapes, closure: Closure) -> None:
    said = ("person:b rdf:type rico:Hermit", 'person:b skos:prefLabel "B"@en', "doc:a rico:hasSender person:b")
    below = f"{term('rico:Hermit')} <http://www.w3.org/2000/01/rdf-schema#subClassOf> {term('rico:Person')} .\n"
    key, lines = letter("a", *said)

    without = validate_document(key, lines, closure, shapes=shapes)
    stated = validate_document(key, [*lines, below], closure, shapes=shapes)
    curated = validate_document(
        key, lines, closure_from(vocabulary=[*VOCABULARY, below], curated=CURATED), shapes=shapes
    )

    assert without != ()
    assert (stated, curated) == ((), ())
