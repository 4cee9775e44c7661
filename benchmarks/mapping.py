"""Quads a second of the mapping engine on 1,000 generated letters (``make benchmark-mapping``).

``python -m benchmarks.mapping [LETTERS]`` prints CPU seconds of compiling, of the plan alone, of JSON to lines,
and of tracing a tenth. The letters have the shape of mapping records: people, signatures, notes, events and
directives with their own elements, a join, optional fields, Cyrillic. Figures are of one core.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence

from kg.mapping import Plan, compile_mapping, read_yarrrml

BASE_IRI = "https://letters.example/"
_PEOPLE = ("stalin", "trotsky", "lenin", "s-s-kamenev", "smilga", "егоров", "ворошилов", "gusev")
_WORDS = (
    *("front", "order", "staff", "telegram", "army", "cavalry", "reserve"),
    *("приказ", "фронт", "резерв", "“quoted”", "line\nbreak"),
)
_HEAD = """\
prefixes: {ex: 'https://terms.example/#', xsd: 'http://www.w3.org/2001/XMLSchema#'}
mappings:
"""
_DOCUMENT = """\
  document:
    sources: [['record~jsonpath', '$']]
    s: id/doc/$(doc)
    g: graph/doc/$(doc)
    po:
      - [a, ex:Record]
      - [ex:title, $(title), $(language)~lang]
      - [ex:text, $(text), $(language)~lang]
      - [ex:form, ex:$(form)~iri]
      - [ex:edtf, $(date.edtf), ex:EDTF]
      - [ex:date, $(date.day), xsd:date]
      - [ex:sender, 'id/person/$(senders[*].key)~iri']
      - [ex:addressee, 'id/person/$(addressees[*].key)~iri']
      - [ex:fonds, $(archive.fonds)]
      - [ex:leaf, $(archive.leaf)]
"""
_ELEMENT = """\
  {name}:
    sources: [['record~jsonpath', '$.{name}[*]']]
    s: id/{name}/$(doc)-$(key)
    g: graph/doc/$(doc)
    po:
      - [a, ex:{name}]
      - [ex:order, $(order), xsd:integer]
      - [ex:text, $(text), en~lang]
      - [ex:document, id/doc/$(doc)~iri]
      - [ex:mentions, 'id/person/$(mentions[*])~iri']
      - [ex:leaf, $(leaf)]
"""
_JOIN = """\
      - p: ex:signatory
        o: {mapping: note, condition: {function: equal, parameters: [[str1, $(note), s], [str2, $(key), o]]}}
"""


def mapping_text() -> str:
    """Write the YARRRML mapping of the benchmark."""
    elements = "".join(
        _ELEMENT.format(name=name) + (_JOIN if name == "signature" else "")
        for name in ("note", "signature", "event", "directive", "annotation")
    )
    return _HEAD + _DOCUMENT + elements


def letter(number: int, choose: random.Random) -> dict[str, object]:
    """Generate a letter's record."""
    doc = f"southern-front-1919-{number}"

    def words(count: int) -> str:
        return " ".join(choose.choices(_WORDS, k=count))

    def elements(count: int) -> list[dict[str, object]]:
        return [
            {
                "doc": doc,
                "key": f"e{order}",
                "order": order,
                "text": words(12),
                "note": f"e{choose.randint(1, 3)}",
                "mentions": choose.sample(_PEOPLE, choose.randint(0, 2)),
                **({"leaf": "2-3 ob."} if choose.random() < 0.2 else {}),
            }
            for order in range(1, count + 1)
        ]

    return {
        "doc": doc,
        "title": words(8),
        "language": choose.choice(("en", "ru")),
        "text": words(200),
        "form": "telegram",
        "date": {"edtf": "1919-11-12", **({"day": "1919-11-12"} if choose.random() < 0.8 else {})},
        "senders": [{"key": key} for key in choose.sample(_PEOPLE, 2)],
        "addressees": [{"key": key} for key in choose.sample(_PEOPLE, 1)],
        "archive": {"fonds": "558", "leaf": str(number)},
        "note": elements(3),
        "signature": elements(2),
        "event": elements(1),
        "directive": elements(2),
        "annotation": elements(6),
    }


def cpu_seconds(work: Callable[[], int]) -> tuple[float, int]:
    """Give the best of three CPU times, and the number of quads."""
    times, quads = [], 0
    for _ in range(3):
        start = time.process_time()
        quads = work()
        times.append(time.process_time() - start)
    return min(times), quads


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; the argument is the number of letters."""
    count = int(arguments[0]) if arguments else 1000
    choose = random.Random(1919)  # noqa: S311 - repeatable data, nothing secret
    records = [letter(number, choose) for number in range(count)]
    texts = [json.dumps(record, ensure_ascii=False) for record in records]
    plan: list[Plan] = []

    def compile_once() -> int:
        plan[:] = [compile_mapping(read_yarrrml([("letters.yaml", mapping_text())]), base_iri=BASE_IRI)]
        return 0

    def map_records() -> int:
        return sum(len(plan[0].quads(record)) for record in records)

    def map_texts() -> int:
        return sum(len(plan[0].quads(json.loads(text))) for text in texts)

    def trace_records() -> int:
        return sum(1 for record in records[: count // 10] for _ in plan[0].trace(record))

    print(f"{'':24}{'CPU s':>8}{'quads':>10}{'quads/s':>12}")
    for name, work in (
        ("read and compile", compile_once),
        ("plan", map_records),
        ("JSON to lines", map_texts),
        ("trace (a tenth)", trace_records),
    ):
        seconds, quads = cpu_seconds(work)
        rate = f"{quads / seconds:12,.0f}" if quads else ""
        print(f"{name:24}{seconds:8.3f}{quads:10,}{rate}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
