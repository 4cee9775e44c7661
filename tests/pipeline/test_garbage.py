"""How often the interpreter looks for garbage during a build, and afterwards."""

from __future__ import annotations

import gc

import pytest

from kg.pipeline.garbage import collecting_rarely


def test_after_a_build_garbage_is_looked_for_as_before() -> None:
    before = gc.get_threshold()
    with collecting_rarely():
        during = gc.get_threshold()

    assert during > before
    assert gc.get_threshold() == before


def test_a_build_that_fails_changes_nothing_either() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="wrong"), collecting_rarely():
        raise ValueError("wrong")

    assert gc.get_threshold() == before
