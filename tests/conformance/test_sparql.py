"""Our own cases in the form of the W3C's SPARQL suites, and the runner that `make conformance` uses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conformance import __main__ as conformance
from tests.conformance.sparql_exceptions import EXCEPTIONS, FOLDERS, NO_UPDATES, reason_to_leave_out
from tests.conformance.sparql_results import TABLES, parsed_table, same_csv, same_tables
from tests.conformance.sparql_suite import Case, read_suite

CASES = Path(__file__).with_name("sparql")


def test_all_cases_of_our_own_pass(capsys: pytest.CaptureFixture[str]) -> None:
    status = conformance.main([str(CASES)])
    told = capsys.readouterr().out

    assert status == 0, told
    assert f"{len(read_suite(CASES).cases)} of 24 cases passed" in told


def test_the_runner_tells_of_a_case_that_fails_and_of_one_that_should(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in CASES.iterdir():
        if not path.name.startswith("manifest-"):
            shutil.copyfile(path, tmp_path / path.name)
    (tmp_path / "answered.srx").write_text((CASES / "answered.srx").read_text().replace("true", "false"))
    monkeypatch.setitem(EXCEPTIONS, "half", "a reason")
    monkeypatch.setitem(EXCEPTIONS, "answered", "another")

    assert conformance.main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "failed, as is known: answered: another\n" in told
    assert "FAILED half: is listed as an exception, but did not fail\n" in told
    assert "11 of 12 cases passed; 1 came out otherwise" in told


def test_every_exception_is_explained_in_the_documentation(project: Path) -> None:
    page = (project / "docs" / "reference" / "conformance.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]

    for name, reason in {**EXCEPTIONS, **FOLDERS}.items():
        folder, _, case = name.rpartition("/")
        assert any(reason in row and f"`{folder}`" in row and (f"`{case}`" in row) for row in rows) or any(
            reason in row and f"`{name}`" in row for row in rows
        ), name


def test_updates_are_not_run() -> None:
    assert reason_to_leave_out(Case("a/b", "PositiveUpdateSyntaxTest11")) == NO_UPDATES
    assert reason_to_leave_out(Case("a/b", "QueryEvaluationTest")) is None


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("?a\t?b\n_:x\t_:y\n", "?a\t?b\n_:p\t_:q\n", True),
        ("?a\t?b\n_:x\t_:x\n", "?a\t?b\n_:p\t_:q\n", False),
        ("?a\n1\n1\n", "?a\n1\n", False),
        ("?a\n1\n2\n", "?a\n2\n1\n", True),
        ("?a\n1\n", "?b\n1\n", False),
    ],
)
def test_tables_are_compared_up_to_order_and_names_of_blank_nodes(expected: str, actual: str, same: bool) -> None:
    tables = [parsed_table(text.encode(), TABLES[".tsv"]) for text in (expected, actual)]

    assert same_tables(*tables) is same


def test_csv_is_compared_by_the_names_of_its_columns() -> None:
    assert same_csv(b"a,b\r\n1,2\r\n", b"b,a\n2,1\n")
    assert not same_csv(b"a,b\r\n1,2\r\n", b"b,a\n1,2\n")


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"], ["a", "b"]])
def test_the_runner_asks_for_a_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main(arguments) == 2
    assert "FOLDER" in capsys.readouterr().err


def test_a_suite_of_another_kind_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main([str(tmp_path)]) == 2
    assert "neither" in capsys.readouterr().err


def test_the_suite_of_rml_is_known_by_its_folders(capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main([str(CASES.with_name("rml"))]) == 0
    assert capsys.readouterr().out.endswith("13 of 13 cases passed.\n")
