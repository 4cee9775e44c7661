"""Check digits of authority numbers: they tell a misprinted number from a person.

GND: the number's last character is a check digit modulo 11 (``X`` is ten). The Deutsche Nationalbibliothek uses two
conventions, both seen in every number of its kind: a number without a hyphen (``118540238``, once PND) ends with the
digit that makes the weighted sum divisible by 11; one with a hyphen (``4005728-8``, once SWD and GKD) ends with the
remainder itself.

ISNI and ORCID: ISO 7064, MOD 11-2. BnF: the check character of NOID (https://metacpan.org/dist/Noid) over ``cb``
and the eight digits. Other registers (VIAF, GeoNames, Wikidata, LCCN) have none.
"""

from __future__ import annotations

_DIGITS = "0123456789X"
_NOID = "0123456789bcdfghjkmnpqrstvwxz"


def _weighted_sum(digits: str) -> int:
    """Weigh the last digit with 2, the one before with 3, and so on."""
    return sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), start=2))


def gnd_is_right(number: str) -> bool:
    """Check a number of the form ``118540238`` or ``4005728-8`` (a capital ``X`` at the end is ten)."""
    digits, check = number[:-1].rstrip("-"), number[-1]
    remainder = _weighted_sum(digits) % 11
    return check == _DIGITS[remainder if "-" in number else -remainder % 11]


def iso_7064_is_right(number: str) -> bool:
    """Check sixteen characters by ISO 7064, MOD 11-2, e.g. ``0000000121032683`` (hyphens do not count)."""
    characters = number.replace("-", "")
    digits, check = characters[:-1], characters[-1]
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return check == _DIGITS[(12 - total % 11) % 11]


def bnf_check_character(stem: str) -> str:
    """Give the last character of an ARK of the BnF, e.g. ``z`` for ``cb11907966``."""
    return _NOID[sum(at * max(_NOID.find(character), 0) for at, character in enumerate(stem, start=1)) % len(_NOID)]


def bnf_is_right(name: str) -> bool:
    """Check a name of the form ``cb11907966z``."""
    return bnf_check_character(name[:-1]) == name[-1]
