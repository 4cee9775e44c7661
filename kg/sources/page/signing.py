"""Who writes to whom and who signs: parties of the heading, the address line, signatures and their capacity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.authorities import initials_agree, split_name
from kg.records.agent import EntityKind, Membership, Mention, Party
from kg.records.certainty import Certainty
from kg.records.locator import Basis
from kg.records.reference import Reference
from kg.records.signature import Signature
from kg.sources.page.heading import PartyName
from kg.sources.page.names import Named
from kg.sources.page.patterns import any_of
from kg.sources.page.workspace import Workspace
from kg.sources.text import Span


@dataclass(frozen=True, slots=True)
class Parties:
    """Senders and addressees; ``names`` joins the names of the heading with whom they mean."""

    senders: tuple[Party, ...]
    addressees: tuple[Party, ...]
    names: tuple[tuple[PartyName, Reference], ...]


def read_parties(work: Workspace) -> Parties:
    """Enter the parties of the heading; the address line names addressees only where the heading names none."""
    heading = work.section.heading
    senders, names = _enter(work, heading.senders if heading else (), "sender-unknown")
    addressees, more = _enter(work, heading.recipients if heading else (), "addressee-unknown")
    line = work.section.address
    if line is not None:
        passage = work.passage(Span(line.start, line.end), work.itself)
        named = passage.outermost(passage.span)
        references = [work.register.enter(one) for one in named]
        if not addressees:
            addressees = tuple(
                Party(reference, order, passage.locate(one.span))
                for order, (one, reference) in enumerate(zip(named, references, strict=True), start=1)
            )
    return Parties(_for_another(work, senders, names), addressees, (*names, *more))


def _for_another(
    work: Workspace, senders: tuple[Party, ...], names: Sequence[tuple[PartyName, Reference]]
) -> tuple[Party, ...]:
    """A sender who signs ``i. A.`` or ``p. p.`` sends for another."""
    signed = {split_name(one.text).surname for one in work.section.closing.signatures if one.for_another}
    agents = {reference for name, reference in names if signed and split_name(name.text).surname in signed}
    return tuple(
        replace(one, certainty=(*one.certainty, Certainty.FOR_ANOTHER)) if one.agent in agents else one
        for one in senders
    )


def _enter(
    work: Workspace, names: Sequence[PartyName], code: str
) -> tuple[tuple[Party, ...], tuple[tuple[PartyName, Reference], ...]]:
    pairs = tuple(
        (name, work.register.enter(Named(name.span, name.text, name.kind))) for name in names if name.kind is not None
    )
    for name in names:
        if name.kind is None:
            _report_unknown(work, name, code)
    parties = tuple(
        Party(one, order, work.locate(name.span), certainty=name.certainty)
        for order, (name, one) in enumerate(pairs, start=1)
    )
    return parties, pairs


def _report_unknown(work: Workspace, name: PartyName, code: str) -> None:
    work.report(
        code,
        f"“{name.text}” says that nobody knows who it was.",
        "No party is published. Curate it when it becomes known.",
        name.span,
        "information",
    )


def read_signatures(work: Workspace, parties: Parties) -> tuple[tuple[Signature, ...], list[Membership]]:
    """Make the signing acts in their order, and the memberships that the capacity line prints for each signatory."""
    closing = work.section.closing
    capacities, bodies = _capacities(work, closing.capacity)
    signatures: list[Signature] = []
    memberships: list[Membership] = []
    for order, printed in enumerate(closing.signatures, start=1):
        signatory = _signatory(work, parties, printed.text, printed.span)
        key = f"{work.key}-signature{order}"
        signatures.append(
            Signature(
                key=key,
                document=work.itself,
                signatory=signatory,
                order=order,
                as_printed=printed.text,
                locator=work.locate(printed.span),
                capacities=capacities,
                capacity_locator=work.locate(closing.capacity) if closing.capacity else None,
            )
        )
        if closing.capacity is None:
            continue
        memberships += [
            Membership(
                key=f"{key}-member{index}",
                person=signatory,
                body=body,
                evidence=work.itself,
                locator=work.locate(closing.capacity),
                basis=Basis.STATED,
            )
            for index, body in enumerate(bodies, start=1)
        ]
    return tuple(signatures), memberships


def _signatory(work: Workspace, parties: Parties, name: str, span: Span) -> Reference:
    """Join a signature with the heading's fuller form: one surname there, and initials that agree."""
    parts = split_name(name)
    matching = {
        reference
        for party, reference in parties.names
        if party.kind is EntityKind.PERSON
        and (full := split_name(party.text)).surname == parts.surname
        and initials_agree(full, parts)
    }
    if len(matching) == 1:
        reference = matching.pop()
        basis = work.register.basis_of(reference)
        return work.register.add_name(reference, span, name, EntityKind.PERSON, basis=basis)
    givens = {
        reference
        for party, reference in parties.names
        if party.kind is EntityKind.PERSON
        and any(reference == sender.agent for sender in parties.senders)
        and name in re.findall(r"[\w-]+", split_name(party.text).given)
    }
    if len(givens) == 1:  # "Yours, Arthur": one sender has this given name
        reference = givens.pop()
        return work.register.add_name(reference, span, name, EntityKind.PERSON, basis=work.register.basis_of(reference))
    return work.register.enter(Named(span, name, EntityKind.PERSON))


def _capacities(work: Workspace, span: Span | None) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """``Members of X and Y`` -> one office in each body, and the bodies whose members are meant."""
    if span is None:
        return (), ()
    passage = work.passage(span, work.itself)
    # Not the outermost names: an authority file may list "Members of X", and X is a body all the same.
    named = passage.names_in(span, EntityKind.CORPORATE_BODY)
    bodies = [one for one in named if not any(one is not other and one.within(other.span) for other in named)]
    word = re.match(rf"({any_of(work.language.offices)})s?\b", work.words(span))
    if word is None:
        return (), ()  # "For the Council": whom they sign for, no office
    if not bodies:
        return (work.register.enter_span(span, EntityKind.POSITION),), ()
    positions = []
    entered = [work.register.enter(one) for one in bodies]
    for index, (body, reference) in enumerate(zip(bodies, entered, strict=True)):
        printed = Span(span.start, bodies[0].span.end) if index == 0 else span
        form = f"{word[1]} of the {body.text}"
        position = work.register.enter_span(printed, EntityKind.POSITION, form)
        work.register.set_existed_in(position, reference)
        work.mentions.append(Mention(work.itself, position, work.locate(printed)))
        positions.append(position)
    members = tuple(entered) if word[1] == "Member" else ()
    return tuple(positions), members
