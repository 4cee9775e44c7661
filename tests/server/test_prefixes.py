"""A base IRI with a path: requests with it and without it."""

from __future__ import annotations

from typing import Any

import pytest

from server.prefix import Prefix

BASE = "https://www.example.org/letters/"


def cut(path: str, base_iri: str = BASE, script_name: str = "") -> tuple[str, str, bool]:
    environ: dict[str, Any] = {"PATH_INFO": path, "SCRIPT_NAME": script_name}
    slash_wanting = Prefix().cut(environ, base_iri)
    return environ["SCRIPT_NAME"], environ["PATH_INFO"], slash_wanting


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("/letters/", ("/letters", "/", False)),
        ("/letters/doc/person/x", ("/letters", "/doc/person/x", False)),
        ("/letters/letters/x", ("/letters", "/letters/x", False)),
        ("/doc/person/x", ("", "/doc/person/x", False)),
        ("/lettersx", ("", "/lettersx", False)),
        ("/letters", ("", "/letters", True)),
    ],
)
def test_a_path_is_understood_with_the_prefix_and_without_it(path: str, left: tuple[str, str, bool]) -> None:
    assert cut(path) == left


def test_a_base_iri_without_path_cuts_nothing() -> None:
    assert cut("/doc/x", "https://example.org/") == ("", "/doc/x", False)


def test_a_prefix_of_other_letters_is_compared_as_wsgi_writes_it() -> None:
    path = "/письма/doc/x".encode().decode("latin-1")

    assert cut(path, "https://example.org/письма/")[1] == "/doc/x"
    assert cut(path, "https://example.org/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%B0/")[1] == "/doc/x"


def test_what_a_server_has_cut_off_stays_cut_off() -> None:
    assert cut("/letters/x", script_name="/app") == ("/app/letters", "/x", False)


def test_the_way_to_the_site_from_the_path_without_slash_is_its_last_segment() -> None:
    prefix = Prefix()
    prefix.cut({"PATH_INFO": "/"}, "https://example.org/a/b/")

    assert prefix.last == "b/"
