"""Decisions about identity in letters that are read from pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.authorities import Authorities, load_authorities
from kg.authorities.lookups import Recording
from kg.records.locator import Basis
from kg.sources import Source, SourceSettings, decode, reader_for
from tests.pipeline.collections import AUTHORITIES, page


def decided(folder: Path, entry: str) -> Authorities:
    (folder / "people.yaml").write_text(AUTHORITIES, encoding="utf-8")
    text = f"decisions: [{{{entry}, kind: person, by: A, on: 2026-01-31, why: So.}}]" if entry else ""
    (folder / "identities.yaml").write_text(text, encoding="utf-8")
    return load_authorities([folder / "people.yaml"], identities=[folder / "identities.yaml"])


def senders(authorities: Authorities, sender: str) -> list[tuple[str, Basis, bool]]:
    source = Source("a.txt", page(sender=sender).encode(), SourceSettings("lf"))
    text = decode(source)
    reader = reader_for(source, text)
    assert not isinstance(reader, tuple)
    (one,) = reader.identify(source, text)
    (record,) = reader.read(source, text, keys={one.locus: "lf-1"}, authorities=authorities).records
    entities = {entity.reference: entity for entity in record.entities}
    found = [entities[party.agent] for party in record.main.senders]
    return [(entity.reference.key, entity.basis, entity.shared) for entity in found]


@pytest.mark.parametrize(
    ("entry", "sender", "expected"),
    [
        ("", "T. Inkwell", ("lf-1-t-inkwell", Basis.UNRESOLVED, False)),
        ("decision: same, of: [quillfeather, lf-1-t-inkwell]", "T. Inkwell", ("quillfeather", Basis.CURATED, False)),
        ("decision: redirect, of: lf-1-t-inkwell, to: gnd-5", "T. Inkwell", ("gnd-5", Basis.CURATED, True)),
        ("decision: split, of: quillfeather, into: {x: lf-1}", "M. Quillfeather", ("x", Basis.STATED, True)),
        (
            "decision: split, of: quillfeather, into: {x: lf-2}",
            "M. Quillfeather",
            ("quillfeather", Basis.STATED, False),
        ),
    ],
)
def test_a_name_on_a_page_means_whom_the_editors_decided(
    entry: str, sender: str, expected: tuple[str, Basis, bool], tmp_path: Path
) -> None:
    assert senders(decided(tmp_path, entry), sender) == [expected]


def test_what_a_page_asks_is_noted_under_its_letter(tmp_path: Path) -> None:
    recording = Recording(decided(tmp_path, ""))

    assert senders(recording, "T. Inkwell") == senders(decided(tmp_path, ""), "T. Inkwell")
    assert {"n:T. Inkwell", "a:", "k:lf-1-t-inkwell", "d:lf-1"} <= set(recording.take()["lf-1"])
