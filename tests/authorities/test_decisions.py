"""Decisions about identity: what they do, that their order says nothing, and that contradictions name both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.authorities import Authorities, check_authorities, load_authorities
from kg.authorities.decision_reading import DECISION_KEYS
from kg.graphs.authority import authority_quads
from kg.records.reference import EntityType, Reference

FILES = """\
persons:
  - {key: gull-a, labels: {en: "Gull, Ada"}, names: [Gull], same_as: ["https://d-nb.info/gnd/118540238"]}
  - {key: tern-b, labels: {en: "Tern, Bea"}}
"""
BASE = "https://letters.example/"


def person(key: str) -> Reference:
    return Reference(EntityType.PERSON, key)


def entry(decision: str, of: str, **more: str) -> str:
    fields = {"decision": decision, "kind": "person", "of": of, "by": "A. Reader", "on": "2026-01-31", "why": "So."}
    values = {name.rstrip("_"): value for name, value in (fields | more).items()}
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in values.items() if value) + "}\n"


def files(folder: Path, entries: tuple[str, ...]) -> tuple[list[Path], list[Path]]:
    """Write the authority file, and each entry into a file of its own."""
    people = folder / "people.yaml"
    people.write_text(FILES, encoding="utf-8")
    identities = []
    for number, text in enumerate(entries):
        identities.append(folder / f"{number}.yaml")
        identities[-1].write_text(f"decisions:\n{text}", encoding="utf-8")
    return [people], identities


def load(folder: Path, *entries: str) -> Authorities:
    paths, identities = files(folder, entries)
    return load_authorities(paths, identities=identities)


def problems(folder: Path, *entries: str) -> list[str]:
    paths, identities = files(folder, entries)
    errors = check_authorities(paths, identities=identities)
    return [str(error).replace(f"{folder}/", "") for error in errors]


def test_what_is_joined_is_one_node_whatever_was_joined_first(tmp_path: Path) -> None:
    authorities = load(tmp_path, entry("same", "[viaf-1, gnd-2]"), entry("same", "[wikidata-q3, viaf-1]"))

    assert {authorities.redirected(person(key)) for key in ("viaf-1", "gnd-2", "wikidata-q3")} == {person("gnd-2")}
    assert authorities.redirected(person("viaf-4")) == person("viaf-4")
    assert authorities.redirected(Reference(EntityType.PLACE, "viaf-1")) == Reference(EntityType.PLACE, "viaf-1")


@pytest.mark.parametrize(
    ("of", "as_", "stays"),
    [
        ("[viaf-1, gnd-2]", "viaf-1", "viaf-1"),
        ("[viaf-1, gnd-2]", "ed-p7", "ed-p7"),
        ("[viaf-1, gnd-2]", "", "gnd-2"),
        ("[viaf-1, gull-a, gnd-2]", "", "gull-a"),
        ("[viaf-1, gnd-118540238]", "", "gull-a"),
        ("[ed-p7, ed-p6]", "", "ed-p6"),
    ],
)
def test_the_key_that_stays_is_named_or_the_authority_files_or_the_best_registers(
    of: str, as_: str, stays: str, tmp_path: Path
) -> None:
    authorities = load(tmp_path, entry("same", of, as_=as_))

    assert {authorities.redirected(person(key)).key for key in of.strip("[]").split(", ")} == {stays}


def test_a_redirect_is_no_claim_that_both_are_one(tmp_path: Path) -> None:
    authorities = load(tmp_path, entry("redirect", "gnd-1", to="gnd-2"), entry("same", "[viaf-1, gnd-2]"))
    lines = authority_quads(authorities, base_iri=BASE)

    assert authorities.redirected(person("gnd-1")) == person("gnd-2")
    told = sorted(line.split(" ")[:3] for line in lines if "/gull-a" not in line and "/tern-b" not in line)
    assert told == [
        [f"<{BASE}id/person/{old}>", f"<{property_}>", f"<{BASE}id/person/gnd-2>"]
        for old, property_ in (
            ("gnd-1", "http://purl.org/dc/terms/isReplacedBy"),
            ("viaf-1", "http://purl.org/dc/terms/isReplacedBy"),
            ("viaf-1", "http://www.w3.org/2002/07/owl#sameAs"),
        )
    ]


def test_a_split_sends_the_mentions_of_its_letters_elsewhere(tmp_path: Path) -> None:
    split = entry("split", "kamenev", into="{kamenev-ss: [bl-1, bl-2], kamenev-lb: bl-3}")
    authorities = load(tmp_path, split, entry("same", "[gnd-5, kamenev]", as_="kamenev"))

    met = [
        authorities.redirected(person(key), letter).key for key in ("kamenev", "gnd-5") for letter in ("bl-1", "bl-3")
    ]
    assert met == ["kamenev-ss", "kamenev-lb"] * 2
    assert authorities.redirected(person("kamenev"), "bl-4") == authorities.redirected(person("kamenev"))


def test_joined_letters_are_told_of_by_the_letters_alone(tmp_path: Path) -> None:
    authorities = load(tmp_path, entry("same", "[b-2, a-1]", kind="letter"))

    assert authorities.decisions.redirects() == {Reference(EntityType.DOC, "b-2"): Reference(EntityType.DOC, "a-1")}
    assert not any("a-1" in line for line in authority_quads(authorities, base_iri=BASE))


def test_decided_pairs_are_known_with_all_that_follows(tmp_path: Path) -> None:
    authorities = load(tmp_path, entry("same", "[gnd-1, viaf-1]"), entry("different", "[gnd-1, gnd-2]"))

    keys = ["gnd-1", "gnd-2", "viaf-1", "viaf-2"]
    decided = [
        (one, other)
        for at, one in enumerate(keys)
        for other in keys[at + 1 :]
        if authorities.decisions.is_decided(person(one), person(other))
    ]
    assert decided == [("gnd-1", "gnd-2"), ("gnd-1", "viaf-1"), ("gnd-2", "viaf-1")]


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ((entry("same", "[a, b]"), entry("different", "[a, b]")), "1.yaml:2 0.yaml:2"),
        ((entry("same", "[a, b]"), entry("same", "[b, c]"), entry("different", "[a, c]")), "2.yaml:2 0.yaml:2"),
        ((entry("redirect", "a", to="b"), entry("different", "[a, b]")), "1.yaml:2 0.yaml:2"),
        ((entry("same", "[a, b]", as_="a"), entry("same", "[b, c]", as_="c")), "1.yaml:2 0.yaml:2"),
        ((entry("redirect", "a", to="b"), entry("redirect", "a", to="c")), "1.yaml:2 0.yaml:2"),
        ((entry("redirect", "a", to="b"), entry("redirect", "b", to="c")), "0.yaml:2 1.yaml:2"),
        ((entry("redirect", "a", to="b"), entry("redirect", "b", to="a")), "0.yaml:2 1.yaml:2"),
        ((entry("redirect", "a", to="b"), entry("same", "[a, c]")), "0.yaml:2 1.yaml:2"),
        ((entry("redirect", "x", to="b"), entry("same", "[a, b]")), "0.yaml:2 1.yaml:2"),
        ((entry("redirect", "gull-a", to="b"),), "0.yaml:2"),
        ((entry("redirect", "gnd-118540238", to="b"),), "0.yaml:2"),
        ((entry("same", "[gull-a, x]"), entry("same", "[tern-b, x]")), "people.yaml:2 people.yaml:3"),
        ((entry("same", "[gull-a, x]", as_="x"),), "people.yaml:2"),
        ((entry("split", "a", into="{b: d-1}"), entry("split", "a", into="{c: d-1}")), "1.yaml:2 0.yaml:2"),
        ((entry("split", "a", into="{b: d-1}"), entry("same", "[a, b]")), "0.yaml:2 1.yaml:2"),
        ((entry("split", "b", into="{x: d-1}"), entry("same", "[a, b]")), "0.yaml:2 1.yaml:2"),
        ((entry("split", "x", into="{b: d-1}"), entry("same", "[a, b]")), "0.yaml:2 1.yaml:2"),
        ((entry("split", "a", into="{b: d-1}"), entry("split", "b", into="{c: d-2}")), "0.yaml:2 1.yaml:2"),
        ((entry("different", "[gull-a, gnd-118540238]"),), "0.yaml:2"),
    ],
)
def test_decisions_that_contradict_each_other_are_named_both(
    entries: tuple[str, ...], named: str, tmp_path: Path
) -> None:
    found = problems(tmp_path, *entries)

    assert any(all(place in problem for place in named.split()) for problem in found), found


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (entry("sane", "[a, b]"), 2, '"same"'),
        (entry("same", "[a, b]", kind="persn"), 2, '"person"'),
        (entry("same", "[a, b]", by=""), 2, '"by"'),
        (entry("same", "[a, b]", on="yesterday"), 2, "1919-11-12"),
        (entry("same", "[a, a]"), 2, "twice"),
        (entry("same", "a"), 2, "at least two"),
        (entry("different", "a"), 2, "at least two"),
        (entry("same", "['https://d-nb.info/gnd/1', b]"), 2, "last part"),
        (entry("same", "[a, b]", to="c"), 2, '"redirect"'),
        (entry("same", "[a, b]", prefer="a"), 2, "letters"),
        (entry("same", "[a, b]", kind="letter", prefer="c"), 2, "one of them"),
        (entry("redirect", "a", to="b", prefer="a"), 2, '"same"'),
        (entry("redirect", "a"), 2, '"to"'),
        (entry("redirect", "a", to="a"), 2, "itself"),
        (entry("split", "a"), 2, '"into"'),
        (entry("split", "[a, b]", into="{c: d}"), 2, "each"),
        (entry("split", "a", into="{b: d, c: d}"), 2, '"b"'),
        (entry("split", "a", into="{}"), 2, "no part"),
        (entry("same", "[a, b]", wy="So"), 2, '"why"'),
        ("\n  - a\n", 3, "key"),
        ("  nothing\n", 2, "list"),
        ("  - {\n", 2, "YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_remedy(text: str, line: int, word: str, tmp_path: Path) -> None:
    found = problems(tmp_path, text)

    assert any(problem.startswith(f"0.yaml:{line}") and word in problem for problem in found), found


KEYS = st.sampled_from(["gull-a", "gnd-1", "gnd-2", "viaf-1", "viaf-2", "ed-p1", "ed-p2", "wikidata-q1"])
ENTRIES = st.one_of(
    st.lists(KEYS, min_size=2, max_size=3, unique=True).map(lambda keys: entry("same", f"[{', '.join(keys)}]")),
    st.lists(KEYS, min_size=2, max_size=2, unique=True).map(lambda keys: entry("redirect", keys[0], to=keys[1])),
    st.lists(KEYS, min_size=2, max_size=2, unique=True).map(lambda keys: entry("different", f"[{', '.join(keys)}]")),
    st.lists(KEYS, min_size=2, max_size=2, unique=True).map(
        lambda keys: entry("split", keys[0], into=f"{{{keys[1]}: [d-1]}}")
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entries=st.lists(ENTRIES, min_size=1, max_size=5), seed=st.integers())
def test_the_order_of_files_and_entries_says_nothing(entries: list[str], seed: int, tmp_path: Path) -> None:
    shuffled = random.Random(seed).sample(entries, len(entries))  # noqa: S311 - no secret
    sound = problems(tmp_path, *entries) == []

    assert (problems(tmp_path, *shuffled) == []) is sound
    if sound:
        one, other = load(tmp_path, *entries), load(tmp_path, "".join(shuffled))
        assert one.decisions.redirects() == other.decisions.redirects()
        assert one.decisions.splits == other.decisions.splits
        assert authority_quads(one, base_iri=BASE) == authority_quads(other, base_iri=BASE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entries=st.lists(ENTRIES, min_size=1, max_size=5))
def test_sound_decisions_lead_to_a_key_that_stays(entries: list[str], tmp_path: Path) -> None:
    if problems(tmp_path, *entries):
        return
    authorities = load(tmp_path, *entries)

    for reference in authorities.decisions.redirects():
        meant = authorities.redirected(reference, "d-1")
        assert authorities.redirected(meant) == meant


def test_every_key_of_a_decision_is_documented(project: Path) -> None:
    text = (project / "docs/reference/identities.md").read_text(encoding="utf-8")

    assert [key for key in DECISION_KEYS if f"| `{key}` |" not in text] == []
