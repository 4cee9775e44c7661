"""Documents that contradict each other: the right ones are held back, and what is written again is clean."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from kg.outcome import Severity, Status
from kg.release.contents import STORE
from kg.release.records import RecordsReader
from kg.release.verify import verify
from kg.resources import ontology_folder
from kg.store import ReadOnlyStore
from kg.validation.rules import check_rules, load_rules
from tests.pipeline.collections import BASE, build_quietly, make_collection, page, published_keys, report, served

SAME = """
curations:
  - add: {{subject: id/person/{key}, predicate: owl:sameAs, object: "http://www.wikidata.org/entity/Q1"}}
    words: "{words}"
    editor: "The testers"
    date: 2026-11-20
    reason: "A mistake."
"""

AUTHORITIES = """
persons:
  - key: quillfeather
    labels: {en: "Quillfeather, M. O."}
    names: ["M. O. Quillfeather", "M. Quillfeather"]
  - key: inkwell
    labels: {en: "Inkwell, T."}
    names: ["T. Inkwell"]
"""

HEADER = """# code: {code}
# severity: violation
# message: {message}
# description: It is a test.
# remedy: Nothing.
PREFIX schema: <http://schema.org/>
"""

CONTRADICTS = (
    HEADER.format(code="T1-contradicts", message="It contradicts.")
    + """
SELECT ?focus ?graph WHERE { GRAPH ?graph { ?focus schema:text ?text } FILTER(CONTAINS(?text, "contradicts")) }
"""
)

LEFT_ALONE = (
    HEADER.format(code="T2-left-alone", message="It answers nobody.")
    + """
SELECT ?focus ?graph WHERE {
  GRAPH ?graph { ?focus schema:text ?text } FILTER(CONTAINS(?text, "answers"))
  FILTER NOT EXISTS { GRAPH ?other { ?first schema:text ?words } FILTER(CONTAINS(?words, "contradicts")) }
}
"""
)


def ontology_with(folder: Path, rules: dict[str, str]) -> Path:
    """Copy the library's own, with rules of the test beside its rules."""
    copy = shutil.copytree(ontology_folder(), folder)
    for name, text in rules.items():
        (copy / "rules" / name).write_text(text, encoding="utf-8")
    return copy


def breaches_left(folder: Path, ontology: Path) -> list[str]:
    with closing(ReadOnlyStore(served(folder).path / STORE)) as store:
        found = check_rules(store, load_rules(ontology / "rules"), base_iri=BASE)
    return [one.code for one in found if one.severity is Severity.VIOLATION]


def test_letters_of_two_namesakes_with_one_register_entry_are_held_back_and_no_other(tmp_path: Path) -> None:
    third = page(sender="A. Third", date="November 16, 1919").replace("M. O. Quillfeather", "A. Third")
    folder = make_collection(
        tmp_path,
        {
            "a.txt": page(),
            "a.txt.curation.yaml": SAME.format(key="quillfeather", words="The lamp of the lower pier"),
            "b.txt": page(sender="T. Inkwell", date="November 14, 1919"),
            "b.txt.curation.yaml": SAME.format(key="inkwell", words="The lamp of the lower pier"),
            "c.txt": third,
        },
        authorities=AUTHORITIES,
    )

    result = build_quietly(folder)

    assert [(one.source, one.status) for one in result.outcomes] == [
        ("sources/a.txt", Status.REJECTED),
        ("sources/b.txt", Status.REJECTED),
        ("sources/c.txt", Status.OK),
    ]
    [violation, *_] = [one for one in result.outcomes[0].violations if one.severity is Severity.VIOLATION]
    assert violation.shape == "S13-same-as-unique"
    assert violation.where.file == "sources/a.txt"
    assert (violation.why is None, violation.remedy is None) == (False, False)
    assert published_keys(folder) == ["lf-1919-11-16-1"]
    assert breaches_left(folder, ontology_folder()) == []


def test_holding_back_goes_on_until_nothing_contradicts_anything(tmp_path: Path) -> None:
    ontology = ontology_with(tmp_path / "ontology", {"T1.rq": CONTRADICTS, "T2.rq": LEFT_ALONE})
    folder = make_collection(
        tmp_path / "letters",
        {
            "a.txt": page(body="This contradicts."),
            "b.txt": page(body="This answers the first.", date="November 13, 1919"),
            "c.txt": page(date="November 14, 1919"),
        },
    )

    result = build_quietly(folder, ontology=ontology)

    rejected = {
        one.document: [each.shape for each in one.violations if each.shape.startswith("T")] for one in result.outcomes
    }
    assert rejected == {
        "lf-1919-11-12-1": ["T1-contradicts"],
        "lf-1919-11-13-1": ["T2-left-alone"],
        "lf-1919-11-14-1": [],
    }
    assert published_keys(folder) == ["lf-1919-11-14-1"]
    assert breaches_left(folder, ontology) == []
    verify(served(folder).path)


def test_of_what_was_held_back_the_release_keeps_the_reason_and_no_record(tmp_path: Path) -> None:
    ontology = ontology_with(tmp_path / "ontology", {"T1.rq": CONTRADICTS})
    folder = make_collection(
        tmp_path / "letters", {"a.txt": page(body="This contradicts."), "c.txt": page(date="November 14, 1919")}
    )
    build_quietly(folder, ontology=ontology)

    with RecordsReader(served(folder).path / "records.sqlite") as records:
        assert list(records.keys()) == ["lf-1919-11-14-1"]
        assert "T1-contradicts" in [one["code"] for one in records.findings("lf-1919-11-12-1")]
    counts = report(folder)
    assert (counts["documents"], counts["published"], counts["held_back"]) == (2, 1, 1)


def test_where_everything_contradicts_nothing_is_published(tmp_path: Path) -> None:
    ontology = ontology_with(tmp_path / "ontology", {"T1.rq": CONTRADICTS})
    folder = make_collection(tmp_path / "letters", {"a.txt": page(body="This contradicts.")})

    result = build_quietly(folder, ontology=ontology)

    assert (result.exit_status, result.release) == (2, None)
    assert [one.status for one in result.outcomes] == [Status.REJECTED]
