"""Tests that read real documents skip on a user's machine and fail in CI where the documents are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import find_shared


def test_a_missing_folder_skips_the_test_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="no folder `shared`"):
        find_shared(tmp_path / "shared", required=False)


def test_a_missing_folder_that_is_required_fails_the_test(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="LETTERGRAPH_SHARED=required"):
        find_shared(tmp_path / "shared", required=True)


def test_a_test_that_reads_real_documents_is_marked(request: pytest.FixtureRequest, shared: Path) -> None:
    assert shared.is_dir()
    assert request.node.get_closest_marker("shared") is not None
