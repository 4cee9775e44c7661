"""The look at a query before an engine sees it."""

from __future__ import annotations

import socket
import string
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import QueryError, QueryForbidden
from kg.store.backend import QueryForm
from kg.store.lexical import MAX_BYTES, MAX_DEPTH, MAX_RUN, MAX_TOKENS, QueryGuard, check_query, without_literals


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { }", QueryForm.SELECT),
        ("ask {}", QueryForm.ASK),
        ('version "1.2" ASK {}', QueryForm.ASK),
        ("# INSERT\nPREFIX select: <https://e.org/#> BASE <https://e.org/> CONSTRUCT {} {}", QueryForm.CONSTRUCT),
        ("PREFIX : <https://e.org/> DESCRIBE :a", QueryForm.DESCRIBE),
    ],
)
def test_the_form_is_the_first_word_after_the_declarations(query: str, form: QueryForm) -> None:
    assert form == check_query(query)


@pytest.mark.parametrize("query", ["", "# nothing", "PREFIX a: <b:>", "BASE <b:>"])
def test_a_query_without_form_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="has no SELECT"):
        check_query(query)


@pytest.mark.parametrize("query", ["SELEKT * {}", "{ }", "?x", "1", "FROM <a:b> SELECT * {}"])
def test_a_query_that_begins_with_another_word_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="does not begin a query"):
        check_query(query)


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(QueryError) as raised:
        check_query("SELECT * {\n  ?s ?p ?o .\n  SERVICE <a:b> {} }")

    assert (raised.value.where.line, raised.value.where.column) == (3, 3)


def test_half_of_a_pair_of_surrogates_is_refused() -> None:
    with pytest.raises(QueryError, match="not Unicode") as raised:
        check_query("ASK {\n ?s ?p '\ud800' }")

    assert (raised.value.where.line, raised.value.where.column) == (2, 9)


HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <a:b> {}" }',
    "SELECT * { ?s ?p 'SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s ?p '''a ''SERVICE b''' }",
    "SELECT * { ?service ?p ?o }",
    "SELECT * { ?s <https://e.org/service> ?o }",
    "SELECT * { ?s ?p ?o } # SERVICE <a:b> {}",
    "PREFIX e: <https://e.org/> SELECT * { ?s e:service ?o }",
    'SELECT * { ?s ?p "a"@service }',
    "SELECT * { ?s ?p ?o FILTER(?s<?o && ?o>?s) }",
    "SELECT * { ?s ?p ?o FILTER(?s<(?o)&&?o>?s) }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_keyword_elsewhere_is_harmless(query: str) -> None:
    assert check_query(query) == QueryForm.SELECT


CALLS = [
    "SELECT * { SERVICE <URL> {?a ?b ?c} }",
    "SELECT * { service silent <URL> {?a ?b ?c} }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> {?a ?b ?c} } }",
    "SELECT * { { SELECT * { SERVICE <URL> {?a ?b ?c} } } }",
    "PREFIX : <URL> SELECT * { SERVICE:x {?a ?b ?c} }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o||true)SERVICE#>\n<URL>{?a ?b ?c} }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#>\n<URL>{?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { ?s ?p ?o FILTER(1<2||true)SERVICE#>\n:x{?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { BIND(1 AS ?x)SERVICE:x{?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { ?s ?p ?o.SERVICE:x{?a ?b ?c} }",
    "SELECT * { ?s ?p 1e0SERVICE<URL>{?a ?b ?c} }",
    "SELECT * { ?s ?p trueSERVICE<URL>{?a ?b ?c} }",
    "SELECT * { ?s ?p 'x'SERVICE<URL>{?a ?b ?c} }",
    "SELECT * { ?s ?p ?o }\n#\rSERVICE <URL> {}",
]


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("call", CALLS)
def test_every_spelling_of_a_federated_call_is_refused(call: str) -> None:
    with pytest.raises(QueryError, match="another endpoint"):
        check_query(call.replace("URL", "http://127.0.0.1/"))


def test_the_spellings_do_call_out_where_nobody_checks(canary: socket.socket) -> None:
    address = f"http://127.0.0.1:{canary.getsockname()[1]}/"
    canary.close()  # a refused connection is an error of the engine, and nobody waits for an answer
    node = pyoxigraph.NamedNode("a:b")
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(node, node, node))
    called = 0
    for call in CALLS:
        with suppress(SyntaxError):
            try:
                list(store.query(call.replace("URL", address)))  # type: ignore[arg-type] # all are SELECT
            except OSError:
                called += 1

    assert called >= 6


@pytest.mark.parametrize("bracket", ["{", "(", "["])
def test_brackets_deeper_than_the_engine_bears_are_refused(bracket: str) -> None:
    with pytest.raises(QueryError, match="nested deeper"):
        check_query("SELECT * " + bracket * (MAX_DEPTH + 1))


def test_brackets_as_deep_as_allowed_are_allowed() -> None:
    assert check_query("SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH) == QueryForm.SELECT


def test_more_tokens_than_the_engine_bears_are_refused() -> None:
    with pytest.raises(QueryError, match="words and signs"):
        check_query("SELECT * {" + "?s ?p ?o . " * (MAX_TOKENS // 4) + "}")


@pytest.mark.parametrize("sign", ["!", "1+", "1*", "<a:b>/", "<a:b>|", "^"])
def test_a_longer_run_of_operators_than_the_engine_bears_is_refused(sign: str) -> None:
    with pytest.raises(QueryError, match="operators follow"):
        check_query("SELECT * { ?s " + sign * (MAX_RUN + 1) + "<a:b> ?o }")


def test_operators_in_many_expressions_are_no_run() -> None:
    filters = "FILTER(!?a || ?b - 1 = 2) " * MAX_RUN

    assert check_query("SELECT * { " + filters + "}") == QueryForm.SELECT


@pytest.mark.parametrize("query", ["SELECT * { SERVICE <a:b> {} }", "INSERT DATA {}", "LOAD <a:b>"])
def test_what_a_public_endpoint_never_does_is_forbidden_not_malformed(query: str) -> None:
    with pytest.raises(QueryForbidden):
        check_query(query)


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryError, match="longer than"):
        check_query("SELECT * {} #" + "x" * MAX_BYTES)


@given(st.text(st.sampled_from(string.printable + "é‎")))
@example('"""')
@example("'''\\")
@example("<" * 50)
def test_any_text_is_a_query_or_refused(text: str) -> None:
    with suppress(QueryError):
        check_query(text)


@pytest.mark.parametrize("part", ['"', "'''a", "<a", "\\", "@a-", "a:%4", '"""a"', "1.", "#", "("])
def test_hostile_text_is_looked_at_once(part: str) -> None:
    text = "SELECT * {" + part * (MAX_BYTES // len(part) - 20)

    with suppress(QueryError):
        check_query(text)


@pytest.mark.parametrize(
    ("guard", "query"),
    [
        (QueryGuard(largest_bytes=20), "SELECT * { ?s ?p ?o }"),
        (QueryGuard(deepest=1), "SELECT * { { } }"),
        (QueryGuard(most_words=5), "SELECT * { ?s ?p ?o }"),
        (QueryGuard(longest_run=1), "SELECT * { ?s <a:b>/<a:b>/<a:b> ?o }"),
    ],
)
def test_each_limit_can_be_tightened(guard: QueryGuard, query: str) -> None:
    assert check_query(query) == QueryForm.SELECT
    with pytest.raises(QueryError):
        check_query(query, guard)


def test_a_query_may_name_its_version() -> None:
    assert check_query('VERSION "1.2" ASK {}') == QueryForm.ASK


def test_a_query_is_logged_without_what_was_searched_for() -> None:
    query = "ASK { # who?\n ?s ?p \"Stalin\"@en ; <a:b> '''x''' }"

    assert without_literals(query) == 'ASK { ?s ?p "…" @en ; <a:b> "…" }'
