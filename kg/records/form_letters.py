"""The letter of a document in the mapping record: of several documents of one letter each speaks of the same record."""

from __future__ import annotations

from kg.records.document import DocumentRecord
from kg.records.form_values import Members
from kg.records.reference import EntityType


def letter_form(record: DocumentRecord) -> Members:
    """Give what joins the document to its letter; of a letter with one document that is its key alone."""
    letter = record.key if record.letter is None else record.letter
    members: Members = {"letter": letter}
    if record.letter is not None:
        if record.preferred:
            members["preferred_of"] = letter
        if letter != record.key:
            members["replaced_by"] = letter
        if record.joined_because is not None:
            members["joined_because"] = record.joined_because
    return members


def about_letter(form: Members, record: DocumentRecord) -> Members:
    """Let all references to the document lead to its letter; keys of what carries its words stay its own."""
    if record.letter in (None, record.key):
        return form
    own: Members = {"type": EntityType.DOC.value, "key": record.key}
    return {name: _replaced(value, own, str(record.letter)) for name, value in form.items()}


def _replaced(value: object, own: Members, letter: str) -> object:
    if isinstance(value, dict):
        if value == own:
            return {**own, "key": letter}
        return {name: _replaced(member, own, letter) for name, member in value.items()}
    return [_replaced(item, own, letter) for item in value] if isinstance(value, list) else value
