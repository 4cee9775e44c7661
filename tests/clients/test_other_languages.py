"""Clients in Perl and PHP, as Debian ships them; they skip where the package is not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.test_programs import run
from tests.server.running import Running

pytestmark = pytest.mark.acceptance

HERE = Path(__file__).parent
ASK = "ASK { ?s ?p ?o }"
NAMES = ["Stalin, Joseph (1878–1953)", "Сталин, Иосиф Виссарионович"]


def works(*command: str) -> bool:
    """Say whether a program is there and can load its library."""
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


def names_of(server: Running) -> str:
    return f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT ?label WHERE {{ <{server.url}id/person/stalin> skos:prefLabel ?label }} ORDER BY ?label"""


def test_perl_gets_rows_and_an_answer_to_a_question(server: Running) -> None:
    if not works("perl", "-MRDF::Query::Client", "-e", "1"):
        pytest.skip("RDF::Query::Client is not installed: apt install librdf-query-client-perl")

    answer = run("perl", str(HERE / "select.pl"), server.endpoint, names_of(server), ASK)

    assert answer.splitlines() == [*NAMES, "true"]


def test_php_gets_rows_an_answer_and_what_an_iri_leads_to(server: Running) -> None:
    if not works("php", "-r", "require 'EasyRdf/autoload.php';"):
        pytest.skip("EasyRdf is not installed: apt install php-easyrdf php-cli php-mbstring php-xml")
    stalin = f"{server.url}id/person/stalin"

    answer = run("php", str(HERE / "select.php"), server.endpoint, names_of(server), ASK, stalin)

    assert answer.splitlines() == [*NAMES, "true", str(len(NAMES))]
