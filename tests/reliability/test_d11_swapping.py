"""Row D11: releases are swapped under load; no request fails, and each answer is of the release that it names.

The short form, four swaps under eight clients, is in `tests.server.test_releases`.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from kg.release import rollback
from tests.reliability.d_swapping import MARK, Load, disagreeing, loaded, make_releases, wait_for
from tests.reliability.figures import Figure
from tests.reliability.serving import served
from tests.server.running import Running

CLIENTS = 16
SWAPS = 20
SECONDS = 60.0


@pytest.mark.acceptance
def test_swaps_under_load_fail_no_request_and_mix_no_answer(collection: Path, tmp_path: Path, figure: Figure) -> None:
    copied = shutil.copytree(collection, tmp_path / "sf", symlinks=True)
    numbers = make_releases(copied, tmp_path / "stock", SWAPS)
    names = list(numbers)
    with served(copied, log=tmp_path / "log") as server, loaded(server, CLIENTS) as load:
        began = time.monotonic()
        for number, wanted in enumerate(names, 1):
            rollback(copied / "site", wanted)
            wait_for(server, wanted)
            time.sleep(max(0.0, began + number * SECONDS / SWAPS - time.monotonic()))
        took = time.monotonic() - began
        assert server.process is not None
        alive = server.process.poll() is None

    asked = sum(load.answers.values())
    wrong = disagreeing(load, numbers)
    figure(
        "D11",
        f"hot swap: {SWAPS} swaps in {took:.0f} s, {CLIENTS} clients, {asked} answers, "
        f"{len(load.failures)} failed, {len(wrong)} disagree with X-Release",
    )
    assert (load.failures[:3], wrong, alive) == ([], [], True)
    assert {release for release, _ in load.answers} == {*names}
    assert asked > 10 * SWAPS


def test_an_answer_of_another_release_or_of_two_would_be_found() -> None:
    load = Load(Running("http://127.0.0.1/", Path()), 1, Counter({("a", f"label,graph\n{MARK} 1,\n"): 1}))

    assert disagreeing(load, {"a": 1}) == []
    assert disagreeing(load, {"a": 2}) != []
    load.answers["a", f"label,graph\n{MARK} 1,\n{MARK} 2,\n"] += 1
    assert len(disagreeing(load, {"a": 1})) == 1
