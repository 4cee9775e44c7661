"""Read one source by itself, without building: ``lettergraph read`` and tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.authorities import Authorities, load_authorities
from kg.authorities.registry import KeyRegistry
from kg.config import load_collection
from kg.errors import MalformedSource, Where
from kg.pipeline.settings import load_source, source_files
from kg.records.document import DocumentRecord, Finding
from kg.sources import Source, SourceSettings, SourceText, decode, reader_for


@dataclass(frozen=True, slots=True)
class SingleReading:
    """A source as read: its text, its records, what was found; ``reader`` is the format's name."""

    reader: str
    text: SourceText
    records: tuple[DocumentRecord, ...]
    findings: tuple[Finding, ...]


def read_source(path: Path, *, collection: Path | None = None) -> SingleReading:
    """Read one file into records; nothing is written, no key is frozen.

    Args:
        path: the file.
        collection: the folder of a collection whose settings and authority files apply, if the file is one of its
            sources; without one, the defaults and no authority file.

    Returns:
        The records, with the keys that a build would give.

    Raises:
        MalformedSource: the file cannot be read, or holds no letter.
        ConfigurationError: the collection is wrong.
    """
    source, authorities, registry = _prepare(path, collection)
    text = decode(source)
    reader = reader_for(source, text)
    if isinstance(reader, tuple):
        what = f"No reader knows this format: {'; '.join(reader)}."
        raise MalformedSource(what, where=Where(str(path), line=1))
    keys = {
        letter.locus: registry.mint(
            source.settings.collection,
            source=source.path,
            locus=letter.locus,
            own_id=letter.own_id,
            date=letter.date,
            label=letter.label,
        )
        for letter in reader.identify(source, text)
    }
    result = reader.read(source, text, keys=keys, authorities=authorities)
    return SingleReading(reader.name, text, result.records, result.findings)


def _prepare(path: Path, folder: Path | None) -> tuple[Source, Authorities, KeyRegistry]:
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise MalformedSource(what, where=Where(str(path)), remedy="Check its name.") from error
    if folder is not None:
        collection = load_collection(folder)
        for file in source_files(collection):
            if file.path.resolve() == path.resolve():
                authorities = load_authorities(collection.authorities, same_as=collection.same_as)
                return load_source(collection, file), authorities, KeyRegistry.load(collection.key_registry)
    return Source(path.name, data, SourceSettings("letter")), Authorities(), KeyRegistry(path.with_suffix(".keys"))
