"""A cache that everybody shares (RFC 9111), and what it may not do: give one client what was made for another.

It keeps every answer, whatever its status and ``Cache-Control`` say, for ever: so whatever can go wrong in some cache
goes wrong in this one. Which kept answer fits a request, it knows by ``Vary`` alone (section 4.1). If none fits, it
asks the origin, and offers the tags of all that it keeps (section 4.3.1); a 304 then names the kept answer that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask

from kg.publication.negotiation import choose_coding


@dataclass(frozen=True, slots=True)
class Ask:
    """A request by GET; ``None``: the header is not sent."""

    url: str
    accept: str | None = None
    encoding: str | None = None
    held: tuple[str, ...] = ()
    """Entity tags that are sent as ``If-None-Match``."""

    @property
    def headers(self) -> dict[str, str]:
        found = {"Accept": self.accept, "Accept-Encoding": self.encoding, "If-None-Match": ", ".join(self.held) or None}
        return {name: value for name, value in found.items() if value is not None}

    def header(self, name: str) -> str | None:
        return {"accept": self.accept, "accept-encoding": self.encoding}.get(name)

    @property
    def unconditional(self) -> Ask:
        return Ask(self.url, self.accept, self.encoding)


@dataclass(frozen=True, slots=True)
class Got:
    """What matters of an answer."""

    status: int
    media_type: str
    coding: str | None
    vary: frozenset[str]
    """Names in lower case."""
    tag: str | None

    @property
    def kind(self) -> tuple[int, str]:
        return self.status, self.media_type


Origin = Callable[[Ask], Got]


def origin_of(app: Flask) -> Origin:
    """Ask an application, each request once: it serves one release, whose answers never change."""
    client, known = app.test_client(), dict[Ask, Got]()

    def ask(one: Ask) -> Got:
        if one not in known:
            response = client.get(one.url, headers=one.headers)
            headers = response.headers
            media_type = headers.get("Content-Type", "").partition(";")[0]
            vary = frozenset(name.strip().lower() for name in headers.get("Vary", "").split(",") if name.strip())
            known[one] = Got(
                response.status_code, media_type, headers.get("Content-Encoding"), vary, headers.get("ETag")
            )
            response.close()
        return known[one]

    return ask


@dataclass(slots=True)
class SharedCache:
    """Answers by what was asked before; see above."""

    origin: Origin
    hits: int = 0
    _kept: dict[str, list[tuple[Ask, Got]]] = field(default_factory=dict)

    def get(self, asked: Ask) -> Got:
        """Give a kept answer that fits, or what the origin answers; the client's own tags are for the origin."""
        kept = self._kept.setdefault(asked.url, [])
        for before, found in reversed(kept):
            if "*" not in found.vary and all(before.header(name) == asked.header(name) for name in found.vary):
                self.hits += 1
                return found
        tags = [found.tag for _, found in kept if found.tag is not None]
        offered = tuple(dict.fromkeys((*asked.held, *tags)))
        answer = self.origin(Ask(asked.url, asked.accept, asked.encoding, offered))
        if answer.status != 304:
            kept.append((asked, answer))
            return answer
        return self._named(asked, answer, kept)

    def _named(self, asked: Ask, answer: Got, kept: list[tuple[Ask, Got]]) -> Got:
        """Freshen the kept answers that a 304 names (section 4.3.4), and give the last of them."""
        named = [place for place, (_, found) in enumerate(kept) if same_tag(found.tag, answer.tag)]
        for place in named:
            before, found = kept[place]
            kept[place] = before, Got(found.status, found.media_type, found.coding, answer.vary, found.tag)
        return kept[named[-1]][1] if named else answer


def same_tag(first: str | None, second: str | None) -> bool:
    """Compare weakly (RFC 9110, section 8.8.3.2)."""
    return first is not None and second is not None and first.removeprefix("W/") == second.removeprefix("W/")


def fault(asked: Ask, got: Got, origin: Origin) -> str | None:
    """Say what is wrong with an answer that a client got through a cache; the origin itself is the judge."""
    right = origin(asked.unconditional)
    if got.status == 304:
        same = any(same_tag(got.tag, tag) for tag in asked.held) and same_tag(plain(got.tag), plain(right.tag))
        return None if same else f"304 to {asked} names {got.tag}, the answer has {right.tag}"
    if got.kind != right.kind:
        return f"{asked} was given {got.kind} for {right.kind}"
    if got.coding is not None and got.coding != choose_coding(asked.encoding, (got.coding,)):
        return f"{asked} was given {got.coding}"
    return None


def plain(tag: str | None) -> str | None:
    """Take the coding off a tag."""
    if tag is None:
        return None
    for coding in ("zstd", "gzip"):
        tag = tag.replace(f'-{coding}"', '"')
    return tag


def wrong_vary(
    origin: Origin, urls: Iterable[str], accepts: Sequence[str | None], encodings: Sequence[str | None]
) -> tuple[int, list[str]]:
    """Look at every URL with every header.

    Returns:
        How many answers there were, and what is wrong: an answer that depends on a header it does not name, an error
        that does not name ``Accept``, a 304 that names other headers than the answer it stands for.
    """
    number, wrong = 0, list[str]()
    for url in urls:
        answers = {
            (accept, encoding): origin(Ask(url, accept, encoding)) for accept in accepts for encoding in encodings
        }
        number += len(answers)
        wrong += _unnamed(url, answers)
        for (accept, encoding), found in answers.items():
            if found.status >= 400 and "accept" not in found.vary:
                wrong.append(f"{url} for {accept}: {found.status} does not vary")
            if found.tag is None or found.status != 200:
                continue
            number += 1
            again = origin(Ask(url, accept, encoding, (found.tag,)))
            if (again.status, again.vary) != (304, found.vary):
                wrong.append(f"{url} for {accept}, {encoding}: {again} after {found}")
    return number, wrong


def _unnamed(url: str, answers: Mapping[tuple[str | None, str | None], Got]) -> list[str]:
    """Find the answers that depend on a header which some answer of the URL does not name."""
    wrong = []
    if len({found.kind for found in answers.values()}) > 1:
        wrong += [f"{url} for {key}: Accept is not named" for key, one in answers.items() if "accept" not in one.vary]
    if len({found.coding for found in answers.values()}) > 1:
        wrong += [
            f"{url} for {key}: Accept-Encoding is not named"
            for key, one in answers.items()
            if "accept-encoding" not in one.vary
        ]
    return wrong
