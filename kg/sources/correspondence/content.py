"""What stands inside of a ``correspAction``: agents, places, dates and notes, however they are wrapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.records.agent import EntityKind
from kg.sources.entities import kind_of_element
from kg.sources.xml import Element, children, local

AGENTS = ("persName", "orgName", "name", "rs", "person", "org", "personGrp")
PLACES = ("placeName", "settlement", "geogName", "district", "region", "country", "bloc", "address", "place")
DATES = ("date", "origDate", "time")

_FINEST_FIRST = ("settlement", "placeName", "geogName", "address", "place", "district", "region", "country", "bloc")
_WITHIN = ("district", "region", "country", "bloc")
"""Where one of these stands beside a finer place it says in what that one lies: it is no further place."""

_SILENT = ("lb", "pb", "cb", "gap", "ptr", "idno", "desc", "occupation", "sex", "birth", "death", "email")
_WRAPPERS = (*AGENTS, *PLACES, "ref", "seg", "hi", "choice", "unclear", "supplied")

_TYPES_OF_PERSONS = frozenset(
    ("individu", "individuum", "personne", "persona", "persoon", "osoba", "лицо", "privatperson", "correspondent")
)
_TYPES_OF_BODIES = frozenset(
    (
        *("collectivité", "collectivite", "körperschaft", "koerperschaft", "organisatie", "organizzazione", "firma"),
        *(
            "organización",
            "institución",
            "instytucja",
            "организация",
            "учреждение",
            "corporatebody",
            "corpname",
            "firm",
        ),
    )
)
_TYPES_OF_PLACES = frozenset(("lieu", "ort", "luogo", "lugar", "miejsce", "место", "plaats", "stadt", "ville"))


@dataclass(frozen=True, slots=True)
class NamedElement:
    """One agent or place: ``chain`` goes from the outer element to the one whose words are the name.

    Attributes of all of them count: who is meant, and how sure it is.
    """

    chain: tuple[Element, ...]
    kind: EntityKind | None

    @property
    def name(self) -> Element:
        """The element whose words are the name."""
        return self.chain[-1]


@dataclass(slots=True)
class ActionContent:
    """The parts of one action in their order; ``strays`` are elements whose words belong to no part."""

    agents: list[NamedElement] = field(default_factory=list)
    places: list[NamedElement] = field(default_factory=list)
    dates: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def action_content(action: Element) -> ActionContent:
    """Sort the content of an action. Unknown elements are looked through."""
    content = ActionContent()
    _sort(action, content)
    return content


def _sort(element: Element, content: ActionContent) -> None:
    _stray(element.text, content)
    names = [local(child) for child in element]
    finer = any(name in PLACES and name not in _WITHIN for name in names)
    for child, name in zip(element, names, strict=True):
        if name:
            _sort_child(child, name, content, finer=finer)
        _stray(child.tail, content)


def _sort_child(child: Element, name: str, content: ActionContent, *, finer: bool) -> None:
    if name in DATES:
        content.dates.append(child)
    elif name == "note":
        content.notes.append(child)
    elif name in PLACES or (name in ("name", "rs") and kind_of(child) is EntityKind.PLACE):
        if not (finer and name in _WITHIN):
            content.places.append(_unwrapped(child))
    elif name in AGENTS:
        content.agents.append(_unwrapped(child))
    elif name not in _SILENT:
        _sort(child, content)


def _stray(text: str | None, content: ActionContent) -> None:
    words = " ".join((text or "").split())
    if sum(map(str.isalnum, words)) > len("oder"):  # what joins two names is no loss
        content.strays.append(words)


def _unwrapped(element: Element) -> NamedElement:
    """Go inwards as long as an element has no words of its own: ``<orgName><rs ref="#o1">Post</rs></orgName>``."""
    chain = [element]
    while (inner := _inner(chain[-1])) is not None:
        chain.append(inner)
    kinds = [kind for one in chain if (kind := kind_of(one)) is not None]
    return NamedElement(tuple(chain), kinds[0] if kinds else None)


def _inner(element: Element) -> Element | None:
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return None
    inside = [child for child in children(element) if local(child) not in ("note", *_SILENT)]
    wrappers = [child for child in inside if local(child) in _WRAPPERS]
    if len(inside) == 1 and wrappers:
        return wrappers[0]
    if local(element) == "address":  # the place of a letter is the town; street and house are no part of its name
        return next((one for one in inside if local(one) in ("settlement", "placeName")), None)
    if local(element) in PLACES:
        return next((child for name in _FINEST_FIRST for child in inside if local(child) == name), None)
    return None


def kind_of(element: Element) -> EntityKind | None:
    """What an element names, by its name or its type; ``None`` where neither says it."""
    name = local(element)
    if name == "address":
        return EntityKind.PLACE
    kind = kind_of_element(name, element.get("type"))
    if kind is not None or name not in ("name", "rs"):
        return kind
    for type_ in (element.get("type") or "").casefold().split():
        if type_ in _TYPES_OF_PERSONS:
            return EntityKind.PERSON
        if type_ in _TYPES_OF_BODIES:
            return EntityKind.CORPORATE_BODY
        if type_ in _TYPES_OF_PLACES:
            return EntityKind.PLACE
    return None


def actions(desc: Element) -> Iterator[Element]:
    """The actions of a letter in their order."""
    for child in children(desc):
        if local(child) == "correspAction":
            yield child
        elif local(child) in ("p", "ab", "list", "item", "listEvent"):
            yield from actions(child)
