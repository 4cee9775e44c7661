"""The editions of one letter side by side: who, when and where as each has it, the preferred one, the differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.namespaces import LG
from kg.publication.pages.entity_models import Witness, WitnessFact
from kg.publication.pages.letters import Json, Letter, Letters, elements, members
from kg.publication.pages.lookup import Lookup
from kg.publication.pages.models import Text, Value
from kg.publication.pages.ways import Ways, certainty_words
from kg.publication.pages.words import DATE_ROLES

PREFERRED = LG + "preferredGraph"
_PLACES = ("Written at", "Sent from", "Received at")
_PARTIES = (
    ("From", ("senders", "possible_senders", "inferred_senders")),
    ("To", ("addressees", "possible_addressees", "inferred_addressees")),
)
_Row = tuple[Value, ...]


class Witnesses:
    """Read them from the records of a letter's documents."""

    def __init__(self, lookup: Lookup, letters: Letters) -> None:
        self._lookup = lookup
        self._letters = letters

    def preferred_first(self, iri: str, keys: Sequence[str]) -> list[str]:
        """Put the document that is preferred before the others."""
        names = self._lookup.context.names
        preferred = set(self._lookup.objects(iri, PREFERRED))
        return sorted(keys, key=lambda key: (names.stated(key) not in preferred, key))

    def of(self, iri: str, keys: Sequence[str]) -> tuple[Witness, ...]:
        """Show the editions of a letter; none, if it has one only.

        Args:
            iri: of the letter.
            keys: of the documents that speak of it, in the order to show them in.
        """
        key = self._lookup.key_of(iri)
        if self._lookup.type_of(iri) != "doc":
            return ()
        letters = [one for one in map(self._letters.get, keys) if one is not None and one.of == key]
        if len(letters) < 2:
            return ()
        rows = [self._rows(one) for one in letters]
        names = list(dict.fromkeys(name for one in rows for name in one))
        differing = {name for name in names if len({_said(one.get(name, ())) for one in rows}) > 1}
        preferred = set(self._lookup.objects(iri, PREFERRED))
        return tuple(
            self._witness(letter, {name: row.get(name, ()) for name in names}, differing, preferred)
            for letter, row in zip(letters, rows, strict=True)
        )

    def _witness(self, letter: Letter, rows: Mapping[str, _Row], differing: set[str], preferred: set[str]) -> Witness:
        lookup, record = self._lookup, letter.record
        graph = lookup.context.names.stated(letter.key)
        edition = members(record.get("edition"))
        return Witness(
            title=Text(str(record.get("doc_label", letter.key))),
            entry=lookup.link(lookup.thing("work", str(members(record.get("entry")).get("key")))),
            edition=lookup.link(lookup.thing("work", str(edition["key"]))) if edition else None,
            source=str(letter.snapshot.get("path", "")),
            snapshot=f"{lookup.base_iri}snapshot/{letter.snapshot.get('key', '')}",
            graph=graph,
            preferred=graph in preferred,
            because=str(record.get("joined_because", "")),
            facts=tuple(WitnessFact(name, values, name in differing) for name, values in rows.items()),
        )

    def _rows(self, letter: Letter) -> dict[str, _Row]:
        main = next((one for one in elements(letter.record.get("documents")) if one.get("main")), {})
        rows: dict[str, list[Value]] = {}
        for label, lists in _PARTIES:
            rows[label] = [self._party(one) for name in lists for one in elements(main.get(name))]
        by_role = members(main.get("dates"))
        for role, words in DATE_ROLES.items():
            rows[words] = [self._date(one, words) for one in elements(by_role.get(role))]
        for label in _PLACES:
            rows[label] = []
        for where in Ways(self._lookup).places(main):
            rows[where.role].append(Value("link", where.place.label, where.place.iri, where.certainty))
        rows["Number"] = [Value("text", Text(str(main["number"])))] if "number" in main else []
        rows |= self._copies(letter.record)
        return {name: tuple(values) for name, values in rows.items() if values}

    def _copies(self, record: Json) -> dict[str, list[Value]]:
        marks = [members(one.get("reference")) for one in elements(record.get("instantiations"))]
        entry = members(record.get("entry"))
        texts = [str(one.get("normalized") or one.get("as_printed")) for one in marks if one]
        addresses = [str(one.get("value")) for one in elements(entry.get("addresses"))]
        pages = entry.get("pages")
        return {
            "Shelf mark": [Value("text", Text(text)) for text in texts],
            "Pages": [Value("text", Text(str(pages)))] if pages else [],
            "On the web": [Value("address", Text(one), one) for one in addresses],
        }

    def _party(self, party: Json) -> Value:
        reference = members(party.get("agent"))
        link = self._lookup.link(self._lookup.thing(str(reference.get("type")), str(reference.get("key"))))
        return Value("link", link.label, link.iri, certainty_words(party))

    def _date(self, date: Json, role: str) -> Value:
        line = self._lookup.date(self._lookup.thing("date", str(date["key"])), role=role)
        printed = line.printed or Text(line.normal or "date", "en")
        notes = [line.normal if line.normal != printed.text else "", line.certainty]
        return Value("date", printed, line.iri, ", ".join(note for note in notes if note))


def _said(values: _Row) -> frozenset[tuple[str, str]]:
    """What is compared: of a thing its IRI, of a date its meaning (each document has its own node), else the words."""
    return frozenset(
        (one.note or one.text.text, "") if one.kind == "date" else (one.iri or one.text.text, one.note)
        for one in values
    )
