"""What is damaged is never built upon: a damaged cache is made again, a damaged release is refused or not used."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import LettergraphError, ReleaseDamaged
from kg.pipeline import planning
from kg.release import verify
from tests.pipeline.collections import served
from tests.pipeline.edited_building import SMALL_BLOCKS, build_it, copy_without_site, differing
from tests.pipeline.edited_collection import EditedCollection


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LETTERS", SMALL_BLOCKS)


def flip(path: Path, chance: random.Random) -> None:
    """Change one bit somewhere in a file."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    overwrite(path, bytes(data))


def cut(path: Path, chance: random.Random) -> None:
    """Cut a file off somewhere."""
    data = path.read_bytes()
    overwrite(path, data[: chance.randrange(len(data))])


def overwrite(path: Path, data: bytes) -> None:
    """Give a file other bytes, and no other file that shares its place on the disk."""
    path.unlink()
    path.write_bytes(data)


def lose(path: Path, _: random.Random) -> None:
    """Lose a file."""
    path.unlink()


HARMS: tuple[Callable[[Path, random.Random], None], ...] = (flip, cut, lose)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EditedCollection, Path]]:
    """A collection that was built and then edited, and a build from nothing of what it is now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "LETTERS", SMALL_BLOCKS)
        folder = tmp_path_factory.mktemp("damaged")
        collection = EditedCollection.make(folder / "letters", seed=8)
        build_it(collection, minutes=0)
        collection.edit("change a letter")
        collection.edit("change a sender")
        full = copy_without_site(collection, folder / "full")
        build_it(collection, minutes=1, folder=full)
        yield collection, full


def copy_of(collection: EditedCollection, folder: Path) -> EditedCollection:
    copied = EditedCollection(folder / "copy", random.Random())  # noqa: S311
    shutil.copytree(collection.folder, copied.folder, symlinks=True)
    copied.mappings.symlink_to(collection.mappings)
    copied.ontology.symlink_to(collection.ontology)
    return copied


def cache_files(collection: EditedCollection) -> list[Path]:
    return sorted(path for path in (collection.folder / "site" / "cache").rglob("*") if path.stat().st_size)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.acceptance)])
def test_a_cache_whose_every_block_is_damaged_is_made_again(
    built: tuple[EditedCollection, Path], tmp_path: Path, harm: Callable[[Path, random.Random], None], seed: int
) -> None:
    collection, full = built
    copied = copy_of(collection, tmp_path)
    blocks = [path for path in cache_files(copied) if path.suffix == ".block"]
    assert len(blocks) > 5
    for path in blocks:
        harm(path, random.Random(f"{seed} {path.name}"))  # noqa: S311

    result = build_it(copied, minutes=1)

    assert differing(copied.folder, full) == []
    assert result.built >= collection.number - 1, "nothing of a damaged block is taken over"


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.acceptance) for seed in (1, 2))])
def test_what_else_is_in_the_cache_may_be_damaged_too(
    built: tuple[EditedCollection, Path], tmp_path: Path, harm: Callable[[Path, random.Random], None], seed: int
) -> None:
    collection, full = built
    copied = copy_of(collection, tmp_path)
    others = [path for path in cache_files(copied) if path.is_file() and path.suffix != ".block"]
    assert others
    for path in others:
        harm(path, random.Random(f"{seed} {path.name}"))  # noqa: S311

    build_it(copied, minutes=1)

    assert differing(copied.folder, full) == []


def test_a_cache_that_is_gone_is_made_again(built: tuple[EditedCollection, Path], tmp_path: Path) -> None:
    collection, full = built
    copied = copy_of(collection, tmp_path)
    shutil.rmtree(copied.folder / "site" / "cache")

    result = build_it(copied, minutes=1)

    assert (result.built, result.reused) == (collection.number, 0)
    assert differing(copied.folder, full) == []


def damaged_release_is_not_built_upon(
    built: tuple[EditedCollection, Path],
    folder: Path,
    name: str,
    harm: Callable[[Path, random.Random], None],
    *,
    seed: int,
) -> None:
    """Damage a file of the served release: that is found, and the next build is refused or equals a full one."""
    collection, full = built
    copied = copy_of(collection, folder)
    before = served(copied.folder)
    harm(before.path / name, random.Random(f"{seed} {name}"))  # noqa: S311
    with pytest.raises(ReleaseDamaged):
        verify(before.path)

    with suppress(LettergraphError):
        build_it(copied, minutes=1)

    if served(copied.folder).id != before.id:
        assert differing(copied.folder, full) == [], name
    shutil.rmtree(copied.folder)


def release_files(collection: EditedCollection) -> list[str]:
    release = served(collection.folder).path
    found = (path for path in release.rglob("*") if path.is_file() and path.stat().st_size)
    return sorted(path.relative_to(release).as_posix() for path in found)


def test_a_damaged_release_is_found_and_not_built_upon(built: tuple[EditedCollection, Path], tmp_path: Path) -> None:
    names = release_files(built[0])
    tables = [name for name in names if name.endswith(".sst")]
    others = [name for name in names if name.startswith("dumps/") or name.endswith("manifest.json")]
    wanted = [*others, tables[0], tables[-1]]  # each costs a build; the acceptance test below takes all
    assert {name.rsplit(".", 1)[-1] for name in wanted} >= {"gz", "sst", "json"}

    for number, name in enumerate(wanted):
        damaged_release_is_not_built_upon(built, tmp_path / str(number), name, flip, seed=1)


@pytest.mark.acceptance
@pytest.mark.parametrize("harm", HARMS)
def test_any_damage_of_any_file_of_a_release_is_found_and_not_built_upon(
    built: tuple[EditedCollection, Path], tmp_path: Path, harm: Callable[[Path, random.Random], None]
) -> None:
    for number, name in enumerate(release_files(built[0])):
        damaged_release_is_not_built_upon(built, tmp_path / str(number), name, harm, seed=2)
