"""Five clients ask one query, and say how many rows they were given, or that they were given none.

Each is used as its documentation shows it. What it raises, or the status with which it ends, is its word for "this is
not the answer"; whatever it returns without that, its user takes for the whole answer.
"""

from __future__ import annotations

import http.client
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import urlencode

import requests
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from SPARQLWrapper import CSV, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

SECONDS = 60
MEDIA_TYPE = "text/csv"
"""The format in which a part looks most like the whole: nothing marks its end."""


class NoAnswer(Exception):
    """The client says that this is not the answer."""


Client = Callable[[str, Mapping[str, str]], int]
"""Takes the endpoint and the parameters, ``query`` among them; gives the number of rows, or raises `NoAnswer`."""


def by_curl(endpoint: str, parameters: Mapping[str, str]) -> int:
    options = [part for name, value in parameters.items() for part in ("--data-urlencode", f"{name}={value}")]
    command = ["curl", "--silent", "--fail", "--max-time", str(SECONDS), "--header", f"Accept: {MEDIA_TYPE}"]
    found = subprocess.run([*command, *options, endpoint], capture_output=True, check=False)
    if found.returncode != 0:
        raise NoAnswer(f"status {found.returncode}")
    return rows_of(found.stdout)


def by_urllib(endpoint: str, parameters: Mapping[str, str]) -> int:
    asked = urllib.request.Request(endpoint, urlencode(parameters).encode(), {"Accept": MEDIA_TYPE})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as response:  # noqa: S310 # of this machine
            return rows_of(response.read())
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(str(error)) from error


def by_requests(endpoint: str, parameters: Mapping[str, str]) -> int:
    try:
        response = requests.post(endpoint, data=parameters, headers={"Accept": MEDIA_TYPE}, timeout=SECONDS)
        response.raise_for_status()
    except requests.RequestException as error:
        raise NoAnswer(str(error)) from error
    return rows_of(response.content)


def by_sparqlwrapper(endpoint: str, parameters: Mapping[str, str]) -> int:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(CSV)
    wrapper.setTimeout(SECONDS)
    for name, value in parameters.items():
        if name == "query":
            wrapper.setQuery(value)
        else:
            wrapper.addParameter(name, value)
    try:
        result = wrapper.query()
        with result.response:
            return rows_of(cast("bytes", result.convert()))
    except (OSError, http.client.HTTPException, SPARQLWrapperException) as error:
        raise NoAnswer(str(error)) from error


def by_rdflib(endpoint: str, parameters: Mapping[str, str]) -> int:
    others = {name: value for name, value in parameters.items() if name != "query"}
    store = SPARQLStore(endpoint, returnFormat="csv", method="GET", params=others)
    try:
        found = store.query(parameters["query"])
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(str(error)) from error
    if not isinstance(found, Result):  # rdflib returns some errors instead of raising them
        raise NoAnswer(str(found))
    return len(list(found))


CLIENTS: Mapping[str, Client] = {
    "curl": by_curl,
    "urllib": by_urllib,
    "requests": by_requests,
    "SPARQLWrapper": by_sparqlwrapper,
    "rdflib": by_rdflib,
}


def rows_of(table: bytes) -> int:
    """Count the rows of a CSV table whose values hold no line breaks; a broken last row counts."""
    return max(0, len(table.splitlines()) - 1)
