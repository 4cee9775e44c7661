"""``model/corrections.md`` as a table: what leaves the worked example, what changes, what is added, and by which rule.

Numbers are those of "What the page does not say"; the other sections are named ``lacks`` ("What the page says and the
example lacks"), ``edition``, ``basis``, ``compilers`` and ``one-property`` ("Choices to change"). ``model`` is
``model/README.md``, section 1: alignments have graphs of their own. Longer words of the page are read from it
(`Words`), never copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.seed.terms import Triple, text

STATED = "stated"
INFERRED = "inferred"
ALIGNMENT = "alignment"
SAME = "="
"""In a change: this term stays."""
ANY = "*"
"""In what is looked for: any term."""

D = "d:bl-1919-11-12-1"
N1, N3, N4 = f"{D}-n1", f"{D}-n3", f"{D}-n4"
ENTRY = f"{D}-page"
TELEGRAM = "d:telegram-1919-11-12-to-cinc"
RESOLUTION = "d:politburo-resolution-1919-11-14"
OFFENSIVE = "ev:southern-front-offensive-1919"
MEETING = "ev:politburo-1919-11-14"
EARLY = "t:1919-11-early"
BOOK = "w:bolshevik-leadership-1996"
A, B, NESTED, OFFER, C = (f"r:pb-1919-11-14-{name}" for name in ("a", "b", "b1", "b2", "c"))
D1, D2, D3 = (f"r:bl-1919-11-12-1-d{order}" for order in (1, 2, 3))
SENDERS = ("p:stalin", "p:yegorov", "p:serebryakov-lp")
COMPILERS = ("p:kvashonkin-av", "p:kosheleva-lp", "p:rogovaya-la", "p:khlevnyuk-ov")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the page, from the first occurrence of ``first`` (after ``after``) to the end of the next ``last``."""

    first: str
    last: str
    after: str = ""

    def on(self, page: str) -> str:
        """Read them, white space as single spaces."""
        start = page.index(self.first, page.index(self.after))
        end = page.index(self.last, start) + len(self.last)
        return " ".join(page[start:end].split())


@dataclass(frozen=True, slots=True)
class Change:
    """Statements of the example that match ``old`` leave; where ``new`` is given, it stands in their place."""

    reason: str
    old: Triple
    new: Triple | None = None
    graph: str = STATED


@dataclass(frozen=True, slots=True)
class Addition:
    """A statement that the example lacks; the object may be words of the page."""

    reason: str
    subject: str
    predicate: str
    object: str | Words
    graph: str = STATED

    def on(self, page: str) -> Triple:
        """Write it out, with the page's words."""
        found = self.object if isinstance(self.object, str) else text(self.object.on(page))
        return Triple(self.subject, self.predicate, found)


def _out(reason: str, subject: str, predicate: str, object_: str = ANY) -> Change:
    return Change(reason, Triple(subject, predicate, object_))


def _to(
    reason: str, old: tuple[str, str, str], new: tuple[str, str, str] = (SAME, SAME, SAME), graph: str = STATED
) -> Change:
    return Change(reason, Triple(*old), Triple(*new), graph)


_END = "lg:completeness"
_CUT = "lgv:truncated-in-capture"
_SUBDIVISION = "rico:isOrWasSubdivisionOf"
CAPACITY_LINE = Words("Members of", "Military Council")

CHANGES: tuple[Change, ...] = (
    # 1 Office holding: no date, no bare shortcut.
    _out("1", "p:kamenev-ss", "rico:occupiesOrOccupied"),
    _out("1", "p:egorov-ai", "rico:occupiesOrOccupied"),
    _out("1", "rel:kamenev-cinc", "rico:relationHasDate"),
    _out("1", "rel:egorov-komandyuzh", "rico:relationHasDate"),
    # 2 The conveyed directive: no issuer, no executor, nobody's behalf; and no meeting is said to have drawn it up.
    _out("2", NESTED, "rico:issuedBy"),
    _out("2", NESTED, "lg:hasExecutor"),
    _out("2", NESTED, "lg:onBehalfOf"),
    _out("2", NESTED, "rico:resultsOrResultedFrom"),
    # 3 "was sent".
    _to("3", (TELEGRAM, "rico:hasCreationDate", ANY), (SAME, "lg:dateSent", SAME)),
    # 4 "was suspended" is not an end; the bounds are a convention.
    _to("4", (OFFENSIVE, "rico:hasEndDate", ANY), (SAME, "rico:isAssociatedWithDate", SAME)),
    _to("4", (EARLY, "rico:dateQualifier", ANY), (SAME, SAME, text("suspended; early"))),
    *(
        _to("4", (EARLY, name, ANY), graph=INFERRED)
        for name in ("rico:normalizedDateValue", "crm:P82a_begin_of_the_begin", "crm:P82b_end_of_the_end")
    ),
    # 5 What the meeting considered is inferred.
    _to("5", (MEETING, "lg:considers", D), graph=INFERRED),
    # 6 Two persons each.
    _to("6", ("p:kamenev-ss", "rico:name", text("Kamenev")), ("p:kamenev", SAME, SAME)),
    _to("6", ("p:egorov-ai", "rico:name", text("Yegorov")), ("p:yegorov", SAME, SAME)),
    _to("6", ("p:egorov-ai", "rico:isOrWasMemberOf", ANY), ("p:yegorov", SAME, SAME)),
    _to("6", ("p:lenin", "rico:name", text("Vladimir Ilyich")), ("p:vladimir-ilyich", SAME, SAME)),
    _to("6", (TELEGRAM, "rico:hasSender", "p:egorov-ai"), (SAME, SAME, "p:yegorov")),
    _to("6", (N3, "schema:mentions", "p:egorov-ai"), (SAME, SAME, "p:yegorov")),
    _to("6", (B, "lg:hasOnwardRecipient", "p:kamenev-ss"), (SAME, SAME, "p:kamenev")),
    _to("6", (OFFER, "lg:hasExecutor", "p:lenin"), (SAME, SAME, "p:vladimir-ilyich")),
    # 7 Three bodies.
    _to(
        "7",
        ("b:headquarters", "rico:name", text("Small Revolutionary Council of the Republic")),
        ("b:small-council", SAME, SAME),
    ),
    _to("7", (N1, "schema:mentions", "b:headquarters"), (SAME, SAME, "b:headquarters-of-cinc")),
    # 8 Names as printed.
    _out("8", "p:stalin", "rico:name", text("comrade. Stalin")),
    _to(
        "8",
        ("pos:member-of-central-committee", "rico:name", ANY),
        (SAME, SAME, text("Members of the Central Committee")),
    ),
    _out("8", "pos:member-of-rmc-as-printed", "rico:name"),
    _to("8", ("b:eastern-front", "rico:name", ANY), (SAME, SAME, text("eastern"))),
    _to("8", ("b:turkestan-front", "rico:name", ANY), (SAME, SAME, text("Turkestan fronts"))),
    _to("8", ("b:southeastern-front", "rico:name", ANY), (SAME, SAME, text("southeastern fronts"))),
    _to("8", ("b:government", "rico:name", ANY), (SAME, SAME, text("government"))),
    # 9 Our observations: inferred, or said of the snapshot in the meta graph.
    _out("9", ENTRY, "rico:hasOrHadLanguage"),
    _out("9", ENTRY, _END),
    _out("9", ENTRY, "rico:integrityNote"),
    *(_to("9", (node, _END, _CUT), (SAME, SAME, "lgv:ends-abruptly"), INFERRED) for node in (N4, RESOLUTION, C)),
    _to("9", (TELEGRAM, _END, "lgv:defective-in-source"), graph=INFERRED),
    _to("9", ("ident:f558-op1-d5450-l2", "rico:normalizedValue", ANY), graph=INFERRED),
    # 10 The citation is the note's.
    _out("10", TELEGRAM, "dct:isReferencedBy"),
    # 12 Genitives are inferred.
    *(
        _to("12", (body, _SUBDIVISION, ANY), graph=INFERRED)
        for body in ("b:politburo", "b:central-committee", "b:rmc-southern-front")
    ),
    # Choices to change.
    _to("edition", (ENTRY, "a", "foaf:Document"), (SAME, SAME, "bibo:DocumentPart")),
    _out("edition", ENTRY, "rico:title"),
    _to("one-property", (ANY, "lg:expresses", ANY), (SAME, "rico:expressesOrExpressed", SAME)),
    _out("one-property", ANY, "a", "rico:Thing"),
    _to("lacks", (ANY, "rico:generalDescription", ANY), (SAME, "schema:text", SAME)),
    _out("compilers", "rel:bl-compilers", ANY),
    _out("basis", "b:rmc-as-printed", "lg:identificationBasis"),
    _out("basis", "b:revolutionary-soviet-as-printed", "lg:identificationBasis"),
    _to("model", (ANY, "a", "schema:Book"), graph=ALIGNMENT),
)


def _add(reason: str, subject: str, *said: tuple[str, str | Words], graph: str = STATED) -> Iterator[Addition]:
    for predicate, object_ in said:
        yield Addition(reason, subject, predicate, object_, graph)


def _membership(reason: str, relation: str, person: str, body: str, note: str, basis: str) -> Iterator[Addition]:
    yield from _add(
        reason,
        relation,
        ("a", "rico:MembershipRelation"),
        ("rico:relationHasSource", body),
        ("rico:relationHasTarget", person),
        ("rico:isEvidencedBy", note),
        ("lg:identificationBasis", f"lgv:{basis}"),
    )


def _by_number() -> Iterator[Addition]:
    for relation in ("rel:kamenev-cinc", "rel:egorov-komandyuzh"):
        yield from _add("1", relation, ("lg:identificationBasis", "lgv:editorial-note"))
    for person in ("p:kamenev", "p:yegorov", "p:vladimir-ilyich"):
        yield from _add("6", person, ("a", "rico:Person"))
    for body in ("b:small-council", "b:headquarters-of-cinc"):
        yield from _add("7", body, ("a", "rico:CorporateBody"))
    yield from _add("7", D, ("schema:mentions", "b:small-council"))
    yield from _add("7", "b:headquarters", ("skos:closeMatch", "b:small-council"), graph=INFERRED)
    yield from _add("8", "pos:member-of-rmc-as-printed", ("rico:name", CAPACITY_LINE))
    for one, other in ((D1, D3), (D2, D3), (D3, D1)):
        yield from _add("11", one, ("lg:alternativeTo", other))
    for demand in (D1, D2, D3):
        yield from _add("11", demand, *(("lg:proposedBy", one) for one in ("p:serebryakov-lp", "p:stalin")))
        yield from _add("11", demand, ("lg:proposedTo", "b:politburo"))
    yield from _add("11", D3, ("lg:conditionRefersTo", D2))
    yield from _add("11", TELEGRAM, ("rico:expressesOrExpressed", "r:telegram-demand"))
    yield from _add(
        "11",
        "r:telegram-demand",
        ("a", "lg:Demand"),
        ("schema:text", text("that two divisions")),
        *(("lg:proposedBy", one) for one in SENDERS),
    )
    for order, person in enumerate(("p:serebryakov-lp", "p:stalin"), start=1):
        relation = f"rel:sig{order}-member-cc"
        yield from _membership("12", relation, person, "b:central-committee", D, "stated")
        yield from _add("12", person, ("rico:isOrWasMemberOf", "b:central-committee"))


def _lacking() -> Iterator[Addition]:
    yield from _add("lacks", D, ("schema:text", Words("In view of", "southern front.")))
    yield from _add("lacks", N3, ("schema:text", Words("The offensive", "555-556).")))
    yield from _add("lacks", N4, ("schema:text", Words("In addition to this", "comrade. Stalin")))
    yield from _add("lacks", RESOLUTION, ("schema:text", Words("[...]. a)", "comrade. Stalin")))
    yield from _add("lacks", N1, ("schema:mentions", "b:armed-forces"))
    yield from _add("lacks", N3, *(("schema:mentions", one) for one in ("b:southern-front", "p:budyonny")))
    yield from _add("lacks", N4, *(("schema:mentions", one) for one in _IN_NOTE_4))
    yield from _add("lacks", N4, (_END, "lgv:editorial-omission"))
    yield from _add("lacks", D, ("rico:hasCreationDate", "t:heading"))
    yield from _add(
        "lacks",
        "t:heading",
        ("a", "rico:Date"),
        ("a", "crm:E52_Time-Span"),
        ("rico:expressedDate", text("November 12, 1919")),
        ("rico:normalizedDateValue", '"1919-11-12"^^edtf:EDTF'),
        ("crm:P82a_begin_of_the_begin", '"1919-11-12"^^xsd:date'),
        ("crm:P82b_end_of_the_end", '"1919-11-12"^^xsd:date'),
    )
    yield from _add("lacks", D3, ("lg:reason", Words("who, according", "southern front")))
    for order, person in enumerate(SENDERS, start=1):
        relation = f"rel:telegram-member{order}"
        yield from _membership("lacks", relation, person, "b:rmc-southern-front", N3, "editorial-note")
    for event, name, participant in _TOLD:
        yield from _add("lacks", N3, ("rico:describesOrDescribed", event))
        yield from _add(
            "lacks", event, ("a", "rico:Event"), ("rico:name", text(name)), ("rico:hasOrHadParticipant", participant)
        )
    yield from _add("lacks", "ev:failure", ("rico:isAssociatedWithPlace", "pl:voronezh"))


_IN_NOTE_4 = (
    *("p:stalin", "p:lenin", "p:smilga", "p:trotsky", "p:kamenev", "p:vladimir-ilyich"),
    *("b:politburo", "b:government", "pos:commander-in-chief", "pl:kursk", "pl:kharkov", "pl:donbass"),
    *("b:eastern-front", "b:turkestan-front", "b:southern-front", "b:southeastern-front"),
)
_TOLD = (
    ("ev:onslaught", "the onslaught of the White armies", "b:white-armies"),
    ("ev:withdrawal", "the withdrawal of units of the 8th Army", "b:eighth-army"),
    ("ev:failure", "the failure of Budyonny's cavalry corps near Voronezh", "b:budyonny-cavalry-corps"),
)


def _edition() -> Iterator[Addition]:
    for order, person in enumerate(COMPILERS, start=1):
        yield from _add(
            "compilers",
            f"rel:compiler{order}",
            ("a", "rico:CreationRelation"),
            ("rico:creationWithRole", "lgv:compiler"),
            ("rico:relationHasSource", BOOK),
            ("rico:relationHasTarget", person),
            ("schema:position", f'"{order}"^^xsd:integer'),
        )
    yield from _add(
        "lacks", BOOK, ("dct:alternative", text("Collection of documents 1996.")), ("dct:temporal", "t:span")
    )
    yield from _add("lacks", ENTRY, ("bibo:section", text("Stalin Correspondences")))
    yield from _add(
        "lacks",
        "t:span",
        ("a", "rico:Date"),
        ("a", "crm:E52_Time-Span"),
        ("rico:expressedDate", text("1912-1927")),
        ("rico:normalizedDateValue", '"1912/1927"^^edtf:EDTF'),
        ("crm:P82a_begin_of_the_begin", '"1912-01-01"^^xsd:date'),
        ("crm:P82b_end_of_the_end", '"1927-12-31"^^xsd:date'),
    )


ADDITIONS: tuple[Addition, ...] = (*_by_number(), *_lacking(), *_edition())


@dataclass(frozen=True, slots=True)
class CorrectedTriple:
    """A statement of the corrected example, the graph that it belongs to, and the rule that changed or added it.

    ``origin`` is ``unchanged``, ``changed``, ``removed`` or ``added``.
    """

    graph: str
    triple: Triple
    reason: str = ""
    origin: str = "unchanged"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected example; ``removed`` are the statements that left, ``unused`` the changes that met nothing."""

    triples: tuple[CorrectedTriple, ...]
    removed: tuple[CorrectedTriple, ...]
    unused: tuple[Change, ...]


def correct(example: frozenset[Triple], page: str) -> Corrected:
    """Apply the corrections to the example's stated graph."""
    kept: dict[tuple[str, Triple], CorrectedTriple] = {}
    removed: list[CorrectedTriple] = []
    used: set[Change] = set()
    for triple in sorted(example):
        results = [CorrectedTriple(STATED, triple)]
        change = next((one for one in CHANGES + _long_names(page) if _matches(one.old, triple)), None)
        if change is not None:
            used.add(change)
            results = [_changed(change, triple)] if change.new is not None else []
            removed += [CorrectedTriple(STATED, triple, change.reason, "removed")] if change.new is None else []
        for one in results:
            kept.setdefault((one.graph, one.triple), one)
    for addition in ADDITIONS:
        new = CorrectedTriple(addition.graph, addition.on(page), addition.reason, "added")
        kept.setdefault((new.graph, new.triple), new)
    unused = tuple(one for one in CHANGES if one not in used)
    return Corrected(tuple(sorted(kept.values(), key=lambda one: (one.graph, one.triple))), tuple(removed), unused)


def _long_names(page: str) -> tuple[Change, ...]:
    """Changes whose statement has more words of the page than this file may."""
    name = text(Words("Headquarters of", "of the republic").on(page))
    return (_to("7", ("b:headquarters", "rico:name", name), ("b:headquarters-of-cinc", SAME, SAME)),)


def _matches(pattern: Triple, triple: Triple) -> bool:
    return all(wanted in (ANY, term) for wanted, term in zip(pattern, triple, strict=True))


def _changed(change: Change, triple: Triple) -> CorrectedTriple:
    assert change.new is not None
    terms = (term if new == SAME else new for new, term in zip(change.new, triple, strict=True))
    return CorrectedTriple(change.graph, Triple(*terms), change.reason, "changed")
