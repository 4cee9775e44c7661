"""What YARRRML is read as, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import MappingError
from kg.mapping import compile_mapping, load_mapping, read_yarrrml
from kg.mapping.model import RDF_TYPE, XSD, Constant, Reference, Template, TermMap, TermType

RULE = """\
prefixes:
  rico: https://www.ica.org/standards/RiC/ontology#
  lgv: https://w3id.org/lettergraph/vocab#
  xsd: http://www.w3.org/2001/XMLSchema#
mappings:
  note:
    sources: [['record~jsonpath', '$.notes[*]']]
    subjects: id/doc/$(key)
    predicateobjects:
      - PLACE
"""
LG = "https://w3id.org/lettergraph/vocab#"
RICO = "https://www.ica.org/standards/RiC/ontology#"


def object_of(statement: str) -> TermMap:
    """Read one statement of the rule and give its only object."""
    mapping = read_yarrrml([("note.yaml", RULE.replace("PLACE", statement))])
    target = mapping.rules[0].statements[0].objects[0]
    assert isinstance(target, TermMap)
    return target


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("[rico:title, $(a.b)]", TermMap(Reference(("a", "b")), TermType.LITERAL)),
        ("[rico:title, plain text]", TermMap(Constant("plain text"), TermType.LITERAL)),
        ("[rico:title, 1918]", TermMap(Constant("1918"), TermType.LITERAL)),
        ("[rico:title, lgv:letter]", TermMap(Constant(f"{LG}letter"), TermType.IRI)),
        ("[rico:title, {value: lgv:letter, type: literal}]", TermMap(Constant("lgv:letter"), TermType.LITERAL)),
        ("[rico:title, https://a.example/b]", TermMap(Constant("https://a.example/b"), TermType.IRI)),
        ("[rico:title, 'note: a text']", TermMap(Constant("note: a text"), TermType.LITERAL)),
        ("[a, lgv:$(form)]", TermMap(Template((LG, Reference(("form",)))), TermType.IRI)),
        ("[rico:x, lgv:$(form)~iri]", TermMap(Template((LG, Reference(("form",)))), TermType.IRI)),
        ("[rico:x, $(address)~iri]", TermMap(Reference(("address",)), TermType.IRI)),
        ("{p: rico:x, o: {value: $(address), type: iri}}", TermMap(Reference(("address",)), TermType.IRI)),
        (
            "[rico:x, $(day), xsd:date]",
            TermMap(
                Reference(("day",)), TermType.LITERAL, datatype=TermMap(Constant(f"{XSD}date"), TermType.IRI)
            ),
        ),
        (
            "{p: rico:x, o: [[$(t), en~lang]]}",
            TermMap(
                Reference(("t",)), TermType.LITERAL, language=TermMap(Constant("en"), TermType.LITERAL)
            ),
        ),
        (
            "{p: rico:x, o: {value: $(t), language: $(l)}}",
            TermMap(
                Reference(("t",)), TermType.LITERAL, language=TermMap(Reference(("l",)), TermType.LITERAL)
            ),
        ),
        (r'''[rico:x, '\$(not) $(["it\)s"]) \\']''', TermMap(
            Template(("$(not) ", Reference(("it)s",)), " \\")), TermType.LITERAL)),
    ],
)  # fmt: skip
def test_an_object_is_read(statement: str, expected: TermMap) -> None:
    assert object_of(statement) == expected


def test_a_is_rdf_type_and_its_objects_are_iris() -> None:
    mapping = read_yarrrml([("note.yaml", RULE.replace("PLACE", "[a, [rico:RecordPart, rico:Record]]"))])

    statement = mapping.rules[0].statements[0]
    assert statement.predicates == (TermMap(Constant(RDF_TYPE), TermType.IRI),)
    assert [each.expression for each in statement.objects if isinstance(each, TermMap)] == [
        Constant(f"{RICO}RecordPart"),
        Constant(f"{RICO}Record"),
    ]


def test_rules_and_statements_keep_their_lines() -> None:
    mapping = read_yarrrml([("note.yaml", RULE.replace("PLACE", "[rico:title, $(text)]"))])

    assert (mapping.rules[0].origin.file, mapping.rules[0].origin.line) == ("note.yaml", 6)
    assert mapping.rules[0].statements[0].origin.line == 10


def test_a_folder_is_one_mapping_with_shared_prefixes(tmp_path: Path) -> None:
    head, _, rest = RULE.replace("PLACE", "[rico:title, $(text)]").partition("mappings:")
    (tmp_path / "prefixes.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "note.yaml").write_text(f"mappings:{rest}", encoding="utf-8")
    (tmp_path / "letter.yml").write_text(f"mappings:{rest}".replace("note:", "letter:"), encoding="utf-8")
    (tmp_path / "README.md").write_text("Not a mapping", encoding="utf-8")

    mapping = load_mapping(tmp_path)

    assert [rule.name for rule in mapping.rules] == ["letter", "note"]
    assert mapping.rules[1].origin.file == f"{tmp_path.name}/note.yaml"


def test_a_folder_without_mappings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="no mapping"):
        load_mapping(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff")

    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("rico:title", "rco:title", 10, "prefix 'rco' of 'rco:title' is not declared. Did you mean \"rico\"?"),
        ("rico:title", "x:title", 10, "Declare it"),
        ("subjects:", "subject_s:", 8, 'Did you mean "subjects"?'),
        ("    subjects: id/doc/$(key)\n", "", 7, "has no subjects"),
        ("    sources: [['record~jsonpath', '$.notes[*]']]\n", "", 7, "has no sources"),
        ("id/doc/$(key)", "id/doc/$(key", 8, "Close every \\$\\("),
        ("id/doc/$(key)", "id/doc/$(key[?@.a])", 8, "JSONPath"),
        ("id/doc/$(key)", "[a, b]", 8, "has 2 subjects"),
        ("id/doc/$(key)", "", 8, "must be one text"),
        ("record~jsonpath", "record~xpath", 7, "read by 'xpath'"),
        ("'record~jsonpath'", "record", 7, "read by 'nothing'"),
        ("[['record~jsonpath', '$.notes[*]']]", "records", 7, "not a source"),
        ("$.notes[*]", "$.notes[*", 7, "JSONPath"),
        ("[rico:title, $(text)]", "[rico:title]", 10, "not a predicate with an object"),
        ("[rico:title, $(text)]", "{p: rico:title}", 10, "has no objects"),
        ("[rico:title, $(text)]", "{p: rico:title, o: {datatype: xsd:date}}", 10, "has no value"),
        ("[rico:title, $(text)]", "{p: rico:title, o: {value: x, type: irri}}", 10, 'Did you mean "iri"?'),
        ("[rico:title, $(text)]", "{p: rico:title, o: {value: x, lang: en}}", 10, 'Did you mean "language"?'),
        ("[rico:title, $(text)]", "[rico:title, lgv:$(text)]", 10, "looks like an IRI"),
        ("[rico:title, $(text)]", "[rico:title, $(text)~iri, xsd:date]", 10, "neither datatype nor language"),
        ("[rico:title, $(text)]", "[rico:title, [[a, b, c]]]", 10, "not an object"),
        (
            "[rico:title, $(text)]",
            "{p: rico:title, o: {value: x, datatype: xsd:date, language: en}}",
            10,
            "not both",
        ),
        ("[rico:title, $(text)]", "{p: rico:title, o: {mapping: note, value: x}}", 10, "has no value"),
        (
            "[rico:title, $(text)]",
            "{p: rico:title, o: {mapping: note, condition: {function: greater}}}",
            10,
            "not a join condition",
        ),
        (
            "[rico:title, $(text)]",
            "{p: rico:title, o: {mapping: note, condition: {function: equal, parameters: [[str1, x]]}}}",
            10,
            "one value of each rule",
        ),
        (
            "[rico:title, $(text)]",
            "{p: rico:title, o: {mapping: note, condition: {function: equal, parameters: [[str3, x]]}}}",
            10,
            "not a parameter",
        ),
        ("[rico:title, $(text)]", "[rico:title, $(text)]\n    po: []", 11, "comes twice"),
        ("[rico:title, $(text)]", "[rico:title, $(text)]\n  note: {}", 11, "comes twice"),
        ("mappings:", "mappings: [", 5, "not YAML"),
        ("mappings:\n", "mappings:\n  empty: text\n", 6, "must be a mapping"),
        ("mappings:", "mapings:", 5, 'Did you mean "mappings"?'),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int, message: str) -> None:
    text = RULE.replace("PLACE", "[rico:title, $(text)]").replace(old, new, 1)

    with pytest.raises(MappingError, match=message) as caught:
        read_yarrrml([("note.yaml", text)])

    assert caught.value.where.file == "note.yaml"
    assert caught.value.where.line is not None
    assert abs(caught.value.where.line - line) <= (0 if "YAML" not in message else 9)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(MappingError, match="empty"):
        read_yarrrml([("note.yaml", "# nothing\n")])


def test_a_rule_written_in_two_files_is_refused() -> None:
    text = RULE.replace("PLACE", "[rico:title, $(text)]")

    with pytest.raises(MappingError, match=r"written already in a\.yaml:6"):
        read_yarrrml([("a.yaml", text), ("b.yaml", text)])


def test_a_prefix_that_means_two_things_is_refused() -> None:
    with pytest.raises(MappingError, match=r"something else in a\.yaml"):
        read_yarrrml([("a.yaml", "prefixes: {x: http://x/}"), ("b.yaml", "prefixes: {x: http://y/}")])


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("{p: rico:x, o: {mapping: nte}}", 'not a rule. Did you mean "note"?'),
        ("[rico:x, $(t), 'e n~lang']", "not a language tag"),
        ("[rico:x, $(t), 'xsd:a b']", "not an IRI"),
        ("['rico:a b', $(t)]", "not an IRI"),
        ('[rico:x, "a\\x7fb\\uFFFEc"]', "U\\+FFFE"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_when_it_is_compiled(statement: str, message: str) -> None:
    mapping = read_yarrrml([("note.yaml", RULE.replace("PLACE", statement))])

    with pytest.raises(MappingError, match=message) as caught:
        compile_mapping(mapping, base_iri="https://letters.example/")

    assert (caught.value.where.file, caught.value.where.line) == ("note.yaml", 10)


def test_a_join_without_condition_needs_the_same_iterator() -> None:
    other = "  other:\n    sources: [['record~jsonpath']]\n    s: id/doc/$(doc)\n"
    text = RULE.replace("PLACE", "{p: rico:x, o: {mapping: other}}") + other

    with pytest.raises(MappingError, match=r"no condition, but its iterator \$ is not \$\.notes"):
        compile_mapping(read_yarrrml([("note.yaml", text)]), base_iri="https://letters.example/")


@pytest.mark.parametrize("base", ["letters/", "https://a b/", ""])
def test_a_base_that_is_not_an_absolute_iri_is_refused(base: str) -> None:
    mapping = read_yarrrml([("note.yaml", RULE.replace("PLACE", "[rico:title, x]"))])

    with pytest.raises(MappingError, match="not an absolute IRI"):
        compile_mapping(mapping, base_iri=base)


def test_a_mapping_without_rules_is_refused() -> None:
    with pytest.raises(MappingError, match="no rules"):
        compile_mapping(read_yarrrml([("a.yaml", "prefixes: {}")]), base_iri="https://letters.example/")
