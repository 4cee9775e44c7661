"""Row C3: no path leads out of a release, whatever its spelling, and none is an error of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ReleaseDamaged
from kg.release import verify
from tests.reliability.c_paths import FILE_ROUTES, OTHER_ROUTES, OUTSIDE, PAYLOADS, plant, served_carelessly, tells
from tests.reliability.figures import Figure
from tests.reliability.serving import served
from tests.server.running import Running

AT_LEAST = 5


@pytest.fixture(scope="module")
def planted(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the collection."""
    return shutil.copytree(collection, tmp_path_factory.mktemp("planted") / "sf", symlinks=True)


@pytest.fixture(scope="module")
def server(planted: Path) -> Iterator[Running]:
    """The copy, served; the secrets are there once the release was found whole."""
    with served(planted, log=planted / "log") as found:
        plant(planted)
        yield found


def asked(server: Running, path: bytes) -> tuple[int, bytes]:
    """Ask for a path as it is, byte for byte: its status and all that came back."""
    host = ":".join(map(str, server.address)).encode()
    came = server.raw(b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    return int(came[9:12]), came


@pytest.mark.parametrize(
    "routes", [FILE_ROUTES, pytest.param((*FILE_ROUTES, *OTHER_ROUTES), marks=pytest.mark.acceptance)], ids=len
)
def test_no_path_leads_out_of_the_release(server: Running, routes: tuple[str, ...], figure: Figure) -> None:
    telling, failing = [], []
    for route in routes:
        for payload in PAYLOADS:
            status, came = asked(server, b"/" + route.encode() + payload)
            if tells(came):
                telling.append((route, payload))
            if status >= 500:
                failing.append((route, payload, status))

    asked_for = len(PAYLOADS) * len(routes)
    figure("C3", f"paths: {asked_for} of {len(PAYLOADS)} payloads, {len(telling)} tell, {len(failing)} with status 5xx")
    assert len(PAYLOADS) >= 40
    assert (telling, failing) == ([], [])
    assert asked(server, b"/dumps/sf.nq.gz")[0] == 200


def test_a_careless_server_tells_by_the_same_paths(planted: Path, server: Running, figure: Figure) -> None:
    dumps = (planted / "site" / "current").resolve() / "dumps"
    telling = [one for one in PAYLOADS if tells(served_carelessly(dumps, one))]

    figure("C3", f"paths, careless server: {len(telling)} of {len(PAYLOADS)} payloads tell")
    assert len(telling) > AT_LEAST


def test_a_dump_that_is_a_link_makes_a_release_damaged(collection: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(collection, tmp_path / "linked", symlinks=True)
    release = (copied / "site" / "current").resolve()
    shutil.move(release / "dumps" / "sf.nq.gz", tmp_path / OUTSIDE)
    (release / "dumps" / "sf.nq.gz").symlink_to(tmp_path / OUTSIDE)

    with pytest.raises(ReleaseDamaged):
        verify(release)
