"""From the configuration of a collection to what readers, mappings and validation are given."""

from __future__ import annotations

from kg.config import Collection, SourceFile, expand_sources
from kg.curations import SUFFIX
from kg.sources import Source, SourceSettings


def source_files(collection: Collection) -> tuple[SourceFile, ...]:
    """List the sources of a collection; the editors' side files that lie beside them are none, whatever the globs."""
    return tuple(file for file in expand_sources(collection) if not file.relative.endswith(SUFFIX))


def source_settings(collection: Collection, file: SourceFile) -> SourceSettings:
    """Say what the collection says of one source."""
    setting = file.setting
    return SourceSettings(
        collection=collection.id,
        language=setting.language,
        calendar=setting.calendar.value,
        name_order=setting.name_order.value,
        # A comma is what readers expect anyway; given, it would forbid "X and Y".
        separator=None if setting.separator == "," else setting.separator,
        encoding=setting.encoding,
        address=file.address,
        rights=setting.rights,
        publish_text=setting.publish_text.value,
        edition=setting.edition,
        sheet=setting.sheet,
        columns=setting.columns,
    )


def load_source(collection: Collection, file: SourceFile) -> Source:
    """Read the bytes of a source.

    Raises:
        OSError: the file cannot be read.
    """
    return Source(file.relative, file.path.read_bytes(), source_settings(collection, file))
