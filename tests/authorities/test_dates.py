"""The dates of authority files are read as all dates are."""

from __future__ import annotations

import datetime

import pytest

from kg.authorities import AuthorityDate
from tests.authorities.conftest import Check, Load

_PERSON = """\
persons:
  - key: gull
    labels: {{en: Gull}}
    born: {date}
"""


def born(load: Load, date: str) -> AuthorityDate | None:
    [person] = load(_PERSON.format(date=date))
    return person.born


def test_a_date_has_its_form_and_its_bounds(load: Load) -> None:
    first, last = datetime.date(1880, 1, 1), datetime.date(1889, 12, 31)

    assert born(load, "188X") == AuthorityDate(edtf="188X", earliest=first, latest=last)


def test_an_uncertain_date_has_no_bound_but_those_that_the_file_gives(load: Load) -> None:
    year = datetime.date(1889, 1, 1)

    assert born(load, "1888?") == AuthorityDate(edtf="1888?")
    assert born(load, '{edtf: "1888?", earliest: 1889-01-01}') == AuthorityDate(edtf="1888?", earliest=year)


def test_a_season_has_no_bounds(load: Load) -> None:
    assert born(load, "1888-21") == AuthorityDate(edtf="1888-21")


@pytest.mark.parametrize("date", ["May 1888", "1888-13", "1920/1919", "0000", "1888-05-00", "9999"])
def test_what_is_no_date_is_a_problem_of_the_file(check: Check, date: str) -> None:
    [problem] = check(_PERSON.format(date=f'"{date}"'))

    assert date in problem.what
