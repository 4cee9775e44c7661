"""Asked of candidates only, the rules find in every collection what they find when they are asked of everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ValidationFailure
from kg.graphs.parts import Part, part_of
from kg.resources import ontology_folder
from kg.store.lexical import check_query
from kg.validation import facts as names
from kg.validation.candidates import RIVALS, Candidates
from kg.validation.facts import facts_of
from kg.validation.rules import Breach, check_rules, load_rules
from tests.validation.test_rules import BASE, BROKEN, PREFIXES, SOUND, term

RULES = load_rules(ontology_folder() / "rules")
LABELS = f"<{BASE}graph/labels>"


class MemoryStore:
    """A store that counts what it is asked."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.store = pyoxigraph.Store()
        self.store.bulk_load("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
        self.asked = 0

    def query(self, sparql: str, /) -> bytes:
        self.asked += 1
        answer = self.store.query(sparql)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        data = answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        assert data is not None
        return data


class Collection:
    """Documents as they are published, from statements such as ``doc/one date:x a rico:Date``, the graph first."""

    def __init__(self, statements: Iterable[str], *, described: Iterable[str] = ("one", "two")) -> None:
        self.documents: dict[str, list[str]] = {}
        self.blank: dict[str, list[str]] = {}
        self.fixed: set[str] = set()
        for statement in statements:
            graph, subject, predicate, value = statement.split(" ", 3)
            triple = f"{term(subject)} {term(predicate)} {term(value)}"
            line = f"{triple} <{BASE}graph/{graph}> .\n"
            if not graph.startswith("doc/"):
                self.fixed.update((line, f"{triple} .\n"))
            else:
                lines = self.blank if "_:" in triple else self.documents
                lines.setdefault(graph.split("/")[1], []).append(line)
        for key in described:
            derived = f"<{BASE}graph/doc/{key}> <{PREFIXES['prov:']}wasDerivedFrom> <{BASE}snapshot/1>"
            self.documents.setdefault(key, []).append(f"{derived} <{BASE}graph/meta> .\n")

    def parts(self) -> dict[str, Part]:
        parts = {
            key: part_of(self.documents.get(key, ()), key=key, base_iri=BASE, aligner=lambda lines: [])
            for key in self.documents | self.blank
        }
        for key, lines in self.blank.items():  # which no part takes: this is a check upon a check
            part = parts[key]
            parts[key] = Part((*part.own, *lines), part.shared, part.labels)
        return parts

    def shared(self, parts: Iterable[Part]) -> list[str]:
        """The shared section; of several labels the first stands for all, as a vote would leave one."""
        section = set(self.fixed)
        labelled: set[tuple[str, str]] = set()
        for part in parts:
            section.update(part.shared)
            for line in part.labels:
                key = (line.split(" ", 1)[0], line.rpartition('"')[2])
                if key not in labelled:
                    labelled.add(key)
                    section.update((line, line.replace(f" {LABELS}", "")))
        return sorted(section)

    def check(self, *, chunk_lines: int = 100) -> tuple[tuple[Breach, ...], tuple[Breach, ...], Candidates]:
        """What the rules find without and with candidates."""
        parts = self.parts()
        shared = self.shared(parts.values())
        store = MemoryStore([*(line for part in parts.values() for line in part.own), *shared])
        candidates = Candidates(directory=Path(tempfile.gettempdir()), chunk_lines=chunk_lines)
        for key, part in parts.items():
            candidates.add(facts_of(part, key=key, base_iri=BASE))
        for line in shared:
            candidates.see(line)
        return (
            check_rules(store, RULES, base_iri=BASE),
            check_rules(store, RULES, base_iri=BASE, candidates=candidates),
            candidates,
        )


def test_the_rules_of_the_library_all_name_their_candidates() -> None:
    assert {rule.candidates for rule in RULES} == set(names.NAMES)


@pytest.mark.parametrize("code", BROKEN)
def test_what_breaks_a_rule_is_among_its_candidates(code: str) -> None:
    lines, documents = BROKEN[code]

    whole, asked, _ = Collection((*SOUND, *lines)).check()

    assert {breach.code for breach in asked} == {code}
    assert {breach.document for breach in asked} == documents
    assert asked == whole


def test_of_a_sound_collection_hardly_anything_is_asked() -> None:
    _, asked, candidates = Collection(SOUND).check()

    assert asked == ()
    # That two persons of letters are the authority file's is no claim upon a register, but only the query knows.
    assert {name: list(candidates.of(name)) for name in names.NAMES if list(candidates.of(name))} == {
        names.IDENTITIES: [term("person:one-x"), term("person:two-x")]
    }


def test_a_sound_document_has_a_fact_or_two() -> None:
    part = Collection([*SOUND, "doc/one doc:one a rico:Record"]).parts()["one"]

    facts = facts_of(part, key="one", base_iri=BASE)

    assert facts == [f"!\t{term('doc:one')}", "k\tone"]


def test_without_candidates_for_a_rule_the_store_is_not_asked_at_all() -> None:
    store = MemoryStore(())

    check_rules(store, RULES, base_iri=BASE, candidates=Candidates(directory=Path(tempfile.gettempdir())))

    assert store.asked == 0


def test_a_rule_without_candidates_is_asked_of_everything(tmp_path: Path) -> None:
    head = "".join(f"# {name}: information\n" for name in ("code", "severity", "message", "description", "remedy"))
    (tmp_path / "mine.rq").write_text(f"{head}SELECT ?focus {{ ?focus a ?class }}", encoding="utf-8")
    store = MemoryStore([f"{term('person:x')} {term('a')} {term('rico:Person')} .\n"])

    found = check_rules(
        store, load_rules(tmp_path), base_iri=BASE, candidates=Candidates(directory=tmp_path, chunk_lines=1)
    )

    assert [breach.focus_node for breach in found] == [f"{BASE}id/person/x"]


@pytest.mark.parametrize(
    ("head", "query", "complaint"),
    [
        ("# candidates: label\n", "", "no candidates"),
        ("# candidates: labels\n", "", "no place"),
        ("", "VALUES ?focus { {candidates} }", "no place"),
    ],
)
def test_candidates_and_their_place_are_given_together(tmp_path: Path, head: str, query: str, complaint: str) -> None:
    words = "".join(f"# {name}: information\n" for name in ("code", "severity", "message", "description", "remedy"))
    (tmp_path / "mine.rq").write_text(f"{words}{head}SELECT ?focus {{\n{query}\n}}", encoding="utf-8")

    with pytest.raises(ValidationFailure, match=complaint) as caught:
        load_rules(tmp_path)

    assert caught.value.where.file == str(tmp_path / "mine.rq")


def test_a_key_that_begins_with_another_is_known_as_a_rival(tmp_path: Path) -> None:
    candidates = Candidates(directory=tmp_path, chunk_lines=2)
    candidates.add(["k\ta-1", "k\ta-1-2", "k\ta-10", "k\tb", "k\ta-1-2-3"])

    assert list(candidates.of(RIVALS)) == ["a-1\ta-1-2", "a-1\ta-1-2-3", "a-1-2\ta-1-2-3"]


KEYS = ("one", "one-1", "two", "two-1-1")
NODES = ("date:one-written", "date:one-1-written", "date:two-1-1-n1", "date:x-born-1870", "date:span", "doc:one-1-n1")
THINGS = ("doc:one", "doc:one-1", "person:x", "person:y", "person:one-x", "work:edition", "place:nowhere")
SAYINGS = (
    *(f"{node} a {kind}" for node in NODES for kind in ("rico:Date", "lg:EditorialNote", "rico:Identifier")),
    *(f"{thing} a rico:Person" for thing in THINGS),
    *(f"{thing} rico:hasBirthDate {node}" for thing in ("person:x", "person:y", "person:one-x") for node in NODES[:4]),
    *(f"work:edition dct:temporal {node}" for node in NODES[:5]),
    *(f"{thing} rico:hasOrHadConstituent {node}" for thing in THINGS[:4] for node in NODES),
    *(f"doc:one rico:hasSender {thing}" for thing in THINGS),
    *(f'{node} rico:expressedDate "{words}"' for node in NODES for words in ("1870", "in 1870")),
    *(f"{thing} owl:sameAs {other}" for thing in THINGS for other in ("<http://q/1>", "<http://q/2>", "person:y")),
    *(f"{thing} skos:exactMatch <http://q/{number}>" for thing in THINGS for number in (1, 2)),
)
LABELLINGS = tuple(f'{node} skos:prefLabel "{label}"@en' for node in (*NODES, *THINGS) for label in ("A", "B"))


@st.composite
def statements(draw: st.DrawFn) -> list[str]:
    graphs = [f"doc/{key}{kind}" for key in KEYS for kind in ("", "/inferred", "/evidence")] + ["authority"]
    said = draw(st.lists(st.tuples(st.sampled_from(graphs), st.sampled_from(SAYINGS)), min_size=1, max_size=40))
    labels = draw(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(LABELLINGS)), max_size=8))
    fixed = draw(st.lists(st.sampled_from(LABELLINGS), max_size=3))
    return [
        *(f"{graph} {saying}" for graph, saying in said),
        *(f"doc/{key} {label}" for key, label in labels[:2]),
        # a document names in its graph what it labels
        *(f"doc/{key} work:edition dct:temporal {label.split(' ')[0]}" for key, label in labels[2:]),
        *(f"{labels_of(key)} {label}" for key, label in labels[2:]),
        *(f"labels {label}" for label in fixed),
    ]


def labels_of(key: str) -> str:
    return f"doc/{key}/labels"


@settings(max_examples=300, deadline=None)
@given(said=statements(), described=st.sets(st.sampled_from(KEYS)), chunk_lines=st.sampled_from([1, 3, 1000]))
def test_candidates_change_nothing_in_any_collection(said: list[str], described: set[str], chunk_lines: int) -> None:
    collection = Collection(said, described=described)
    for key, lines in collection.documents.items():
        collection.documents[key] = [line.replace(f"<{BASE}graph/{labels_of(key)}>", LABELS) for line in lines]

    whole, asked, _ = collection.check(chunk_lines=chunk_lines)

    assert asked == whole


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_candidates_change_nothing_where_documents_are_damaged_in_several_ways(data: st.DataObject) -> None:
    codes = data.draw(st.sets(st.sampled_from(sorted(BROKEN)), max_size=4))
    lines = [*SOUND, *(line for code in codes for line in BROKEN[code][0])]
    dropped = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=6))

    whole, asked, _ = Collection(line for number, line in enumerate(lines) if number not in dropped).check()

    assert asked == whole


def test_no_query_is_too_long_for_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def query(self, sparql: str, /) -> bytes:
            check_query(sparql)
            return b'{"head": {"vars": []}, "results": {"bindings": []}}'

    def many(_: Candidates, kind: str) -> Iterator[str]:
        long = "k" * 100
        for number in range(1500):
            yield f"{long}{number}\t{long}{number}-x" if kind == RIVALS else f"<{BASE}id/person/{long}{number}>"

    monkeypatch.setattr(Candidates, "of", many)
    found = check_rules(Refusing(), RULES, base_iri=BASE, candidates=Candidates(directory=tmp_path))

    assert found == ()
