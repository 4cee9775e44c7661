"""Our own cases in the form of the RML-Core suite, and the runner that `make conformance` uses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conformance import rml_core

CASES = Path(__file__).with_name("rml")


@pytest.mark.parametrize("name", [folder.name for folder in rml_core.find_cases(CASES)])
def test_a_case_of_our_own_passes(name: str) -> None:
    verdict = rml_core.run_case(CASES / name)

    assert verdict.passed, verdict.detail


def test_the_runner_ends_well_when_all_cases_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert rml_core.main([str(CASES)]) == 0
    assert capsys.readouterr().out.endswith("13 of 13 cases passed.\n")


def test_the_runner_shows_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = shutil.copytree(CASES / "LGTC0001b-JSON", tmp_path / "LGTC0001b-JSON")
    output = case / "output.nq"
    output.write_text(output.read_text(encoding="utf-8").replace('"17"', '"18"'), encoding="utf-8")

    assert rml_core.main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "FAILED LGTC0001b-JSON: another dataset" in told
    assert '- <http://example.com/letter/b> <http://example.com/ns#fonds> "18"' in told
    assert '+ <http://example.com/letter/b> <http://example.com/ns#fonds> "17"' in told


def test_a_case_without_output_passes_only_with_an_error(tmp_path: Path) -> None:
    case = shutil.copytree(CASES / "LGTC0001b-JSON", tmp_path / "LGTC0001b-JSON")
    (case / "output.nq").unlink()

    assert not rml_core.run_case(case).passed


def test_an_exception_must_fail_and_then_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = shutil.copytree(CASES / "LGTC0001b-JSON", tmp_path / "LGTC0001b-JSON")
    monkeypatch.setattr(rml_core, "EXCEPTIONS", {"LGTC0001b-JSON": "a reason"})

    assert rml_core.main([str(tmp_path)]) == 1
    assert "did not fail" in capsys.readouterr().out
    (case / "output.nq").write_text("", encoding="utf-8")
    assert rml_core.main([str(tmp_path)]) == 0
    assert "[expected: a reason]" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"], ["a", "b"]])
def test_the_runner_asks_for_a_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert rml_core.main(arguments) == 2
    assert "FOLDER" in capsys.readouterr().err


def test_a_folder_without_cases_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rml_core.main([str(tmp_path)]) == 2
    assert "no case" in capsys.readouterr().err
