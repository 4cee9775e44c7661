"""The records of the CMIF samples beside the project, read without a build: an edition a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.authorities import Authorities, KeyRegistry
from kg.pipeline.letter_keys import key_of, repetitions
from kg.records.mapping_form import mapping_record
from kg.sources import RelatedSources, Source, SourceSettings, decode, reader_for

FOLDERS = ("cmif", "cmif-schnitzler")


def sample_records(samples: Path, authorities: Authorities) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Read every letter of the two folders; a file that is no index of letters is passed over."""
    registry = KeyRegistry(samples / "keys.tsv")
    for path in sorted(path for folder in FOLDERS for path in (samples / folder).glob("*.xml")):
        source = Source(path.relative_to(samples).as_posix(), path.read_bytes(), SourceSettings("s"))
        text = decode(source)
        reader = reader_for(source, text)
        if isinstance(reader, tuple):
            continue
        identities = reader.identify(source, text)
        repeated = repetitions(identities)
        keys = {
            one.locus: key_of(one, registry, collection="s", source=source.path)
            for position, one in enumerate(identities)
            if position not in repeated
        }
        result = reader.read(source, text, keys=keys, authorities=authorities, related=RelatedSources())
        for record in result.records:
            yield record.key, mapping_record(record)
