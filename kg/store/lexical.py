r"""A look at the words of a query before an engine sees it.

It refuses what a published release never does (updates, ``SERVICE``) and what would run over the engine's stack, with
a message that names the place. It is courtesy, not security: no lexical check catches every spelling, and what keeps
a public endpoint from calling out is the sandbox around its workers (reliability, section 2.1).

Tokens are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, read more suspiciously in two places. The
engine's grammar knows no word boundaries, so ``1e0SERVICE<…>`` and ``trueSERVICE:x`` call out: every bare word and
every prefix that ends in the keyword counts. And ``?a<?b)SERVICE#>`` is no IRI, though the terminal would match: what
closes a parenthesis that it did not open is read as a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import QueryError, QueryForbidden, Where
from kg.store.backend import QueryForm

MAX_BYTES = 64 * 1024
MAX_DEPTH = 64
"""Nested brackets; the engine's stack ends at about 840 nested EXISTS and 2,200 braces."""
MAX_TOKENS = 8_000
"""The engine's stack ends at about 9,400 tokens of ``!`` or ``&&``."""
MAX_RUN = 64
"""Signs of paths and arithmetic in one expression: the engine needs minutes to plan a path of some thousand steps."""

_OPERATORS = frozenset("/^|!+-*")
_SEPARATORS = frozenset("{}()[].;,&=<>")
"""What ends an expression, so that a run of operators begins anew."""

_NAMING = frozenset({"word", "name"})
"""Kinds of tokens that can be a keyword."""
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_TOKEN = re.compile(
    r"""
      (?P<space>   \s+ | \#[^\r\n]* )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>  \"\"\"(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"\"\" | '''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name>    (?:[^\W\d_][\w.\-]*|_)?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<number>  \d+(?:\.\d*)?(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class QueryGuard:
    """What a query may have; how far an operator can widen it stands in ``kg.config.SERVER_KEYS``."""

    largest_bytes: int = MAX_BYTES
    deepest: int = MAX_DEPTH
    most_words: int = MAX_TOKENS
    longest_run: int = MAX_RUN


GUARD = QueryGuard()


class Token(NamedTuple):
    """One word or sign of a query; ``start`` is its offset in characters."""

    kind: str
    text: str
    start: int


def check_query(sparql: str, guard: QueryGuard = GUARD) -> QueryForm:
    """Refuse what is not a harmless query, and say which form it has.

    Args:
        sparql: the whole text.
        guard: what it may have.

    Raises:
        QueryForbidden: the text is an update, or calls ``SERVICE``; ``where`` has line and column.
        QueryError: the text is too long or too deep, is not Unicode, or has no form at all.
    """
    try:
        size = len(sparql.encode("utf-8"))
    except UnicodeEncodeError as error:  # half of a surrogate pair: from a command line, a byte that is not UTF-8
        what = "The query is not Unicode: it holds half of a pair of surrogates."
        raise QueryError(what, where=position(sparql, error.start), remedy="Write it as UTF-8.") from error
    if size > guard.largest_bytes:
        raise QueryError(
            f"The query is longer than {guard.largest_bytes} bytes.", remedy="Split it, or take a dump of the release."
        )
    form: QueryForm | None = None
    skip = 0
    measure = _Measure(sparql, guard)
    for number, token in enumerate(tokens(sparql), 1):
        if number > guard.most_words:
            what = f"The query has more than {guard.most_words} words and signs."
            raise _refused(sparql, token, what, "Split it.")
        if token.kind == "other":
            measure.take(token)
        elif token.kind in _NAMING:
            _refuse_service(sparql, token)
        if form is None and skip == 0:
            form, skip = _form(sparql, token)
        elif skip:
            skip -= 1
    if form is None:
        raise QueryError("The query has no SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return form


class _Measure:
    """How deep signs are nested, and how long an expression grows."""

    def __init__(self, sparql: str, guard: QueryGuard) -> None:
        self._sparql = sparql
        self._guard = guard
        self._depth = 0
        self._run = 0

    def take(self, token: Token) -> None:
        """Look at a sign.

        Raises:
            QueryError: that is one too many.
        """
        guard = self._guard
        self._depth += (token.text in "{([") - (token.text in "})]")
        if self._depth > guard.deepest:
            what = f"Brackets are nested deeper than {guard.deepest}."
            raise _refused(self._sparql, token, what, "Write it flatter.")
        if token.text in _SEPARATORS:
            self._run = 0
        elif token.text in _OPERATORS:
            self._run += 1
            if self._run > guard.longest_run:
                what = f"More than {guard.longest_run} operators follow each other in one path or expression."
                raise _refused(self._sparql, token, what, "Split it by parentheses or into several patterns.")


def without_literals(sparql: str) -> str:
    """Write a query for a log: without comments, strings replaced by ``"…"``, in one line.

    What people search for stands in strings; what a query costs does not depend on it.
    """
    return " ".join('"…"' if token.kind == "string" else token.text for token in tokens(sparql))


def position(text: str, offset: int) -> Where:
    """Turn an offset in characters into line and column, both from 1."""
    line = text.count("\n", 0, offset) + 1
    return Where(line=line, column=offset - text.rfind("\n", 0, offset))


def _form(sparql: str, token: Token) -> tuple[QueryForm | None, int]:
    """Read one word of the prologue: the form if it is one, else how many tokens belong to the declaration."""
    word = token.text.upper()
    if token.kind == "word":
        if word in QueryForm.__members__:
            return QueryForm[word], 0
        if word in _UPDATES:
            what = f"{word} changes data, and a release is never changed."
            raise QueryForbidden(
                what, where=position(sparql, token.start), remedy="Change the sources and build again."
            )
        if word in ("BASE", "VERSION"):  # the latter is of SPARQL 1.2
            return None, 1
        if word == "PREFIX":
            return None, 2
    raise _refused(
        sparql, token, f"{token.text!r} does not begin a query.", "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE."
    )


def _refuse_service(sparql: str, token: Token) -> None:
    """Look at a word or a prefixed name."""
    word = token.text.partition(":")[0] if token.kind == "name" else token.text
    if word.upper().endswith("SERVICE"):
        raise QueryForbidden(
            f"{word} calls another endpoint, and federated calls are off here.",
            where=position(sparql, token.start),
            remedy="Ask the other endpoint itself; or, if this is a prefix, give it another name.",
        )


def tokens(text: str) -> Iterator[Token]:
    """Give the words and signs of a query, without spaces and comments."""
    offset = 0
    while offset < len(text):
        for match in _TOKEN.finditer(text, offset):  # they touch each other, for the last alternative matches anything
            kind = match.lastgroup or "other"
            if kind == "space":
                continue
            if kind == "iri" and ")" in match[0] and not _balanced(match[0]):
                offset = match.start()
                yield Token("other", "<", offset)
                offset += 1
                break
            yield Token(kind, match[0], match.start())
        else:
            return


def _balanced(iri: str) -> bool:
    depth = 0
    for character in iri:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return True


def _refused(sparql: str, token: Token, what: str, remedy: str) -> QueryError:
    return QueryError(what, where=position(sparql, token.start), remedy=remedy)
