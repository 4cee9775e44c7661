"""Part the letters of a collection into blocks: consecutive letters that are read, validated and published together.

A block is at once the task of a child, a unit of the cache and a member of each dump. Where one ends depends on the
keys of its letters alone: an edit moves no boundary but those of the letters that it adds or takes away.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.pipeline.fingerprint import digest_of
from kg.pipeline.identifying import Identified, KnownSource
from kg.records.joined_letters import JoinedLetters

LETTERS = 64
"""How many letters a block has on average."""


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A letter that is to be published: ``input`` is the digest of all that its statements are made from."""

    key: str
    locus: str
    source: KnownSource
    input: str
    first: bool
    """The first letter of its source brings what concerns the source as a whole."""
    pointed_to: Mapping[str, str]
    """The keys of the letters that it points to, by their own ids."""


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """Letters that stand together; ``name`` is the digest of their inputs."""

    name: str
    letters: tuple[PlannedLetter, ...]

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.letters]


def planned_letters(
    identified: Identified,
    *,
    environment: str,
    curations: Mapping[str, str],
    joined: JoinedLetters,
) -> Iterator[PlannedLetter]:
    """Go through all letters in the order of the release: path of the source, then place in it.

    Args:
        identified: the letters with their keys.
        environment: the digest of what holds for all letters: code, mappings, shapes, settings.
        curations: a digest of the curations of a source, by its path; absent where there are none.
        joined: the documents that editors found to be one letter with others.
    """
    registers = digest_of(*((one.path, one.sha256, one.settings) for one in identified.registers))
    for source in sorted(identified.sources, key=lambda one: one.path):
        common = digest_of(
            environment, source.path, source.settings, source.reader, registers, curations.get(source.path, "")
        )
        for position, (key, letter) in enumerate(source.letters):
            pointed_to = dict(sorted(identified.pointed_to(letter).items()))
            said = joined.said_of((key, *pointed_to.values()))
            own = letter.digest or source.sha256
            # The first letter brings what is said of the whole source, whose every byte may matter for that.
            whole = source.sha256 if position == 0 else ""
            yield PlannedLetter(
                key=key,
                locus=letter.locus,
                source=source,
                input=digest_of(common, key, letter.locus, own, whole, said, *pointed_to.items()),
                first=position == 0,
                pointed_to=pointed_to,
            )


def planned_blocks(letters: Iterable[PlannedLetter]) -> Iterator[PlannedBlock]:
    """Part letters into blocks: one ends after a letter whose key hashes to 0 modulo `LETTERS`."""
    block: list[PlannedLetter] = []
    for letter in letters:
        block.append(letter)
        if zlib.crc32(letter.key.encode()) % LETTERS == 0:
            yield _block(block)
            block = []
    if block:
        yield _block(block)


def _block(letters: list[PlannedLetter]) -> PlannedBlock:
    # The snapshot's hash is not among the inputs: it is entered into letters that are otherwise taken over.
    return PlannedBlock(digest_of(*((one.input, one.source.sha256) for one in letters)), tuple(letters))
