"""The ways in which real editions date letters, right and wrong, in the three forms of sources."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

KINDS: Mapping[str, float] = {
    "day": 62,
    "month": 5,
    "range": 6,
    "before": 3,
    "after": 3,
    "conjecture": 8,
    "none": 2.5,
    "impossible": 0.5,
    "no day": 0.5,
    "placeholder": 0.3,
    "zeros": 0.3,
    "wrong century": 0.2,
    "reversed": 0.3,
    "mixed precision": 1,
    "two styles": 1,
    "interval": 0.5,
    "instant": 0.5,
    "trailing blank": 1,
    "finer than its words": 1.5,
    "over days": 1,
    "either": 0.5,
    "about": 1.4,
    "printed": 0.5,
}
"""Each way and how often it occurs, in percent."""


def iso(day: datetime.date) -> str:
    """Write a date of any year with four digits."""
    return day.isoformat()


def in_words(day: datetime.date) -> str:
    """Write a date as German editions do."""
    return f"{day.day}. {day.month}. {day.year}"


def in_tei(day: datetime.date, kind: str) -> list[tuple[dict[str, str], str]]:
    """Give the dates of an action: attributes, and words (or none)."""
    given, words = iso(day), in_words(day)
    later = iso(day + datetime.timedelta(days=9))
    month = {"when": given[:7]}, f"{day.month}/{day.year}"
    forms: dict[str, list[tuple[dict[str, str], str]]] = {
        "month": [month],
        "range": [({"notBefore": given, "notAfter": later}, "")],
        "before": [({"notAfter": given}, f"vor {words}")],
        "after": [({"notBefore": given}, f"nach {words}")],
        "conjecture": [({"when": given, "evidence": "conjecture"}, f"[{words}?]")],
        "none": [],
        "impossible": [({"when": f"{given[:8]}40"}, words)],
        "no day": [({"when": f"{given[:8]}00"}, month[1])],
        "placeholder": [({"when": "9999"}, "o. D.")],
        "zeros": [({"when": "0000-00-00"}, "o. D.")],
        "wrong century": [({"when": f"10{given[2:]}"}, words)],
        "reversed": [({"from": later, "to": given}, "")],
        "mixed precision": [({"notBefore": given, "notAfter": given[:4]}, f"nach {words}")],
        "two styles": [
            ({"when-custom": given, "calendar": "#julian"}, f"{words} a. St."),
            ({"when": iso(day + datetime.timedelta(days=12))}, f"{in_words(day + datetime.timedelta(days=12))} n. St."),
        ],
        "interval": [({"when-iso": f"{given}/{later}"}, "")],
        "instant": [({"when": f"{given}T11:30:00+01:00"}, f"{words}, ½ 12 Uhr")],
        "trailing blank": [({"when": f"{given} "}, f"{words} ")],
        "finer than its words": [({"when": f"{given[:8]}01"}, f"[{day.month}/{day.year}?]")],
        "over days": [({"when": given}, words), ({"when": later}, "")],
        "either": [({"when": given, "cert": "low"}, words), ({"when": later, "cert": "low"}, "")],
        "about": [({"when": given[:4], "cert": "medium"}, f"ca. {day.year}")],
        "printed": [({"when": str(day.year + 40)}, f"gedruckt {day.year + 40}")],
    }
    return forms.get(kind, [({"when": given}, words)])


def in_edtf(day: datetime.date, kind: str) -> str:
    """Write a date as a cell of a table."""
    given = iso(day)
    later = iso(day + datetime.timedelta(days=9))
    forms = {
        "month": given[:7],
        "range": f"[{given}..{later}]",
        "before": f"[..{given}]",
        "after": f"{given}/",
        "conjecture": f"{given[:4]}%",
        "none": "",
        "impossible": f"{given[:8]}40",
        "no day": f"{given[:8]}00",
        "placeholder": "9999",
        "zeros": "0000-00-00",
        "wrong century": f"10{given[2:]}",
        "reversed": f"{later}/{given}",
        "mixed precision": f"{given}/{given[:4]}",
        "two styles": f"[{given},{later}]",
        "interval": f"{given}/{later}",
        "instant": f"{given}T11:30:00+01:00",
        "trailing blank": f"{given} ",
        "finer than its words": f"{given[:8]}01?",
        "over days": f"{given}/{later}",
        "either": f"[{given},{later}]",
        "about": f"{given[:4]}~/{day.year + 1}~",
        "printed": f"/{given}",
    }
    return forms.get(kind, given)


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ROMAN = ("I", "11", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""The second month as machines read it."""


def on_page(day: datetime.date, kind: str) -> str:
    """Write a date as a translated page does, without a line break; empty for a page without a date."""
    month = _MONTHS[day.month - 1]
    words = f"{month} {day.day}, {day.year}"
    later = day + datetime.timedelta(days=9)
    forms = {
        "month": f"{month} {day.year}",
        "range": f"[Between {words} and {_MONTHS[later.month - 1]} {later.day}, {later.year}]",
        "before": f"[previously {words}]",
        "after": f"[later {words}]",
        "conjecture": f"[{words}]",
        "none": "",
        "impossible": f"{month} 40, {day.year}",
        "mixed precision": f"{month} {day.day} [{day.year}]",
        "two styles": f"{words} (old style)",
        "interval": f"[{month} {day.day}] {day.year}",
        "finer than its words": f"[late {month} {day.year}]",
        "over days": f"{month} {day.day} - {_MONTHS[later.month - 1]} {later.day}, {later.year}",
        "either": f"[No later than {words}]",
        "about": f"[about {words}]",
        "printed": f"{day.day}/{_ROMAN[day.month - 1]} {day.year % 100:02}",
    }
    return forms.get(kind, words)
