"""Blocks are made in order, and one letter that kills its reader takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest

from kg.authorities import Authorities
from kg.config import load_collection
from kg.namespaces import PREFIXES
from kg.pipeline.block_reading import BlockReading, MadeBlock
from kg.pipeline.cache import Cache
from kg.pipeline.identifying import Identified, KnownSource
from kg.pipeline.kept import KeptBlock, KeptDocument, headers_of, write_kept
from kg.pipeline.planning import planned_blocks, planned_letters
from kg.pipeline.progress import SILENT
from kg.pipeline.settings import source_files
from kg.processes import ChildFailure, LimitedPool
from kg.records.joined_letters import JoinedLetters
from kg.sources import LetterIdentity
from tests.pipeline.collections import make_collection, page

LETTERS = 450
BASE = "https://letters.example.org/"


class Children:
    """Stands for the limited children: makes every block but those with a letter of ``poison``."""

    def __init__(self, poison: Iterable[str] = ()) -> None:
        self.poison = frozenset(poison)
        self.sizes: list[int] = []

    def map(self, tasks: Iterable[object]) -> Iterator[object]:
        for task in tasks:
            yield self._made(cast("Mapping[str, object]", task))

    def _made(self, task: Mapping[str, object]) -> object:
        given_up = cast("Mapping[str, str]", task["given_up"])
        documents, failed = [], {}
        for source in cast("Sequence[Mapping[str, object]]", task["sources"]):
            path = str(source["source"])
            if path in given_up:
                failed[path] = {"what": given_up[path]}
                continue
            for key, _, digest in cast("Sequence[tuple[str, str, str]]", source["letters"]):
                if key in self.poison and key not in given_up:
                    self.sizes.append(0)
                    return ChildFailure("its process ended with signal SIGKILL")
                status = "failed" if key in given_up else "ok"
                outcome = {"status": status, "source": path, "document": key}
                documents.append(KeptDocument(key, path, "0" * 64, digest, (), "", outcome))
        self.sizes.append(len(documents))
        kept = KeptBlock(tuple(documents), failed, "digest", complete=not given_up)
        write_kept(Path(str(task["path"])), kept, prefixes=PREFIXES, base_iri=BASE)
        return {"built": len(documents)}


def reading(tmp_path: Path, children: Children) -> BlockReading:
    pool = cast("LimitedPool", children)
    return BlockReading(
        pool=pool,
        spare=pool,
        cache=Cache(tmp_path / "cache"),
        authorities=Authorities(),
        authorities_digest="digest",
        registers=(),
        curated=frozenset(),
        joined=JoinedLetters(),
        scratch=tmp_path / "scratch",
        progress=SILENT,
    )


def made(tmp_path: Path, children: Children) -> list[MadeBlock]:
    (file,) = source_files(load_collection(make_collection(tmp_path / "collection", {"letter.txt": page()})))
    letters = tuple(
        (f"x-{number}", LetterIdentity(str(number), None, None, f"Letter {number}", digest=str(number)))
        for number in range(LETTERS)
    )
    identified = Identified(sources=[KnownSource(file, "0" * 64, "index 1", "", letters)])
    plans = list(planned_blocks(planned_letters(identified, environment="", curations={}, joined=JoinedLetters())))
    blocks = reading(tmp_path, children)
    return list(blocks.blocks(plans, blocks.known(plans)))


def outcomes(blocks: Iterable[MadeBlock]) -> list[tuple[str, str]]:
    found = [cast("Mapping[str, str]", one["outcome"]) for block in blocks for one in headers_of(block.open())]
    return [(outcome["document"], outcome["status"]) for outcome in found]


def test_all_blocks_together_are_the_source(tmp_path: Path) -> None:
    blocks = made(tmp_path, Children())

    assert [(f"x-{number}", "ok") for number in range(LETTERS)] == outcomes(blocks)
    assert len(blocks) > 2


def test_only_the_letter_that_kills_its_reader_is_lost(tmp_path: Path) -> None:
    children = Children({"x-217"})

    found = outcomes(made(tmp_path, children))

    assert len(found) == LETTERS
    assert [key for key, status in found if status != "ok"] == ["x-217"]


def test_a_source_that_always_fails_is_given_up_soon(tmp_path: Path) -> None:
    children = Children(f"x-{number}" for number in range(LETTERS))

    blocks = made(tmp_path, children)

    assert len(children.sizes) < 40
    assert outcomes(blocks) == []
    assert all(block.open().header["failed"] for block in blocks)


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    made(tmp_path, Children())
    children = Children()

    again = made(tmp_path, children)

    assert not any(block.built for block in again)
    assert children.sizes == []


def test_a_letter_that_was_given_up_is_tried_again(tmp_path: Path) -> None:
    made(tmp_path, Children({"x-217"}))
    children = Children()

    again = made(tmp_path, children)

    assert [(f"x-{number}", "ok") for number in range(LETTERS)] == outcomes(again)
    assert len(children.sizes) == 1


@pytest.mark.parametrize("damage", [b"", b"nonsense"])
def test_a_damaged_block_is_made_again(tmp_path: Path, damage: bytes) -> None:
    first = made(tmp_path, Children())
    first[1].path.write_bytes(damage)
    children = Children()

    again = made(tmp_path, children)

    assert [not block.built for block in again] == [position != 1 for position in range(len(again))]
    assert outcomes(again) == [(f"x-{number}", "ok") for number in range(LETTERS)]
