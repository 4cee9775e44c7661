"""The example queries of ``docs/queries``, for the query page and the documentation: read as data, never run here.

A file is ``NN-name.rq``. It begins with comments that say what is asked and how the answer is to be read, each on one
line or more (continued by ``#`` and two spaces at least); the query follows::

    # question: Who wrote to whom?
    # meaning: One row for each document, sender and addressee;
    #   two senders make two rows.
    PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
    SELECT …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigurationError, Where
from kg.resources import queries_folder

_FILE = re.compile(r"[0-9]{2}-(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\.rq")
_BEGINNING = re.compile(r"# (?P<field>question|meaning): +(?P<words>\S.*)")
_CONTINUATION = re.compile(r"# {2,}(?P<words>\S.*)")


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A query that shows what can be asked."""

    name: str
    """From the name of the file, e.g. ``who-wrote-to-whom``; the number before it only orders."""
    question: str
    """What a historian asks, in words."""
    query: str
    """SPARQL, with all its prefixes, without the comments at the head."""
    meaning: str
    """What the answer says, and what it does not say."""


def example_queries(folder: Path | None = None) -> tuple[ExampleQuery, ...]:
    """Read the example queries, in the order of their numbers.

    Args:
        folder: holds ``*.rq`` files; without it those that travel with the library.

    Raises:
        ConfigurationError: a file has another name or another head than it should; ``where`` names the line.
    """
    return tuple(_example(path) for path in sorted((folder or queries_folder()).glob("*.rq")))


def _example(path: Path) -> ExampleQuery:
    match = _FILE.fullmatch(path.name)
    if match is None:
        remedy = "Name it like 01-who-wrote-to-whom.rq."
        raise ConfigurationError("This is no name of an example query.", where=Where(str(path)), remedy=remedy)
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    fields = _fields(path, lines[:head])
    query = "\n".join(lines[head:]).strip("\n") + "\n"
    if not query.strip():
        raise ConfigurationError("There is no query below the comments.", where=Where(str(path), line=head))
    return ExampleQuery(name=match["name"], question=fields["question"], query=query, meaning=fields["meaning"])


def _fields(path: Path, head: list[str]) -> dict[str, str]:
    """Read ``question`` and ``meaning`` from the comments at the head of a file."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(head, start=1):
        if (beginning := _BEGINNING.fullmatch(line)) and beginning["field"] not in found:
            current = found[beginning["field"]] = [beginning["words"].strip()]
        elif current is not None and (continuation := _CONTINUATION.fullmatch(line)):
            current.append(continuation["words"].strip())
        else:
            what = f"This line belongs neither to the question nor to the meaning: {line}"
            remedy = "Write `# question: …` and `# meaning: …` once each; continue a line by `#` and two spaces."
            raise ConfigurationError(what, where=Where(str(path), line=number), remedy=remedy)
    for field in ("question", "meaning"):
        if field not in found:
            what = f"The example does not say its {field}."
            raise ConfigurationError(what, where=Where(str(path), line=1), remedy=f"Begin a line with `# {field}: `.")
    return {field: " ".join(words) for field, words in found.items()}
