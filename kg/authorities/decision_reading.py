"""Read decision files (YAML, ``identities/*.yaml`` of a collection): all their problems, or the decisions.

A file is a list of entries under ``decisions``; see ``docs/reference/identities.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.authorities.decisions import KINDS, Decision, DecisionKind, Part
from kg.authorities.entries import read_day, read_key, read_text
from kg.authorities.yaml_nodes import Entry, Problems, compose
from kg.config.values import slug_problem
from kg.errors import did_you_mean
from kg.records.reference import EntityType

DECISIONS = "decisions"
DECISION_KEYS = ("decision", "kind", "of", "as", "prefer", "to", "into", "by", "on", "why")
"""Every key of an entry, in the order of the documentation."""

_REMEDY = "A decision says who decided what, when and why."
_OWN = {"as": DecisionKind.SAME, "prefer": DecisionKind.SAME, "to": DecisionKind.REDIRECT, "into": DecisionKind.SPLIT}
"""The keys that belong to one kind of decision alone."""


def read_decisions(paths: Iterable[Path], problems: Problems) -> list[Decision]:
    """Read decision files in the order given; what is wrong is noted with file, line and key."""
    found: list[Decision] = []
    for path in paths:
        root = compose(path, problems)
        for entry in (root.fields((DECISIONS,)) if root else {}).values():
            found.extend(decision for item in entry.items() if (decision := _decision(item)) is not None)
    return found


def _decision(entry: Entry) -> Decision | None:
    if not entry.is_mapping():
        entry.note("Expected keys with values.", "Write each as `key: value`.")
        return None
    before = len(entry.problems.errors)
    fields = entry.fields(DECISION_KEYS)
    for name in ("decision", "kind", "of", "by", "on", "why"):
        if name not in fields:
            entry.note(f'The key "{name}" is missing.', _REMEDY)
    word = _choice(fields.get("decision"), [kind.value for kind in DecisionKind])
    kind = _choice(fields.get("kind"), list(KINDS))
    of = _keys(fields.get("of"))
    by, why, on = read_text(fields, "by"), read_text(fields, "why"), read_day(fields.get("on"))
    if word is None or kind is None:
        return None
    decision = DecisionKind(word)
    for name, owner in _OWN.items():
        if name in fields and owner is not decision:
            fields[name].note(f'"{name}" belongs to the decision "{owner}".', f'Take it out, or decide "{owner}".')
    stays = _other_key(fields, entry, decision)
    into = _parts(fields.get("into"), entry) if decision is DecisionKind.SPLIT else ()
    _check_number(fields.get("of"), decision, of, stays)
    prefer = _preferred(fields, entry, kind, {*of, stays})
    if len(entry.problems.errors) > before or by is None or why is None or on is None:
        return None
    return Decision(decision, _type(kind), of, by, on, why, entry.where, stays, into, prefer)


def _type(kind: str) -> EntityType:
    return KINDS[kind]


def _choice(entry: Entry | None, words: list[str]) -> str | None:
    text = None if entry is None else entry.text()
    if entry is None or text is None or text in words:
        return text
    remedy = did_you_mean(text, words) or "Write one of: " + ", ".join(words) + "."
    entry.note(f'"{text}" is not known here.', remedy)
    return None


def _keys(entry: Entry | None) -> tuple[str, ...]:
    """Read a list of keys; one alone may stand without brackets. Their order says nothing."""
    if entry is None:
        return ()
    keys: list[str] = []
    for item in entry.items() if entry.is_sequence() else [entry]:
        key = _key(item)
        if key is not None and key in keys:
            item.note(f'"{key}" stands twice.', "Keep it once.")
        elif key is not None:
            keys.append(key)
    return tuple(sorted(keys))


def _key(entry: Entry) -> str | None:
    text = entry.text()
    problem = None if text is None else slug_problem(text)
    if problem is None:
        return text
    remedy = "Write the last part of the IRI, e.g. gnd-118609807." if "/" in str(text) else problem.remedy
    entry.note(problem.what, remedy)
    return None


def _other_key(fields: dict[str, Entry], entry: Entry, decision: DecisionKind) -> str | None:
    if decision is DecisionKind.SAME:
        return read_key(fields, "as", entry) if "as" in fields else None
    return read_key(fields, "to", entry) if decision is DecisionKind.REDIRECT else None


def _preferred(fields: dict[str, Entry], entry: Entry, kind: str, keys: set[str | None]) -> str | None:
    if "prefer" not in fields:
        return None
    key = read_key(fields, "prefer", entry)
    if kind != "letter":
        fields["prefer"].note('"prefer" is for letters.', "Take it out.")
    elif key is not None and key not in keys:
        fields["prefer"].note(f'"{key}" is none of the letters that are one.', "Name one of them.")
    return key


def _check_number(entry: Entry | None, decision: DecisionKind, of: tuple[str, ...], stays: str | None) -> None:
    if entry is None or not of:
        return
    if decision is DecisionKind.SPLIT and len(of) != 1:
        entry.note("Several keys are split at once.", "Make a decision for each.")
    if decision is DecisionKind.DIFFERENT and len(of) < 2:
        entry.note("One key alone differs from nothing.", "Name at least two.")
    if decision is DecisionKind.SAME and len({*of, *([stays] if stays else [])}) < 2:
        entry.note("One key alone is always itself.", "Name at least two.")
    if decision is DecisionKind.REDIRECT and stays in of:
        entry.note(f'"{stays}" leads to itself.', "Take it out of `of`.")


def _parts(entry: Entry | None, owner: Entry) -> tuple[Part, ...]:
    """Read ``into``: by key, the letters whose mentions go to it."""
    if entry is None:
        owner.note('The key "into" is missing.', "Write e.g. into: {kamenev-ss: [bl-1919-11-12-1]}.")
        return ()
    parts: list[Part] = []
    seen: dict[str, str] = {}
    for key, documents in entry.fields().items():
        problem = slug_problem(key)
        if problem is not None:
            documents.note(problem.what, problem.remedy)
            continue
        letters = _keys(documents)
        for letter in letters:
            first = seen.setdefault(letter, key)
            if first != key:
                documents.note(f'{letter} stands under "{first}" and under "{key}".', "Keep it under one of them.")
        parts.append(Part(key, letters))
    if not parts:
        entry.note("The split names no part.", "Write e.g. into: {kamenev-ss: [bl-1919-11-12-1]}.")
    return tuple(sorted(parts, key=lambda part: part.key))
