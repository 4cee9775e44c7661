"""Read side files: ``letter.txt.curation.yaml`` next to ``letter.txt``, and the files listed in collection.toml."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.authorities.yaml_nodes import Entry, Problems, compose
from kg.config import SourceFile
from kg.curations.curation import Action, Curation, Statement
from kg.errors import ConfigurationError, did_you_mean
from kg.namespaces import PREFIXES

SUFFIX = ".curation.yaml"

FILE_KEYS = ("source", "curations")
CURATION_KEYS = ("document", "add", "correct", "withdraw", "words", "after", "editor", "date", "reason")
STATEMENT_KEYS = ("subject", "predicate", "object", "value", "language", "datatype")
CORRECTION_KEYS = ("subject", "predicate", "from", "to")
OBJECT_KEYS = ("object", "value", "language", "datatype")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')


@dataclass(frozen=True, slots=True)
class CurationFiles:
    """All curations of a collection by the path of their source."""

    by_source: Mapping[str, tuple[Curation, ...]] = field(default_factory=dict)

    def of(self, source: str) -> tuple[Curation, ...]:
        """Give the curations of one source, in the order of their files."""
        return self.by_source.get(source, ())

    def __len__(self) -> int:
        return sum(len(curations) for curations in self.by_source.values())


def load_curations(files: Sequence[SourceFile], listed: Iterable[Path], *, base_iri: str) -> CurationFiles:
    """Read the side files of all sources and the listed files.

    Args:
        files: the sources of the collection.
        listed: the files that collection.toml lists; each names its source.
        base_iri: the collection's, with its closing slash; ``id/…`` in a file counts from there.

    Raises:
        ConfigurationError: the first problem, with file, line and key; `check_curations` gives all of them.
    """
    reading = _Reading(files, base_iri)
    reading.read(listed)
    if reading.problems.errors:
        raise reading.problems.errors[0]
    return CurationFiles({source: tuple(found) for source, found in reading.found.items()})


def check_curations(
    files: Sequence[SourceFile], listed: Iterable[Path], *, base_iri: str
) -> tuple[ConfigurationError, ...]:
    """Find every problem of the curation files; empty if there is none."""
    reading = _Reading(files, base_iri)
    reading.read(listed)
    return tuple(reading.problems.errors)


class _Reading:
    def __init__(self, files: Sequence[SourceFile], base_iri: str) -> None:
        self.problems = Problems()
        self.found: dict[str, list[Curation]] = {}
        self._files = files
        self._sources = {file.relative for file in files}
        self._base_iri = base_iri

    def read(self, listed: Iterable[Path]) -> None:
        """Read side files first, in order of their sources, then the listed ones."""
        sides = {file.path.with_name(file.path.name + SUFFIX): file.relative for file in self._files}
        for path, source in sides.items():
            if path.is_file():
                self._read_file(path, source)
        for path in listed:
            if path not in sides:
                self._read_file(path, None)

    def _read_file(self, path: Path, beside: str | None) -> None:
        root = compose(path, self.problems)
        if root is None:
            return
        fields = root.fields(FILE_KEYS)
        source = fields["source"].text() if "source" in fields else beside
        if source is None:
            root.note('The key "source" is missing.', "Write the path of the source, e.g. source: sources/letter.txt.")
            return
        if source not in self._sources:
            remedy = did_you_mean(source, self._sources) or "Write its path as relative to collection.toml."
            fields.get("source", root).note(f'"{source}" is no source of this collection.', remedy)
            return
        if "curations" not in fields:
            root.note('The key "curations" is missing.', "Write a list of curations.")
            return
        for item in fields["curations"].items():
            curation = self._curation(item, source)
            if curation is not None:
                self.found.setdefault(source, []).append(curation)

    def _curation(self, entry: Entry, source: str) -> Curation | None:
        fields = entry.fields(CURATION_KEYS)
        actions = [action for action in Action if action.value in fields]
        if len(actions) != 1:
            entry.note("A curation adds, corrects or withdraws.", "Write one of add, correct, withdraw.")
            return None
        texts = {
            name: fields[name].text() for name in ("document", "words", "after", "editor", "reason") if name in fields
        }
        for name in ("words", "editor", "date", "reason"):
            if name not in fields:
                entry.note(f'The key "{name}" is missing.', _WHY[name])
        date = self._date(fields["date"]) if "date" in fields else None
        said, withdrawn = self._statements(fields[actions[0].value], actions[0])
        words, editor, reason = texts.get("words"), texts.get("editor"), texts.get("reason")
        if None in (words, editor, reason, date) or (said is None and withdrawn is None):
            return None
        return Curation(
            action=actions[0],
            source=source,
            where=entry.where,
            words=str(words),
            editor=str(editor),
            date=date or datetime.date.min,
            reason=str(reason),
            document=texts.get("document"),
            after=texts.get("after"),
            said=said,
            withdrawn=withdrawn,
        )

    def _date(self, entry: Entry) -> datetime.date | None:
        text = entry.text()
        try:
            return None if text is None else datetime.date.fromisoformat(text)
        except ValueError:
            entry.note(f'"{text}" is no date.', "Write e.g. 2026-11-20.")
            return None

    def _statements(self, entry: Entry, action: Action) -> tuple[Statement | None, Statement | None]:
        if action is Action.ADD:
            return self._statement(entry, entry.fields(STATEMENT_KEYS), complete=True), None
        if action is Action.WITHDRAW:
            return None, self._statement(entry, entry.fields(STATEMENT_KEYS), complete=False)
        fields = entry.fields(CORRECTION_KEYS)
        for name in ("from", "to"):
            if name not in fields:
                entry.note(
                    f'The key "{name}" is missing.', "A correction says what it replaces (from) and by what (to)."
                )
                return None, None
        shared = {name: value for name, value in fields.items() if name in ("subject", "predicate")}
        said = self._statement(entry, shared | fields["to"].fields(OBJECT_KEYS), complete=True)
        withdrawn = self._statement(entry, shared | fields["from"].fields(OBJECT_KEYS), complete=True)
        return said, withdrawn

    def _statement(self, entry: Entry, fields: Mapping[str, Entry], *, complete: bool) -> Statement | None:
        subject = self._iri(fields["subject"]) if "subject" in fields else None
        predicate = self._iri(fields["predicate"]) if "predicate" in fields else None
        if "subject" not in fields:
            entry.note('The key "subject" is missing.', "Write e.g. subject: id/doc/letters-1919-11-12-1.")
        if complete and "predicate" not in fields:
            entry.note('The key "predicate" is missing.', "Write e.g. predicate: rico:hasSender.")
        if "object" in fields and "value" in fields:
            entry.note("An object is an IRI (object) or a text (value), not both.", "Keep one of them.")
            return None
        if complete and "object" not in fields and "value" not in fields:
            entry.note("The statement has no object.", 'Write object: id/… or value: "…".')
            return None
        if subject is None or (complete and predicate is None):
            return None
        return Statement(
            subject=subject,
            predicate=predicate,
            iri=self._iri(fields["object"]) if "object" in fields else None,
            value=fields["value"].text() if "value" in fields else None,
            language=fields["language"].text() if "language" in fields else None,
            datatype=self._iri(fields["datatype"]) if "datatype" in fields else None,
        )

    def _iri(self, entry: Entry) -> str | None:
        """``id/…`` counts from the base; ``rico:hasSender`` uses the prefixes of the library; else a whole IRI."""
        text = entry.text()
        if text is None:
            return None
        prefix, colon, local = text.partition(":")
        if text.startswith(("id/", "snapshot/", "graph/")):
            iri = self._base_iri + text
        elif colon and not local.startswith("//"):
            if prefix not in PREFIXES:
                remedy = did_you_mean(prefix, PREFIXES) or f"Known are {', '.join(PREFIXES)}."
                entry.note(f'The prefix "{prefix}" is unknown.', remedy)
                return None
            iri = PREFIXES[prefix] + local
        else:
            iri = text
        if not _IRI.fullmatch(iri):
            entry.note(f'"{text}" is not an IRI.', "Write id/…, prefix:name or a whole IRI.")
            return None
        return iri


_WHY = {
    "words": "Write the words of the source that it rests on.",
    "editor": "Write who says so.",
    "date": "Write when, e.g. date: 2026-11-20.",
    "reason": "Write why, in a sentence.",
}
