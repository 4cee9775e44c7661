"""The table that editors review: what is written, what comes back, and which rows are refused."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authorities.decisions import DecisionKind, Part
from kg.reconciliation.table import COLUMNS, fill_certain, read_table, write_table
from kg.records.reference import EntityType

DECIDED = {
    "kind": "person",
    "keys": "gnd-1 viaf-2",
    "decision": "same",
    "by": "A. Reader",
    "on": "2026-01-31",
    "why": "So.",
}


def read(**changes: str) -> tuple[list[object], list[str]]:
    decisions, errors = read_table(write_table([DECIDED | changes]), file="t.csv")
    return list(decisions), [str(error) for error in errors]


def test_a_decided_row_is_a_decision() -> None:
    decisions, errors = read_table(write_table([{"kind": "place", "keys": "a b"}, DECIDED]), file="t.csv")

    assert errors == []
    (one,) = decisions
    assert (one.decision, one.type, one.of) == (DecisionKind.SAME, EntityType.PERSON, ("gnd-1", "viaf-2"))
    assert (one.by, one.on.isoformat(), one.why, one.where.line) == ("A. Reader", "2026-01-31", "So.", 3)


def test_a_split_names_letters_by_key() -> None:
    decisions, _ = read_table(
        write_table([DECIDED | {"decision": "split", "keys": "a", "into": "b: l-1 l-2; c: l-3"}]), file="t.csv"
    )

    assert [one.into for one in decisions] == [(Part("b", ("l-1", "l-2")), Part("c", ("l-3",)))]


def test_a_redirect_leads_to_the_key_under_as() -> None:
    decisions, _ = read_table(write_table([DECIDED | {"decision": "redirect", "as": "viaf-2"}]), file="t.csv")

    assert [(one.of, one.stays) for one in decisions] == [(("gnd-1",), "viaf-2")]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"decision": ""}, "decision"),
        ({"by": ""}, '"by"'),
        ({"on": ""}, '"on"'),
        ({"why": ""}, '"why"'),
        ({"decision": "sane"}, 'same"'),
        ({"decision": "merge"}, "split or redirect"),
        ({"on": "31.1.2026"}, "2026-01-31"),
        ({"kind": "cat"}, "kind"),
        ({"keys": ""}, "keys"),
        ({"keys": "gnd-1"}, "at least two"),
        ({"keys": "Gnd_1 b"}, "Gnd_1"),
        ({"decision": "redirect"}, "leads nowhere"),
        ({"decision": "redirect", "keys": "a", "as": "a"}, "itself"),
        ({"decision": "different", "as": "gnd-1"}, '"as"'),
        ({"decision": "split"}, "Several keys"),
        ({"decision": "split", "keys": "a"}, "no part"),
        ({"decision": "split", "keys": "a", "into": "b"}, "names no letters"),
        ({"into": "b: c"}, '"into"'),
        ({"as": "a b"}, "Name one"),
    ],
)
def test_an_incomplete_row_is_refused_with_its_line_and_a_remedy(changes: dict[str, str], word: str) -> None:
    decisions, errors = read(**changes)

    assert decisions == []
    assert any(error.startswith("t.csv:2") and word in error for error in errors), errors


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "kind,keys\n"])
def test_a_table_without_our_columns_is_refused(text: str) -> None:
    decisions, errors = read_table(text, file="t.csv")

    assert decisions == []
    assert "lettergraph reconcile" in str(errors[0])


def test_a_spreadsheet_may_save_it_with_semicolons() -> None:
    rows = list(csv.reader(io.StringIO(write_table([DECIDED]).removeprefix("\ufeff"))))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)

    assert len(read_table(out.getvalue(), file="t.csv")[0]) == 1


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    written = write_table([{"names": text, "keys": text, "for": text}])

    cells = next(csv.reader(io.StringIO(written.split("\r\n", 1)[1])))
    assert len(cells) == len(COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and text.isprintable()))
def test_what_an_editor_writes_comes_back(why: str) -> None:
    (decision,), errors = read_table(write_table([DECIDED | {"why": why}]), file="t.csv")

    assert errors == []
    assert decision.why == why.strip()


def test_rows_that_are_certain_can_be_filled_in_for_review() -> None:
    rows = [{"kind": "person", "keys": "a b", "level": level, "for": "an IRI"} for level in ("certain", "probable")]

    fill_certain(rows, by="A. Reader", on=datetime.date(2026, 1, 31))

    decisions, errors = read_table(write_table(rows), file="t.csv")
    assert errors == []
    assert [(one.of, one.by, one.why, one.where.line) for one in decisions] == [(("a", "b"), "A. Reader", "an IRI", 2)]
