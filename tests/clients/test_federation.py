"""Two collections and one endpoint of somebody else, asked as one; and the load that a federating engine makes."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor

from tests.clients.test_programs import run
from tests.server.running import Running

OWL = "http://www.w3.org/2002/07/owl#"
RICO = "https://www.ica.org/standards/RiC/ontology#"
STALIN = "http://www.wikidata.org/entity/Q855"
WORKERS = 20
"""Threads of FedX (RDF4J) that ask one endpoint."""
BLOCK = 15
"""Bindings in one of its bound joins."""


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_comunica_counts_the_letters_of_both_collections(
    server: Running, second_server: Running, comunica: list[str]
) -> None:
    count = f"SELECT (COUNT(DISTINCT ?letter) AS ?n) WHERE {{ ?letter <{RICO}hasSender> ?sender }}"

    answer = run(*comunica, server.endpoint, second_server.endpoint, count, "-t", "text/csv")

    assert int(rows(answer)[0]["n"]) == sum(int(rows(one.query(count).text)[0]["n"]) for one in (server, second_server))


def test_comunica_joins_two_collections_by_a_link_to_the_same_person(
    server: Running, second_server: Running, comunica: list[str]
) -> None:
    query = f"""SELECT DISTINCT ?one ?other WHERE {{
      ?one <{OWL}sameAs> ?known . ?other <{OWL}sameAs> ?known . FILTER(STR(?one) < STR(?other))
      ?letter <{RICO}hasSender> ?one . ?another <{RICO}hasSender> ?other }}"""

    answer = rows(run(*comunica, server.endpoint, second_server.endpoint, query, "-t", "text/csv"))

    assert [set(row.values()) for row in answer] == [{f"{one.url}id/person/stalin" for one in (server, second_server)}]


def test_comunica_calls_the_second_collection_by_service(
    server: Running, second_server: Running, comunica: list[str]
) -> None:
    query = f"""SELECT DISTINCT ?letter WHERE {{
      <{server.url}id/person/stalin> <{OWL}sameAs> ?known .
      SERVICE <{second_server.endpoint}> {{ ?same <{OWL}sameAs> ?known . ?letter <{RICO}hasSender> ?same }} }}"""
    document = f"{server.url}id/person/stalin"  # a source that is no endpoint: Comunica itself has to call the other

    answer = rows(run(*comunica, document, query, "-t", "text/csv"))

    assert [row["letter"] for row in answer] == [f"{second_server.url}id/doc/bridge-1919-11-20-1"]


def test_comunica_follows_links_from_one_collection_into_the_other(
    server: Running, second_server: Running, comunica_traversal: list[str]
) -> None:
    query = f"""SELECT ?name WHERE {{
      <{second_server.url}id/doc/bridge-1919-11-22-1> <{RICO}hasAddressee> ?addressee .
      ?addressee <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}"""
    start = f"{second_server.url}id/doc/bridge-1919-11-22-1"

    assert "Trotsky, Leon" in run(*comunica_traversal, start, query, "--lenient")


def test_the_small_queries_of_a_federating_engine_stay_within_the_share_of_one_client(second_server: Running) -> None:
    """FedX asks, pattern by pattern, whether there is an answer, then joins in blocks of bindings, 20 at a time."""
    server = second_server
    predicates = [row["p"] for row in rows(server.query("SELECT DISTINCT ?p { ?s ?p ?o }").text)]
    subjects = [row["s"] for row in rows(server.query("SELECT DISTINCT ?s { ?s a ?t } ORDER BY ?s LIMIT 300").text)]
    asks = [f"ASK {{ ?s <{predicate}> ?o }}" for predicate in predicates] * 3
    blocks = [subjects[start : start + BLOCK] for start in range(0, len(subjects), BLOCK)]
    joins = [f"SELECT ?s ?o {{ VALUES ?s {{ {' '.join(f'<{one}>' for one in block)} }} ?s a ?o }}" for block in blocks]

    with ThreadPoolExecutor(WORKERS) as threads:
        asked = list(threads.map(lambda one: server.query(one, accept="application/sparql-results+json"), asks))
        joined = list(threads.map(server.query, joins))

    assert {reply.status for reply in (*asked, *joined)} == {200}
    assert all('"boolean":true' in reply.text.replace(" ", "") for reply in asked)
    assert {row["s"] for reply in joined for row in rows(reply.text)} == set(subjects)
    assert len(asked) > 5 * WORKERS
