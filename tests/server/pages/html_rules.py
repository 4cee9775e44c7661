"""What every page must be: well-formed HTML with landmarks, without script, without dead links within it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
OPTIONAL_END = frozenset({"li", "dt", "dd", "p", "td", "th", "tr", "thead", "tbody", "option"})
"""Elements whose end tag HTML lets one leave out; our templates write them all the same."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_FORBIDDEN_IN_P = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "section", "blockquote", "h1", "h2", "h3", "details", "nav", "pre", "form"}
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_OUTSIDE = ("http://", "https://", "mailto:")


def faults(text: str, path: str) -> Iterator[str]:
    """List what is wrong with a page.

    Args:
        text: the page.
        path: where it stands, for links that lead into it.
    """
    yield from _nesting(text)
    document = html.fromstring(text)
    yield from _structure(document, text)
    yield from _identifiers(document, path)
    for element in document.iter(etree.Element):
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"attribute {name} at <{element.tag}>"
            if name == "lang" and not _LANGUAGE.fullmatch(value):
                yield f"no language: {value!r}"
            if name in ("href", "src", "action") and urlsplit(value).scheme and not value.startswith(_OUTSIDE):
                yield f"a link with the scheme of {value!r}"


def links(text: str, path: str) -> Iterator[str]:
    """Give the paths of the site that a page leads to, with their queries."""
    document = html.fromstring(text)
    for value in document.xpath("//a/@href | //link/@href | //form/@action"):
        target = urlsplit(urljoin(f"http://site.invalid{path}", str(value)))
        if target.netloc == "site.invalid":
            yield f"{target.path}?{target.query}" if target.query else target.path


def _nesting(text: str) -> Iterator[str]:
    """Check that tags are closed in order; lxml would mend what is not."""
    if not text.lstrip().startswith("<!DOCTYPE html>"):
        yield "no DOCTYPE"
    open_: list[str] = []
    for match in _TAG.finditer(text):
        closing, name = match[1], match[2].lower()
        if name in VOID:
            continue
        if closing:
            if not open_ or open_.pop() != name:
                yield f"</{name}> closes nothing at {match.start()}"
                return
            continue
        if "p" in open_ and name in _FORBIDDEN_IN_P:
            yield f"<{name}> within <p> at {match.start()}"
        if open_ and open_[-1] in ("ul", "ol") and name != "li":
            yield f"<{name}> directly within <{open_[-1]}>"
        if name == "a" and "a" in open_:
            yield f"<a> within <a> at {match.start()}"
        if name in ("dt", "dd") and open_[-2:] != ["dl", "div"] and open_[-1:] != ["dl"]:
            yield f"<{name}> outside of <dl>"
        open_.append(name)
    if open_:
        yield f"<{open_[-1]}> is never closed"


def _structure(document: html.HtmlElement, text: str) -> Iterator[str]:
    if document.get("lang") != "en":
        yield "the page has no language"
    for tag in ("main", "title"):
        if len(document.xpath(f"//{tag}")) != 1:
            yield f"not one <{tag}>"
    if len(document.xpath("//h1")) != 1:
        yield "not one <h1>"
    if document.xpath("//script | //iframe | //object | //embed | //style | //img"):
        yield "something that is loaded or run"
    if "{{" in text or "{%" in text:
        yield "a template shows through"
    for element in document.xpath("//a"):
        if element.get("href") is None and element.get("id") is None:
            yield "<a> without href"
    for element in document.xpath("//section[not(@aria-label)]"):
        if not element.xpath(".//h2 | .//h3"):
            yield f"section {element.get('id')} without a heading"


def _identifiers(document: html.HtmlElement, path: str) -> Iterator[str]:
    ids = Counter(str(value) for value in document.xpath("//@id"))
    yield from (f"id {name} occurs {count} times" for name, count in ids.items() if count > 1)
    for value in document.xpath("//a/@href"):
        target = urlsplit(urljoin(f"http://site.invalid{path}", str(value)))
        here = target.netloc == "site.invalid" and target.path == path.partition("?")[0]
        if here and target.fragment and target.fragment not in ids:
            yield f"dead link within the page: #{target.fragment}"
