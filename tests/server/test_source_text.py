"""The text of a source with numbered lines, and the files of the report, as the site gives them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.release.texts import TEXTS, TextsReader
from server.endpoints.source_text import BLOCK, LONGEST
from tests.pipeline.collections import build_quietly, make_collection, page, served
from tests.server.pages.html_rules import faults
from tests.server.pages.in_process import open_app

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
NASTY = "<script>alert(1)</script> =1+1 \u202edcba"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    body = "\n\n".join([f"{NASTY} lamp {number}." for number in range(BLOCK)])
    long = "The word lamp. " * 2000
    made = make_collection(
        tmp_path_factory.mktemp("report") / "lf",
        {"many.txt": page(body=body), "long.txt": page(body=long), "broken.txt": ""},
    )
    build_quietly(made)
    build_quietly(made, minutes=1)
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> FlaskClient:
    return open_app(folder / "site" / "current").test_client()


def key_of(folder: Path, words: str) -> str:
    with TextsReader(served(folder).path / TEXTS) as texts:
        [found] = [key for key in texts.paths().values() if texts.text(key).find(words) >= 0]
    return found


def get(site: FlaskClient, path: str) -> str:
    response = site.get(path, headers=BROWSER)
    assert response.status_code == 200
    text = response.get_data(as_text=True)
    assert list(faults(text, path)) == []
    return text


def test_a_line_has_an_address_and_the_word_at_the_column_is_marked(site: FlaskClient, folder: Path) -> None:
    text = get(site, f"/snapshot/{key_of(folder, 'lamp 7.')}?line=10&column=7")

    assert re.search(r'<li id="L10" value="10" class="wanted">.*?M\. O\. <mark>Quillfeather</mark> - Committee', text)


def test_of_a_long_text_the_block_with_the_line_is_shown_and_the_others_are_linked(
    site: FlaskClient, folder: Path
) -> None:
    path = f"/snapshot/{key_of(folder, 'lamp 7.')}"

    first, second = get(site, path), get(site, f"{path}?line={BLOCK + 20}")

    assert (f'id="L{BLOCK}"' in first, f'id="L{BLOCK + 1}"' in first) == (True, False)
    assert (f'id="L{BLOCK}"' in second, f'id="L{BLOCK + 1}"' in second) == (False, True)
    assert f"?line={BLOCK + 1}" in first
    assert '?line=1"' in second


def test_of_a_long_line_the_part_around_the_column_is_shown(site: FlaskClient, folder: Path) -> None:
    key = key_of(folder, "The word lamp. The word")
    lines = site.get(f"/snapshot/{key}.txt").get_data(as_text=True).split("\n")
    number = next(index for index, line in enumerate(lines, start=1) if line.startswith("The word"))

    text = get(site, f"/snapshot/{key}?line={number}&column=15001")

    [line] = re.findall(rf'<li id="L{number}".*?</li>', text)
    assert "<mark>The</mark>" in line
    assert LONGEST < len(re.sub("<[^>]+>", "", line)) < 2 * LONGEST + 100


@pytest.mark.parametrize(
    "query", ["line=0", "line=x", "line=-1", "line=99999999999999", "line=٣", "column=9", "line=900000"]
)
def test_an_odd_number_is_no_error(query: str, site: FlaskClient, folder: Path) -> None:
    assert "Text of a source" in get(site, f"/snapshot/{key_of(folder, 'lamp 7.')}?{query}")


def test_nothing_of_a_source_becomes_markup(site: FlaskClient, folder: Path) -> None:
    text = get(site, f"/snapshot/{key_of(folder, 'lamp 7.')}")

    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text


def test_the_plain_text_is_given_to_who_asks_for_it(site: FlaskClient, folder: Path) -> None:
    key = key_of(folder, "lamp 7.")
    with TextsReader(served(folder).path / TEXTS) as texts:
        whole = texts.text(key)[:].encode()

    by_name = site.get(f"/snapshot/{key}.txt", headers=BROWSER)
    by_accept = site.get(f"/snapshot/{key}", headers={"Accept": "text/plain"})

    for response in (by_name, by_accept):
        assert response.content_type.startswith("text/plain")
        assert response.get_data() == whole
    assert "Accept" not in by_name.vary
    assert "Accept" in by_accept.vary


def test_the_length_of_a_text_is_told_without_it(site: FlaskClient, folder: Path) -> None:
    key = key_of(folder, "lamp 7.")

    asked, given = site.head(f"/snapshot/{key}.txt"), site.get(f"/snapshot/{key}.txt")

    assert (asked.content_length, asked.get_data()) == (given.content_length, b"")
    assert given.content_length == len(given.get_data())
    again = site.get(f"/snapshot/{key}.txt", headers={"If-None-Match": given.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_long_text_is_sent_whole(site: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of(folder, "lamp 7.")
    whole = site.get(f"/snapshot/{key}.txt").get_data()
    monkeypatch.setattr("server.endpoints.linked_data._IN_MEMORY", 10)

    with site.get(f"/snapshot/{key}.txt", buffered=True) as response:
        assert (response.get_data(), response.content_length) == (whole, len(whole))


def test_what_the_release_does_not_have_is_not_found(site: FlaskClient) -> None:
    for path in ("/snapshot/0000000000000000", "/snapshot/0000000000000000.txt", "/snapshot/..%2Fmanifest.json"):
        assert site.get(path, headers=BROWSER).status_code == 404


def test_the_report_leads_to_lines_and_letters_and_each_link_is_answered(site: FlaskClient) -> None:
    text = get(site, "/report")

    found = [link.replace("&amp;", "&") for link in re.findall(r'href="((?:snapshot|doc/doc)/[^"]+)"', text)]
    assert any(link.startswith("snapshot/") for link in found)
    for link in dict.fromkeys(found):
        path, _, fragment = link.partition("#")
        response = site.get(f"/{path}", headers=BROWSER)
        assert response.status_code == 200
        assert not fragment or f'id="{fragment}"' in response.get_data(as_text=True)


def test_the_page_of_the_report_is_that_of_the_release_in_the_frame_of_the_site(
    site: FlaskClient, folder: Path
) -> None:
    written = (served(folder).path / "report.html").read_text(encoding="utf-8")
    body = written.partition("<main>")[2].partition("</main>")[0]

    text = get(site, "/report")

    assert body.strip() in text
    assert "<style" not in text


def test_the_table_is_saved_as_a_file(site: FlaskClient) -> None:
    with site.get("/report.csv") as response:
        text = response.get_data().decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="lf-')
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert len({len(row) for row in rows}) == 1
    assert rows[0][0] == "kind"
    assert len(rows) > 2


def test_the_comparison_is_given_to_machines(site: FlaskClient) -> None:
    with site.get("/comparison.json") as response:
        told = json.loads(response.get_data())

    assert told["previous"] == "20261124T233500Z"
    assert (told["new"], told["gone"]) == ([], [])
