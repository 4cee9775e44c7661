"""From a stage to a served release, and back."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from kg.errors import DiskSpaceError, ReleaseDamaged, ReleaseError
from kg.release import current_release, estimated_bytes, read_manifest, releases, rollback, staged, verify
from kg.release.names import new_id
from kg.store import ReadOnlyStore, bulk_build
from tests.release.building import START, CountedFiles, build, make_flat, moment, served, served_revisions

HOUR_EAST = datetime.timezone(datetime.timedelta(hours=1))


def ids(site: Path) -> list[str]:
    """Give the ids of the releases, the oldest first."""
    return [release.id for release in reversed(releases(site))]


def leftovers(site: Path) -> list[str]:
    return [path.name for path in (*site.iterdir(), *(site / "releases").iterdir()) if path.name.endswith(".tmp")]


def test_a_release_is_named_after_its_time_in_utc(tmp_path: Path) -> None:
    published = make_flat(tmp_path, revision=0)

    assert published.release.id == "20261124T233500Z"
    assert (tmp_path / "current").readlink() == Path("releases/20261124T233500Z")


@pytest.mark.parametrize(
    ("created", "taken", "expected"),
    [
        (START.astimezone(HOUR_EAST), [], "20261124T233500Z"),
        (START, ["20261124T233500Z"], "20261124T233500Z-2"),
        (START, ["20261124T233500Z-9"], "20261124T233500Z-10"),
        (START, ["20261124T233500Z-9", "20261124T233500Z-10"], "20261124T233500Z-11"),
        (START, ["20270101T000000Z"], "20270101T000000Z-2"),
        (START, ["20250101T000000Z-7", "notes", "20261124T233500Z.tmp"], "20261124T233500Z"),
    ],
)
def test_a_new_release_is_later_than_all_others(created: datetime.datetime, taken: list[str], expected: str) -> None:
    assert new_id(created, taken=taken) == expected


def test_a_time_without_zone_names_no_release() -> None:
    with pytest.raises(ReleaseError, match="no time zone"):
        new_id(datetime.datetime(2026, 11, 24), taken=[])  # noqa: DTZ001 # the case under test


def test_a_whole_release_answers_queries_and_verifies(tmp_path: Path) -> None:
    build(tmp_path, 1)

    assert served_revisions(tmp_path) == {"1"}


def test_a_release_holds_store_dumps_records_and_sources(tmp_path: Path) -> None:
    published = build(tmp_path, 1)

    expected = {"dumps/letters.nq.gz", "dumps/letters.trig.gz", "records.sqlite", "sources/0.txt", "store/CURRENT"}
    assert expected - set(published.manifest.files) == set()


def test_the_manifest_counts_quads_by_kind_of_graph(tmp_path: Path) -> None:
    build(tmp_path, 1, letters=4)

    manifest = read_manifest(served(tmp_path).path)
    assert manifest.counts == {"default": 4, "evidence": 4, "inferred": 4, "stated": 4}


def test_the_hash_of_the_manifest_is_that_of_the_dump(tmp_path: Path) -> None:
    first = build(tmp_path, 1).manifest
    again = build(tmp_path, 1).manifest
    other = build(tmp_path, 2).manifest

    assert (first.nquads_sha256 == again.nquads_sha256, first.nquads_sha256 == other.nquads_sha256) == (True, False)
    for name in ("dumps/letters.nq.gz", "dumps/letters.trig.gz", "records.sqlite"):
        assert first.files[name] == again.files[name]


def test_the_manifest_is_read_back_as_written(tmp_path: Path) -> None:
    published = make_flat(tmp_path, revision=0)

    assert published.manifest == read_manifest(published.release.path)


def test_a_store_built_from_the_published_dump_gives_the_same_answers(tmp_path: Path) -> None:
    release = build(tmp_path / "site", 1).release
    bulk_build(tmp_path / "again", release.path / "dumps" / "letters.nq.gz")

    query = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    with ReadOnlyStore(release.path / "store") as published, ReadOnlyStore(tmp_path / "again") as again:
        assert sorted(published.query(query).splitlines()) == sorted(again.query(query).splitlines())


def test_a_stage_that_is_not_committed_leaves_nothing(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=0)

    with staged(tmp_path, created=moment(1)) as stage:
        stage.write("a", b"a")

    assert (ids(tmp_path), leftovers(tmp_path)) == (["20261124T233500Z"], [])


def test_a_stage_that_fails_leaves_nothing_and_passes_the_error_on(tmp_path: Path) -> None:
    with pytest.raises(KeyError), staged(tmp_path, created=moment(1)):
        raise KeyError

    assert (ids(tmp_path), leftovers(tmp_path)) == ([], [])


def test_a_source_that_cannot_be_read_is_not_blamed_on_the_site(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), staged(tmp_path / "site", created=moment(1)):
        (tmp_path / "missing.txt").read_bytes()


def test_a_release_is_published_once(tmp_path: Path) -> None:
    with staged(tmp_path, created=moment(1)) as stage:
        stage.commit(nquads_sha256="0" * 64)
        with pytest.raises(ReleaseError, match="published already"):
            stage.commit(nquads_sha256="0" * 64)


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../outside", "a/../../b", "manifest.json"])
def test_a_release_holds_nothing_outside_itself(tmp_path: Path, name: str) -> None:
    with staged(tmp_path, created=moment(1)) as stage, pytest.raises(ReleaseError, match="cannot hold"):
        stage.create(name)


def test_a_release_holds_no_links(tmp_path: Path) -> None:
    with pytest.raises(ReleaseDamaged, match="neither"), staged(tmp_path, created=moment(1)) as stage:  # noqa: PT012 # a whole body
        (stage.path / "link").symlink_to("/etc")
        stage.commit(nquads_sha256="0" * 64)


def test_a_file_is_written_once(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="File exists"), staged(tmp_path, created=moment(1)) as stage:  # noqa: PT012
        stage.write("a", b"a")
        stage.write("a", b"b")


def test_the_last_three_releases_stay(tmp_path: Path) -> None:
    for revision in range(4):
        make_flat(tmp_path, revision=revision)
    published = make_flat(tmp_path, revision=4)

    assert ids(tmp_path) == ["20261124T233700Z", "20261124T233800Z", "20261124T233900Z"]
    assert published.removed == ("20261124T233600Z",)


def test_a_kept_number_below_the_default_removes_more(tmp_path: Path) -> None:
    for revision in range(3):
        make_flat(tmp_path, revision=revision)

    published = make_flat(tmp_path, revision=3, keep=1)

    assert published.removed == ("20261124T233500Z", "20261124T233600Z", "20261124T233700Z")


def test_old_releases_that_cannot_be_removed_are_reported_and_go_next_time(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=0)
    calls = CountedFiles(fail_at=None)
    make_flat(tmp_path, revision=1, files=calls)
    failing = CountedFiles(fail_at=len(calls.calls) + 3)

    published = make_flat(tmp_path, revision=2, keep=1, files=failing)

    assert (published.not_removed, published.removed) == ("[Errno 5] Input/output error", ())
    make_flat(tmp_path, revision=3, keep=1)
    assert (ids(tmp_path), leftovers(tmp_path)) == (["20261124T233800Z"], [])


def test_rolling_back_serves_the_release_before(tmp_path: Path) -> None:
    for revision in range(3):
        make_flat(tmp_path, revision=revision)

    first, second = rollback(tmp_path).id, rollback(tmp_path).id

    assert (first, second) == ("20261124T233600Z", "20261124T233500Z")
    assert served(tmp_path).id == second


def test_rolling_back_may_name_any_release(tmp_path: Path) -> None:
    for revision in range(3):
        make_flat(tmp_path, revision=revision)
    rollback(tmp_path, "20261124T233500Z")

    assert rollback(tmp_path, "20261124T233700Z") == served(tmp_path)


def test_a_release_that_is_served_stays_however_old_it_is(tmp_path: Path) -> None:
    for revision in range(3):
        make_flat(tmp_path, revision=revision)
    rollback(tmp_path, "20261124T233500Z")

    make_flat(tmp_path, revision=3)

    assert ids(tmp_path) == ["20261124T233600Z", "20261124T233700Z", "20261124T233800Z"]


def test_a_rollback_that_broke_off_does_not_stop_the_next(tmp_path: Path) -> None:
    for revision in range(2):
        make_flat(tmp_path, revision=revision)
    with pytest.raises(ReleaseError, match="cannot be written"):
        rollback(tmp_path, files=CountedFiles(fail_at=2))

    assert served(tmp_path).id == "20261124T233600Z"
    assert rollback(tmp_path).id == "20261124T233500Z"


@pytest.mark.parametrize(
    ("source_bytes", "previous_bytes", "expected"),
    [(0, 0, 16 * 1024 * 1024), (10**6, 0, 60 * 10**6), (10**6, 10**8, 151 * 10**6)],
)
def test_the_room_needed_is_estimated_from_the_sources_or_the_release_before(
    source_bytes: int, previous_bytes: int, expected: int
) -> None:
    assert estimated_bytes(source_bytes=source_bytes, previous_bytes=previous_bytes) == expected


def test_there_is_nothing_before_the_first_release(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=0)

    with pytest.raises(ReleaseError, match="no release before"):
        rollback(tmp_path)


@pytest.mark.parametrize("name", ["20261124T233600Z", "../../etc", "notes"])
def test_a_release_that_is_not_there_cannot_be_served(tmp_path: Path, name: str) -> None:
    make_flat(tmp_path, revision=0)

    with pytest.raises(ReleaseError, match="There is no release"):
        rollback(tmp_path, name)

    assert served(tmp_path).id == "20261124T233500Z"


def test_a_damaged_release_is_not_served_again(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=0)
    make_flat(tmp_path, revision=1)
    (releases(tmp_path)[-1].path / "sources/a.txt").write_bytes(b"other")

    with pytest.raises(ReleaseDamaged, match="changed"):
        rollback(tmp_path)

    assert served(tmp_path).id == "20261124T233600Z"


def test_rolling_back_finds_a_release_when_the_link_is_lost(tmp_path: Path) -> None:
    make_flat(tmp_path, revision=0)
    (tmp_path / "current").unlink()

    assert rollback(tmp_path).id == "20261124T233500Z"


def test_an_empty_site_serves_nothing(tmp_path: Path) -> None:
    assert (releases(tmp_path / "site"), current_release(tmp_path / "site")) == ((), None)


def test_a_link_to_a_release_that_is_gone_serves_nothing_until_the_next_build(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("releases/20261124T233400Z")

    assert current_release(tmp_path) is None
    assert make_flat(tmp_path, revision=0).release == current_release(tmp_path)


def test_the_size_of_a_release_is_that_of_its_files(tmp_path: Path) -> None:
    published = make_flat(tmp_path, revision=0)

    assert published.release.size == published.manifest.size


def test_what_was_written_can_be_discarded_and_written_again(tmp_path: Path) -> None:
    with staged(tmp_path, created=moment(1)) as stage:
        stage.write("dumps/a", b"first")
        stage.write("report.json", b"first")
        stage.discard("dumps", "report.json", "store")
        stage.write("dumps/a", b"second")
        published = stage.commit(nquads_sha256="0" * 64)

    assert (published.release.path / "dumps/a").read_bytes() == b"second"
    assert list(published.manifest.files) == ["dumps/a"]


def test_a_link_to_elsewhere_is_not_a_release(tmp_path: Path) -> None:
    make_flat(tmp_path / "site", revision=0)
    (tmp_path / "site" / "current").unlink()
    (tmp_path / "site" / "current").symlink_to("/srv/20261124T233500Z")

    assert [release.current for release in releases(tmp_path / "site")] == [False]


def test_without_room_nothing_is_begun(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskSpaceError, match="needs about 5,000 MB, and 1 MB are free"),
        staged(tmp_path, created=moment(1), needed_bytes=5_000_000_000, free=lambda _: 1_000_000),
    ):
        pytest.fail("the work began")

    assert not (tmp_path / "releases").exists()


def test_the_room_of_the_real_disk_is_looked_at(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskSpaceError),
        staged(tmp_path, created=moment(1), needed_bytes=10**18),
    ):
        pytest.fail("the work began")


def test_what_a_build_left_unfinished_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "releases/20261124T233400Z.tmp/store").mkdir(parents=True)
    (tmp_path / "releases/20261124T233400Z.tmp/store/CURRENT").touch()
    (tmp_path / "releases/20261124T233400Z.tmp/link").symlink_to("store")
    (tmp_path / "releases/file.tmp").touch()
    (tmp_path / "current.tmp").symlink_to("releases/20261124T233400Z")

    make_flat(tmp_path, revision=0)

    assert (ids(tmp_path), leftovers(tmp_path)) == (["20261124T233500Z"], [])


def test_everything_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    files = CountedFiles(fail_at=None)

    make_flat(tmp_path, revision=0, files=files)

    tail = files.calls[files.calls.index("close manifest.json") + 1 :]
    assert tail == [
        "sync_file letters.nq.gz",
        "sync_directory dumps",
        "sync_file a.txt",
        "sync_directory sources",
        "sync_file manifest.json",
        "sync_directory 20261124T233500Z.tmp",
        "rename 20261124T233500Z",
        "sync_directory releases",
        "link current.tmp",
        "rename current",
        f"sync_directory {tmp_path.name}",
        "remove_directory 20261124T233500Z.work.tmp",
    ]


def test_the_manifest_is_json_for_other_programs(tmp_path: Path) -> None:
    path = make_flat(tmp_path, revision=0).release.path / "manifest.json"

    content = json.loads(path.read_text(encoding="utf-8"))

    assert (content["format"], content["id"], content["created"]) == (
        1,
        "20261124T233500Z",
        "2026-11-24T23:35:00+00:00",
    )
    assert content["files"]["sources/a.txt"]["size"] == len(b"source")
    assert verify(path.parent).size == sum(entry["size"] for entry in content["files"].values())
