"""Hypothesis strategies of EDTF: texts of every form of the standard, right and wrong, and dating attributes of TEI."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st


def days() -> st.SearchStrategy[datetime.date]:
    """Days of the years 1 to 9999, mostly of the centuries that letters are from."""
    return st.dates(datetime.date(1500, 1, 1), datetime.date(1999, 12, 31)) | st.dates()


def plain_points() -> st.SearchStrategy[str]:
    """A day, a month or a year that exists."""
    return st.tuples(days(), st.sampled_from([4, 7, 10])).map(lambda pair: pair[0].isoformat()[: pair[1]])


def points() -> st.SearchStrategy[str]:
    """A point of any level: qualified, unspecified, seasons, long and negative years."""
    unspecified = st.from_regex(r"[0-9][0-9X]{3}(-[01X][0-9X](-[0-3X][0-9X])?)?", fullmatch=True)
    qualified = st.tuples(plain_points(), st.sampled_from("?~%")).map("".join)
    inner = st.from_regex(r"[12][0-9]{3}[?~%]?-[?~%]?0[1-9]-[?~%]?[012][1-9]", fullmatch=True)
    seasons = st.from_regex(r"[12][0-9]{3}-(2[0-9]|3[0-9]|4[01])", fullmatch=True)
    years = st.from_regex(r"-[0-9]{4}|Y-?[1-9][0-9]{4,6}|Y[1-9]E[1-9]|[12][0-9]{3}S[1-4]", fullmatch=True)
    return plain_points() | unspecified | qualified | inner | seasons | years


def edtf_texts() -> st.SearchStrategy[str]:
    """A date, interval or set; the ends of a range may be reversed, a day may not exist."""
    end = points() | st.sampled_from(["", ".."])
    intervals = st.tuples(end, end).map("/".join)
    ranges = st.tuples(end.filter(lambda text: text != ".."), end.filter(lambda text: text != "..")).map("..".join)
    members = st.lists(points() | ranges, min_size=1, max_size=3).map(",".join)
    sets = members.map("[{}]".format) | members.map("{{{}}}".format)
    return points() | intervals | sets


def mutated(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts with a piece taken out, put in or repeated."""

    def mutate(text: str, at: int, length: int, piece: str) -> str:
        at %= len(text) + 1
        return text[:at] + piece + text[at + length :]

    pieces = st.sampled_from(["", "X", "?", "..", "/", "-", "00", "13", "[", "]", ",", " ", "T", "Y", "E9", "S", "\n"])
    return st.builds(mutate, texts, st.integers(0, 40), st.integers(0, 3), pieces | st.text(max_size=2))


def dating_attributes() -> st.SearchStrategy[dict[str, str]]:
    """The attributes of a TEI date, with the dirt of real files."""
    values = edtf_texts() | mutated(edtf_texts()) | st.from_regex(r"[0-9-]{0,12}(T[0-9:]*)?[Z+-]?", fullmatch=True)
    names = [f"{name}{family}" for name in ("when", "notBefore", "notAfter", "from", "to") for family in ("", "-iso")]
    dates = st.dictionaries(st.sampled_from([*names, "when-custom"]), values, max_size=4)
    others = st.fixed_dictionaries(
        {},
        optional={
            "cert": st.sampled_from(["low", "medium", "high", ""]),
            "evidence": st.sampled_from(["conjecture", "internal conjecture", "external"]),
            "precision": st.sampled_from(["low", "high"]),
            "calendar": st.sampled_from(["#julian", "Julian", "#gregorian", "#julian #gregorian", "#hebrew"]),
            "datingMethod": st.sampled_from(["#julian", ""]),
        },
    )
    return st.builds(lambda one, other: {**one, **other}, dates, others)
