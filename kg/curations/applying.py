"""Apply curations to one letter: find their words, enter them into the mapping record, take out what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.curations.curation import Action, Curation, Statement
from kg.errors import MalformedSource
from kg.graphs.naming import GraphNames
from kg.graphs.terms import iri, literal, split_line

_BESIDE = 32


def curate(
    record: Mapping[str, object], curations: Sequence[Curation], *, text: str, language: str
) -> dict[str, object]:
    """Enter the curations of a letter into its mapping record, under ``curations``.

    Args:
        record: what ``kg.records.mapping_form.mapping_record`` gave.
        curations: those of this letter.
        text: the decoded text of its source.
        language: of texts that are added without one.

    Returns:
        A new record; ``mappings/curation.yaml`` makes the curated statements and their evidence of it.

    Raises:
        MalformedSource: the words that a curation rests on are not in the source (any more), or stand there several
            times; ``where`` is the place in the curation file.
    """
    if not curations:
        return dict(record)
    entered = [
        _entry(record, curation, number, _find(curation, text), text, language)
        for number, curation in enumerate(curations, start=1)
    ]
    return {**record, "curations": entered}


def curations_by_document(curations: Sequence[Curation], documents: Sequence[str]) -> dict[str, list[Curation]]:
    """Give each letter of a source its curations.

    Raises:
        MalformedSource: a curation names no letter of the source, or none where there are several.
    """
    found: dict[str, list[Curation]] = {}
    for curation in curations:
        document = curation.document if curation.document is not None or len(documents) != 1 else documents[0]
        if document is None or document not in documents:
            what = (
                "This curation does not say which letter it is about" if document is None else f"There is no {document}"
            )
            raise MalformedSource(
                f"{what} in {curation.source}.",
                where=curation.where,
                remedy=f"Write document: and one of {', '.join(documents)}.",
            )
        found.setdefault(document, []).append(curation)
    return found


def _find(curation: Curation, text: str) -> int:
    """The offset of the words."""
    start = 0
    if curation.after is not None:
        before = text.find(curation.after)
        if before < 0:
            raise _gone(curation, curation.after)
        start = before + len(curation.after)
    found = text.find(curation.words, start)
    if found < 0:
        raise _gone(curation, curation.words)
    if curation.after is None and text.find(curation.words, found + 1) >= 0:
        raise MalformedSource(
            f"The words “{_short(curation.words)}” stand in {curation.source} several times.",
            where=curation.where,
            remedy="Say with “after:” which words stand before the place that is meant.",
        )
    return found


def _gone(curation: Curation, words: str) -> MalformedSource:
    return MalformedSource(
        f"The words “{_short(words)}”, on which this curation rests, are not in {curation.source} (any more).",
        where=curation.where,
        remedy="Correct the words, or take the curation out; until then the letter is held back.",
    )


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 80 else f"{words[:80]}…"


def _entry(
    record: Mapping[str, object], curation: Curation, number: int, start: int, text: str, language: str
) -> dict[str, object]:
    snapshot = record["snapshot"]
    key = f"{record['doc']}-curation{number}"
    line = text.count("\n", 0, start) + 1
    end = start + len(curation.words)
    verb = {Action.ADD: "Added", Action.CORRECT: "Corrected", Action.WITHDRAW: "Withdrawn"}[curation.action]
    entry: dict[str, object] = {
        "key": key,
        "doc": record["doc"],
        "doc_label": record["doc_label"],
        "label": f"{verb} by {curation.editor} ({record['doc_label']})",
        "action": curation.action.value,
        "snapshot": snapshot["key"] if isinstance(snapshot, Mapping) else "",
        "editor": curation.editor,
        "date": curation.date.isoformat(),
        "reason": curation.reason,
        "basis": "curated",
        "source": curation.source,
        "exact": curation.words,
        "start": start,
        "end": end,
        "line": line,
        "column": start - text.rfind("\n", 0, start),
        "file": curation.where.file or "",
    }
    beside = {"prefix": text[max(0, start - _BESIDE) : start], "suffix": text[end : end + _BESIDE]}
    entry |= {name: words for name, words in beside.items() if words}
    if curation.said is not None:
        entry |= _members(_of_record(curation.said, record), language)
    if curation.withdrawn is not None:
        withdrawn = _of_record(curation.withdrawn, record)
        entry["withdrawn"] = _members(withdrawn, language)
        entry.setdefault("subject", withdrawn.subject)
    return entry


def _of_record(statement: Statement, record: Mapping[str, object]) -> Statement:
    return _of_letter(statement, str(record["doc"]), str(record.get("letter", record["doc"])))


def _of_letter(statement: Statement, document: str, letter: str | None) -> Statement:
    """Let what is said of a document that was joined to a letter since be said of the letter."""
    own = f"/id/doc/{document}"
    if letter in (None, document) or not statement.subject.endswith(own):
        return statement
    return replace(statement, subject=f"{statement.subject.removesuffix(document)}{letter}")


def _members(statement: Statement, language: str) -> dict[str, object]:
    members: dict[str, object] = {"subject": statement.subject}
    if statement.predicate is not None:
        members["predicate"] = statement.predicate
    if statement.iri is not None:
        members["object"] = statement.iri
    elif statement.value is not None and statement.datatype is not None:
        members["typed"] = {"value": statement.value, "datatype": statement.datatype}
    elif statement.value is not None:
        members["text"] = {"value": statement.value, "language": statement.language or language}
    return members


def withdraw(
    lines: Sequence[str],
    curations: Sequence[Curation],
    *,
    document: str,
    base_iri: str,
    language: str,
    letter: str | None = None,
) -> list[str]:
    """Take out of a letter's stated, inferred and evidence graphs what an editor withdrew.

    Args:
        lines: the N-Quads lines of the letter.
        curations: those of this letter.
        document: its key.
        base_iri: the collection's, with its closing slash.
        language: of texts that are written without one.
        letter: the letter that the document was joined to; a curation may call it by the document's key still.

    Raises:
        MalformedSource: a withdrawal finds nothing to withdraw: the reader does not say it (any more).
    """
    names = GraphNames(base_iri)
    graphs = {iri(names.stated(document)), iri(names.inferred(document)), iri(names.evidence(document))}
    kept = list(lines)
    for curation in curations:
        wanted = curation.withdrawn
        if wanted is None:
            continue
        wanted = _of_letter(wanted, document, letter)
        rest = [line for line in kept if not _matches(line, wanted, graphs, language)]
        if len(rest) == len(kept):
            raise MalformedSource(
                f"There is nothing to withdraw: {curation.source} is not read as saying this (any more).",
                where=curation.where,
                remedy="`lettergraph explain` shows what is said; correct the curation, or take it out.",
            )
        kept = rest
    return kept


def _matches(line: str, wanted: Statement, graphs: set[str], language: str) -> bool:
    subject = iri(wanted.subject)
    if not line.startswith(f"{subject} "):
        return False
    terms = split_line(line)
    if terms.graph not in graphs:
        return False
    if wanted.predicate is not None and terms.predicate != iri(wanted.predicate):
        return False
    term = _term(wanted, language)
    return term is None or terms.object == term


def _term(wanted: Statement, language: str) -> str | None:
    if wanted.iri is not None:
        return iri(wanted.iri)
    if wanted.value is None:
        return None
    if wanted.datatype is not None:
        return literal(wanted.value, datatype=wanted.datatype)
    return literal(wanted.value, language=wanted.language or language)
