"""Dates read a second, as a ratio to the ``edtf`` library without our cache and forms, in the same run.

    python -m benchmarks.dates [LETTERS]

The dates are like those of a large edition: days of a century, one in seven a range, one in ten uncertain, one in a
thousand of a form that only the library knows. Rates are of processor time. "First" is with empty caches, "again" with
full ones; the library is asked about a sample, for it takes milliseconds a date.
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections.abc import Callable, Sequence

from kg.records.calendars import CalendarRule
from kg.records.edtf_dates import date_from_edtf
from kg.records.edtf_syntax import is_edtf_by_library

RULE = CalendarRule("julian-until-1918")
_SAMPLE = 300


def dates_of_letters(count: int) -> list[str]:
    chance = random.Random(4)  # noqa: S311 - the same dates in every run
    first = datetime.date(1820, 1, 1).toordinal()
    texts = []
    for _ in range(count):
        day = datetime.date.fromordinal(first + chance.randrange(36500))
        later = day + datetime.timedelta(days=chance.randrange(1, 60))
        forms = (
            (0.14, f"[{day}..{later}]"),
            (0.10, f"{day:%Y-%m}?"),
            (0.10, f"{day:%Y-%m}"),
            (0.001, f"{day:%Y-%m-%d}T10:00:00Z"),
            (1.00, day.isoformat()),
        )
        drawn = chance.random()
        for share, text in forms:
            drawn -= share
            if drawn < 0:
                texts.append(text)
                break
    return texts


def rate(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        read(text)
    return len(texts) / (time.process_time() - start)


def main(arguments: list[str]) -> None:
    texts = dates_of_letters(int(arguments[0]) if arguments else 100_000)
    is_edtf_by_library("1919-11-12T10:00:00Z")  # imported and built

    library = rate(is_edtf_by_library, texts[:_SAMPLE])
    first = rate(lambda text: date_from_edtf(text, rule=RULE), texts)
    again = rate(lambda text: date_from_edtf(text, rule=RULE), texts)

    print(f"library, form alone: {library:12,.0f} dates/s")
    print(f"first, with bounds:  {first:12,.0f} dates/s, {first / library:8,.0f} times as many")
    print(f"again, with bounds:  {again:12,.0f} dates/s, {again / library:8,.0f} times as many")


if __name__ == "__main__":
    main(sys.argv[1:])
