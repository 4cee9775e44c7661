"""The values of authority files: forms, dates, relations, whole entities and identifications.

Each function notes what is wrong with its node and gives what is good; ``kg.authorities.reading`` looks at what
entries say of one another.
"""

from __future__ import annotations

import datetime
import re

from kg.authorities.authority import (
    ENTITY_TYPES,
    Authority,
    AuthorityDate,
    Coordinates,
    Form,
    Identification,
    Tie,
)
from kg.authorities.keys import COORDINATE_KEYS, DATE_KEYS, ENTITY_KEYS, IDENTIFICATION_KEYS, TARGETS, TIE_KEYS
from kg.authorities.names import scoped_key
from kg.authorities.yaml_nodes import Entry
from kg.config.values import iri_problem, language_problem, slug_problem
from kg.records.agent import EntityKind
from kg.records.calendars import CalendarRule
from kg.records.edtf_dates import date_from_edtf
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference

_GREGORIAN = CalendarRule("gregorian")
_TIE_TARGETS = {
    "member_of": (EntityType.BODY, "body"),
    "holds": (EntityType.POSITION, "position"),
    "exists_in": (EntityType.BODY, "body"),
    "successors": (EntityType.BODY, "body"),
}


def read_text(fields: dict[str, Entry], key: str) -> str | None:
    """Read an optional text."""
    entry = fields.get(key)
    return None if entry is None else entry.text()


def read_texts(fields: dict[str, Entry], key: str) -> tuple[str, ...]:
    """Read an optional list of texts."""
    entry = fields.get(key)
    if entry is None:
        return ()
    return tuple(text for item in entry.items() if (text := item.text()) is not None)


def read_key(fields: dict[str, Entry], key: str, owner: Entry) -> str | None:
    """Read a key (ASCII, lower case, hyphens) that must be there."""
    if key not in fields:
        owner.note(f'The key "{key}" is missing.', f"Write e.g. {key}: serebryakov-lp.")
        return None
    text = fields[key].text()
    problem = None if text is None else slug_problem(text)
    if problem is not None:
        fields[key].note(problem.what, problem.remedy)
        return None
    return text


def read_forms(fields: dict[str, Entry], key: str) -> tuple[Form, ...]:
    """Read names by language: ``{en: Koba}`` or ``{en: [Koba, Ivanovich]}``."""
    entry = fields.get(key)
    if entry is None:
        return ()
    forms: list[Form] = []
    for language, values in entry.fields().items():
        problem = language_problem(language)
        if problem is not None:
            values.note(problem.what, problem.remedy)
            continue
        for item in values.items() if values.is_sequence() else [values]:
            text = item.text()
            if text is not None:
                forms.append((language, text))
    return tuple(forms)


def read_iris(fields: dict[str, Entry], key: str) -> tuple[str, ...]:
    """Read a list of IRIs."""
    entry = fields.get(key)
    if entry is None:
        return ()
    iris = []
    for item in entry.items():
        text = item.text()
        problem = None if text is None else iri_problem(text)
        if problem is not None:
            item.note(problem.what, 'Write the whole IRI, e.g. "http://www.wikidata.org/entity/Q855".')
        elif text is not None:
            iris.append(text)
    return tuple(iris)


def read_day(entry: Entry | None) -> datetime.date | None:
    """Read an optional day, e.g. ``2026-01-31``."""
    text = None if entry is None else entry.text()
    if entry is None or text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        entry.note(f'"{text}" is not a day.', "Write year, month and day, e.g. 1919-11-12.")
        return None


def read_date(entry: Entry | None) -> AuthorityDate | None:
    """Read a date: an EDTF text, or a mapping with ``edtf``, ``earliest``, ``latest``, ``note``, ``source``."""
    if entry is None:
        return None
    if not entry.is_mapping():
        return _edtf_date(entry)
    fields = entry.fields(DATE_KEYS)
    derived = _edtf_date(fields["edtf"]) if "edtf" in fields else None
    earliest = read_day(fields.get("earliest")) or (derived.earliest if derived else None)
    latest = read_day(fields.get("latest")) or (derived.latest if derived else None)
    if not {"edtf", "earliest", "latest"} & fields.keys():
        entry.note("The date says nothing.", "Give edtf, earliest or latest.")
    if earliest and latest and earliest > latest:
        entry.note(f"The date begins on {earliest} and ends on {latest}.", "Exchange earliest and latest.")
    return AuthorityDate(
        edtf=derived.edtf if derived else None,
        earliest=earliest,
        latest=latest,
        note=read_text(fields, "note"),
        source=read_text(fields, "source"),
    )


def _edtf_date(entry: Entry) -> AuthorityDate | None:
    text = entry.text()
    if text is None:
        return None
    value = date_from_edtf(text, rule=_GREGORIAN)
    if value.edtf is None:
        remedy = 'Write EDTF, e.g. 1888-06-11, 1888, "[1888,1890]" or 1919-07/1920-01.'
        entry.note(" ".join(problem.what for problem in value.problems), remedy)
        return None
    if value.bounds_basis is Basis.INFERRED:  # a season: what an authority file states has no inferred graph
        return AuthorityDate(edtf=value.edtf)
    return AuthorityDate(edtf=value.edtf, earliest=value.earliest, latest=value.latest)


def read_ties(fields: dict[str, Entry], key: str, kind: EntityKind) -> tuple[tuple[Tie, Entry], ...]:
    """Read a list of relations: keys of entities, or mappings with ``body: key`` and ``from``, ``to``, ``source``."""
    entry = fields.get(key)
    if entry is None:
        return ()
    target_type, target_name = _TIE_TARGETS.get(key, (ENTITY_TYPES[kind], ENTITY_TYPES[kind].value))
    ties = []
    for item in entry.items() if entry.is_sequence() else [entry]:
        values = item.fields((target_name, *TIE_KEYS)) if item.is_mapping() else {target_name: item}
        target = read_key(values, target_name, item)
        if target is not None:
            tie = Tie(
                target=Reference(target_type, target),
                begin=read_date(values.get("from")),
                end=read_date(values.get("to")),
                source=read_text(values, "source"),
            )
            ties.append((tie, values[target_name]))
    return tuple(ties)


def read_coordinates(entry: Entry | None) -> Coordinates | None:
    """Read a point: ``{latitude: 54.9, longitude: 37.4, source: …}``."""
    if entry is None:
        return None
    fields = entry.fields(COORDINATE_KEYS)
    degrees = []
    for name, limit in (("latitude", 90), ("longitude", 180)):
        text = read_text(fields, name)
        if text is None or not re.fullmatch(r"-?\d{1,3}(\.\d{1,10})?", text) or abs(float(text)) > limit:
            place = fields.get(name, entry)
            place.note(f"The {name} is not a number of degrees up to {limit}.", f"Write e.g. {name}: 54.9198.")
            return None
        degrees.append(text)
    return Coordinates(degrees[0], degrees[1], read_text(fields, "source"))


def read_authority(
    entry: Entry, kind: EntityKind
) -> tuple[Authority, tuple[tuple[Tie, Entry], ...], dict[str, Entry]] | None:
    """Read one entity; its relations come with their nodes, to be checked when all entities are known."""
    fields = entry.fields(ENTITY_KEYS[kind])
    key = read_key(fields, "key", entry)
    labels = _read_labels(fields, entry)
    if "same_as" in fields and kind is not EntityKind.PERSON:
        fields["same_as"].note('"same_as" is for persons.', "Use exact_match or close_match.")
    ties = {
        name: read_ties(fields, name, kind) for name in ("member_of", "holds", "part_of", "exists_in", "successors")
    }
    authority = Authority(
        key=key or "",
        kind=kind,
        labels=labels,
        where=entry.where,
        names=read_texts(fields, "names"),
        also=read_forms(fields, "also"),
        misprints=read_forms(fields, "misprints"),
        same_as=read_iris(fields, "same_as"),
        exact_match=read_iris(fields, "exact_match"),
        close_match=read_iris(fields, "close_match"),
        born=read_date(fields.get("born")),
        died=read_date(fields.get("died")),
        begun=read_date(fields.get("begun")),
        ended=read_date(fields.get("ended")),
        coordinates=read_coordinates(fields.get("coordinates")),
        note=read_text(fields, "note"),
        sources=read_texts(fields, "sources"),
        member_of=tuple(tie for tie, _ in ties["member_of"]),
        holds=tuple(tie for tie, _ in ties["holds"]),
        part_of=tuple(tie for tie, _ in ties["part_of"]),
        exists_in=tuple(tie for tie, _ in ties["exists_in"]),
        successors=tuple(tie for tie, _ in ties["successors"]),
    )
    if key is None:
        return None
    return authority, tuple(pair for pairs in ties.values() for pair in pairs), fields


def _read_labels(fields: dict[str, Entry], entry: Entry) -> tuple[Form, ...]:
    """Read the labels: at least one, one a language."""
    labels = read_forms(fields, "labels")
    if not labels and entry.is_mapping():
        place = fields.get("labels", entry)
        place.note("The entity has no label.", 'Write e.g. labels: {en: "Serebryakov, Leonid Petrovich"}.')
    languages = [language.lower() for language, _ in labels]
    repeated = {language for language in languages if languages.count(language) > 1}
    for language in sorted(repeated):
        fields["labels"].note(f'There are two labels in "{language}".', "Keep one; write the other under also.")
    return labels


def read_identification(entry: Entry) -> tuple[Identification, Entry] | None:
    """Read one decision; the node of its entity comes with it, to be checked when all entities are known."""
    fields = entry.fields(IDENTIFICATION_KEYS)
    document = read_key(fields, "document", entry)
    texts: dict[str, str | None] = {}
    for each in ("name", "by", "why"):
        texts[each] = read_text(fields, each)
        if each not in fields:
            entry.note(f'The key "{each}" is missing.', "A decision says who decided what, when and why.")
    if "on" not in fields:
        entry.note('The key "on" is missing.', "Write the day of the decision, e.g. on: 2026-01-31.")
    on = read_day(fields.get("on"))
    targets = [name for name in TARGETS if name in fields]
    if len(targets) != 1:
        entry.note("The decision does not name one entity.", "Write one of " + ", ".join(TARGETS) + ".")
        return None
    key = read_key(fields, targets[0], entry)
    name, by, why = texts["name"], texts["by"], texts["why"]
    if key is None or document is None or on is None or name is None or by is None or why is None:
        return None
    type_ = ENTITY_TYPES[TARGETS[targets[0]]]
    identification = Identification(
        document=document,
        name=name,
        target=Reference(type_, key),
        by=by,
        on=on,
        why=why,
        where=entry.where,
        printed=Reference(type_, scoped_key(document, name)),
    )
    return identification, fields[targets[0]]
