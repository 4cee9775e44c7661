"""The tasks of the workers, and what is said of one resource."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.errors import EntityGone, QueryError, QueryForbidden, QueryTooBig, UnknownEntity, Where
from kg.namespaces import RICO, SKOS
from kg.outcome import Outcome, OutcomeFinding, Status
from kg.pipeline.report import Report
from kg.pipeline.reporting import write_json
from kg.publication.resource import missing
from kg.publication.work import MAX_ROWS, handler
from kg.release import RecordsWriter, read_manifest

BASE = "http://127.0.0.1:8377/"
LETTER = f"{BASE}id/doc/sf-1919-11-12-1"


class Kept:
    """An output that keeps everything."""

    def __init__(self) -> None:
        self.header: Mapping[str, object] = {}
        self.body = b""

    def begin(self, header: Mapping[str, object]) -> None:
        self.header = header

    def write(self, data: bytes, /) -> int:
        self.body += data
        return len(data)

    def flush(self) -> None:
        pass


class Worker:
    """A handler in this process."""

    def __init__(self, release: Path) -> None:
        self._handle = handler({"release": str(release)})

    def __call__(self, task: str, **values: object) -> Kept:
        output = Kept()
        self._handle({"task": task, **values}, output)
        return output


@pytest.fixture(scope="module")
def release(demonstration: Path) -> Path:
    return demonstration / "site" / "current"


@pytest.fixture(scope="module")
def work(release: Path) -> Worker:
    return Worker(release)


def test_a_task_that_nobody_knows_is_named(work: Worker) -> None:
    with pytest.raises(QueryError, match="no task 'fly'"):
        work("fly")


def test_a_query_is_answered_in_the_format_and_from_the_graphs_asked_for(work: Worker) -> None:
    answer = work(
        "query",
        query="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
        media_type="text/csv",
        named_graphs=[f"{BASE}graph/meta"],
    )

    assert answer.header == {"media_type": "text/csv"}
    assert ["g", f"{BASE}graph/meta"] == answer.body.decode().split()


def test_the_engine_refuses_what_the_protocol_would(work: Worker) -> None:
    with pytest.raises(QueryForbidden):
        work("query", query="ASK { SERVICE <a:b> {} }", media_type="text/csv")


@pytest.mark.parametrize(
    ("query", "names", "rows", "more"),
    [
        ("ASK {}", ["answer"], [["true"]], False),
        (
            "SELECT ?a ?b { VALUES ?a { 1 } }",
            ["a", "b"],
            [['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', None]],
            False,
        ),
        ("CONSTRUCT { <a:b> <a:c> 'd' } {}", ["subject", "predicate", "object"], [["<a:b>", "<a:c>", '"d"']], False),
    ],
)
def test_a_table_is_made_of_any_query(
    work: Worker, query: str, names: list[str], rows: list[list[str | None]], more: bool
) -> None:
    assert {"names": names, "rows": rows, "more": more} == json.loads(work("table", query=query).body)


def test_a_long_table_is_cut_and_says_so(work: Worker) -> None:
    table = json.loads(work("table", query="SELECT * { ?s ?p ?o }").body)

    assert (len(table["rows"]), table["more"]) == (MAX_ROWS, True)


def test_a_description_holds_dates_labels_and_parts(work: Worker) -> None:
    text = work("describe", iri=LETTER, media_type="application/n-triples").body.decode()
    subjects = {line.split(" ")[0] for line in text.splitlines()}

    assert any(subject.startswith(f"<{LETTER}#addressing-") for subject in subjects)
    assert any(subject.startswith(f"<{BASE}id/date/") for subject in subjects)
    assert f"<{BASE}id/person/stalin> <{SKOS}prefLabel>" in text
    assert f"<{BASE}id/person/stalin> <{RICO}name>" not in text


@pytest.mark.parametrize("path", ["run/sf-1919-11-12-1", "graph/doc/sf-1919-11-12-1"])
def test_what_stands_in_no_default_graph_is_described_from_the_others(work: Worker, path: str) -> None:
    assert work("describe", iri=f"{BASE}{path}", media_type="text/turtle").body


@pytest.mark.parametrize("iri", [f"{BASE}id/person/nobody", f"{BASE}id/doc/ nothing<", "no iri at all"])
@pytest.mark.parametrize("task", ["describe", "graph"])
def test_what_is_not_here_is_unknown(work: Worker, task: str, iri: str) -> None:
    with pytest.raises(UnknownEntity):
        work(task, iri=iri, media_type="text/turtle")


def test_the_terms_of_a_graph_are_listed_by_subject(work: Worker) -> None:
    prefix = "https://w3id.org/lettergraph/vocab#"
    found = json.loads(work("terms", graph=f"{BASE}vocab", prefix=prefix, limit=10_000).body)
    few = json.loads(work("terms", graph=f"{BASE}vocab", prefix=prefix, limit=3).body)

    assert all(one["subject"].startswith(f"<{prefix}") for one in found["subjects"])
    assert (found["more"], few["more"]) == (False, True)
    with pytest.raises(UnknownEntity):
        work("terms", graph=f"{BASE}nothing", prefix="", limit=3)


def test_a_release_is_alive(work: Worker, release: Path) -> None:
    assert read_manifest(release).id == json.loads(work("alive").body)["release"]


@pytest.mark.parametrize(
    ("vanished", "held_back", "kind", "words"),
    [
        ("sf-1", "sf-3", EntityGone, "published once"),
        ("sf-2", "sf-1", UnknownEntity, "held back"),
        ("sf-2", "sf-3", UnknownEntity, "says nothing"),
    ],
)
def test_why_a_letter_is_not_here(
    tmp_path: Path, vanished: str, held_back: str, kind: type[UnknownEntity], words: str
) -> None:
    gone = OutcomeFinding("letter-vanished", "It is gone.", Where(field=vanished))
    odd = Outcome(Status.OK, "sources/a.txt", "sf-1", findings=(OutcomeFinding("letter-vanished", "", Where()),))
    told = Report("sf", "T", "now", 1, 1, 1, 0, outcomes=(odd,), findings=(gone,))
    with (tmp_path / "report.json").open("wb") as report:
        write_json(told, report)
    with RecordsWriter(tmp_path / "records.sqlite", directory=tmp_path) as records:
        records.add_findings(held_back, [{"code": "S01"}])

    error = missing(tmp_path, BASE, f"{BASE}id/doc/sf-1")

    assert kind is type(error)
    assert words in error.what


def test_an_answer_of_more_rows_than_allowed_is_none(release: Path) -> None:
    handle = handler({"release": str(release), "largest_rows": 10})
    query = {"task": "query", "media_type": "text/csv"}

    handle({**query, "query": "SELECT * { ?s ?p ?o } LIMIT 10"}, Kept())
    with pytest.raises(QueryTooBig, match="more than 10 rows"):
        handle({**query, "query": "SELECT * { ?s ?p ?o } LIMIT 11"}, Kept())
