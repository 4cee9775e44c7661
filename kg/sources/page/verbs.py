"""Forms of English verbs for the tables, which hold infinitives: ``instruct`` -> ``instructed``, ``instructing``."""

from __future__ import annotations

_PAST = {"send": "sent", "give": "given", "take": "taken", "tell": "told", "leave": "left", "bring": "brought"}
_PAST |= {"make": "made", "write": "written", "speak": "spoken", "draw": "drawn"}


def participle(verb: str) -> str:
    """``instruct`` -> ``instructed``, ``propose to`` -> ``proposed to``."""
    word, _, rest = verb.partition(" ")
    if word in _PAST:
        word = _PAST[word]
    elif word.endswith("e"):
        word += "d"
    elif word.endswith("y"):
        word = word[:-1] + "ied"
    elif word in ("transmit", "transfer"):
        word += word[-1] + "ed"
    else:
        word += "ed"
    return f"{word} {rest}".strip()


def gerund(verb: str) -> str:
    """``hand over to`` -> ``handing over to``, ``give`` -> ``giving``."""
    word, _, rest = verb.partition(" ")
    if word.endswith("e") and not word.endswith("ee"):
        word = word[:-1]
    elif word in ("transmit", "transfer"):
        word += word[-1]
    return f"{word}ing {rest}".strip()
