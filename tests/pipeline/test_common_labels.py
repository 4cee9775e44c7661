"""One label for what several letters name."""

from __future__ import annotations

from kg.namespaces import SKOS
from kg.pipeline.common_labels import CommonLabels

BASE = "https://letters.example/"
LABELS = f"<{BASE}graph/labels>"


def label(node: str, text: str) -> str:
    return f"<{BASE}id/{node}> <{SKOS}prefLabel> {text} {LABELS} .\n"


def kept(labels: CommonLabels, *lines: str) -> list[str]:
    return list(labels.without_rivals(lines))


def test_the_form_that_most_letters_print_stands_alone() -> None:
    common, rare = label("person/gnd-1", '"Lind, Otto"@de'), label("person/gnd-1", '"O. Lind"@de')
    labels = CommonLabels(BASE)
    labels.add("x-1", [common])
    labels.add("x-2", [rare])
    labels.add("x-3", [common])
    assert kept(labels, rare, common) == [common]


def test_of_equally_frequent_forms_the_longest_stands() -> None:
    short, long = label("person/gnd-1", '"O. Lind"@de'), label("person/gnd-1", '"Lind, Otto"@de')
    labels = CommonLabels(BASE)
    labels.add("x-1", [short])
    labels.add("x-2", [long])
    assert kept(labels, short, long) == [long]


def test_each_language_has_its_own_label() -> None:
    german, russian, plain = (label("place/geonames-1", text) for text in ('"Wien"@de', '"Вена"@ru', '"Wien 9"'))
    labels = CommonLabels(BASE)
    labels.add("x-1", [german, russian, plain])
    assert kept(labels, german, russian, plain) == [german, russian, plain]


def test_labels_of_a_letter_and_of_what_belongs_to_it_are_left_alone() -> None:
    lines = [label("doc/x-1", '"Letter"@en'), label("doc/x-1", '"Brief"@en'), label("person/x-1-lind", '"Lind"@de')]
    labels = CommonLabels(BASE)
    labels.add("x-1", lines)
    assert kept(labels, *lines) == lines


def test_other_statements_pass() -> None:
    other = f'<{BASE}id/person/gnd-1> <{SKOS}altLabel> "Lind"@de {LABELS} .\n'
    assert kept(CommonLabels(BASE), other) == [other]


def test_a_letter_that_is_held_back_has_no_say() -> None:
    one, other = label("person/gnd-1", '"Lind"@de'), label("person/gnd-1", '"O. Lind, Prokurist"@de')
    labels = CommonLabels(BASE)
    labels.add("x-1", [one])
    labels.add("x-2", [other])
    assert kept(labels, one) == []
    labels.remove("x-2", [other])
    assert kept(labels, one) == [one]


def test_quotation_marks_within_a_label_do_not_end_it() -> None:
    one, other = label("body/gnd-1", r'"Verein \"Eintracht\""@de'), label("body/gnd-1", r'"Verein"@de')
    labels = CommonLabels(BASE)
    labels.add("x-1", [one])
    labels.add("x-2", [other])
    assert kept(labels, one, other) == [one]
