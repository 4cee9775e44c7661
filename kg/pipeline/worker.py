"""What the limited children do: identify the letters of a source, read them, map them to quads.

Tasks and answers are JSON, see `kg.processes`. A source that cannot be read is an answer, not an exception.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

from kg.authorities import Authorities, load_authorities
from kg.config import Collection, SourceFile, load_collection
from kg.curations import Curation, CurationFiles, curate, curations_by_document, load_curations, withdraw
from kg.errors import LettergraphError, MalformedSource, MappingError, Where
from kg.mapping import Plan, compile_mapping, load_mapping
from kg.pipeline.opening import check_size, open_source
from kg.pipeline.settings import load_source, source_files
from kg.processes import Handler
from kg.records.document import DocumentRecord, Finding
from kg.records.mapping_form import mapping_record
from kg.records.rights import FULL, has_no_words, published_record, published_words
from kg.sources import Reader, RelatedSources, Source, SourceText
from kg.sources.text import doubtful_encoding

LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of one text literal: our own store cannot reload a literal above 16 MiB."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Everything that is the same for all sources of a collection."""

    collection: Collection
    files: Mapping[str, SourceFile]
    authorities: Authorities
    curations: CurationFiles
    plan: Plan
    registers: dict[str, tuple[Source, SourceText]] = field(default_factory=dict)
    """Registers that were opened, by path."""
    opened: dict[str, tuple[Source, SourceText, Reader]] = field(default_factory=dict)

    def __call__(self, task: object) -> object:
        """Do one task: ``{"do": "identify" | "read" | "keep", "source": …, …}``; registers are only kept."""
        given = cast("Mapping[str, object]", task)
        path = str(given["source"])
        try:
            source, text, reader = self._open(path)
            if given["do"] == "identify":
                return self._identify(source, text, reader)
            if given["sha256"] != source.sha256:
                raise MalformedSource(
                    "The file was changed while it was being read.", where=Where(path), remedy="Build again."
                )
            if given["do"] == "keep":
                return {"documents": [], "findings": [], "text": _published_text(source, text)}
            return self._read(source, text, reader, given)
        except LettergraphError as error:
            return {"error": self._error(error)}
        except RecursionError:
            return {"error": {"what": "It is nested too deeply.", "file": path, "remedy": "Simplify the source."}}
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            return {"error": {"what": what, "file": path, "remedy": "Check that it exists and may be read."}}

    def _open(self, path: str) -> tuple[Source, SourceText, Reader]:
        """Open a source; the last one is kept, for a large one is read in several tasks."""
        if path not in self.opened:
            self.opened.clear()
            self.opened[path] = self._open_anew(path)
        return self.opened[path]

    def _open_anew(self, path: str) -> tuple[Source, SourceText, Reader]:
        file = self.files.get(path)
        if file is None:
            raise MalformedSource("The file is gone.", where=Where(path), remedy="Build again.")
        check_size(file.path, source=path)
        source = load_source(self.collection, file)
        text, reader = open_source(source, format_name=file.setting.format)
        return source, text, reader

    def _related(self, task: Mapping[str, object]) -> RelatedSources:
        """Open the registers, once in each child: every letter of the collection may use them."""
        paths = cast("Sequence[str]", task["registers"])
        for path in paths:
            if path not in self.registers:
                # Not `_open`: that would give up the source that is being read.
                source, text, _ = self._open_anew(path)
                self.registers[path] = (source, text)
        return RelatedSources(
            registers=tuple(self.registers[path] for path in paths),
            letters=cast("Mapping[str, str]", task["letters"]),
        )

    def _identify(self, source: Source, text: SourceText, reader: Reader) -> object:
        if reader.is_register(source, text):
            return {"sha256": source.sha256, "reader": f"{reader.name} {reader.version}", "register": True}
        letters = reader.identify(source, text)
        if not letters:
            # Reading says why in the reader's own words.
            reader.read(source, text, keys={}, authorities=self.authorities)
            raise MalformedSource("It holds no letter.", where=Where(source.path, line=1))
        return {
            "sha256": source.sha256,
            "reader": f"{reader.name} {reader.version}",
            "letters": [asdict(one) for one in letters],
        }

    def _read(self, source: Source, text: SourceText, reader: Reader, task: Mapping[str, object]) -> object:
        """Read the letters of a task; its first task also brings what concerns the source as a whole."""
        publish_text = source.settings.publish_text
        keys, related = cast("Mapping[str, str]", task["keys"]), self._related(task)
        result = reader.read(source, text, keys=keys, authorities=self.authorities, related=related)
        documents = [record.key for record in result.records]
        curations = curations_by_document(self.curations.of(source.path), documents)
        findings = [*_doubts(source, text), *result.findings] if task["first"] else []
        return {
            "documents": [self._document(one, curations.get(one.key, ()), text.text) for one in result.records],
            "findings": [finding_json(one, publish_text=publish_text) for one in findings],
            "text": _published_text(source, text) if task["first"] else None,
        }

    def _document(self, record: DocumentRecord, curations: Sequence[Curation], text: str) -> object:
        form = mapping_record(record)
        publish_text = record.snapshot.publish_text
        answer: dict[str, object] = {
            "key": record.key,
            "label": form["doc_label"],
            "findings": [finding_json(one, publish_text=publish_text) for one in record.findings],
        }
        try:
            check_texts(record)
            form = self._without_folder(curate(form, curations, text=text, language=record.language))
            read = list(dict.fromkeys(self.plan.quads(form)))
            base_iri = self.collection.base_iri
            kept = withdraw(read, curations, document=record.key, base_iri=base_iri, language=record.language)
            answer["judged"] = {"record": form, "lines": "".join(kept)}
            if publish_text != FULL:
                shown = published_record(form, publish_text=publish_text)
                withdrawn = set(read).difference(kept)
                lines = [line for line in dict.fromkeys(self.plan.quads(shown)) if line not in withdrawn]
                lines = without_empty_quotes(lines, shown, base_iri=base_iri)
                answer["published"] = {"record": shown, "lines": "".join(lines)}
        except (MappingError, MalformedSource) as error:
            answer["error"] = self._error(error)
        return answer

    def _error(self, error: LettergraphError) -> dict[str, object]:
        return {name: self._relative(value) for name, value in error_json(error).items()}

    def _without_folder(self, form: dict[str, object]) -> dict[str, object]:
        """Name side files from the collection on: what is published does not depend on where it was built."""
        curations = [
            {name: self._relative(value) for name, value in one.items()} for one in _list(form.get("curations"))
        ]
        return form | {"curations": curations} if curations else form

    def _relative(self, value: object) -> object:
        folder = f"{self.collection.folder}/"
        return value.removeprefix(folder) if isinstance(value, str) else value


def _doubts(source: Source, text: SourceText) -> list[Finding]:
    """What is doubtful about a source as a whole, whatever its format."""
    locator = doubtful_encoding(source, text)
    if locator is None:
        return []
    return [
        Finding(
            code="encoding-doubtful",
            what=f"The source is declared to be {source.encoding}, but its bytes are well-formed UTF-8.",
            remedy='If names look garbled, set encoding = "utf-8" for this source in collection.toml.',
            locator=locator,
        )
    ]


def _published_text(source: Source, text: SourceText) -> str | None:
    return text.text if source.settings.publish_text == FULL else None


def without_empty_quotes(lines: list[str], form: Mapping[str, object], *, base_iri: str) -> list[str]:
    """Leave out the quote selectors of evidence whose words may not be shown: the mapping makes one for each."""
    evidence = (*_list(form.get("annotations")), *_list(form.get("curations")))
    empty = {f"<{base_iri}id/annotation/{one['key']}#quote>" for one in evidence if has_no_words(one)}
    if not empty:
        return lines
    return [line for line in lines if not empty.intersection(line.split(" ", 3)[:3])]


def _list(value: object) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", value) if isinstance(value, list) else ()


def check_texts(record: DocumentRecord) -> None:
    """Refuse a document whose text is larger than a literal may be.

    Raises:
        MalformedSource: names the place where the text begins.
    """
    texts = [(record.main.text, record.main.text_locator), *((note.text, note.locator) for note in record.notes)]
    for text, locator in texts:
        if text is not None and locator is not None and len(text.encode()) > LARGEST_TEXT:
            raise MalformedSource(
                f"One text has {len(text.encode())} bytes, and a literal may have {LARGEST_TEXT}.",
                where=Where(locator.source, locator.line, locator.column),
                remedy="Split the source.",
            )


def make_worker(collection: Collection, *, mappings: Path) -> Worker:
    """Load authorities and mappings of a collection.

    Raises:
        ConfigurationError: an authority file is wrong.
        MappingError: a mapping is wrong.
    """
    files = {file.relative: file for file in source_files(collection)}
    authorities = load_authorities(collection.authorities, same_as=collection.same_as)
    curations = load_curations(list(files.values()), collection.curations, base_iri=collection.base_iri)
    plan = compile_mapping(load_mapping(mappings), base_iri=collection.base_iri)
    return Worker(collection, files, authorities, curations, plan)


def handler(setup: object) -> Handler:
    """Make the handler of a child; ``setup`` names the folders of collection and mappings."""
    given = cast("Mapping[str, str]", setup)
    return make_worker(load_collection(Path(given["collection"])), mappings=Path(given["mappings"]))


def error_json(error: LettergraphError) -> dict[str, object]:
    """Write an error as JSON; `error_from` reads it."""
    where = error.where
    return {
        "what": error.what,
        "remedy": error.remedy,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "field": where.field,
        "mapping": isinstance(error, MappingError),
    }


def error_from(value: Mapping[str, object]) -> LettergraphError:
    """Make the error that `error_json` wrote."""
    kind = MappingError if value.get("mapping") else MalformedSource
    where = Where(
        cast("str | None", value.get("file")),
        cast("int | None", value.get("line")),
        cast("int | None", value.get("column")),
        cast("str | None", value.get("field")),
    )
    return kind(str(value["what"]), where=where, remedy=cast("str | None", value.get("remedy")))


def finding_json(finding: Finding, *, publish_text: str) -> dict[str, object]:
    """Write a finding as JSON, with such words as may be shown."""
    return {
        "code": finding.code,
        "what": finding.what,
        "remedy": finding.remedy,
        "severity": finding.severity,
        "file": finding.locator.source,
        "line": finding.locator.line,
        "column": finding.locator.column,
        "words": published_words(finding.locator.words, publish_text=publish_text),
    }


def folder_hash(paths: Sequence[Path]) -> str:
    """Hash names and bytes of files, in the order given: the version of mappings or shapes."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
