"""A site that is served: which release answers, and what becomes of the workers of the one before."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError, ReleaseDamaged, ReleaseError
from kg.publication.site import Serving, Site, served_release
from kg.release import Manifest, read_manifest, releases, rollback
from kg.workers import PoolSettings
from tests.pipeline.collections import build_quietly

SMALL = PoolSettings(public_workers=1, page_workers=0)
PATIENCE = 30.0


@pytest.fixture(scope="module")
def built_twice(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with two releases of the same letters."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("twice") / "sf", symlinks=True)
    build_quietly(folder, processes=2)
    return folder


@pytest.fixture
def folder(built_twice: Path, tmp_path: Path) -> Path:
    """The site of that collection, to be damaged."""
    return shutil.copytree(built_twice / "site", tmp_path / "site", symlinks=True)


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    with Site(folder, settings=SMALL, interval=None) as found:
        yield found


def alive(serving: Serving | Site) -> str:
    return str(json.loads(serving.run({"task": "alive"}).read())["release"])


def damage(release: Path) -> None:
    with (release / "report.json").open("ab") as file:
        file.write(b" ")


def test_the_current_release_answers(site: Site, folder: Path) -> None:
    newest = releases(folder)[0]

    assert (newest.id, newest.id) == (site.release.id, alive(site))
    assert site.release.path == newest.path.resolve()
    assert site.release.base_iri == "http://127.0.0.1:8377/"
    assert site.release.collection["publisher"] == "The Lettergraph developers"


def test_another_release_answers_as_soon_as_it_is_current(site: Site, folder: Path) -> None:
    _, older = releases(folder)
    rollback(folder)

    assert site.follow()
    assert older.id == alive(site)
    assert not site.follow()


def test_a_request_keeps_its_release_to_its_end(site: Site, folder: Path) -> None:
    newest, older = releases(folder)
    with site.serving() as serving:
        rollback(folder)
        site.follow()

        assert (newest.id, older.id) == (alive(serving), alive(site))
    site.follow()
    with pytest.raises(QueryError):
        alive(serving)


def test_a_damaged_release_is_not_followed_and_looked_at_once(
    site: Site, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    newest, older = releases(folder)
    rollback(folder)
    damage(older.path)

    assert not site.follow()
    assert not site.follow()
    assert newest.id == alive(site)
    assert [older.id in record.getMessage() for record in caplog.records] == [True]


def test_a_release_that_vanished_stays_served(site: Site, folder: Path) -> None:
    newest = site.release.id
    (folder / "current").unlink()

    assert not site.follow()
    assert newest == alive(site)


def test_at_the_start_a_damaged_release_gives_way_to_the_one_before(folder: Path) -> None:
    newest, older = releases(folder)
    damage(newest.path)
    with Site(folder, settings=SMALL, interval=None) as site:
        assert older.id == alive(site)
        assert not site.follow()


def test_where_every_release_is_damaged_nothing_is_served(folder: Path) -> None:
    for release in releases(folder):
        damage(release.path)

    with pytest.raises(ReleaseDamaged):
        Site(folder, settings=SMALL, interval=None)


def test_a_site_without_releases_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release to serve"):
        Site(tmp_path, settings=SMALL)


def test_a_release_by_name_is_served_for_ever(folder: Path) -> None:
    newest, older = releases(folder)
    with Site(folder, release_id=older.id, settings=SMALL, interval=None) as site:
        assert older.id == alive(site)
        assert not site.follow()

    with pytest.raises(ReleaseError, match="Did you mean"):
        Site(folder, release_id=newest.id[:-1] + "X", settings=SMALL)


def test_the_site_follows_by_itself(folder: Path) -> None:
    _, older = releases(folder)
    with Site(folder, settings=SMALL, interval=0.05) as site:
        rollback(folder)
        end = time.monotonic() + PATIENCE
        while site.release.id != older.id:
            assert time.monotonic() < end
            os.sched_yield()

        assert older.id == alive(site)


def test_a_manifest_without_a_collection_is_no_release_of_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = releases(folder)[0].path
    manifest = read_manifest(release)
    nameless = Manifest(manifest.id, manifest.created, "", {})
    monkeypatch.setattr("kg.publication.site.read_manifest", lambda _: nameless)

    with pytest.raises(ReleaseDamaged, match="does not name"):
        served_release(release)
