"""Side files are read whole, and every fault names file, line and key."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.config import expand_sources, load_collection
from kg.curations import Action, Curation, check_curations, load_curations
from kg.errors import ConfigurationError
from tests.curations.collections import ADDITION, make_collection

BASE = "http://example.org/mill/"


def curations_of(folder: Path) -> tuple[Curation, ...]:
    collection = load_collection(folder)
    files = expand_sources(collection)
    return load_curations(files, collection.curations, base_iri=collection.base_iri).of("sources/letter.txt")


def faults_of(folder: Path) -> tuple[ConfigurationError, ...]:
    collection = load_collection(folder)
    return check_curations(expand_sources(collection), collection.curations, base_iri=collection.base_iri)


def test_an_addition_is_read_with_its_words_editor_date_and_reason(tmp_path: Path) -> None:
    [curation] = curations_of(make_collection(tmp_path / "c"))

    assert curation.said is not None
    assert f"{BASE}id/doc/mill-1920-05-03-1" == curation.said.subject
    assert curation.said.predicate == "https://w3id.org/lettergraph/ontology#hasPlaceOfWriting"
    assert f"{BASE}id/place/mill" == curation.said.iri
    assert (Action.ADD, "The bridge at the mill", "E. Ditor", datetime.date(2026, 11, 20)) == (
        curation.action,
        curation.words,
        curation.editor,
        curation.date,
    )
    assert curation.withdrawn is None


def test_a_correction_withdraws_one_object_and_says_another(tmp_path: Path) -> None:
    text = ADDITION.replace("add:", "correct:").replace(
        "      object: id/place/mill\n",
        '      from: {object: id/place/hill}\n      to: {value: "the mill", language: en}\n',
    )
    [curation] = curations_of(make_collection(tmp_path / "c", text))

    assert curation.withdrawn is not None
    assert curation.said is not None
    assert f"{BASE}id/place/hill" == curation.withdrawn.iri
    assert (curation.said.value, curation.said.language, curation.said.iri) == ("the mill", "en", None)


def test_a_withdrawal_may_leave_predicate_and_object_open(tmp_path: Path) -> None:
    text = ADDITION.replace("add:", "withdraw:").replace("      predicate: lg:hasPlaceOfWriting\n", "")
    text = text.replace("      object: id/place/mill\n", "")
    [curation] = curations_of(make_collection(tmp_path / "c", text))

    assert curation.withdrawn is not None
    assert (curation.withdrawn.predicate, curation.withdrawn.iri, curation.withdrawn.value) == (None, None, None)


def test_a_listed_file_names_its_source(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "c", None)
    (folder / "all.yaml").write_text(f"source: sources/letter.txt\n{ADDITION}", encoding="utf-8")
    configuration = folder / "collection.toml"
    configuration.write_text('curations = ["all.yaml"]\n' + configuration.read_text(encoding="utf-8"), encoding="utf-8")

    assert len(curations_of(folder)) == 1


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("    words:", "    wrods:", 'Unknown key "wrods".', 'Did you mean "words"?'),
        ('    editor: "E. Ditor"\n', "", 'The key "editor" is missing.', "Write who says so."),
        ("2026-11-20", "20.11.2026", '"20.11.2026" is no date.', "Write e.g. 2026-11-20."),
        ("lg:hasPlace", "ricoo:hasPlace", 'The prefix "ricoo" is unknown.', 'Did you mean "rico"?'),
        ("  - add:", "  - enlarge:", "A curation adds, corrects or withdraws.", "Write one of add, correct, withdraw."),
        ("id/place/mill", '"a b"', '"a b" is not an IRI.', "Write id/…, prefix:name or a whole IRI."),
        ("      object: id/place/mill\n", "", "The statement has no object.", 'Write object: id/… or value: "…".'),
        (
            "      object: id/place/mill\n",
            '      object: id/place/mill\n      value: "x"\n',
            "An object is an IRI (object) or a text (value), not both.",
            "Keep one of them.",
        ),
        (
            "      subject: id/doc/mill-1920-05-03-1\n",
            "",
            'The key "subject" is missing.',
            "Write e.g. subject: id/doc/letters-1919-11-12-1.",
        ),
        ("curations:", "curation:", 'Unknown key "curation".', 'Did you mean "curations"?'),
        ("\ncurations:", "source: sources/leter.txt\ncurations:", '"sources/leter.txt" is no source', "Did you mean"),
    ],
)
def test_a_fault_is_named_with_file_line_and_remedy(tmp_path: Path, old: str, new: str, what: str, remedy: str) -> None:
    assert old in ADDITION
    folder = make_collection(tmp_path / "c", ADDITION.replace(old, new))

    faults = faults_of(folder)

    matching = [fault for fault in faults if what in fault.what and remedy in (fault.remedy or "")]
    assert len(matching) == 1, [str(fault) for fault in faults]
    assert str(matching[0].where.file).endswith("letter.txt.curation.yaml")
    assert matching[0].where.line is not None


def test_the_first_fault_is_raised(tmp_path: Path) -> None:
    folder = make_collection(tmp_path / "c", ADDITION.replace("    words:", "    wrods:"))

    with pytest.raises(ConfigurationError, match="wrods"):
        curations_of(folder)


def test_an_empty_side_file_says_nothing(tmp_path: Path) -> None:
    assert curations_of(make_collection(tmp_path / "c", "")) == ()
