"""From the record of a letter to its statements: curated, mapped, and with no more words than its source allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.curations import Curation, curate, withdraw
from kg.errors import LettergraphError, MalformedSource, MappingError, Where
from kg.mapping import Plan
from kg.outcome import OutcomeFinding
from kg.pipeline.messages import finding_json, findings_of
from kg.records.document import DocumentRecord
from kg.records.mapping_form import mapping_record
from kg.records.rights import FULL, has_no_words, published_record

LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of one text literal: our own store cannot reload a literal above 16 MiB."""


@dataclass(frozen=True, slots=True)
class MappedRecord:
    """A mapping record and the N-Quads lines that were made of it, each once."""

    record: Mapping[str, object]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A letter as read and mapped, or the ``error`` that hindered it.

    It is judged with all its words, and published with those that its source allows (``publish_text``): mostly that is
    one and the same.
    """

    key: str
    source: str
    label: str
    findings: tuple[OutcomeFinding, ...]
    judged: MappedRecord | None = None
    published: MappedRecord | None = None
    error: LettergraphError | None = None
    letter: str | None = None
    """The letter that it is one of several documents of."""
    preferred: bool = True


@dataclass(frozen=True, slots=True)
class LetterMapping:
    """Maps letters of one collection; ``folder`` is where it lies now, which nothing published may tell."""

    plan: Plan
    base_iri: str
    folder: str

    def document(self, record: DocumentRecord, curations: Sequence[Curation], *, text: str) -> ReadDocument:
        """Map one letter.

        Args:
            record: what the reader made.
            curations: those of this letter.
            text: the decoded text of its source.
        """
        form = mapping_record(record)
        publish_text = record.snapshot.publish_text
        label = str(form["doc_label"])
        findings = findings_of([finding_json(one, publish_text=publish_text) for one in record.findings])
        judged = published = error = None
        try:
            check_texts(record)
            form = self._without_folder(curate(form, curations, text=text, language=record.language))
            judged, published = self._mapped(form, curations, record)
        except (MappingError, MalformedSource) as wrong:
            error = wrong
        return ReadDocument(
            record.key,
            record.snapshot.path,
            label,
            findings,
            judged,
            published,
            error,
            letter=record.letter,
            preferred=record.preferred,
        )

    def _mapped(
        self, form: Mapping[str, object], curations: Sequence[Curation], record: DocumentRecord
    ) -> tuple[MappedRecord, MappedRecord]:
        read = list(dict.fromkeys(self.plan.quads(form)))
        kept = withdraw(
            read,
            curations,
            document=record.key,
            letter=record.letter,
            base_iri=self.base_iri,
            language=record.language,
        )
        judged = MappedRecord(form, kept)
        publish_text = record.snapshot.publish_text
        if publish_text == FULL:
            return judged, judged
        shown = published_record(form, publish_text=publish_text)
        withdrawn = set(read).difference(kept)
        lines = [line for line in dict.fromkeys(self.plan.quads(shown)) if line not in withdrawn]
        return judged, MappedRecord(shown, without_empty_quotes(lines, shown, base_iri=self.base_iri))

    def _without_folder(self, form: dict[str, object]) -> dict[str, object]:
        """Name side files from the collection on: what is published does not depend on where it was built."""
        curations = [
            {name: self.relative(value) for name, value in one.items()} for one in _list(form.get("curations"))
        ]
        return form | {"curations": curations} if curations else form

    def relative(self, value: object) -> object:
        """Cut the collection's folder off a path; leave other values alone."""
        return value.removeprefix(f"{self.folder}/") if isinstance(value, str) else value


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
        if text is None or locator is None or 4 * len(text) <= LARGEST_TEXT:  # no character has more than four bytes
            continue
        size = len(text.encode())
        if size > LARGEST_TEXT:
            raise MalformedSource(
                f"One text has {size} bytes, and a literal may have {LARGEST_TEXT}.",
                where=Where(locator.source, locator.line, locator.column),
                remedy="Split the source.",
            )
