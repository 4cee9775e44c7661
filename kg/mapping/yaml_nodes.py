"""Read YAML into nodes that know their line: the ground under the YARRRML reader.

Values stay text (``yes`` is "yes", ``1918`` is "1918"), a key that comes twice is refused, and every
complaint names the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml

from kg.errors import MappingError, Where, did_you_mean
from kg.mapping.model import Origin


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a YAML mapping."""

    key: str
    key_node: yaml.Node
    node: yaml.Node
    origin: Origin


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file: its name for messages, and readers of its nodes."""

    name: str

    def compose(self, text: str) -> yaml.Node:
        """Parse the file.

        Raises:
            MappingError: it is not YAML, or it is empty.
        """
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            where = Where(
                file=self.name,
                line=mark.line + 1 if mark else None,
                column=mark.column + 1 if mark else None,
            )
            remedy = "Inside [] and {}, values with brackets, braces, colons or # need quotes."
            raise MappingError(f"This is not YAML: {problem}.", where=where, remedy=remedy) from error
        if root is None:
            raise MappingError("The file is empty.", where=Where(file=self.name))
        return root

    def origin(self, node: yaml.Node) -> Origin:
        """Say where a node begins."""
        return Origin(self.name, node.start_mark.line + 1)

    def fault(self, what: str, node: yaml.Node, *, part: str, remedy: str | None = None) -> MappingError:
        """Make the error for a node; ``part`` is the rule and key, e.g. ``rule note, subjects``."""
        where = Where(
            file=self.name,
            line=node.start_mark.line + 1,
            column=node.start_mark.column + 1,
            field=part or None,
        )
        return MappingError(what, where=where, remedy=remedy)

    def entries(self, node: yaml.Node, *, part: str) -> list[Entry]:
        """List the entries of a YAML mapping; a ``null`` has none."""
        if _is_null(node):
            return []
        if not isinstance(node, yaml.MappingNode):
            raise self.fault("This must be a mapping of keys to values.", node, part=part)
        found: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = self.text(key_node, part=part)
            if key in found:
                raise self.fault(f"The key {key!r} comes twice.", key_node, part=part)
            found[key] = Entry(key, key_node, value_node, self.origin(key_node))
        return list(found.values())

    def known_entries(
        self, node: yaml.Node, keys: dict[str, str], *, part: str, ignored: Iterable[str] = ()
    ) -> dict[str, Entry]:
        """List entries by their full name; ``keys`` gives the full name of each spelling.

        Raises:
            MappingError: a key is unknown ("Did you mean"), or comes in two spellings.
        """
        found: dict[str, Entry] = {}
        for entry in self.entries(node, part=part):
            name = keys.get(entry.key)
            if name is None and entry.key in ignored:
                continue
            if name is None or name in found:
                what = f"The key {entry.key!r} is unknown." if name is None else f"{name!r} comes twice."
                remedy = did_you_mean(entry.key, keys) or f"Known are {', '.join(sorted(set(keys.values())))}."
                raise self.fault(what, entry.key_node, part=part, remedy=remedy if name is None else None)
            found[name] = entry
        return found

    def text(self, node: yaml.Node, *, part: str) -> str:
        """Give the text of a scalar.

        Raises:
            MappingError: the node is a list, a mapping, empty or ``null``.
        """
        if not isinstance(node, yaml.ScalarNode) or _is_null(node):
            raise self.fault("This must be one text.", node, part=part)
        return str(node.value)

    def items(self, node: yaml.Node) -> Sequence[yaml.Node]:
        """Give the items of a list; anything else is a list of itself."""
        return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")
