"""The rows of a table against the statements of the release: by SPARQL, as a user would ask."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from kg.authorities.names import slug
from kg.release.contents import STORE
from kg.store import ReadOnlyStore
from tests.samples.building import BASE, Samples, build_samples

_QUESTION = """
PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
PREFIX lg: <https://w3id.org/lettergraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?letter ?what ?value WHERE {
  { ?letter rico:hasSender/skos:exactMatch ?value BIND("senderID" AS ?what) }
  UNION { ?letter rico:hasAddressee/skos:exactMatch ?value BIND("addresseeID" AS ?what) }
  UNION { ?letter lg:hasPlaceOfSending/skos:exactMatch ?value BIND("senderPlaceID" AS ?what) }
  UNION { ?letter lg:hasPlaceOfArrival/skos:exactMatch ?value BIND("addresseePlaceID" AS ?what) }
  UNION { ?letter lg:dateSent/rico:normalizedDateValue ?value BIND("senderDate" AS ?what) }
  UNION { ?letter lg:dateSent/rico:expressedDate ?value BIND("senderDateText" AS ?what) }
}
"""


COLUMNS = ("senderID", "addresseeID", "senderPlaceID", "addresseePlaceID", "senderDate", "senderDateText")


@pytest.fixture(scope="module")
def spener(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return build_samples(shared, tmp_path_factory.mktemp("spener"), ["spener"])


def _stated(samples: Samples) -> Mapping[tuple[str, str], set[str]]:
    release = samples.result.release
    assert release is not None
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    with closing(ReadOnlyStore(release.path / STORE)) as store:
        for row in store.select(_QUESTION):
            found[row["letter"], _lexical(row["what"])].add(_number(_lexical(row["value"])))
    return found


def _lexical(term: str) -> str:
    """The text of a literal or the IRI of a node, as `ReadOnlyStore.select` writes terms."""
    match = re.match(r'"((?:[^"\\]|\\.)*)"|<([^>]*)>', term)
    return (match[1] or match[2] or "") if match else term


def _number(value: str) -> str:
    """Of an authority IRI the number, in whatever spelling; of anything else the text."""
    match = re.fullmatch(r"\s*https?://[^\s]*?/([0-9][0-9X-]+)/?\s*", value)
    return match[1] if match else value.strip()


@pytest.mark.acceptance
def test_every_row_is_stated_as_it_stands(spener: Samples) -> None:
    stated = _stated(spener)
    different = []
    compared = 0
    with (spener.folder / "sources" / "csv" / "spener" / "letters.csv").open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            for column in COLUMNS:
                cell = row[column].strip()
                if not cell:
                    continue
                compared += 1
                letter = f"<{BASE}id/doc/sa-{slug(row['edition'])}-{slug(row['key'])}>"
                wanted = {_number(part) for part in re.split(r"\s*\|\s*|\s+(?=https?://)", cell) if part}
                if not wanted <= stated[letter, column]:
                    different.append((letter, column, cell, stated[letter, column]))
    # Which of several names one id means is not known; the report says so of each such row.
    reported = {
        f"<{BASE}id/doc/{outcome.document}>"
        for outcome in spener.result.outcomes
        for finding in outcome.findings
        if finding.code == "names-and-ids-differ"
    }
    assert compared > 10_000
    assert len(reported) < 5
    assert [one for one in different if one[0] not in reported] == []
