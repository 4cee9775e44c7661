"""A letter that two editions print: one page with both side by side, one description, and the old IRI leads there."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.publication.explanation import Explainer
from kg.publication.pages import EntityPages, open_release
from tests.pipeline.collections import BASE, build_quietly, make_collection, page
from tests.server.pages.in_process import open_app

LETTER, OTHER = "lf-no1", "lf-no2"
DECISIONS = f"""
decisions:
  - decision: same
    kind: letter
    of: [{LETTER}, {OTHER}]
    prefer: {OTHER}
    by: M. Lind
    on: 2026-02-03
    why: Same words.
  - {{decision: redirect, kind: person, of: quillfether, to: quillfeather, by: M. Lind, on: 2026-02-03, why: Misprint.}}
"""


def dumps(folder: Path) -> str:
    (dump,) = (folder / "site" / "current" / "dumps").glob("*.nq.gz")
    return gzip.decompress(dump.read_bytes()).decode()


def report(folder: Path) -> list[object]:
    return list(json.loads((folder / "site" / "current" / "report.json").read_text(encoding="utf-8"))["codes"])


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of one letter, which nobody joined; they disagree about the day."""
    pages = {"a.txt": page(number=1), "b.txt": page(number=2, date="November 13, 1919", notes="1 The pier burnt down.")}
    folder = make_collection(tmp_path_factory.mktemp("apart") / "lf", pages)
    assert build_quietly(folder).exit_status == 0
    return folder


@pytest.fixture(scope="module")
def joined(apart: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(apart, tmp_path_factory.mktemp("joined") / "lf", ignore=shutil.ignore_patterns("site"))
    (folder / "identities").mkdir()
    (folder / "identities" / "letters.yaml").write_text(DECISIONS, encoding="utf-8")
    assert build_quietly(folder).exit_status == 0
    return folder


@pytest.fixture(scope="module")
def client(joined: Path) -> FlaskClient:
    return open_app(joined / "site" / "current").test_client()


def test_the_page_shows_both_editions_the_preferred_one_first(joined: Path) -> None:
    with open_release((joined / "site" / "current").resolve()) as release:
        made = EntityPages(release).page(f"id/doc/{LETTER}")

    assert [(one.source, one.preferred) for one in made.witnesses] == [
        ("sources/b.txt", True),
        ("sources/a.txt", False),
    ]
    differing = {fact.label for one in made.witnesses for fact in one.facts if fact.differs}
    assert "From" not in differing
    assert len(differing) >= 1
    assert all("M. Lind, 2026-02-03: Same words." in one.because for one in made.witnesses)
    assert "November 13" in made.title.text
    assert any("November 12" in name.text for name in made.names)


def test_the_page_in_the_browser_marks_what_differs(client: FlaskClient) -> None:
    text = client.get(f"/doc/doc/{LETTER}", headers={"Accept": "text/html"}).text

    assert "2 editions of this letter" in text
    assert text.index("sources/b.txt") < text.index("sources/a.txt")
    assert 'class="differs"' in text


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt"])
def test_the_description_holds_the_claims_of_both(client: FlaskClient, suffix: str) -> None:
    text = client.get(f"/doc/doc/{LETTER}.{suffix}").text

    assert f"{LETTER}-" in text
    assert f"{OTHER}-" in text
    assert "1919-11-12" in text
    assert "1919-11-13" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"/id/doc/{OTHER}", f"id/doc/{LETTER}"),
        (f"/doc/doc/{OTHER}", f"doc/doc/{LETTER}"),
        (f"/doc/doc/{OTHER}.ttl", f"doc/doc/{LETTER}.ttl"),
        ("/id/person/quillfether", "id/person/quillfeather"),
    ],
)
def test_the_iri_that_another_took_the_place_of_leads_there_for_good(client: FlaskClient, old: str, new: str) -> None:
    reply = client.get(old)

    assert reply.status_code == 301
    assert reply.headers["Location"].endswith(f"/{new}")
    assert client.get(f"/{new}").status_code in (200, 303)


def test_explain_gives_the_reasons_of_both_editions(joined: Path) -> None:
    explainer = Explainer((joined / "site" / "current").resolve())

    graphs = {one.graph.strip("<>") for one in explainer.explain(f"{BASE}id/doc/{LETTER}")}

    assert {f"{BASE}graph/doc/{LETTER}", f"{BASE}graph/doc/{OTHER}"} <= graphs


def test_a_letter_that_was_joined_is_no_finding(apart: Path, joined: Path) -> None:
    assert report(joined) == report(apart)


def test_joining_hides_nothing_and_a_decision_that_is_taken_back_leaves_no_trace(apart: Path, joined: Path) -> None:
    before = dumps(apart)
    (joined / "identities" / "letters.yaml").unlink()

    again = shutil.copytree(joined, joined.parent / "again", ignore=shutil.ignore_patterns("site"))
    assert build_quietly(again).exit_status == 0

    assert dumps(again) == before
    own = [line for line in before.splitlines() if f"graph/doc/{OTHER}" in line and f"id/doc/{OTHER}> " not in line]
    assert set(own) <= set(dumps(joined).splitlines())
