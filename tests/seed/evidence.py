"""The annotations that the corrected example demands: which words of the page each contestable statement rests on.

Those of the example itself, as corrected, and those that ``model/corrections.md`` asks for: signatures, dates, place,
shelf mark, sender and addressee, each directive, and the form by which note 3 calls the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.seed.corrections import (
    CAPACITY_LINE,
    COMPILERS,
    D1,
    D2,
    D3,
    EARLY,
    MEETING,
    NESTED,
    OFFENSIVE,
    OFFER,
    RESOLUTION,
    TELEGRAM,
    A,
    B,
    C,
    D,
    Words,
)
from tests.seed.terms import Triple, value_of

ADDRESSEE = Words("Politburo of", "(b)")


@dataclass(frozen=True, slots=True)
class Demanded:
    """The words at which a body stands: a thing, or the concept by which the words classify the document."""

    reason: str
    body: str
    motivation: str
    basis: str
    words: str | Words
    position: int | None = None

    def exact(self, page: str) -> str:
        """The words, as single-spaced text."""
        return self.words if isinstance(self.words, str) else self.words.on(page)


def _demanded() -> Iterator[Demanded]:
    for number, words in enumerate(("Commander-in-Chief", "Komandyuzh", "Southern Front", "Stalin"), start=1):
        yield Demanded("example", f"{D}-n{number}", "commenting", "stated", words)
    yield Demanded("example", "pos:commander-in-chief", "identifying", "stated", "Commander-in-Chief")
    # Corrections 1: the office is read from the anchor; the basis is on the relation's evidence.
    yield Demanded("1", "rel:egorov-komandyuzh", "describing", "editorial-note", "A. I. Egorov")
    yield Demanded("1", "rel:kamenev-cinc", "describing", "editorial-note", Words("Commander-in-Chief S.", "Kamenev"))
    # Corrections 6: the page does not say that Yegorov is Egorov; the authority graph decides.
    yield Demanded("6", "p:yegorov", "identifying", "unresolved", "Yegorov")
    yield Demanded("6", "p:egorov-ai", "identifying", "unresolved", "A. I. Egorov")
    yield Demanded("5", MEETING, "describing", "inferred", "the issue was considered")
    yield Demanded("4", EARLY, "describing", "inferred", "early November 1919")
    yield Demanded("7", "b:headquarters", "describing", "inferred", Words("Headquarters (", ")"))
    yield from _parties_and_signatures()
    yield from _closing()
    yield from _told()


def _parties_and_signatures() -> Iterator[Demanded]:
    for order, (person, words) in enumerate(
        (("p:serebryakov-lp", "L. P. Serebryakov"), ("p:stalin", "I. V. Stalin")), start=1
    ):
        yield Demanded("lacks", person, "identifying", "stated", words, order)
    yield Demanded("lacks", "b:politburo", "identifying", "stated", ADDRESSEE, 1)
    for order, words in enumerate(("L. Serebryakov", "Stalin"), start=1):
        yield Demanded("lacks", f"rel:bl-1919-11-12-1-sig{order}", "describing", "stated", words)
        yield Demanded("lacks", f"rel:bl-1919-11-12-1-sig{order}", "describing", "stated", CAPACITY_LINE)
        yield Demanded("12", f"rel:sig{order}-member-cc", "describing", "stated", CAPACITY_LINE)


def _closing() -> Iterator[Demanded]:
    yield Demanded("lacks", "t:1919-11-12", "describing", "stated", "November 12th day 1919")
    yield Demanded("lacks", "t:heading", "describing", "stated", "November 12, 1919")
    yield Demanded("lacks", "pl:serpukhov", "identifying", "stated", "Serpukhov")
    mark = Words("RTSKHIDNI", "L. 2.")
    yield Demanded("lacks", "ident:f558-op1-d5450-l2", "describing", "stated", mark)
    yield Demanded("9", "ident:f558-op1-d5450-l2", "describing", "inferred", mark)
    yield Demanded("lacks", "i:f558-op1-d5450-l2", "describing", "stated", "Typewritten text.")
    yield Demanded("lacks", "i:f558-op1-d5450-l2", "describing", "stated", "Signatures are autographs.")
    yield Demanded("lacks", D, "describing", "stated", "Statement")
    names = ("A.V.Kvashonkin", "L.P.Kosheleva", "L.A.Rogovaya", "O.V.Khlevnyuk")
    for person, words in zip(COMPILERS, names, strict=True):
        yield Demanded("compilers", person, "identifying", "stated", words)


def _told() -> Iterator[Demanded]:
    for order, (person, words) in enumerate(
        (("p:stalin", "Stalin"), ("p:yegorov", "Yegorov"), ("p:serebryakov-lp", "Serebryakov")), start=1
    ):
        yield Demanded("lacks", person, "identifying", "stated", words, order)
        yield Demanded(
            "lacks",
            f"rel:telegram-member{order}",
            "describing",
            "editorial-note",
            Words("members of the Revolutionary", "Serebryakov"),
        )
    yield Demanded("3", "t:1919-11-12-sent", "describing", "stated", "November 12, 1919")
    yield Demanded("lacks", "pos:commander-in-chief", "identifying", "stated", "Commander-in-Chief", 1)
    yield Demanded("9", TELEGRAM, "describing", "inferred", Words("On November 12", "555-556)."))
    yield Demanded("lacks", OFFENSIVE, "describing", "stated", Words("The offensive of", "White armies."))
    yield Demanded("example", MEETING, "describing", "stated", Words("On November 14", "Politburo."))
    yield Demanded("lacks", RESOLUTION, "describing", "stated", Words("[...]. a)", "comrade. Stalin"))
    yield Demanded("lacks", A, "describing", "stated", Words("Instruct comrade Lenin", "movement"))
    yield Demanded("lacks", B, "describing", "stated", Words("Instruct comrade Trotsky", "directive [...]"))
    yield Demanded("lacks", NESTED, "describing", "stated", Words("a political and", "with this directive"))
    yield Demanded("lacks", OFFER, "describing", "stated", Words("Offer Vladimir", "of this directive"))
    yield Demanded("lacks", C, "describing", "stated", "Inform comrade. Stalin")
    yield Demanded("9", C, "describing", "inferred", "Inform comrade. Stalin")
    yield Demanded("11", D1, "describing", "stated", Words("to change the entire", "Revolutionary Soviet"))
    yield Demanded("11", D2, "describing", "stated", "to change the headquarters")
    yield Demanded("11", D3, "describing", "stated", "to replace Gusev")
    # "another telegram … in addition to the one given here", against the heading "Statement".
    yield Demanded(
        "lacks", "lgv:telegram", "classifying", "editorial-note", Words("in addition to the one", "telegram")
    )


DEMANDED: tuple[Demanded, ...] = tuple(_demanded())


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a built seed: its bodies, its words, and its targets beside the snapshot."""

    iri: str
    bodies: frozenset[str]
    motivation: str
    basis: str
    exact: str
    position: int | None
    about: frozenset[str]


def read_annotations(graph: frozenset[Triple]) -> tuple[Annotation, ...]:
    """Read the annotations of an evidence graph."""
    said: dict[str, dict[str, list[str]]] = {}
    for triple in sorted(graph):
        said.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    return tuple(_annotation(iri, said) for iri, members in said.items() if "oa:Annotation" in members.get("a", []))


def _annotation(iri: str, said: dict[str, dict[str, list[str]]]) -> Annotation:
    members = said[iri]
    quote = said[f"{iri}#quote"]
    position = members.get("schema:position")
    return Annotation(
        iri=iri,
        bodies=frozenset(members["oa:hasBody"]),
        motivation=members["oa:motivatedBy"][0].removeprefix("oa:"),
        basis=members["lg:identificationBasis"][0].removeprefix("lgv:"),
        exact=" ".join(value_of(quote["oa:exact"][0]).split()),
        position=int(value_of(position[0])) if position else None,
        about=frozenset(target for target in members["oa:hasTarget"] if not target.startswith("annotation/")),
    )
