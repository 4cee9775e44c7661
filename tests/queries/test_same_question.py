"""One question in RiC-O, in CIDOC CRM and in schema.org: the same letters and parties, whatever the letters.

The demonstration and letters of an index, which have names without an English label, places of sending, several
senders, doubtful dates, and letters of which little is known.
"""

from __future__ import annotations

import pytest

from tests.queries.asking import Release

PARTIES = ("document", "form", "sender", "addressee")


@pytest.fixture(params=["demonstration", "index_of_letters"])
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(request.param)
    return found


def test_cidoc_crm_gives_the_very_rows_of_ric_o(release: Release) -> None:
    assert release.rows("who-wrote-to-whom-cidoc-crm") == release.rows("who-wrote-to-whom")


def test_schema_org_gives_the_same_letters_and_parties(release: Release) -> None:
    in_schema_org = set(release.rows("who-wrote-to-whom-schema-org", *PARTIES))

    assert in_schema_org == set(release.rows("who-wrote-to-whom", *PARTIES))


def test_a_date_of_schema_org_lies_within_the_bounds_of_ric_o(release: Release) -> None:
    bounds = {
        document: (first, last)
        for document, first, last in release.rows("who-wrote-to-whom", "document", "earliest", "latest")
    }

    for document, *dates in release.rows("who-wrote-to-whom-schema-org", "document", "created", "sent"):
        first, last = bounds[document]
        assert all(first[: len(date)] <= date <= last for date in dates if date), document


def test_letters_of_an_index_have_what_the_demonstration_lacks(index_of_letters: Release) -> None:
    rows = index_of_letters.rows("who-wrote-to-whom", "sender", "earliest", "place")

    assert all(any(row[column] for row in rows) for column in range(3))
    assert any(not first for _, first, _ in rows)


def test_the_ties_of_an_index_have_names_and_count_every_letter_with_an_addressee(index_of_letters: Release) -> None:
    ties = index_of_letters.rows("ties-between-correspondents", "sender", "addressee", "documents")
    pairs = {row for row in index_of_letters.rows("who-wrote-to-whom", "document", "sender", "addressee") if row[2]}

    assert all(sender and addressee for sender, addressee, _ in ties)
    assert sum(int(number) for _, _, number in ties) == len(pairs)
