"""What holds for a release of real letters, whatever their faults: nothing is lost silently, every term is one."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from lxml import etree

from kg.graphs import split_line
from kg.namespaces import CRM, OWL, SKOS, XSD
from tests.samples.building import BASE, Samples

DATE = re.compile(r'"(-?\d{4,}-\d\d-\d\d)"\^\^<' + re.escape(XSD + "date") + ">")


def letters_of(path: Path) -> int | None:
    """Count the letters of a file without our readers; ``None`` where it is a matter of reading."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            return sum(1 for row in csv.DictReader(file) if any(row.values()))
    if path.suffix == ".xml":
        try:
            root = etree.parse(str(path)).getroot()
        except etree.XMLSyntaxError:
            return 0
        found = len(root.xpath("//*[local-name()='correspDesc']"))
        return found or None
    return None


def test_every_page_holds_a_letter(samples: Samples) -> None:
    read = {outcome.source for outcome in samples.result.outcomes if outcome.document is not None}
    pages = {path.relative_to(samples.folder).as_posix() for path in (samples.folder / "sources").rglob("*.txt")}
    assert {one for one in pages if "/text/" in one} <= read


def test_every_letter_is_published_or_refused_by_name(samples: Samples) -> None:
    counted = Counter(outcome.source for outcome in samples.result.outcomes if outcome.document is not None)
    wrong = {}
    for path in sorted((samples.folder / "sources").rglob("*")):
        expected = letters_of(path) if path.suffix in (".xml", ".csv", ".txt") and "LICENSE" not in path.name else None
        source = path.relative_to(samples.folder).as_posix()
        if expected is not None and counted[source] != expected:
            wrong[source] = (counted[source], expected)
    assert wrong == {}


def test_every_refusal_says_what_where_and_what_to_do(samples: Samples) -> None:
    refused = [outcome for outcome in samples.result.outcomes if not outcome.published]
    assert refused, "a server's error page and a broken file are among the samples"
    for outcome in refused:
        if outcome.error is None:
            assert all(one.where.line and one.remedy for one in outcome.violations), outcome
            continue
        assert outcome.error.where.file == outcome.source
        assert outcome.error.where.line is not None, str(outcome.error)
        assert outcome.error.remedy, str(outcome.error)


def test_the_error_page_of_a_server_is_refused_by_its_name(samples: Samples) -> None:
    (error,) = (outcome.error for outcome in samples.result.outcomes if "cmi__cd0d4061" in outcome.source)
    assert error is not None
    assert "error page" in error.what


def test_what_is_not_well_formed_is_refused_at_its_line(samples: Samples) -> None:
    (error,) = (outcome.error for outcome in samples.result.outcomes if outcome.source.endswith("L01065.xml"))
    assert error is not None
    assert error.where.line == 49


def test_no_finding_is_without_a_place(samples: Samples) -> None:
    for outcome in samples.result.outcomes:
        for finding in outcome.findings:
            assert finding.where.line is not None, finding
            assert finding.remedy, finding


def test_a_second_parser_reads_every_statement(samples: Samples, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed")
    lines = samples.lines
    file = tmp_path / "release.nq"
    file.write_text("".join(lines))
    done = subprocess.run([rapper, "-i", "nquads", "-c", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"returned {len(lines)} triples" in done.stderr
    assert "rror" not in done.stderr, done.stderr


def test_every_day_exists(samples: Samples) -> None:
    for line in samples.lines:
        for day in DATE.findall(line):
            datetime.date.fromisoformat(day)


def test_no_date_ends_before_it_begins(samples: Samples) -> None:
    bounds: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for line in samples.lines:
        quad = split_line(line)
        for name in ("P82a_begin_of_the_begin", "P82b_end_of_the_end"):
            if quad.predicate == f"<{CRM}{name}>":
                (day,) = DATE.findall(line)
                bounds[quad.subject, quad.graph or ""][name] = day
    reversed_ = [
        node
        for node, found in bounds.items()
        if len(found) == 2 and found["P82a_begin_of_the_begin"] > found["P82b_end_of_the_end"]
    ]
    assert len(bounds) > 100
    assert reversed_ == []


def test_every_reference_to_a_register_is_an_iri(samples: Samples) -> None:
    valid = re.compile(r"<https?://[^\s<>\"{}|\\^`]+\.[^\s<>\"{}|\\^`]+>")
    links = 0
    for line in samples.lines:
        quad = split_line(line)
        if quad.predicate in (f"<{SKOS}exactMatch>", f"<{OWL}sameAs>"):
            links += 1
            assert valid.fullmatch(quad.object), line
            assert "#local" not in quad.object
    assert links > 100


def test_one_authority_iri_is_one_node_of_its_kind(samples: Samples) -> None:
    nodes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in samples.lines:
        quad = split_line(line)
        if quad.predicate == f"<{SKOS}exactMatch>" and quad.subject.startswith(f"<{BASE}id/"):
            kind = quad.subject.removeprefix(f"<{BASE}id/").split("/")[0]
            nodes[kind, quad.object].add(quad.subject)
    several = {key: found for key, found in nodes.items() if len(found) > 1}
    assert several == {}


def test_every_node_has_one_label_a_language(samples: Samples) -> None:
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    nodes = set()
    for line in samples.lines:
        quad = split_line(line)
        if quad.subject.startswith(f"<{BASE}id/"):
            nodes.add(quad.subject)
            if quad.predicate == f"<{SKOS}prefLabel>":
                language = quad.object.rpartition('"')[2]
                labels[quad.subject, language].add(quad.object)
    assert {node: found for node, found in labels.items() if len(found) > 1} == {}
    labelled = {node for node, _ in labels}
    unlabelled = {node for node in nodes - labelled if "#" not in node and "/annotation/" not in node}
    assert unlabelled == set()
