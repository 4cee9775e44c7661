"""Read one source by itself, without building: ``lettergraph read`` and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.authorities import Authorities, load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import Collection, load_collection
from kg.errors import LettergraphError, MalformedSource, UnknownEntity, Where, did_you_mean
from kg.pipeline.letter_keys import key_of, repetitions
from kg.pipeline.opening import check_size, open_source
from kg.pipeline.settings import load_source, source_files
from kg.records.document import DocumentRecord, Finding
from kg.sources import LetterIdentity, RelatedSources, Source, SourceSettings, SourceText


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a source: ``number`` counts from 1 in its order, ``key`` is that which a build gives."""

    number: int
    key: str
    label: str
    line: int | None
    repeats: str | None = None
    """The id that it shares with an earlier letter of the source: a build holds it back, and it is not read."""


@dataclass(frozen=True, slots=True)
class SingleReading:
    """A source as read: its text, its records, what was found; ``reader`` is the format's name."""

    reader: str
    text: SourceText
    records: tuple[DocumentRecord, ...]
    findings: tuple[Finding, ...]
    letters: tuple[Letter, ...] = ()
    """All letters of the source; ``records`` are those that were chosen."""
    chosen: tuple[Letter, ...] = ()
    is_register: bool = False
    """It describes persons, places, bodies and events for other sources, and holds no letter."""

    @property
    def whole(self) -> bool:
        """Whether every letter was read."""
        return len(self.chosen) == len(self.letters)


@dataclass(frozen=True, slots=True)
class _Prepared:
    source: Source
    authorities: Authorities
    registry: KeyRegistry
    format: str | None = None
    registers: tuple[tuple[Source, SourceText], ...] = ()


def read_source(
    path: Path, *, collection: Path | None = None, letters: Sequence[str] = (), most: int | None = None
) -> SingleReading:
    """Read one file into records; nothing is written, no key is frozen.

    Args:
        path: the file.
        collection: the folder of a collection whose settings, authority files and registers apply, if the file is one
            of its sources; without one, the defaults and no authority file.
        letters: which letters to read, each by its key or by its number in the source (from 1); all if there are none.
        most: how many letters to read at most if none is named.

    Returns:
        The records, with the keys that a build would give.

    Raises:
        MalformedSource: the file cannot be read, or holds no letter.
        UnknownEntity: it holds no such letter.
        ConfigurationError: the collection is wrong.
    """
    given = _prepare(path, collection)
    source = given.source
    text, reader = open_source(source, format_name=given.format)
    if reader.is_register(source, text):
        return SingleReading(reader.name, text, (), (), is_register=True)
    identities = reader.identify(source, text)
    if not identities:
        # Reading says why in the reader's own words.
        reader.read(source, text, keys={}, authorities=given.authorities)
        raise MalformedSource("It holds no letter.", where=Where(source.path, line=1))
    found = _letters(identities, source, given.registry)
    chosen = _choose(found, letters, source) if letters else found[:most]
    keys = {identities[one.number - 1].locus: one.key for one in chosen if one.repeats is None}
    related = RelatedSources(given.registers, _keys_by_id(identities, found))
    result = reader.read(source, text, keys=keys, authorities=given.authorities, related=related)
    return SingleReading(reader.name, text, result.records, result.findings, found, chosen)


def _letters(identities: Sequence[LetterIdentity], source: Source, registry: KeyRegistry) -> tuple[Letter, ...]:
    repeats = repetitions(identities)
    letters: list[Letter] = []
    for position, one in enumerate(identities):
        repeated = one.own_id if position in repeats else None
        key = repeated or key_of(one, registry, collection=source.settings.collection, source=source.path)
        letters.append(Letter(position + 1, key, one.label, one.line, repeats=repeated))
    return tuple(letters)


def _choose(letters: Sequence[Letter], wanted: Iterable[str], source: Source) -> tuple[Letter, ...]:
    by_name = {str(one.number): one for one in letters}
    by_name |= {one.key: one for one in reversed(letters) if one.repeats is None}
    chosen: dict[int, Letter] = {}
    for name in wanted:
        one = by_name.get(name.strip())
        if one is None:
            keys = [letter.key for letter in letters]
            many = f"Name one by its key or its number, 1 to {len(letters)}."
            remedy = did_you_mean(name, keys) or many
            raise UnknownEntity(f'There is no letter "{name}".', where=Where(source.path), remedy=remedy)
        chosen[one.number] = one
    return tuple(chosen[number] for number in sorted(chosen))


def _keys_by_id(identities: Sequence[LetterIdentity], letters: Sequence[Letter]) -> Mapping[str, str]:
    """The letters of this source that it may point to; those of other sources are not looked for."""
    pairs = zip(identities, letters, strict=True)
    return {one.own_id: letter.key for one, letter in pairs if one.own_id is not None and letter.repeats is None}


def _prepare(path: Path, folder: Path | None) -> _Prepared:
    try:
        check_size(path, source=str(path))
        data = path.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise MalformedSource(what, where=Where(str(path)), remedy="Check its name.") from error
    if folder is not None:
        collection = load_collection(folder)
        for file in source_files(collection):
            if file.path.resolve() == path.resolve():
                return _Prepared(
                    load_source(collection, file),
                    load_authorities(
                        collection.authorities, same_as=collection.same_as, identities=collection.identities
                    ),
                    KeyRegistry.load(collection.key_registry),
                    file.setting.format,
                    _registers(collection, path),
                )
    return _Prepared(
        Source(path.name, data, SourceSettings("letter")), Authorities(), KeyRegistry(path.with_suffix(".keys"))
    )


def _registers(collection: Collection, path: Path) -> tuple[tuple[Source, SourceText], ...]:
    """Find the registers among the other sources with the same ending; what cannot be read is none."""
    found = []
    for file in source_files(collection):
        if file.path.suffix.lower() != path.suffix.lower() or file.path.resolve() == path.resolve():
            continue
        try:
            check_size(file.path, source=file.relative)
            source = load_source(collection, file)
            text, reader = open_source(source, format_name=file.setting.format)
            if reader.is_register(source, text):
                found.append((source, text))
        except (LettergraphError, OSError, RecursionError):
            continue
    return tuple(found)
