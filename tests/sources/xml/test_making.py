"""Who made an encoded file, and how far it is."""

from __future__ import annotations

import datetime

import pytest
from lxml import etree

from kg.sources.xml import Making, read_making


def header(inner: str) -> etree._Element:
    return etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{inner}</teiHeader></TEI>')


def test_the_last_change_counts_in_whatever_order_they_stand() -> None:
    changes = '<change when="2022-05-03">b</change><change when="2024-02-13T10:00:00Z"/><change when="2019-01-01"/>'
    made = read_making(header(f'<revisionDesc status="approved"><listChange>{changes}</listChange></revisionDesc>'))
    assert made == Making(revised=datetime.date(2024, 2, 13), status="approved")


@pytest.mark.parametrize("when", ["", "2024", "2024-02", "2024-02-40", "soon"])
def test_a_change_that_is_not_known_to_the_day_gives_no_day(when: str) -> None:
    assert read_making(header(f'<revisionDesc><change when="{when}"/></revisionDesc>')) == Making()


def test_an_older_change_has_its_date_as_an_element() -> None:
    made = read_making(header('<revisionDesc><change><date when="2001-03-04"/>typed</change></revisionDesc>'))
    assert made.revised == datetime.date(2001, 3, 4)


def test_editors_are_named_without_their_addresses_and_once() -> None:
    editors = "<editor>Ada Finch <email>ada@birds.example</email></editor><editor><name>Bo Crane</name></editor>"
    statement = f"<titleStmt>{editors}<editor>Ada Finch</editor></titleStmt>"
    publication = "<publicationStmt><publisher><orgName>Society of Birds</orgName></publisher></publicationStmt>"
    made = read_making(header(f"<fileDesc>{statement}{publication}</fileDesc>"))
    assert made == Making(editors=("Ada Finch", "Bo Crane"), publisher="Society of Birds")


def test_a_file_without_a_header_says_nothing() -> None:
    assert read_making(etree.fromstring("<TEI/>")) == Making()
