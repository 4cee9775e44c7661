"""What stands before and at the root element: enough to tell a format, and to refuse what no reader can use.

A server's error message saved under the name of a file of letters is refused by name. All of this reads the text as it
is, well-formed or not, and no further than it must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import MalformedSource, Where
from kg.sources.text import SourceText
from kg.sources.xml.scanning import Kind, markup

ERROR_ROOTS = frozenset(
    (
        *("exception", "error", "errors", "fault", "html", "envelope", "oai-pmh", "problem", "stacktrace"),
        *("serviceexceptionreport", "exceptionreport", "errorresponse", "apierror"),
    )
)
"""Root elements, in lower case, of what servers send instead of a document."""

_WRAPPERS = frozenset(("envelope", "oai-pmh", "problem"))
"""Those that may also hold a document: they are refused for the message of an error only."""

_MESSAGES = ("message", "faultstring", "reason", "detail", "description", "error_description", "title", "h1", "error")
"""Elements of such an answer that say what was wrong, the best first."""

_LONGEST_MESSAGE = 200
_LOOK_AT = 100_000
_DOCTYPE = re.compile(r"<!doctype\b", re.IGNORECASE)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_ROOT = re.compile(r"""<([^\s/<>!?"'=]++)""")
_ERROR_WORDS = re.compile(
    r"\b(?:error|not found|forbidden|unauthori[sz]ed|bad gateway|unavailable|denied|fehler|timed? ?out|[45]\d\d)\b",
    re.IGNORECASE,
)


def begins_like_xml(text: SourceText) -> bool:
    """Does the first character that is no blank open a tag?"""
    return text.text[:1000].lstrip("\ufeff \t\n").startswith("<")


class _Prolog(NamedTuple):
    """Where the document type declaration and the root element begin, if they do."""

    doctype: int | None
    root: int | None


def _prolog(text: str) -> _Prolog:
    at = 0
    doctype = None
    while True:
        at = text.find("<", at)
        if at < 0:
            return _Prolog(doctype, None)
        if _DOCTYPE.match(text, at):
            doctype = at if doctype is None else doctype
            at = _behind_doctype(text, at)
            continue
        if not text.startswith(("<!", "<?"), at):
            return _Prolog(doctype, at if _ROOT.match(text, at) else None)
        other = next(markup(text, at), None)
        if other is None or other.start != at:
            return _Prolog(doctype, None)
        at = other.end


def _behind_doctype(text: str, at: int) -> int:
    inside = text.find("[", at)
    end = text.find(">", at)
    if 0 <= inside < end:
        closing = re.compile(r"\]\s*>").search(text, inside)
        return len(text) if closing is None else closing.end()
    return len(text) if end < 0 else end + 1


def root_name(text: SourceText) -> str | None:
    """The local name of the root element as written; ``None`` where there is none."""
    start = _prolog(text.text).root
    if start is None:
        return None
    found = _ROOT.match(text.text, start)
    return None if found is None else found[1][found[1].find(":") + 1 :]


def refuse_foreign(text: SourceText) -> None:
    """Refuse what is no document of letters at all, whatever its format.

    Raises:
        MalformedSource: it is a server's error page or a web page, or it has a document type declaration.
    """
    prolog = _prolog(text.text)
    name = root_name(text) or ""
    lower = name.lower()
    html_page = lower == "html" or _HTML_DOCTYPE.match(text.text.lstrip()) is not None
    message = _message(text.text[prolog.root or 0 :][:_LOOK_AT]) if html_page or lower in ERROR_ROOTS else ""
    if html_page or (lower in ERROR_ROOTS and (message or lower not in _WRAPPERS)):
        is_error = not html_page or _ERROR_WORDS.search(message) is not None
        what = f"This is {'an error page of a server' if is_error else 'a web page'} (<{name or 'html'}>)"
        raise MalformedSource(
            f"{what}: “{message}”." if message else f"{what}.",
            where=Where(text.path, line=text.text.count("\n", 0, prolog.root or 0) + 1),
            remedy="Fetch the file once more, look into it, and put the real one in its place.",
        )
    if prolog.doctype is not None:
        raise MalformedSource(
            "It has a document type declaration (<!DOCTYPE …>), and such files are not read.",
            where=Where(text.path, line=text.text.count("\n", 0, prolog.doctype) + 1),
            remedy="Take the declaration out and write the characters that it defines as themselves (ä for &auml;).",
        )


def _message(text: str) -> str:
    """The best message of an error page, at most 200 characters."""
    found: dict[str, str] = {}
    for name, words in _leaf_words(text):
        found.setdefault(name.lower(), words)
    message = next((found[name] for name in _MESSAGES if found.get(name)), "")
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE].rstrip()} …"


def _leaf_words(text: str) -> Iterator[tuple[str, str]]:
    """Elements with nothing but words in them."""
    name, begin = "", 0
    for one in markup(text):
        if one.kind is Kind.END and one.name == name:
            yield name, " ".join(text[begin : one.start].split())
        name, begin = (one.name, one.end) if one.kind is Kind.START else ("", 0)
