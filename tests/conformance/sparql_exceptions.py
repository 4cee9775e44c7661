"""What of the W3C's suites is not run or fails, and why; docs/reference/conformance.md has the same table.

A case that is listed must fail: one that passes is told of, too.
"""

from __future__ import annotations

from tests.conformance.sparql_suite import Case

NO_UPDATES = "a release is never changed, so there are no updates"
NO_FEDERATION = "calls to other endpoints are off: whoever federates asks us, not the other way round"
NO_ENTAILMENT = "queries are answered by what is stated; what is inferred is stated in graphs of its own"
SPELLING = (
    "the engine keeps the value of a number, boolean or date and not its spelling: 01 is written 1, and both are one "
    "term. The values that a build writes are spelled in this way already"
)
FUNCTIONS = "a query that calls a function nobody knows is refused as a whole; by the standard its rows have an error"
GRAPH_SCOPE = "the engine takes the variable of GRAPH as bound inside of the pattern, not joined after it"
ZERO_LENGTH = "the engine finds no path of length zero at a term that is in no graph"
GROUP_CONCAT = "the engine joins plain strings only: an argument with a language gives no value"
BNODE = "the engine makes the same blank node of the same string in every solution"
DATES = "the engine compares dates by XML Schema 1.1, where dates with and without time zone can be compared"
LONGEST_TOKEN = "the engine reads ?x<?a&&?b>?y as two comparisons, not as an IRI"  # noqa: S105 # no secret
LATE_DRAFT = "the suite follows a draft of SPARQL 1.2 that is later than the engine"
ANY_CASE = "the engine knows true and false in lower case only"
PROSE = "the cases are prose, and the suite itself has given them up in favour of graph-store-protocol"

FOLDERS = {
    "sparql11/entailment": NO_ENTAILMENT,
    "sparql11/service": NO_FEDERATION,
    "sparql11/syntax-fed": NO_FEDERATION,
    "sparql11/delete-insert": NO_UPDATES,
    "sparql11/http-rdf-update": PROSE,
}
"""Folders that are not run at all; neither is a case whose type is about updates."""

_BY_REASON = {
    NO_UPDATES: """
        sparql11/protocol/update_base_uri sparql11/protocol/update_dataset_default_graph
        sparql11/protocol/update_dataset_default_graphs sparql11/protocol/update_dataset_full
        sparql11/protocol/update_dataset_named_graphs sparql11/protocol/update_post_direct
        sparql11/protocol/update_post_form
    """,
    SPELLING: """
        sparql10/distinct/distinct-1 sparql10/distinct/distinct-9 sparql10/distinct/no-distinct-1
        sparql10/distinct/no-distinct-9 sparql10/expr-builtin/dawg-str-1 sparql10/expr-builtin/dawg-str-2
        sparql10/expr-builtin/sameTerm-eq sparql10/expr-builtin/sameTerm-not-eq sparql10/expr-builtin/sameTerm-simple
        sparql10/expr-equals/eq-graph-1 sparql10/expr-equals/eq-graph-2 sparql10/open-world/date-3
        sparql10/open-world/open-eq-01 sparql10/open-world/open-eq-03 sparql10/open-world/open-eq-04
        sparql11/aggregates/agg-avg-02 sparql11/aggregates/agg-err-02 sparql11/aggregates/agg-max-01
        sparql11/aggregates/agg-max-02 sparql11/aggregates/agg-max-distinct sparql11/aggregates/agg-min-01
        sparql11/aggregates/agg-min-02 sparql11/aggregates/agg-min-distinct sparql11/aggregates/agg-sum-02
        sparql11/cast/cast-bool sparql11/cast/cast-decimal sparql11/cast/cast-double sparql11/cast/cast-float
        sparql11/cast/cast-int sparql11/cast/cast-string sparql11/csv-tsv-res/csv03 sparql11/csv-tsv-res/tsv03
        sparql11/functions/coalesce01 sparql11/functions/plus-1-corrected sparql11/functions/plus-2-corrected
        sparql12/eval-triple-terms/op-2 sparql12/grouping/group01
    """,
    FUNCTIONS: """
        sparql10/syntax-sparql1/syntax-expr-05 sparql10/syntax-sparql1/syntax-order-05
        sparql10/syntax-sparql1/syntax-order-06 sparql10/syntax-sparql2/syntax-function-01
        sparql10/syntax-sparql2/syntax-function-02 sparql10/syntax-sparql2/syntax-function-03
        sparql10/syntax-sparql2/syntax-function-04 sparql11/syntax-query/test_4
    """,
    GRAPH_SCOPE: """
        sparql10/graph/graph-optional sparql10/graph/graph-variable-scope sparql11/bindings/graph
        sparql11/aggregates/agg-empty-group-count-graph sparql11/negation/graph-minus
    """,
    ZERO_LENGTH: """
        sparql11/property-path/zero_or_more_set_end sparql11/property-path/zero_or_more_set_start
        sparql11/property-path/zero_or_one_set_end sparql11/property-path/zero_or_one_set_start
    """,
    GROUP_CONCAT: "sparql11/aggregates/agg-groupconcat-04 sparql11/aggregates/agg-groupconcat-06",
    BNODE: "sparql11/functions/bnode01",
    DATES: "sparql10/open-world/date-2",
    LONGEST_TOKEN: "sparql10/syntax-sparql3/syn-bad-26",
    ANY_CASE: "sparql10/expr-builtin/case-insensitive-booleans",
    LATE_DRAFT: """
        sparql12/grouping/select-variable-reuse sparql12/syntax/nested-aggregate-functions
        sparql12/syntax-triple-terms-negative/tripleterm-subject-03
        sparql12/syntax-triple-terms-negative/tripleterm-subject-06
    """,
}

EXCEPTIONS = {name: reason for reason, names in _BY_REASON.items() for name in names.split()}
"""Name of a case to the reason why it fails here."""


def reason_to_leave_out(case: Case) -> str | None:
    """Say why a case is not run; ``None`` if it is."""
    if "Update" in case.type:
        return NO_UPDATES
    return FOLDERS.get(case.name.rpartition("/")[0])
