"""One person is one node from source to release; a merge and its reversal give back the same lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.outcome import Severity
from tests.pipeline.collections import BASE, build_quietly, make_collection, quads

INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>Letters of {edition}</title><editor>A. Reader</editor></titleStmt>
      <publicationStmt>
        <publisher>Nobody</publisher><date when="2026-01-31"/><idno type="url">https://{edition}.example/cmif.xml</idno>
        <availability><licence target="https://creativecommons.org/publicdomain/zero/1.0/"/></availability>
      </publicationStmt>
      <sourceDesc><bibl type="print" xml:id="bibl">Letters of {edition}.</bibl></sourceDesc>
    </fileDesc>
    <profileDesc>
{letters}
    </profileDesc>
  </teiHeader>
  <text><body><p/></body></text>
</TEI>
"""

LETTER = """      <correspDesc key="{number}" source="#bibl">
        <correspAction type="sent"><persName ref="{sender}">{name}</persName>
          <date when="1901-02-0{number}"/></correspAction>
        <correspAction type="received"><persName ref="{addressee}">Bea Tern</persName></correspAction>
      </correspDesc>"""

GULL = ("http://d-nb.info/gnd/118540238", "https://d-nb.info/gnd/118540238", "http://www.d-nb.info/gnd/118540238/")
BLANK = " https://d-nb.info/gnd/118540238 "
VIAF = "https://www.viaf.org/viaf/24602065/"


def index(edition: str, *senders: str, addressee: str = "#p7") -> str:
    letters = [
        LETTER.format(number=number, sender=sender, addressee=addressee, name="Ada Gull")
        for number, sender in enumerate(senders, start=1)
    ]
    return INDEX.format(edition=edition, letters="\n".join(letters))


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Two editions; the one writes a GND number in four ways, the other VIAF; both have an id of their own, p7."""
    pages = {"one.xml": index("one", *GULL, BLANK), "two.xml": index("two", VIAF, VIAF)}
    return make_collection(tmp_path, pages, authorities="")


def decide(collection: Path, text: str) -> None:
    (collection / "identities").mkdir(exist_ok=True)
    (collection / "identities" / "a.yaml").write_text(text, encoding="utf-8")


def persons(lines: list[str]) -> set[str]:
    """The persons that are somebody's sender or addressee."""
    properties = ("hasSender>", "hasAddressee>")
    prefix = f"<{BASE}id/person/"
    terms = (line.split(" ") for line in lines)
    return {
        parts[2][len(prefix) : -1] for parts in terms if parts[1].endswith(properties) and parts[2].startswith(prefix)
    }


SAME = """decisions:
  - {decision: same, kind: person, of: [gnd-118540238, viaf-24602065, wikidata-q5879], by: A, on: 2026-01-31, why: One.}
"""


def test_every_form_of_an_iri_is_one_node_and_a_local_id_is_one_of_each_edition(collection: Path) -> None:
    build_quietly(collection)

    found = persons(quads(collection))
    assert {key for key in found if key.startswith(("gnd-", "viaf-"))} == {"gnd-118540238", "viaf-24602065"}
    assert len({key for key in found if "p7" in key}) == 2


def test_a_merge_and_its_reversal_give_back_the_same_lines(collection: Path) -> None:
    build_quietly(collection)
    before = quads(collection)

    decide(collection, SAME)
    merged = build_quietly(collection, minutes=1)
    joined = quads(collection)
    decide(collection, "")
    build_quietly(collection, minutes=2)

    assert not any(one.severity is Severity.VIOLATION for one in merged.findings)
    assert merged.exit_status == 0
    assert {key for key in persons(joined) if key.startswith(("gnd-", "viaf-"))} == {"gnd-118540238"}
    old, new = (f"<{BASE}id/person/{key}>" for key in ("viaf-24602065", "gnd-118540238"))
    about = {line.split(" ")[1] for line in joined if line.startswith(f"{old} ")}
    replaced, same, aligned = "purl.org/dc/terms/isReplacedBy", "www.w3.org/2002/07/owl#sameAs", "schema.org/sameAs"
    assert about == {f"<http://{name}>" for name in (replaced, same, aligned)}
    assert all(new in line for line in joined if line.startswith(f"{old} "))
    assert [line for line in quads(collection) if "prov#" not in line] == [
        line for line in before if "prov#" not in line
    ]


def test_a_merge_reads_again_only_who_asked_for_one_of_the_keys(collection: Path) -> None:
    build_quietly(collection)
    decide(collection, SAME.replace("gnd-118540238", "gnd-118607626"))

    result = build_quietly(collection, minutes=1)

    assert (getattr(result, "built", 2), getattr(result, "reused", 4)) == (2, 4)
