"""Counting the entries of a report as they come: numbers by kind and code, and a bounded number of examples of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Protocol

from kg.outcome import Severity
from kg.pipeline.report_kinds import KINDS, Kind

EXAMPLES = 100
"""Entries of one code that are kept to be shown; ``report.csv`` and ``report.json`` have all."""

PLACES = 3
"""Entries of one source that are kept to be shown."""
_SOURCES = 20_000
_NAMES = 200_000
"""Sources and names that are counted at most: memory is bounded, and whoever has more begins elsewhere."""

SEVERITIES = tuple(severity.value for severity in Severity)
"""The gravest first."""


class Countable(Protocol):
    """What of an entry is counted and shown: `kg.pipeline.report.ReportEntry`."""

    @property
    def code(self) -> str: ...

    @property
    def severity(self) -> str: ...

    @property
    def kind(self) -> Kind: ...

    @property
    def what(self) -> str: ...

    @property
    def why(self) -> str | None: ...

    @property
    def remedy(self) -> str | None: ...

    @property
    def place(self) -> str: ...

    @property
    def source(self) -> str | None: ...

    @property
    def line(self) -> int | None: ...

    @property
    def column(self) -> int | None: ...

    @property
    def document(self) -> str | None: ...

    @property
    def label(self) -> str | None: ...

    @property
    def words(self) -> str | None: ...

    @property
    def published(self) -> bool | None: ...


@dataclass(slots=True)
class CodeTally:
    """All entries of one code and severity. ``same_*`` say whether they all say the same, so that it is said once."""

    code: str
    severity: str
    kind: Kind
    count: int = 0
    examples: list[Countable] = field(default_factory=list)
    same_what: bool = True
    same_why: bool = True
    same_remedy: bool = True

    def add(self, entry: Countable) -> None:
        """Count an entry, and keep it if there is room."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(entry)
        first = self.examples[0]
        self.same_what = self.same_what and entry.what == first.what
        self.same_why = self.same_why and entry.why == first.why
        self.same_remedy = self.same_remedy and entry.remedy == first.remedy

    @property
    def title(self) -> str:
        """What all its entries say; where they differ, the code in words."""
        return self.examples[0].what if self.same_what else self.code.replace("-", " ").capitalize()


@dataclass(slots=True)
class SourceTally:
    """The violations and warnings of one source, and the first places of each."""

    source: str
    violations: int = 0
    warnings: int = 0
    first_violations: list[Countable] = field(default_factory=list)
    first_warnings: list[Countable] = field(default_factory=list)

    def add(self, entry: Countable) -> None:
        """Count an entry, and keep it if there is room."""
        held_back = entry.severity == Severity.VIOLATION.value
        self.violations += held_back
        self.warnings += not held_back
        kept = self.first_violations if held_back else self.first_warnings
        if len(kept) < PLACES:
            kept.append(entry)

    @property
    def places(self) -> list[Countable]:
        """Some entries, violations first."""
        return [*self.first_violations, *self.first_warnings][:PLACES]


class Tally:
    """Counts of entries. Add them one by one; asking is possible at any time."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeTally] = {}
        self._names: Counter[str] = Counter()
        self._sources: dict[str, SourceTally] = {}

    def add(self, entry: Countable) -> None:
        """Count an entry."""
        key = (entry.severity, entry.code)
        if key not in self._codes:
            self._codes[key] = CodeTally(entry.code, entry.severity, entry.kind)
        self._codes[key].add(entry)
        if entry.kind is Kind.NAME and entry.words:
            name = " ".join(entry.words.split())
            if name in self._names or len(self._names) < _NAMES:
                self._names[name] += 1
        if entry.source is not None and entry.severity != Severity.INFORMATION.value:
            source = self._sources.get(entry.source)
            if source is None and len(self._sources) < _SOURCES:
                source = self._sources[entry.source] = SourceTally(entry.source)
            if source is not None:
                source.add(entry)

    def codes(self, kind: Kind | None = None) -> list[CodeTally]:
        """List the codes (of a kind), the gravest first, then the most frequent."""
        found = [one for one in self._codes.values() if kind is None or one.kind is kind]
        return sorted(found, key=lambda one: (SEVERITIES.index(one.severity), -one.count, one.code))

    def kinds(self) -> Iterator[tuple[Kind, int]]:
        """Give every kind with the number of its entries, 0 included, in the order of the report."""
        for kind in KINDS:
            yield kind, self.count(kind)

    def count(self, kind: Kind | None = None) -> int:
        """Count the entries (of a kind)."""
        return sum(one.count for one in self._codes.values() if kind is None or one.kind is kind)

    def sources(self, number: int) -> list[SourceTally]:
        """List the sources with the most violations, then the most warnings; those with neither are left out."""
        return nsmallest(number, self._sources.values(), lambda one: (-one.violations, -one.warnings, one.source))

    @property
    def affected_sources(self) -> int:
        """How many sources have violations or warnings, as far as they are counted."""
        return len(self._sources)

    def frequent_names(self, number: int) -> list[tuple[str, int]]:
        """List the names without authority that stand most often, each with the number of places."""
        return nsmallest(number, self._names.items(), lambda pair: (-pair[1], pair[0]))
