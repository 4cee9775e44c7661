"""A YAML file as nodes that know their lines, and the problems found in it.

``yaml.compose`` keeps the place of every node and never makes Python objects, so that no tag of a file can do
anything. Values are the texts as written: ``on: 2026-01-05`` stays a text, ``on`` does not turn into ``true``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kg.errors import ConfigurationError, Where, did_you_mean


@dataclass(slots=True)
class Problems:
    """The problems of authority files, in the order found."""

    errors: list[ConfigurationError] = field(default_factory=list)

    def note(self, where: Where, what: str, remedy: str | None = None) -> None:
        """Add one problem."""
        self.errors.append(ConfigurationError(what, where=where, remedy=remedy))


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of the file and its path, e.g. ``persons[0].labels``."""

    node: yaml.Node
    file: str
    path: str
    problems: Problems

    @property
    def where(self) -> Where:
        """File, line and key of the node."""
        return Where(self.file, line=self.node.start_mark.line + 1, field=self.path or None)

    def note(self, what: str, remedy: str | None = None) -> None:
        """Add a problem of this node."""
        self.problems.note(self.where, what, remedy)

    def _child(self, node: yaml.Node, path: str) -> Entry:
        return Entry(node, self.file, path, self.problems)

    def is_mapping(self) -> bool:
        """Tell whether the node has keys."""
        return isinstance(self.node, yaml.MappingNode)

    def is_sequence(self) -> bool:
        """Tell whether the node is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def text(self) -> str | None:
        """Read a text that is not blank; anything else is noted."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.note("Expected a text.", "Write one value, in quotation marks if it holds a colon.")
            return None
        value = str(self.node.value)
        if not value.strip() or (self.node.tag == "tag:yaml.org,2002:null" and self.node.style is None):
            self.note("The value is empty.", "Write a value or leave the key out.")
            return None
        return value

    def items(self) -> Iterator[Entry]:
        """Go through a list; anything else is noted and yields nothing."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.note("Expected a list.", "Put it in [ and ], or write each item on its line after a hyphen.")
            return
        for number, node in enumerate(self.node.value):
            yield self._child(node, f"{self.path}[{number}]")

    def fields(self, known: Iterable[str] | None = None) -> dict[str, Entry]:
        """Read a mapping; unknown keys (if ``known`` is given) and repeated ones are noted."""
        if not isinstance(self.node, yaml.MappingNode):
            self.note("Expected keys with values.", "Write each as `key: value`.")
            return {}
        found: dict[str, Entry] = {}
        names = None if known is None else list(known)
        for key_node, value_node in self.node.value:
            name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            path = f"{self.path}.{name}" if self.path else name
            at_key = self._child(key_node, path)
            if names is not None and name not in names:
                remedy = did_you_mean(name, names) or "Known keys: " + ", ".join(names) + "."
                at_key.note(f'Unknown key "{name}".', remedy)
            elif name in found:
                at_key.note(f'The key "{name}" stands twice.', "Keep one of them.")
            else:
                found[name] = self._child(value_node, path)
        return found


def compose(path: Path, problems: Problems) -> Entry | None:
    """Read a YAML file into its root node.

    Returns:
        The root; ``None`` for a file that is empty, missing or not YAML (the latter two are noted).
    """
    file = str(path)
    # libyaml's parser is five times as fast; not every installation of PyYAML has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=loader)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.note(Where(file, line=line), "The file is not UTF-8.", "Save it as UTF-8.")
        return None
    except yaml.MarkedYAMLError as error:
        where = _place(file, text, error.problem_mark)
        problems.note(where, f"Not valid YAML: {error.problem or error.context}.", "Mend it at this place.")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        what = "The file is nested too deeply" if isinstance(error, RecursionError) else "Not valid YAML"
        problems.note(Where(file), f"{what}.", "Mend the file.")
        return None
    except OSError as error:
        problems.note(Where(file), f"The file cannot be read: {error.strerror}.", "Correct its name or rights.")
        return None
    return None if node is None else Entry(node, file, "", problems)


def _place(file: str, text: str, mark: yaml.Mark | None) -> Where:
    if mark is None:
        return Where(file)
    # At the end of a file libyaml's mark may lie one line behind it.
    last = max(1, len(text.splitlines()))
    return Where(file, line=last) if mark.line >= last else Where(file, line=mark.line + 1, column=mark.column + 1)
