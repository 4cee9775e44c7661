"""``lettergraph check``: configuration, authorities, curations, keys, mappings, shapes and context."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.outcome import Severity
from kg.pipeline import Problem, check, read_source
from kg.resources import mappings_folder, ontology_folder
from tests.pipeline.collections import make_collection, page

RULE = """prefixes:
  ex: "http://terms.example/"
mappings:
  odd:
    sources: [[record~jsonpath, "$"]]
    graphs: graph/doc/$(doc)
    s: id/doc/$(doc)
    po:
      - [a, ex:Odd]
      - [ex:odd, $(doc)]
"""
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix lgs: <https://w3id.org/lettergraph/shapes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
lgs:S99-idle a sh:NodeShape ; sh:targetClass <http://terms.example/Nothing> ; sh:closed true ;
  sh:severity sh:Warning ; sh:message "Never."@en ; sh:description "Never."@en ; rdfs:comment "Nothing."@en .
"""


@pytest.fixture(autouse=True)
def quick_lint(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking the shapes by SHACL's own shapes takes seconds; one test does it, and tests/validation."""
    if "own_data" not in request.node.name:
        monkeypatch.setattr("kg.pipeline.checking.lint_shapes", lambda shapes: ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "letters", {"a.txt": page()})


def texts(problems: tuple[Problem, ...]) -> str:
    return "\n".join(str(problem) for problem in problems)


def test_nothing_is_wrong_with_a_new_collection_and_the_librarys_own_data(folder: Path) -> None:
    assert check(folder) == ()


def test_a_wrong_setting_is_named_with_its_line(folder: Path) -> None:
    path = folder / "collection.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'adress = "http://e.org/"\n', encoding="utf-8")

    [problem] = check(folder)

    assert (problem.severity, problem.where.file) == (Severity.VIOLATION, str(path))
    assert problem.where.line == len(path.read_text(encoding="utf-8").splitlines())


def test_every_file_that_is_wrong_is_named(folder: Path) -> None:
    (folder / "authorities.yaml").write_text("persons:\n  - kee: x\n", encoding="utf-8")
    (folder / "keys.tsv").write_text("one column\n", encoding="utf-8")
    (folder / "sources" / "a.txt.curation.yaml").write_text("curations:\n  - ad: {}\n", encoding="utf-8")

    files = {Path(problem.where.file or "").name for problem in check(folder)}

    assert files == {"authorities.yaml", "keys.tsv", "a.txt.curation.yaml"}


def test_a_collection_without_sources_is_a_warning(tmp_path: Path) -> None:
    [problem] = check(make_collection(tmp_path, {}))

    assert (problem.severity, problem.what) == (Severity.WARNING, 'No file matches "sources/**/*".')


def test_a_mapping_that_cannot_be_compiled_is_named_with_file_and_line(folder: Path, tmp_path: Path) -> None:
    mappings = shutil.copytree(mappings_folder(), tmp_path / "mappings")
    (mappings / "odd.yaml").write_text(RULE.replace("sources:", "sorces:"), encoding="utf-8")

    [problem, *_] = check(folder, mappings=mappings)

    assert (Path(problem.where.file or "").name, problem.where.line) == ("odd.yaml", 5)


def test_terms_that_the_context_does_not_know_are_named_with_the_line_of_the_mapping(
    folder: Path, tmp_path: Path
) -> None:
    mappings = shutil.copytree(mappings_folder(), tmp_path / "mappings")
    (mappings / "odd.yaml").write_text(RULE, encoding="utf-8")

    problems = check(folder, mappings=mappings)

    assert [(one.where.line, one.what) for one in problems] == [
        (10, "<http://terms.example/odd> is not in the JSON-LD context."),
        (9, "<http://terms.example/Odd> is not in the JSON-LD context."),
    ]


def test_a_class_needs_no_term_where_its_namespace_has_a_prefix(folder: Path, tmp_path: Path) -> None:
    mappings = shutil.copytree(mappings_folder(), tmp_path / "mappings")
    (mappings / "odd.yaml").write_text(RULE, encoding="utf-8")
    ontology = shutil.copytree(ontology_folder(), tmp_path / "ontology")
    context = json.loads((ontology / "context.jsonld").read_text(encoding="utf-8"))
    context["@context"] |= {"ex": "http://terms.example/", "odd": {"@id": "ex:odd"}}
    (ontology / "context.jsonld").write_text(json.dumps(context), encoding="utf-8")

    assert check(folder, mappings=mappings, ontology=ontology) == ()


def test_a_shape_that_looks_at_what_no_mapping_makes_is_a_warning(folder: Path, tmp_path: Path) -> None:
    ontology = shutil.copytree(ontology_folder(), tmp_path / "ontology")
    (ontology / "shapes" / "idle.ttl").write_text(SHAPE, encoding="utf-8")

    [problem] = check(folder, ontology=ontology)

    assert (problem.severity, problem.where.file) == (Severity.WARNING, "idle.ttl")
    assert "S99-idle looks at http://terms.example/Nothing" in problem.what


@pytest.mark.parametrize("content", ["{", "[]", "{}"])
def test_a_context_that_cannot_be_read_is_a_problem_and_no_crash(folder: Path, tmp_path: Path, content: str) -> None:
    ontology = shutil.copytree(ontology_folder(), tmp_path / "ontology")
    (ontology / "context.jsonld").write_text(content, encoding="utf-8")

    assert "The JSON-LD context cannot be read" in texts(check(folder, ontology=ontology))


def test_what_hinders_a_build_comes_before_warnings(folder: Path, tmp_path: Path) -> None:
    ontology = shutil.copytree(ontology_folder(), tmp_path / "ontology")
    (ontology / "shapes" / "idle.ttl").write_text(SHAPE, encoding="utf-8")
    (folder / "keys.tsv").write_text("one column\n", encoding="utf-8")

    problems = check(folder, ontology=ontology)

    assert [one.severity for one in problems] == [Severity.VIOLATION, Severity.WARNING]


def test_a_file_is_read_with_the_settings_of_its_collection_or_with_none(folder: Path, tmp_path: Path) -> None:
    source = folder / "sources" / "a.txt"
    alone = shutil.copyfile(source, tmp_path / "alone.txt")

    in_collection = read_source(source, collection=folder)
    by_itself = read_source(alone)

    assert [one.key for one in in_collection.records] == ["lf-1919-11-12-1"]
    assert [one.main.senders[0].agent.key for one in in_collection.records] == ["quillfeather"]
    assert [one.key for one in by_itself.records] == ["letter-1919-11-12-1"]
    assert not list(tmp_path.glob("*.keys"))
