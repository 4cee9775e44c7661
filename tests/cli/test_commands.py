"""What the commands print where, and their exit status: 0 well, 1 finished with something held back, 2 nothing done."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.release import current_release
from tests.cli.conftest import Command
from tests.pipeline.collections import make_collection, page, quads, served

COMMANDS = (
    "init", "check", "read", "build", "watch", "validate", "verify", "releases", "rollback", "diff", "query", "explain",
    "dump", "reconcile", "decide",
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_data_and_talks_of_absent_options(name: str, lettergraph: Command) -> None:
    result = lettergraph(name, "--help")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: ")
    words = " ".join(result.stdout.split())
    for option in ("--collection", "--json", "--format", "--output", "--release", "--processes", "--dry-run"):
        if f"{option} " in words:
            assert "ithout it" in words.partition(f" {option} ")[2]


def test_an_unknown_command_is_told_with_status_2(lettergraph: Command) -> None:
    result = lettergraph("bild")

    assert (result.returncode, result.stdout) == (2, "")
    assert "No such command" in result.stderr


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("init", "read", "query", "explain")])
def test_a_folder_without_a_collection_is_an_error_that_names_it(
    name: str, lettergraph: Command, tmp_path: Path
) -> None:
    result = lettergraph(name, "--collection", tmp_path)

    assert result.returncode == (0 if name == "releases" else 1 if name == "check" else 2)
    assert "Traceback" not in result.stderr
    if name in ("build", "validate"):
        assert str(tmp_path) in result.stderr


def test_starting_reading_building_and_looking_work_one_after_the_other(lettergraph: Command, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert lettergraph("init", folder, "--example").returncode == 0
    assert lettergraph("check", cwd=folder).stdout == ""
    build = lettergraph("build", cwd=folder)
    assert build.returncode == 0, build.stderr
    assert "1 published, 0 held back" in build.stdout
    assert lettergraph("verify", cwd=folder).stderr.endswith(" is whole.\n")
    assert lettergraph("releases", cwd=folder).stdout.startswith("* ")
    assert lettergraph("validate", cwd=folder).returncode == 0


def test_nothing_is_overwritten_by_init(lettergraph: Command, tmp_path: Path) -> None:
    lettergraph("init", tmp_path / "letters")

    again = lettergraph("init", tmp_path / "letters")

    assert again.returncode == 2
    assert "collection.toml" in again.stderr


def test_a_build_with_something_held_back_has_status_1_and_names_file_line_and_remedy(
    lettergraph: Command, tmp_path: Path
) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": "Письмо".encode("cp1251")})

    result = lettergraph("build", "--collection", folder)

    assert result.returncode == 1
    assert "sources/b.txt:1: Byte 0 (0xcf) is not utf-8." in result.stdout
    assert "report.html" in result.stderr
    assert "\r" not in result.stderr
    assert "%" not in result.stderr


def test_a_build_tells_machines_the_same_in_json(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": ""})

    result = lettergraph("build", "--json", "--collection", folder)

    told = json.loads(result.stdout)
    assert (result.returncode, told["exit_status"]) == (1, 1)
    assert told["release"]["id"] == served(folder).id
    assert [(one["status"], one["source"]) for one in told["outcomes"]] == [
        ("ok", "sources/a.txt"),
        ("failed", "sources/b.txt"),
    ]
    assert told["outcomes"][1]["error"]["where"]["file"] == "sources/b.txt"
    assert told["outcomes"][1]["error"]["remedy"]


def test_a_build_says_how_many_letters_are_unchanged(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page(), "b.txt": page(date="1920")})
    assert "unchanged" not in lettergraph("build", "--collection", folder).stderr
    (folder / "sources" / "b.txt").write_text(page(date="1920", body="The lamp is lit."), encoding="utf-8")

    result = lettergraph("build", "--json", "--collection", folder)

    assert "1 letters were read, 1 are unchanged since an earlier build." in result.stderr
    told = json.loads(result.stdout)
    assert (told["built"], told["reused"]) == (1, 1)


def test_a_build_that_publishes_nothing_has_status_2(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"b.txt": ""})

    result = lettergraph("build", "--collection", folder)

    assert result.returncode == 2
    assert result.stderr.endswith("Nothing was published.\n")  # a slow machine has told of its progress


def test_a_dry_run_says_that_nothing_was_published(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})

    result = lettergraph("build", "--dry-run", "--collection", folder)

    assert (result.returncode, result.stderr.splitlines()[-1]) == (0, "Dry run: nothing was published.")
    assert current_release(folder / "site") is None


def test_an_error_in_the_configuration_names_file_line_and_what_was_meant(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()})
    with (folder / "collection.toml").open("a", encoding="utf-8") as settings:
        settings.write('\nadress = "http://example.org/"\n')

    result = lettergraph("build", "--collection", folder)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {folder / 'collection.toml'}:")
    assert "address" in result.stderr
    assert "Traceback" not in result.stderr


def test_reading_shows_the_page_with_what_was_read_from_it(lettergraph: Command, site: Path) -> None:
    result = lettergraph("read", site / "sources" / "a.txt", "--collection", site)

    lines = result.stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("   10  M. O. Quillfeather - Committee"))
    assert lines[at + 1 : at + 4] == [
        "      │ Heading: M. O. Quillfeather - Committee of the Lanternfish Society → doc/lf-1919-11-12-1",
        "      │ Sender 1: M. O. Quillfeather = person/quillfeather",
        "      │ Addressee 1: Committee of the Lanternfish Society = body/committee",
    ]
    assert "1 documents read by edition_page" in result.stderr
    assert not (site / "sources" / "a.keys").exists()


def test_reading_in_json_gives_the_mapping_records(lettergraph: Command, site: Path) -> None:
    result = lettergraph("read", site / "sources" / "a.txt", "--collection", site, "--json")

    [record] = json.loads(result.stdout)
    assert record["doc"] == "lf-1919-11-12-1"
    assert record["documents"][0]["senders"][0]["agent"] == {"type": "person", "key": "quillfeather"}


def test_a_file_that_is_not_there_is_an_error(lettergraph: Command, tmp_path: Path) -> None:
    result = lettergraph("read", tmp_path / "nothing.txt")

    assert result.returncode == 2
    assert "nothing.txt" in result.stderr


QUERY = "SELECT ?sender WHERE { ?letter rico:hasSender ?sender } ORDER BY ?sender LIMIT 1"


def test_a_query_is_text_a_file_or_standard_input(lettergraph: Command, site: Path, tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(QUERY, encoding="utf-8")

    answers = [
        lettergraph("query", QUERY, "--collection", site),
        lettergraph("query", file, "--collection", site),
        lettergraph("query", "-", "--collection", site, given=QUERY),
    ]

    iri = "https://letters.example.org/id/person/quillfeather"
    assert [one.stdout for one in answers] == [f"sender\n{'-' * len(iri)}\n{iri}\n"] * 3
    assert {one.stderr for one in answers} == {""}


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("table", "sender\n---"),
        ("json", "{"),
        ("xml", "<?xml"),
        ("csv", "sender"),
        ("tsv", "?sender"),
    ],
)
def test_rows_come_in_each_form(name: str, beginning: str, lettergraph: Command, site: Path) -> None:
    result = lettergraph("query", QUERY, "--format", name, "--collection", site)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(beginning)
    assert "id/person/quillfeather" in result.stdout


@pytest.mark.parametrize(("name", "holds"), [("turtle", "<"), ("ntriples", "> <"), ("rdfxml", "<rdf:RDF"), (None, "<")])
def test_graphs_come_in_each_form(name: str | None, holds: str, lettergraph: Command, site: Path) -> None:
    construct = "CONSTRUCT { ?letter rico:hasSender ?sender } WHERE { ?letter rico:hasSender ?sender }"
    form = () if name is None else ("--format", name)

    result = lettergraph("query", construct, *form, "--collection", site)

    assert (result.returncode, result.stderr) == (0, "")
    assert holds in result.stdout


def test_a_question_is_answered_with_yes_or_no(lettergraph: Command, site: Path) -> None:
    assert lettergraph("query", "ASK { ?letter rico:hasSender ?s }", "--collection", site).stdout == "yes\n"
    assert lettergraph("query", "ASK { ?letter rico:hasReceiver ?s }", "--collection", site).stdout == "no\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { ?x",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        QUERY.replace("rico:", "unknown:"),
    ],
)
def test_a_query_that_is_refused_says_why(query: str, lettergraph: Command, site: Path) -> None:
    result = lettergraph("query", query, "--collection", site)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_a_dump_is_the_dump_of_the_release(lettergraph: Command, site: Path, tmp_path: Path) -> None:
    [packed] = (served(site).path / "dumps").glob("*.trig.gz")
    assert lettergraph("dump", "--collection", site).stdout == "".join(quads(site))

    lettergraph("dump", "--collection", site, "--format", "trig", "--output", tmp_path / "a.trig")
    assert (tmp_path / "a.trig").read_bytes() == gzip.decompress(packed.read_bytes())

    lettergraph("dump", "--collection", site, "--format", "trig", "--output", tmp_path / "a.trig.gz")
    assert (tmp_path / "a.trig.gz").read_bytes() == packed.read_bytes()


def things(site: Path) -> dict[str, str]:
    """One IRI of each kind."""
    found = {}
    for kind, part in {
        "document": "id/doc/lf-1919-11-12-1>", "person": "id/person/", "date": "id/date/", "note": "-n1>",
        "annotation": "id/annotation/", "relation": "id/relation/", "recordset": "id/recordset/", "run": "run/",
        "snapshot": "snapshot/", "graph": "graph/doc/",
    }.items():  # fmt: skip
        line = next(one for one in quads(site) if part in one.split(" ", 1)[0])
        found[kind] = line.split(" ", 1)[0].strip("<>")
    return found


def test_everything_that_is_published_can_be_explained(lettergraph: Command, site: Path) -> None:
    for kind, iri in things(site).items():
        result = lettergraph("explain", iri, "--collection", site)
        assert (result.returncode, result.stderr) == (0, ""), kind
        assert "basis: " in result.stdout, kind


def test_explanations_come_in_json(lettergraph: Command, site: Path) -> None:
    result = lettergraph("explain", "id/doc/lf-1919-11-12-1", "hasSender", "--json", "--collection", site)

    first = json.loads(result.stdout)[0]
    assert (first["basis"], first["rule"], first["words"]) == ("stated", "document-sender", "M. O. Quillfeather")
    assert first["where"]["file"] == "sources/a.txt"


def test_an_iri_that_nobody_speaks_of_is_an_error_with_help(lettergraph: Command, site: Path) -> None:
    result = lettergraph("explain", "id/person/nobody", "--collection", site)

    assert (result.returncode, result.stdout) == (2, "")
    assert "says nothing about" in result.stderr
    assert "Look it up" in result.stderr


def test_damage_is_found_and_named(lettergraph: Command, site: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(site, tmp_path / "letters", symlinks=True)
    report = served(folder).path / "report.html"
    report.write_text("changed", encoding="utf-8")

    result = lettergraph("verify", "--collection", folder)

    assert result.returncode == 1
    assert "report.html" in result.stdout
    assert result.stderr.endswith("1 files are damaged.\n")


def test_an_earlier_release_is_served_again(lettergraph: Command, site: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(site, tmp_path / "letters", symlinks=True)
    first = served(folder)
    assert lettergraph("build", "--collection", folder).returncode == 0
    assert served(folder) != first

    result = lettergraph("rollback", "--collection", folder)

    assert (result.returncode, result.stderr) == (0, f"Now serving {first.id}.\n")
    assert served(folder).id == first.id
    assert lettergraph("rollback", "20200101T000000Z", "--collection", folder).returncode == 2


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(site: Path) -> None:
    command = f"{sys.executable} -m kg.cli dump --collection {site} | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


def test_problems_of_a_check_are_listed_by_kind(lettergraph: Command, tmp_path: Path) -> None:
    folder = make_collection(tmp_path, {"a.txt": page()}, authorities="persons:\n  - key: a b\n    labels: {en: x}\n")
    (folder / "keys.tsv").write_text("one column\n", encoding="utf-8")

    result = lettergraph("check", "--collection", folder)

    lines = result.stdout.splitlines()
    headings = [line for line in lines if not line.startswith(" ")]
    assert result.returncode == 1
    assert [line.partition(":")[0] for line in headings] == ["Authority files", "Frozen keys"]
    assert all(line.startswith("  violation: ") and str(folder) in line for line in lines if line not in headings)
