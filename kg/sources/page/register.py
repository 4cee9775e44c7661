"""The entities of one document: each identity once, with every printed form at every place where it stands."""

from __future__ import annotations

from kg.authorities import ENTITY_TYPES, Authorities, scoped_key
from kg.records.agent import EntityKind, NamedEntity, PrintedName
from kg.records.locator import Basis
from kg.records.reference import Reference
from kg.sources.page.names import Named
from kg.sources.text import SourceText, Span


class EntityRegister:
    """Resolves printed names against the authority files and collects what the document calls each identity.

    Without an authority the entity is the document's own: its key is scoped to the document and made of the name, so
    that one wording in one document is one entity and never more than that.
    """

    def __init__(self, key: str, *, authorities: Authorities, text: SourceText, language: str, scope: str = "") -> None:
        self._key = key
        self._scope = scope or key
        self._authorities = authorities
        self._text = text
        self._language = language
        self._kinds: dict[Reference, EntityKind] = {}
        self._bases: dict[Reference, Basis] = {}
        self._names: dict[Reference, dict[tuple[int, int], PrintedName]] = {}
        self._existed_in: dict[Reference, Reference] = {}
        self._shared: set[Reference] = set()

    def enter(self, named: Named) -> Reference:
        """Enter a name where it stands; gives the entity that it names."""
        reference, basis, kind = self._resolve(named)
        return self.add_name(reference, named.span, named.text, kind, basis=basis, language=named.language)

    def enter_span(self, span: Span, kind: EntityKind, *forms: str) -> Reference:
        """Enter the words of a span as a name."""
        locator = self._text.locate(*span)
        return self.enter(Named(Span(locator.start, locator.end), locator.exact, kind, forms))

    def add_name(
        self,
        reference: Reference,
        span: Span,
        text: str,
        kind: EntityKind,
        *,
        basis: Basis,
        language: str | None = None,
    ) -> Reference:
        """Enter a further printed form of a known entity."""
        self._kinds.setdefault(reference, kind)
        self._bases.setdefault(reference, basis)
        names = self._names.setdefault(reference, {})
        printed = " ".join(text.split())
        names.setdefault(
            (span.start, span.end), PrintedName(printed, language or self._language, self._text.locate(*span))
        )
        return reference

    def basis_of(self, reference: Reference) -> Basis:
        return self._bases.get(reference, Basis.UNRESOLVED)

    def kind_of(self, reference: Reference) -> EntityKind:
        return self._kinds[reference]

    def set_existed_in(self, position: Reference, body: Reference) -> None:
        """Say in which body a position exists, where the words name it."""
        self._existed_in.setdefault(position, body)

    def entities(self) -> tuple[NamedEntity, ...]:
        """All entities, in the order in which they were entered; names in the order of the page."""
        return tuple(
            NamedEntity(
                reference=reference,
                kind=kind,
                names=tuple(name for _, name in sorted(self._names[reference].items())),
                basis=self._bases[reference],
                existed_in=self._existed_in.get(reference),
                shared=reference in self._shared,
            )
            for reference, kind in self._kinds.items()
        )

    def _resolve(self, named: Named) -> tuple[Reference, Basis, EntityKind]:
        """Find whom a name means, then what the editors have decided about that key."""
        reference, basis, kind = self._found(named)
        meant = self._authorities.redirected(reference, self._key)
        if meant == reference:
            return reference, basis, kind
        entity = self._authorities.get(meant.type, meant.key)
        self._shared.update(() if entity else (meant,))
        return meant, Basis.STATED if basis is Basis.STATED else Basis.CURATED, entity.kind if entity else kind

    def _found(self, named: Named) -> tuple[Reference, Basis, EntityKind]:
        kinds = {named.kind}
        if named.kind in (EntityKind.CORPORATE_BODY, EntityKind.GROUP):
            kinds = {EntityKind.CORPORATE_BODY, EntityKind.GROUP}
        for form in (named.text, *named.forms):
            found = self._authorities.find(form, kinds=kinds, document=self._key)
            if found is not None:
                return found.reference, Basis.STATED, found.kind
            decision = self._authorities.identification(self._key, form, kinds=kinds)
            if decision is not None:
                return decision.printed, Basis.UNRESOLVED, named.kind
        name = named.forms[0] if named.forms else named.text
        reference = Reference(ENTITY_TYPES[named.kind], scoped_key(self._scope, name))
        return reference, Basis.UNRESOLVED, self._kinds.get(reference, named.kind)
