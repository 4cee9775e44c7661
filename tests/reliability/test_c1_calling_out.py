"""Row C1: no request and no source has the server or the commands call out, or read what is not theirs."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from kg.cli import main
from kg.config import expand_sources, load_collection
from kg.curations.reading import load_curations
from kg.errors import ConfigurationError
from kg.release import current_release
from kg.release.texts import TextsReader
from tests.pipeline.collections import BASE, make_collection, page
from tests.reliability.c_canary import SECRET, Canary, canary
from tests.reliability.c_requests import Vector, vectors
from tests.reliability.c_sources import reached, write_curations, write_sources
from tests.reliability.c_unguarded import unguarded
from tests.reliability.figures import Figure
from tests.reliability.serving import served
from tests.server.running import Running

VECTORS = list(vectors())
DOCUMENTED = {200, 303, 304, 400, 403, 404, 405, 406, 411, 413, 414, 415, 421, 500, 503}
AT_LEAST = 5
"""Vectors that must succeed where nothing protects; otherwise the list proves nothing."""
LISTS = ("documents", "persons", "places", "report")


@pytest.fixture
def bird(tmp_path: Path) -> Iterator[Canary]:
    """The canary."""
    with canary(tmp_path / "secrets") as found:
        yield found


def send(server: Running, one: Vector, bird: Canary) -> tuple[int, bytes]:
    """Send one request; where the server hangs up in the midst, status 0."""
    method, path, headers, body = one.placed(bird)
    try:
        reply = server.ask(path, method=method, headers=headers, body=body)
    except ConnectionError:
        return 0, b""
    return reply.status, reply.body


def calling_out(server: Running, bird: Canary) -> tuple[list[str], list[str], set[int]]:
    """Send every request: names of those that reach the canary, and of those whose answer has the secret."""
    reaching, telling, statuses = [], [], set()
    for one in VECTORS:
        before = bird.connections
        status, body = send(server, one, bird)
        statuses.add(status)
        if bird.connections > before:
            reaching.append(one.name)
        if SECRET.encode() in body or b"root:" in body:
            telling.append(one.name)
    return reaching, telling, statuses


def test_no_request_has_the_server_call_out_or_read_a_file(server: Running, bird: Canary, figure: Figure) -> None:
    reaching, telling, statuses = calling_out(server, bird)
    alive = server.query("ASK {}").status

    names = [one.name for one in VECTORS]
    figure(
        "C1", f"calling out, over HTTP: {len(VECTORS)} requests, {len(reaching)} connections, {len(telling)} secrets"
    )
    assert len(names) == len(set(names)) >= 50
    assert (reaching, telling, alive) == ([], [], 200)
    assert statuses <= DOCUMENTED


@pytest.mark.acceptance
def test_without_sandbox_and_look_at_the_words_the_same_requests_get_out(
    collection: Path, tmp_path: Path, bird: Canary, figure: Figure
) -> None:
    with unguarded(collection, "--unsafe-no-sandbox", log=tmp_path / "log") as server:
        reaching, _, _ = calling_out(server, bird)

    figure("C1", f"calling out, nothing protects: {len(reaching)} of {len(VECTORS)} requests get out")
    assert len(reaching) > AT_LEAST


@pytest.mark.acceptance
def test_the_sandbox_alone_holds_every_request_back(
    collection: Path, tmp_path: Path, bird: Canary, figure: Figure
) -> None:
    with unguarded(collection, log=tmp_path / "log") as server:
        reaching, telling, _ = calling_out(server, bird)

    figure("C1", f"calling out, the sandbox alone: {len(reaching)} connections, {len(telling)} secrets")
    assert (reaching, telling) == ([], [])


def test_no_query_of_the_command_calls_out(collection: Path, bird: Canary, figure: Figure) -> None:
    """The command has no sandbox, for its user may do anyway what it could do: here the look at the words must do."""
    queries = [one.query for one in VECTORS if one.query is not None and "\x00" not in one.query]
    said = [
        CliRunner().invoke(main, ["query", bird.place(query), "--collection", str(collection)]).output
        for query in queries
    ]

    figure("C1", f"calling out, by the command `query`: {len(queries)} queries, {bird.connections} connections")
    assert bird.connections == 0
    assert [text for text in said if SECRET in text] == []


@pytest.fixture
def hostile(tmp_path: Path, bird: Canary) -> tuple[Path, list[Path]]:
    """A collection with one letter and all hostile sources."""
    folder = make_collection(tmp_path / "hostile", {"honest.txt": page()})
    return folder, write_sources(folder / "sources", bird)


def command(*arguments: str) -> tuple[int, str]:
    """Run the command; its status, and all that it says."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lettergraph")), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def contents(release: Path) -> Iterable[tuple[str, bytes]]:
    """Every file of a release as it is read: dumps and texts unpacked."""
    for path in sorted(release.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.name, gzip.decompress(data) if path.suffix == ".gz" else data
    with TextsReader(release / "sources.sqlite") as texts:
        for source, key in texts.paths().items():
            yield source, b"".join(texts.parts(key))


def test_no_source_has_a_build_call_out_or_read_a_file(
    hostile: tuple[Path, list[Path]], bird: Canary, figure: Figure
) -> None:
    folder, paths = hostile
    status, said = command("build", "--collection", str(folder))
    release = current_release(folder / "site")
    assert release is not None
    telling = [name for name, data in contents(release.path) if SECRET.encode() in data]

    figure("C1", f"calling out, by the command `build`: {len(paths)} sources, {bird.connections} connections")
    assert (status, telling, SECRET in said, bird.connections) == (1, [], False, 0)


@pytest.mark.acceptance
def test_no_page_of_hostile_sources_tells_the_secret(
    hostile: tuple[Path, list[Path]], bird: Canary, figure: Figure
) -> None:
    folder, paths = hostile
    command("build", "--collection", str(folder))
    said = [command(name, "--collection", str(folder))[1] for name in ("check", "validate", "dump")]
    said += [command("read", str(path), "--collection", str(folder))[1] for path in paths]
    with served(folder, log=folder / "log") as server:
        letters = server.query("SELECT ?d { ?d a <https://www.ica.org/standards/RiC/ontology#Record> }").text.split()[
            1:
        ]
        pages = [server.ask(f"/doc/{one.partition('/id/')[2]}").text for one in letters]
        pages += [server.ask(f"/{name}").text for name in LISTS]

    figure("C1", f"calling out, commands and pages of {len(paths)} sources: {bird.connections} connections")
    assert len(letters) > 1
    assert [text for text in (*said, *pages) if SECRET in text] == []
    assert bird.connections == 0


def test_a_careless_reader_is_had_by_the_same_sources(
    hostile: tuple[Path, list[Path]], bird: Canary, figure: Figure
) -> None:
    _, paths = hostile
    found = reached([path for path in paths if path.suffix == ".xml"], bird)

    figure("C1", f"calling out, careless reader: {len(found)} of {len(paths)} sources get what they want")
    assert len(found) > AT_LEAST


def test_no_decision_in_yaml_runs_a_program(tmp_path: Path, bird: Canary) -> None:
    folder = make_collection(tmp_path / "decided", {f"{name}.txt": page() for name in ("python-call", "python-read")})
    files = write_curations(folder / "sources", bird)
    with pytest.raises(ConfigurationError) as refused:
        load_curations(expand_sources(load_collection(folder)), (), base_iri=BASE)

    assert (SECRET in str(refused.value), bird.connections) == (False, 0)
    with pytest.raises((ValueError, OSError, yaml.YAMLError)):  # a careless reader does call: and is sent in a circle
        yaml.unsafe_load(files[0].read_text(encoding="utf-8"))
    assert bird.connections > 0


@pytest.mark.acceptance
def test_the_secret_is_found_where_it_stands(tmp_path: Path) -> None:
    """What looks for the secret in a release would find it, compressed or not."""
    folder = make_collection(tmp_path / "honest", {"honest.txt": page(body=f"They say {SECRET}.")})
    command("build", "--collection", str(folder))
    release = current_release(folder / "site")
    assert release is not None

    assert {"lf.nq.gz", "sources/honest.txt"} <= {
        name for name, data in contents(release.path) if SECRET.encode() in data
    }
