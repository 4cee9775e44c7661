"""Each protection holds its check; switched off, it fails it: so it is the protection that the check sees (D12)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.checks import Unprotected
from tests.reliability.figures import Figure
from tests.reliability.protections import PROTECTIONS, SETTINGS, Protection
from tests.reliability.serving import served
from tests.reliability.unprotected import SWITCHES
from tests.server.running import Running

QUICK = [one for one in PROTECTIONS if one.quick]


def by_name(protection: Protection) -> str:
    return protection.name


def tried(
    collection: Path, *, given: Protection | None = None, off: tuple[Protection, ...] = ()
) -> AbstractContextManager[Running]:
    """Serve with small limits, what a check needs, and some protections switched off."""
    settings: dict[str, Any] = {**SETTINGS, **(given.given if given else {})}
    for one in off:
        settings |= one.settings
    switches = ",".join(name for name in [given.without if given else "", *(one.switch for one in off)] if name)
    program = (sys.executable, "-m", "tests.reliability.unprotected", switches)
    arguments = [part for one in off for part in one.arguments]
    return served(collection, *arguments, program=program, **settings)


@pytest.fixture(scope="module")
def protected(collection: Path) -> Iterator[Running]:
    with tried(collection) as server:
        yield server


@pytest.fixture(scope="module")
def unprotected(collection: Path) -> Iterator[Running]:
    with tried(collection, off=tuple(QUICK)) as server:
        yield server


@pytest.mark.parametrize("protection", QUICK, ids=by_name)
def test_a_protection_holds(protection: Protection, protected: Running) -> None:
    protection.check(protected)


@pytest.mark.parametrize("protection", QUICK, ids=by_name)
def test_a_check_fails_without_its_protection(protection: Protection, unprotected: Running) -> None:
    with pytest.raises(Unprotected):
        protection.check(unprotected)


@pytest.mark.acceptance
@pytest.mark.parametrize("protection", PROTECTIONS, ids=by_name)
def test_each_protection_alone_makes_the_difference(protection: Protection, collection: Path, figure: Figure) -> None:
    with tried(collection, given=protection) as server:
        protection.check(server)
    with tried(collection, given=protection, off=(protection,)) as server, pytest.raises(Unprotected) as raised:
        protection.check(server)

    figure("D12", f"{protection.name}: its check holds, and fails without it ({raised.value})")


def test_the_reference_lists_these_protections_and_no_others(project: Path) -> None:
    page = (project / "docs" / "reference" / "reliability.md").read_text(encoding="utf-8")
    table = page.partition("## Protections")[2].partition("\n## ")[0]
    rows = [(row[1], row[3]) for row in re.finditer(r"^\| (.+?) \| (.+?) \| (.+?) \|$", table, re.MULTILINE)][1:]

    assert rows == [(one.name, f"`{one.check.__name__}`") for one in PROTECTIONS]


def test_every_switch_belongs_to_a_protection() -> None:
    assert {one.switch for one in PROTECTIONS} - {""} == {*SWITCHES}
    assert all(one.switch or one.settings or one.arguments for one in PROTECTIONS)
