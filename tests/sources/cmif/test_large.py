"""An index of a hundred thousand letters is read part by part: memory is bounded, and time grows with the letters."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from itertools import islice

import pytest

from kg.authorities import Authorities
from kg.sources import Source, SourceSettings, decode
from kg.sources.cmif import CmifReader
from kg.sources.xml import CutDocument, XmlDocument
from tests.sources.cmif.indexes import index

MEGABYTE = 1024 * 1024


def large(letters: int) -> str:
    """Write an index of so many letters, about 500 bytes each."""
    return index(
        *(
            f'<correspDesc key="{number}" source="#b1"><correspAction type="sent"><persName '
            f'ref="https://d-nb.info/gnd/118540238">Anna Brandt</persName><placeName>Oberau</placeName>'
            f'<date when="18{number % 90 + 10}-03-04"/></correspAction><correspAction type="received">'
            f"<persName>Karl Weiss {number % 100}</persName></correspAction></correspDesc>\n"
            for number in range(letters)
        )
    )


def read_in_parts(data: bytes, *, at_once: int = 200) -> int:
    """Read an index as a build does; gives the number of letters."""
    source = Source("large.xml", data, SourceSettings("kc"))
    text = decode(source)
    reader = CmifReader()
    rest = iter([(one.locus, f"kc-{one.own_id}") for one in reader.identify(source, text)])
    letters = 0
    while keys := dict(islice(rest, at_once)):
        letters += len(reader.read(source, text, keys=keys, authorities=Authorities()).records)
    return letters


def test_what_is_kept_of_a_letter_between_the_parts_is_little() -> None:
    data = large(1_000).encode()
    read_in_parts(large(10).encode())  # what is made once, tables and caches, is no matter of the letters
    tracemalloc.start()

    letters = read_in_parts(data, at_once=100)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert letters == 1_000
    assert peak / letters < 5_000  # all records at once need more


def test_reading_some_letters_parses_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("large.xml", large(500).encode(), SourceSettings("kc"))
    loci = [one.locus for one in CmifReader().identify(source, decode(source))]
    parsed: list[int] = []
    part = CutDocument.part

    def noted(self: CutDocument, number: int) -> XmlDocument:
        parsed.append(number)
        return part(self, number)

    monkeypatch.setattr(CutDocument, "part", noted)
    text = decode(source)  # as a child opens it that has identified nothing

    CmifReader().read(source, text, keys={loci[7]: "kc-a", loci[300]: "kc-b"}, authorities=Authorities())

    assert parsed == [7, 300]


@pytest.mark.acceptance
def test_a_hundred_thousand_letters_need_less_than_a_gigabyte() -> None:
    program = (
        "import resource; from tests.sources.cmif.test_large import large, read_in_parts\n"
        "letters = read_in_parts(large(100_000).encode())\n"
        "print(letters, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    letters, kilobytes = map(int, done.stdout.split())
    assert letters == 100_000
    assert kilobytes * 1024 < 1024 * MEGABYTE
