"""What is at hand while one document of a page is read: its section, its entities so far, passages and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.authorities import Authorities
from kg.records.agent import Mention
from kg.records.document import Finding
from kg.records.edition import Edition, Snapshot
from kg.records.locator import Locator
from kg.records.reference import EntityType, Reference
from kg.sources.page.language import PageLanguage
from kg.sources.page.layout import Section
from kg.sources.page.layout_rules import LayoutRules
from kg.sources.page.names import NameFinder
from kg.sources.page.passage import Passage
from kg.sources.page.register import EntityRegister
from kg.sources.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the documents of one page share."""

    source: SourceText
    rules: LayoutRules
    authorities: Authorities
    collection: str
    snapshot: Snapshot
    edition: Edition | None
    edition_entities: EntityRegister | None
    declared_language: str
    """The tag that the collection gives; the rules hold the one by which the page is read."""


@dataclass(slots=True)
class Workspace:
    """One section while its record is made; used once.

    ``passages`` are the texts read so far, in the order in which they were read; they become mentions.
    ``mentions`` are those of names that stand only inside another name.
    """

    context: PageContext
    section: Section
    key: str
    finder: NameFinder
    register: EntityRegister
    findings: list[Finding] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def line_words(self) -> PageLanguage:
        return self.context.rules.words

    @property
    def itself(self) -> Reference:
        return Reference(EntityType.DOC, self.key)

    @property
    def language(self) -> PageLanguage:
        return self.context.rules.language

    def words(self, span: Span) -> str:
        return self.context.source.text[span.start : span.end]

    def locate(self, span: Span) -> Locator:
        return self.context.source.locate(*span)

    def passage(self, span: Span, itself: Reference, *, without: Sequence[Span] = ()) -> Passage:
        """Find the names in a span and keep it as a passage of ``itself``."""
        passage = Passage(
            source=self.context.source,
            span=span,
            names=tuple(self.finder.find(span, without=without)),
            register=self.register,
            language=self.language,
            dates=self.context.rules.dates,
            itself=itself,
            letter=self.key,
        )
        self.passages.append(passage)
        return passage

    def report(self, code: str, what: str, remedy: str, span: Span, severity: str = "warning") -> None:
        """Report what could not be read, with its place."""
        self.findings.append(Finding(code, what, remedy, self.locate(span), severity))
