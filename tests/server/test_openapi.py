"""The description of the interface is that of the application: no route, problem, format or limit is missing in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from kg.config import ServerConfiguration
from kg.publication.resource_formats import PAGE_FORMATS, RDF_FORMATS
from kg.publication.sparql_protocol import GRAPH_OFFERS, TABLE_OFFERS
from server.endpoints import ENDPOINTS
from server.errors import PROBLEMS
from server.openapi import PAGES, RULES, Interface, describe
from tests.server.running import Running

SMALL = ServerConfiguration(query_seconds=7.5, answer_mb=3)
Description = dict[str, Any]


def described(**changes: object) -> Description:
    values: dict[str, Any] = {"title": "T", "base_iri": "https://e.org/a/", "release": "r1", "configuration": SMALL}
    return json.loads(json.dumps(describe(Interface(**values | changes))))  # type: ignore[no-any-return] # JSON


@pytest.fixture(scope="module")
def description() -> Description:
    return described(dumps=("a.nq.gz",), examples=(("all", "Everything?", "SELECT * { ?s ?p ?o }"),))


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Every object of a description, however deep."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def resolved(description: Description, place: str) -> Any:
    found: Any = description
    for name in place.removeprefix("#/").split("/"):
        found = found[name.replace("~1", "/").replace("~0", "~")]
    return found


def operations(description: Description) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def rules_of_application() -> set[str]:
    app = Flask("server.app", static_folder="static")
    for blueprint in ENDPOINTS:
        app.register_blueprint(blueprint)
    return {str(rule) for rule in app.url_map.iter_rules()}


def test_every_route_is_described_or_named_as_a_page() -> None:
    named = [rule for rules in RULES.values() for rule in rules]

    assert sorted([*named, *PAGES]) == sorted(rules_of_application())


def test_every_path_has_its_route(description: Description) -> None:
    assert set(RULES) == set(description["paths"])


def test_every_problem_of_a_described_method_is_in_some_answer(description: Description) -> None:
    named = {name for key in description["components"]["responses"] for name in key.split(".")[1:]}

    assert {"method-not-allowed"} == set(PROBLEMS) - named


def test_every_reference_leads_to_something_and_nothing_is_left_over(description: Description) -> None:
    places = {one["$ref"] for one in parts(description) if isinstance(one.get("$ref"), str)}

    for place in places:
        assert resolved(description, place), place
    components = description["components"].items()
    assert {f"#/components/{kind}/{name}" for kind, group in components for name in group} == places


def test_each_operation_has_a_name_of_its_own_and_the_errors_of_every_request(description: Description) -> None:
    found = dict(operations(description))

    assert len({one["operationId"] for one in found.values()}) == len(found)
    assert [name for name, one in found.items() if not {"400", "421", "500"} <= set(one["responses"])] == []


def test_every_part_of_a_path_is_a_parameter(description: Description) -> None:
    for path, item in description["paths"].items():
        asked = {one["name"] for one in item["get"].get("parameters", []) if one["in"] == "path"}

        assert asked == set(re.findall(r"\{([^}]*)\}", path))


def test_answers_have_the_formats_of_the_negotiation(description: Description) -> None:
    def types(path: str) -> list[str]:
        return list(description["paths"][path]["get"]["responses"]["200"]["content"])

    offers = [one.media_type for one in (*TABLE_OFFERS, *GRAPH_OFFERS)]
    assert types("/sparql") == [*offers, "text/html"]
    assert types("/doc/{type}/{key}") == [one.media_type for one in PAGE_FORMATS]
    assert sorted(types("/shapes")) == sorted(one.media_type for one in RDF_FORMATS)


def test_the_limits_are_those_in_force(description: Description) -> None:
    assert (description["x-limits"]["query_seconds"], description["x-limits"]["answer_mb"]) == (7.5, 3)
    assert "hosts" not in description["x-limits"]


def test_addresses_are_those_of_the_base_iri(description: Description) -> None:
    assert description["servers"] == [{"url": "https://e.org/a"}]


def test_dumps_and_examples_are_named(description: Description) -> None:
    get = description["paths"]["/sparql"]["get"]
    [query] = [one for one in get["parameters"] if one["name"] == "query"]

    assert description["paths"]["/dumps/{name}"]["get"]["parameters"][0]["schema"]["enum"] == ["a.nq.gz"]
    assert query["examples"]["all"] == {"summary": "Everything?", "value": "SELECT * { ?s ?p ?o }"}


def test_a_site_serves_its_description(server: Running) -> None:
    reply = server.ask("/openapi.json")
    found = json.loads(reply.body)
    held = server.ask("/openapi.json", headers={"If-None-Match": reply.headers["etag"]})

    assert (reply.status, reply.media_type) == (200, "application/json")
    assert found["openapi"] == "3.1.0"
    assert found["servers"] == [{"url": server.url.rstrip("/")}]
    assert "sf.nq.gz" in json.dumps(found["paths"]["/dumps/{name}"])
    assert held.status == 304


def test_programs_find_the_description_from_the_endpoint_and_people_from_the_page(server: Running) -> None:
    endpoint = server.ask("/sparql", headers={"Accept": "text/turtle"})
    page = server.ask("/about", headers={"Accept": "text/html"})

    assert '<./openapi.json>; rel="service-desc"; type="application/json"' in endpoint.headers["link"]
    assert 'href="./openapi.json"' in page.text


def test_what_is_answered_is_described(server: Running) -> None:
    found = json.loads(server.ask("/openapi.json").body)
    limits = server.ask("/about/limits", headers={"Accept": "application/json"})
    values = {name: value for name, value in json.loads(limits.body).items() if name in found["x-limits"]}

    assert values == found["x-limits"]
    health = json.loads(server.ask("/health").body)
    assert set(health) <= set(found["components"]["schemas"]["Health"]["properties"])
