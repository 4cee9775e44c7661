"""The read side of the Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), without input or output.

A graph is named indirectly, by ``?graph=`` and its IRI or by ``?default`` (section 4.2). Directly (section 4.1) each
graph is named by its own IRI, which stands below ``/graph/``. What changes graphs is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.publication.sparql_protocol import Refusal, is_iri, read_parameters


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A graph to be given; ``iri`` is ``""`` for the default graph."""

    iri: str


def read_graph_request(query_string: bytes) -> GraphRequest | Refusal:
    """Understand which graph is asked for, or say why not.

    Args:
        query_string: e.g. ``graph=https%3A%2F%2Fe.org%2Fgraph%2Flabels`` or ``default``; other parameters are passed
            over.
    """
    parameters = read_parameters(query_string)
    if isinstance(parameters, Refusal):
        return parameters
    named = [value for name, value in parameters if name == "graph"]
    default = [value for name, value in parameters if name == "default"]
    if len(named) + len(default) != 1:
        return _bad("one-graph", "Name one graph: ?graph= with its IRI, percent-encoded, or ?default.")
    if default:
        return GraphRequest("")
    if not is_iri(named[0]):
        # Section 4.2: the IRI is absolute; nobody could know what a relative one is relative to.
        return _bad("graph-iri", f"{named[0][:200]!r} is not an absolute IRI of a graph.")
    return GraphRequest(named[0])


def _bad(type_: str, detail: str) -> Refusal:
    return Refusal(400, type_, "The request is not one of the Graph Store Protocol", detail)
