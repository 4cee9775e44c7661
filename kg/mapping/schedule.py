"""The order of work on one record: rules in a tree by iterator, so that outer loops are shared.

Both the compiler and the interpreter walk this tree, which is why they make the same quads in the same
order: at each element first the rules with this iterator, as in the files, then the deeper ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.mapping.jsonpath import Step
from kg.mapping.model import TriplesMap


@dataclass(slots=True)
class Node:
    """An element of the record, or many: the rules that apply to each, and the steps that lead deeper."""

    rules: list[TriplesMap] = field(default_factory=list)
    children: dict[Step, Node] = field(default_factory=dict)


def schedule(rules: Iterable[TriplesMap]) -> Node:
    """Put rules into the tree of their iterators."""
    root = Node()
    for rule in rules:
        node = root
        for step in rule.iterator:
            node = node.children.setdefault(step, Node())
        node.rules.append(rule)
    return root
