"""Triples a second of the validation on generated core letters, beside pySHACL on the same letters.

    python benchmarks/validation.py [letters] [letters for pySHACL]

Core letters have about 25 triples each; persons and places have authority entries with labels, persons with dates.
Every tenth lacks its addressee, every fiftieth has a date that is none. The authority triples sent along are counted
for neither. The last line is the ratio of the two rates; both are taken in this run, of processor time (so that other
work on the machine counts for neither), shapes prepared before.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.validation import Closure, Result, Shapes, closure_from, load_shapes, validate_batch

ROOT = Path(__file__).resolve().parents[1]
BASE = "https://letters.example.org/"
PREFIXES = {
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "lg": "https://w3id.org/lettergraph/ontology#",
    "lgv": "https://w3id.org/lettergraph/vocab#",
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "bibo": "http://purl.org/ontology/bibo/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PERSONS = 200


def term(name: str) -> str:
    prefix, local = name.split(":")
    return f"<{PREFIXES[prefix]}{local}>"


def thing(kind: str, key: str) -> str:
    return f"<{BASE}id/{kind}/{key}>"


def day(number: int) -> str:
    return f'"18{number % 90 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"^^{term("xsd:date")}'


def letter(number: int, chance: random.Random) -> tuple[str, list[str]]:
    """Make one core letter: parties, dates of writing and arrival, place, edition entry, witness, labels."""
    key = f"core-{number:05}"
    lines: list[str] = []

    def say(subject: str, predicate: str, value: str, graph: str = f"<{BASE}graph/doc/{key}>") -> None:
        lines.append(f"{subject} {predicate} {value} {graph} .\n")

    document, labels = thing("doc", key), f"<{BASE}graph/labels>"
    say(document, A, term("rico:Record"))
    say(document, term("skos:prefLabel"), f'"Letter {number}"@en', labels)
    say(document, term("rico:hasDocumentaryFormType"), term("lgv:letter"))
    people = [thing("person", f"p{chance.randrange(PERSONS)}") for _ in range(2)]
    for person, role in zip(people, ("rico:hasSender", "rico:hasAddressee"), strict=True):
        if role == "rico:hasSender" or number % 10:
            say(document, term(role), person)
        say(person, A, term("rico:Person"))
        say(person, term("rico:name"), f'"Person {chance.randrange(3)}"@de')
    place = thing("place", f"l{number % 50}")
    say(document, term("lg:hasPlaceOfWriting"), place)
    say(place, A, term("rico:Place"))
    say(place, term("rico:name"), '"Place"@de')
    for role, predicate in (("written", "rico:hasCreationDate"), ("received", "lg:dateReceived")):
        date = thing("date", f"{key}-{role}")
        say(document, term(predicate), date)
        say(date, A, term("rico:Date"))
        say(date, term("rico:normalizedDateValue"), f'"18{number % 90 + 10}"^^{term("edtf:EDTF")}')
        say(date, term("crm:P82a_begin_of_the_begin"), day(number))
        broken = number % 50 == 49 and role == "received"
        say(date, term("crm:P82b_end_of_the_end"), '"soon"' if broken else day(number))
        say(date, term("skos:prefLabel"), f'"{role}, {number}"@en', labels)
    entry = thing("work", f"{key}-entry")
    say(entry, A, term("bibo:DocumentPart"))
    say(entry, term("foaf:primaryTopic"), document)
    say(entry, term("dct:isPartOf"), thing("work", "edition"))
    say(entry, term("skos:prefLabel"), f'"Entry {number}"@en', labels)
    return key, lines


def authority() -> Iterator[str]:
    for number in range(PERSONS):
        person, birth = thing("person", f"p{number}"), thing("date", f"p{number}-birth")
        yield f'{person} {term("skos:prefLabel")} "Person {number}"@de .\n'
        yield f"{person} {term('rico:hasBirthDate')} {birth} .\n"
        yield f"{birth} {A} {term('rico:Date')} .\n"
        yield f'{birth} {term("skos:prefLabel")} "Birth of person {number}"@en .\n'
        yield f'{birth} {term("rico:normalizedDateValue")} "1801"^^{term("edtf:EDTF")} .\n'
        yield f'{birth} {term("crm:P82a_begin_of_the_begin")} "1801-01-01"^^{term("xsd:date")} .\n'
        yield f'{birth} {term("crm:P82b_end_of_the_end")} "1801-12-31"^^{term("xsd:date")} .\n'
    for number in range(50):
        yield f'{thing("place", f"l{number}")} {term("skos:prefLabel")} "Place {number}"@de .\n'


def vocabulary() -> list[str]:
    """Read ontology and concepts as they travel with every batch."""
    from rdflib import Graph

    graph = Graph()
    for path in [ROOT / "ontology" / "lettergraph.ttl", *sorted((ROOT / "ontology" / "concepts").glob("*.ttl"))]:
        graph.parse(path)
    return [f"{line}\n" for line in graph.serialize(format="nt").splitlines() if line]


def measure(
    engine: str, letters: list[tuple[str, list[str]]], closure: Closure, shapes: Shapes
) -> tuple[float, dict[str, tuple[Result, ...]]]:
    validate_batch(letters[:1], closure, shapes=shapes, engine=engine)
    start, busy = time.perf_counter(), time.process_time()
    results = validate_batch(letters, closure, shapes=shapes, engine=engine)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    triples = sum(len(lines) for _, lines in letters)
    found = sum(map(len, results.values()))
    rate = triples / busy
    print(f"{engine:9} {len(letters):6} letters {triples:8} triples {found:6} results", end="")
    print(f"{busy:8.2f} s processor {seconds:8.2f} s wall {rate:9.0f} triples/s")
    return rate, results


def main(count: int = 1000, reference: int = 100) -> None:
    chance = random.Random(1919)  # noqa: S311 - reproducible, not secret
    letters = [letter(number, chance) for number in range(count)]
    shapes = load_shapes(ROOT / "ontology" / "shapes")
    closure = closure_from(vocabulary=vocabulary(), curated=authority())
    fast, results = measure("shacl", letters, closure, shapes)
    measure("pyshifty", letters, closure, shapes)
    slow, expected = measure("pyshacl", letters[:reference], closure, shapes)
    same = all(results[key] == found for key, found in expected.items())
    print(f"shacl / pyshacl: {fast / slow:.0f} times as fast; same results: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
