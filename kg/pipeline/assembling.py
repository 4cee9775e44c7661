"""Make a release of blocks: the store while they arrive, then the rules across letters, then dumps and records.

Rules across documents are asked of the finished store. What contradicts another document is held back, and its block is
written again without it, until nothing contradicts anything: taking out one document may leave another with a link into
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.authorities import Authorities
from kg.config import Collection
from kg.errors import Where
from kg.graphs.authority import authority_quads
from kg.graphs.shared_section import SharedSection
from kg.namespaces import PREFIXES
from kg.outcome import Outcome, OutcomeFinding, OutcomeViolation, Severity, Status
from kg.pipeline.block_reading import MadeBlock
from kg.pipeline.kept import headers_of, read_kept, write_kept
from kg.pipeline.outcome_form import outcome_from, outcome_json
from kg.pipeline.progress import Progress
from kg.release import Stage
from kg.release.blocks import Block
from kg.release.contents import Contents, ContentsWriter
from kg.validation.candidates import Candidates
from kg.validation.rules import Breach, Rule, check_rules


@dataclass(slots=True)
class Assembly:
    """The making of one release: `take` the blocks, then `settle`; ``blocks`` are then those of the release."""

    stage: Stage
    collection: Collection
    authorities: Authorities
    vocabulary: Sequence[str]
    rules: Sequence[Rule]
    contents: ContentsWriter
    progress: Progress
    blocks: list[MadeBlock] = field(default_factory=list)
    findings: list[OutcomeFinding] = field(default_factory=list)
    """What the rules say of nobody's letter in particular, or as a warning."""
    accepted: set[str] = field(default_factory=set)
    """The keys of the letters that are published."""
    as_cached: set[str] = field(default_factory=set)
    """The names of blocks that are in the release as the cache has them, with nothing given up or held back."""
    _section: SharedSection = field(init=False)
    _candidates: Candidates = field(init=False)
    _rounds: int = 0

    def __post_init__(self) -> None:
        self._begin()

    def take(self, blocks: Iterable[MadeBlock]) -> None:
        """Add blocks in the order of the release; the store is loaded while they arrive."""
        for made in blocks:
            block = self._gather(made)
            self.contents.add(block)
            self.blocks.append(made)

    def settle(self) -> Contents | None:
        """Ask the rules, hold back what contradicts, and write what is left; ``None`` if nothing is."""
        if not self.accepted:
            return None
        self.progress.stage("Writing dumps and store", None)
        self.contents.complete(self._shared())
        held_back: set[str] = set()
        while True:
            self.progress.stage("Comparing letters", None)
            breaches = check_rules(
                self.contents.store, self.rules, base_iri=self.collection.base_iri, candidates=self._candidates
            )
            broken = _broken(breaches, known=held_back)
            if not broken:
                break
            held_back |= broken.keys()
            changed = self._hold_back(broken)
            if not self.accepted:
                return None
            self.progress.stage("Writing dumps and store", None)
            self.contents.revise({place: self.blocks[place].open() for place in changed}, self._shared())
        self.findings += [_finding_of(breach) for breach in breaches]
        self.progress.stage("Writing dumps and store", None)
        return self.contents.publish(wait=False)  # the store is finished while the report is written

    def _begin(self) -> None:
        self.accepted = set()
        self.as_cached = set()
        self._section = SharedSection(base_iri=self.collection.base_iri, directory=self.stage.scratch)
        self._candidates = Candidates(directory=self.stage.scratch)

    def _gather(self, made: MadeBlock) -> Block:
        """Take what blocks have in common out of one."""
        block = made.open()
        self._section.add(block.shared(), block.labels())
        self._candidates.add(block.facts())
        self.accepted.update(str(one["key"]) for one in headers_of(block) if one["lines"])
        if block.header["complete"] and not made.held_back:
            self.as_cached.add(made.plan.name)
        return block

    def _shared(self) -> Iterator[str]:
        base_iri = self.collection.base_iri
        fixed = (*authority_quads(self.authorities, base_iri=base_iri, documents=self.accepted), *self.vocabulary)
        for line in self._section.lines(fixed):
            self._candidates.see(line)
            yield line

    def _hold_back(self, broken: Mapping[str, Sequence[Breach]]) -> list[int]:
        """Write the blocks of some letters again without them; gives the places of those blocks."""
        changed = [place for place, made in enumerate(self.blocks) if not broken.keys().isdisjoint(made.plan.keys)]
        for place in changed:
            made = self.blocks[place]
            self._rounds += 1  # a file of its own each time: the contents know the block before by its path
            path = self.stage.scratch / "held-back" / f"{self._rounds}.block"
            path.parent.mkdir(exist_ok=True)
            self._write_without(made, broken, path)
            self.blocks[place] = replace(made, path=path, held_back=True)
        self._begin()
        for made in self.blocks:
            self._gather(made)
        return changed

    def _write_without(self, made: MadeBlock, broken: Mapping[str, Sequence[Breach]], path: Path) -> None:
        kept = read_kept(made.open())
        documents = tuple(
            one.held_back(outcome_json(_rejected(outcome_from(one.outcome), broken[one.key])))
            if one.key in broken
            else one
            for one in kept.documents
        )
        write_kept(path, replace(kept, documents=documents), prefixes=PREFIXES, base_iri=self.collection.base_iri)


def _broken(breaches: Iterable[Breach], *, known: set[str]) -> dict[str, list[Breach]]:
    """Violations by the document to hold back."""
    by_document: dict[str, list[Breach]] = {}
    for breach in breaches:
        if breach.document is not None and breach.severity is Severity.VIOLATION and breach.document not in known:
            by_document.setdefault(breach.document, []).append(breach)
    return by_document


def _rejected(outcome: Outcome, breaches: Sequence[Breach]) -> Outcome:
    violations = tuple(_violation_of(breach, outcome) for breach in breaches)
    return replace(outcome, status=Status.REJECTED, violations=(*outcome.violations, *violations))


def _finding_of(breach: Breach) -> OutcomeFinding:
    return OutcomeFinding(
        code=breach.code,
        what=breach.what,
        where=Where(field=breach.focus_node or None),
        severity=breach.severity,
        remedy=breach.remedy,
    )


def _violation_of(breach: Breach, outcome: Outcome) -> OutcomeViolation:
    return OutcomeViolation(
        what=breach.what,
        severity=breach.severity,
        shape=breach.code,
        focus_node=breach.focus_node,
        where=Where(outcome.source, field=breach.focus_node or None),
        why=breach.why,
        value=breach.value,
        remedy=breach.remedy,
    )
