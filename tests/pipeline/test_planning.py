"""Letters are parted into blocks whose boundaries no edit of another letter moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import SourceFile, load_collection
from kg.pipeline.identifying import Identified, KnownSource
from kg.pipeline.planning import LETTERS, PlannedBlock, PlannedLetter, planned_blocks, planned_letters
from kg.pipeline.settings import source_files
from kg.records.joined_letters import JoinedDocument, JoinedLetters
from kg.sources import LetterIdentity
from tests.pipeline.collections import make_collection, page

KEYS = st.lists(st.from_regex(r"[a-z]{1,4}-[0-9]{1,3}", fullmatch=True), unique=True, max_size=400)


@pytest.fixture(scope="module")
def letters_file(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    return a_file(tmp_path_factory.mktemp("collection"))


def known(file: SourceFile, keys: Iterable[str], *, sha256: str = "0" * 64) -> KnownSource:
    letters = tuple((key, LetterIdentity(key, key, None, key, digest=f"words of {key}")) for key in keys)
    return KnownSource(file, sha256, "index 1", "settings", letters)


def a_file(folder: Path) -> SourceFile:
    (file,) = source_files(load_collection(make_collection(folder, {"letter.txt": page()})))
    return file


def planned(
    *sources: KnownSource,
    environment: str = "",
    curations: Mapping[str, str] | None = None,
    joined: JoinedLetters | None = None,
) -> list[PlannedLetter]:
    identified = Identified(sources=list(sources))
    return list(
        planned_letters(
            identified, environment=environment, curations=curations or {}, joined=joined or JoinedLetters()
        )
    )


def blocks(letters: Iterable[PlannedLetter]) -> list[PlannedBlock]:
    return list(planned_blocks(letters))


def test_every_letter_is_in_one_block_and_in_order(tmp_path: Path) -> None:
    keys = [f"letter-{number}" for number in range(1_000)]
    letters = planned(known(a_file(tmp_path), keys))

    found = blocks(letters)

    assert [key for block in found for key in block.keys] == keys
    assert LETTERS / 2 < 1_000 / len(found) < LETTERS * 2


@given(keys=KEYS, data=st.data())
def test_a_letter_that_is_taken_out_changes_its_block_only(
    letters_file: SourceFile, keys: list[str], data: st.DataObject
) -> None:
    before = blocks(planned(known(letters_file, keys)))
    if len(keys) < 2:
        return
    gone = data.draw(st.sampled_from(keys[1:]))
    after = blocks(planned(known(letters_file, [key for key in keys if key != gone])))

    touched = [block for block in before if gone in block.keys]
    untouched = {block.name for block in before if block not in touched}
    # Where the letter ended its block, that block and the next become one.
    assert len(untouched - {block.name for block in after}) <= 1


def test_what_a_letter_is_made_from_is_in_its_digest(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    source = known(file, ["a", "b"])
    (_, plain) = planned(source)
    (key, identity) = source.letters[1]
    others = [
        replace(source, letters=(source.letters[0], (key, replace(identity, digest="other words")))),
        replace(source, settings="other settings"),
        replace(source, reader="index 2"),
    ]

    digests = {planned(one)[1].input for one in others}
    digests.add(planned(source, environment="other mappings")[1].input)
    digests.add(planned(source, curations={file.relative: "curated"})[1].input)
    digests.add(planned(source, joined=JoinedLetters({"b": JoinedDocument("a", preferred=False)}))[1].input)

    assert len(digests) == 6
    assert plain.input not in digests


def test_the_bytes_of_a_source_matter_to_its_first_letter_only(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    first, second = planned(known(file, ["a", "b"]))
    changed_first, changed_second = planned(known(file, ["a", "b"], sha256="1" * 64))

    assert first.input != changed_first.input
    assert second.input == changed_second.input


def test_a_register_matters_to_every_letter(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    register = KnownSource(file, "2" * 64, "tei 1", "settings", is_register=True)
    plain, with_register, with_another = (
        planned(known(file, ["a", "b"]), *registers)[1].input
        for registers in ((), (register,), (replace(register, sha256="3" * 64),))
    )

    assert len({plain, with_register, with_another}) == 3


def test_that_a_letter_pointed_to_was_joined_with_another_is_in_the_digest(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    source = known(file, ["a", "b"])
    key, identity = source.letters[0]
    pointing = replace(source, letters=((key, replace(identity, points_to=("b",))), source.letters[1]))
    identified = Identified(sources=[pointing], by_id={("", "b"): "b"})
    joined = JoinedLetters({"b": JoinedDocument("other", preferred=False)})

    plain, other = (
        list(planned_letters(identified, environment="", curations={}, joined=one)) for one in (JoinedLetters(), joined)
    )

    assert plain[0].pointed_to == other[0].pointed_to == {"b": "b"}
    assert plain[0].input != other[0].input
