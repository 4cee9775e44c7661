"""Write decisions as the YAML that `kg.authorities.decision_reading` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kg.authorities.decision_reading import DECISIONS
from kg.authorities.decisions import KINDS, Decision, DecisionKind

_WORDS = {type_: word for word, type_ in KINDS.items()}


def decision_text(decisions: Iterable[Decision], *, heading: bool = True) -> str:
    """Write decisions in the order given.

    Args:
        decisions: what is decided; where they stand does not matter.
        heading: whether the text begins a file; without it the text continues one.
    """
    text = f"{DECISIONS}:\n" if heading else ""
    return text + "".join(_entry(decision) for decision in decisions)


def _entry(one: Decision) -> str:
    lines = [f"decision: {one.decision.value}", f"kind: {_WORDS[one.type]}", f"of: [{', '.join(one.of)}]"]
    if one.stays is not None:
        lines.append(f"{'as' if one.decision is DecisionKind.SAME else 'to'}: {one.stays}")
    if one.prefer is not None:
        lines.append(f"prefer: {one.prefer}")
    if one.into:
        lines.append("into:")
        lines += [f"  {part.key}: [{', '.join(part.documents)}]" for part in one.into]
    lines += [f"by: {_quoted(one.by)}", f"on: {one.on.isoformat()}", f"why: {_quoted(one.why)}"]
    return "  - " + "\n    ".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Quote a text: YAML 1.1 reads what JSON writes, but for signs beyond 16 bits, which stay as they are."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x7f", "\\x7f")
        .replace("\x85", "\\x85")
        .replace("\ufeff", "\\ufeff")
    )
