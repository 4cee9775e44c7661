"""How much of a source's wording may be shown: ``publish_text`` of ``collection.toml``, obeyed in the mapping record.

Everything that is published of a letter (store, dumps, ``records.sqlite``, pages, explanations) is made from its
mapping record, so what is taken out here is nowhere. Names, dates, shelf marks, headings and places are facts and
stay; so do the positions of evidence, so that whoever has the source finds the words again.

* ``full``: everything;
* ``quotes``: the words that a statement rests on, and texts that are no longer than a quotation;
* ``none``: no text, no quoted words, nothing that the source says in sentences.
"""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_QUOTATION = 300
"""Characters; a longer passage is a text and not a quotation. Ours: no law names a number."""

FULL, QUOTES, NONE = "full", "quotes", "none"

_QUOTED = ("exact", "prefix", "suffix")

_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "documents": ("text", "scope", "address_line"),
    "links": ("as_printed",),
    "notes": ("text",),
    "directives": ("text",),
    "demands": ("text", "condition", "reason"),
}
"""By list of the mapping record the members that hold what the source says in its own sentences."""

_LABELLED_BY_TEXT: Mapping[str, str] = {"directives": "Directive", "demands": "Demand"}
"""Lists whose labels begin with the words of the text, and what they are called without."""


def published_record(record: Mapping[str, object], *, publish_text: str) -> dict[str, object]:
    """Take out of a mapping record what may not be shown.

    Args:
        record: the whole mapping record; it is not changed.
        publish_text: ``full``, ``quotes`` or ``none``.

    Returns:
        A record of the same form; members that may not be shown are absent, as if the source had not said them.
    """
    if publish_text == FULL:
        return dict(record)
    allowed = LONGEST_QUOTATION if publish_text == QUOTES else 0
    published = {name: _without_quotations(value, allowed) for name, value in record.items()}
    for name, members in _SENTENCES.items():
        for item in _items_of(published, name):
            removed = [member for member in members if len(str(item.get(member, ""))) > allowed]
            for member in removed:
                del item[member]
            if "text" in removed:
                item.pop("parts", None)
            if publish_text == NONE and name in _LABELLED_BY_TEXT and "title" not in item:
                item["label"] = f"{_LABELLED_BY_TEXT[name]} {item.get('letter', item.get('order', ''))}".rstrip()
    return published


def published_words(words: str | None, *, publish_text: str) -> str | None:
    """Give the words of a finding as they may be shown in a report: ``None`` where they may not.

    Of a passage that is longer than a quotation the beginning is shown, with ``…``.
    """
    if words is None or publish_text == FULL:
        return words
    if publish_text == NONE:
        return None
    return words if len(words) <= LONGEST_QUOTATION else f"{words[: LONGEST_QUOTATION - 1]}…"


def has_no_words(annotation: Mapping[str, object]) -> bool:
    """Tell whether a piece of evidence has its position only."""
    return "exact" not in annotation


def _without_quotations(value: object, allowed: int) -> object:
    """Copy a value; quoted words longer than allowed are left out wherever they stand."""
    if isinstance(value, Mapping):
        hidden = _QUOTED if len(str(value.get("exact", ""))) > allowed else ()
        return {name: _without_quotations(member, allowed) for name, member in value.items() if name not in hidden}
    if isinstance(value, list):
        return [_without_quotations(item, allowed) for item in value]
    return value


def _items_of(record: Mapping[str, object], name: str) -> list[dict[str, object]]:
    """List the objects of a list of the record; ``links`` stand in the documents, by kind."""
    if name != "links":
        return _items(record.get(name))
    links = [document.get("links", {}) for document in _items(record.get("documents"))]
    return [one for by_kind in links if isinstance(by_kind, dict) for group in by_kind.values() for one in group]


def _items(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []
