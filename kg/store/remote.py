"""Any SPARQL 1.1 endpoint by its address (https://www.w3.org/TR/sparql11-protocol/), through SPARQLWrapper.

Queries go by POST, for long ones fail by GET. SPARQLWrapper's own time limit is one of the socket only, so the whole
answer has a deadline of its own here, and a cap; an answer that breaks off is never taken for a complete one.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
from collections.abc import Callable, Mapping
from typing import Any, Self

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
)

from kg.errors import QueryError, Where
from kg.graphs.terms import iri, literal
from kg.store.backend import QueryForm, ResultFormat, fitting_format
from kg.store.lexical import check_query

DEFAULT_TIMEOUT_SECONDS = 60
DEFAULT_MAX_BYTES = 50 * 1024 * 1024
_PART_BYTES = 64 * 1024
_QUOTED_BYTES = 300
_AGENT = "lettergraph (SPARQLWrapper)"


class RemoteStore:
    """A store that another server keeps; it is only asked, never changed."""

    def __init__(
        self,
        endpoint: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
        max_bytes: int = DEFAULT_MAX_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the endpoint; nothing is sent yet.

        Args:
            endpoint: an HTTP or HTTPS address, e.g. ``https://letters.example.org/sparql``.
            prefixes: prefix to namespace, which queries may use without declaring them.
            timeout_seconds: for each wait, and for the whole answer.
            max_bytes: the longest answer that is accepted.
            clock: seconds that only grow.

        Raises:
            QueryError: the address is not one of HTTP.
        """
        if not endpoint.startswith(("http://", "https://")):
            raise QueryError(
                f"{endpoint!r} is not the address of an endpoint.",
                remedy="Give one that begins with http:// or https://.",
            )
        self._endpoint = endpoint
        # On the first line of the query, so that the lines of error messages stay right.
        self._prologue = "".join(f"PREFIX {name}: <{ns}> " for name, ns in (prefixes or {}).items())
        self._timeout_seconds = timeout_seconds
        self._max_bytes = max_bytes
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, sparql: str, *, format: ResultFormat | None = None) -> bytes:  # noqa: A002 # the field's word
        """Answer a query; see ``kg.store.backend.Store``."""
        chosen = fitting_format(check_query(sparql), format)
        return self._ask(sparql, chosen)

    def select(self, sparql: str) -> list[dict[str, str]]:
        """Answer a SELECT query as rows; see ``kg.store.backend.Store``."""
        form = check_query(sparql)
        if form != QueryForm.SELECT:
            raise QueryError(f"Rows are the answer to a SELECT, and this is {form}.")
        data = self._ask(sparql, ResultFormat.JSON)
        try:
            rows = json.loads(data)["results"]["bindings"]
            return [{name: _term(value) for name, value in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._error("The endpoint did not answer in SPARQL JSON.") from error

    def close(self) -> None:
        """Do nothing: every query has its own connection."""

    def _ask(self, sparql: str, format_: ResultFormat) -> bytes:
        wrapper = SPARQLWrapper(self._endpoint, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(self._timeout_seconds)
        wrapper.addCustomHttpHeader("Accept", format_.value)
        wrapper.setQuery(self._prologue + sparql)
        deadline = self._clock() + self._timeout_seconds
        try:
            # Its `response` is the answer as it comes from urllib; converting it would need rdflib.
            response = wrapper.query().response
            with response:
                return self._read(response, deadline)
        except QueryBadFormed as error:
            raise self._error(f"The endpoint calls the query malformed: {_reason(error)}.") from error
        except EndPointNotFound as error:
            raise self._error("There is no SPARQL endpoint at this address.") from error
        except EndPointInternalError as error:
            raise self._error(f"The endpoint failed: {_reason(error)}.") from error
        except SPARQLWrapperException as error:
            raise self._error(f"The endpoint refuses: {_reason(error)}.") from error
        except urllib.error.HTTPError as error:
            with error:
                raise self._error(f"The endpoint answers with status {error.code} {error.reason}.") from error
        except TimeoutError as error:
            raise self._late() from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from error
            raise self._error(f"The endpoint cannot be reached: {error.reason}.") from error
        except (http.client.HTTPException, ConnectionError) as error:
            raise self._error(f"The answer of the endpoint broke off: {type(error).__name__}.") from error

    def _read(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        data = bytearray()
        while part := response.read(_PART_BYTES):
            data += part
            if len(data) > self._max_bytes:
                raise self._error(f"The answer is longer than {self._max_bytes} bytes.", "Ask for less by LIMIT.")
            if self._clock() > deadline:
                raise self._late()
        if response.length:  # what Content-Length promised and the loop above did not get
            raise self._error(f"The answer of the endpoint broke off {response.length} bytes before its end.")
        return bytes(data)

    def _late(self) -> QueryError:
        return self._error(
            f"The endpoint did not answer within {self._timeout_seconds} s.", "Ask for less, or allow more time."
        )

    def _error(self, what: str, remedy: str | None = None) -> QueryError:
        return QueryError(what, where=Where(file=self._endpoint), remedy=remedy)


def _term(value: Mapping[str, Any]) -> str:
    """Write a term of https://www.w3.org/TR/sparql11-results-json/#select-encode-terms as N-Triples."""
    text = value["value"]
    match value["type"]:
        case "uri":
            return iri(text)
        case "bnode":
            return f"_:{text}"
        case _:  # "literal", and the "typed-literal" of older servers
            return literal(text, language=value.get("xml:lang"), datatype=value.get("datatype"))


def _reason(error: SPARQLWrapperException) -> str:
    """Give the beginning of the server's own words, which SPARQLWrapper puts last in its message."""
    _, _, quoted = str(error).partition("Response:\n")
    return (quoted or str(error))[:_QUOTED_BYTES]
