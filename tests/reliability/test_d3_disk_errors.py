"""Row D3: a disk that is full or broken ends a build in words, and whoever is served notices nothing."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.release import current_release, verify
from tests.reliability.d_disks import FAULTS, REMEDY, SmallDisk, build, failing, small_disk
from tests.reliability.figures import Figure
from tests.reliability.serving import served
from tests.server.running import Running

ASKED = "ASK { ?s ?p ?o }"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
"""Some megabytes: more than the server keeps in memory."""
CODED = {"Accept": "text/csv", "Accept-Encoding": "gzip"}
RUNS = 50
PATIENCE = 60.0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", size="400m") as found:
        yield found


@pytest.fixture
def on_disk(collection: Path, disk: SmallDisk) -> Path:
    """The collection, built, on a small disk."""
    return shutil.copytree(collection, disk.path / "sf", symlinks=True)


def is_served(server: Running, release: str) -> bool:
    """Say whether a server answers, from a release that is whole."""
    reply = server.query(ASKED)
    return (reply.status, reply.headers["x-release"]) == (200, release)


def wait_for_a_worker(server: Running) -> None:
    """Wait until a worker is there in place of one that was at an answer which could not be kept."""
    end = time.monotonic() + PATIENCE
    while server.query(ASKED).status != 200:
        assert time.monotonic() < end


def current(collection: Path) -> str:
    found = current_release(collection / "site")
    assert found is not None
    verify(found.path)
    return found.id


def test_a_build_on_a_full_disk_fails_in_words_and_succeeds_once_there_is_room(
    disk: SmallDisk, on_disk: Path, tmp_path: Path, figure: Figure
) -> None:
    before = current(on_disk)
    with served(on_disk, log=tmp_path / "log") as server:
        filler = disk.fill()
        full = build(on_disk)
        quiet = is_served(server, before)
        filler.unlink()
        again = build(on_disk)

    figure("D3", f"disk full: told {full.is_told}, served {quiet}, again with status {again.status}")
    assert full.is_told, full.said
    assert REMEDY in full.said
    assert str(on_disk) in full.said
    assert (quiet, again.status, current(on_disk) > before) == (True, 0, True)


@pytest.mark.parametrize("step", [pytest.param(12), pytest.param(1, marks=pytest.mark.acceptance)])
def test_a_disk_that_fills_up_at_any_file_ends_a_build_in_words(
    disk: SmallDisk, on_disk: Path, tmp_path: Path, step: int, figure: Figure
) -> None:
    """No room for the n-th file of a build, for many n: there is room when the build begins, and none in its midst."""
    before = current(on_disk)
    outcomes: Counter[str] = Counter()
    said: list[str] = []
    with served(on_disk, log=tmp_path / "log") as server:
        for more in range(1, 400, step):
            disk.resize(nr_inodes=str(disk.files + more))  # a build that failed may leave some for the next one
            built = build(on_disk)
            disk.resize(nr_inodes="100000")
            outcomes[f"status {built.status}"] += 1
            if built.status != 2:
                break
            said += [] if built.is_told and REMEDY in built.said else [f"{more}: {built.said[-600:]}"]
            assert is_served(server, before)
            assert current(on_disk) == before
        again = build(on_disk)

    figure("D3", f"disk full at the n-th file: {sum(outcomes.values())} builds, {dict(outcomes)}, untold {len(said)}")
    assert said == []
    assert outcomes["status 2"] >= 1
    assert again.status == 0


def test_a_spool_that_fills_up_is_a_documented_error_and_no_more(
    collection: Path, disk: SmallDisk, tmp_path: Path, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(disk.path))
    disk.resize(size="16m")
    with served(collection, log=tmp_path / "log") as server:
        whole = server.query(WIDE)
        disk.fill()
        full = [server.query(f"{WIDE} #{number}") for number in range(2)]
        disk.fill(leave=len(whole.body) + 16_384)  # room for an answer, but not for the same once more, compressed
        wait_for_a_worker(server)
        full.append(server.ask(f"/sparql?query={quote(f'{WIDE} #coded')}", headers=CODED))
        wait_for_a_worker(server)
        disk.fill().unlink()
        again = server.query(f"{WIDE} #again")
        assert server.process is not None
        alive = server.process.poll() is None

    kinds = [(one.status, str(json.loads(one.body)["type"]), one.headers.get("retry-after")) for one in full]
    figure("D3", f"spool full: {len(full)} large answers {kinds[0]}, then {again.status}")
    assert (whole.status, len(whole.body) > 1 << 20) == (200, True)
    assert kinds == [(503, "/problems/busy", "60")] * len(full)
    assert (again.body == whole.body, alive) == (True, True)


@pytest.mark.acceptance
def test_fifty_builds_on_a_disk_that_fails_by_chance_fail_in_words_or_succeed(
    collection: Path, tmp_path: Path, figure: Figure
) -> None:
    if shutil.which("fiu-run") is None:
        pytest.skip("libfiu is not there: apt install fiu-utils")
    copied = shutil.copytree(collection, tmp_path / "sf", symlinks=True)
    outcomes: Counter[str] = Counter()
    untold: list[str] = []
    with served(copied, log=tmp_path / "log") as server:
        for number in range(RUNS):
            point, error = FAULTS[number % len(FAULTS)]
            before = current(copied)
            built = build(copied, before=failing(point, error, probability=0.002 * (1 + number // len(FAULTS))))
            outcomes[f"status {built.status}"] += 1
            if built.status == 2 and not built.is_told:
                untold.append(f"{point}: {built.said[-600:]}")
            after = current(copied)
            assert after == before or built.status != 2, (point, built.said)
            assert server.query(ASKED).status == 200
        again = build(copied)

    figure("D3", f"libfiu: {RUNS} builds, {dict(outcomes)}, untold {len(untold)}, again with status {again.status}")
    assert untold == []
    assert {*outcomes} <= {"status 0", "status 1", "status 2"}
    assert outcomes["status 2"] > 5
    assert again.status == 0
