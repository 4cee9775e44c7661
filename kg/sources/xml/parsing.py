"""Parse XML with lxml in the safe way: no entities, no network, no document type, bounded depth and size.

The tree is made of the decoded text, not of the bytes: its encoding declaration no longer counts. XInclude is never
processed. What is not well-formed is refused with line and column; nothing is mended or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypedDict

from lxml import etree

from kg.errors import MalformedSource, Where
from kg.sources.text import Source, SourceText
from kg.sources.xml.document import XmlDocument
from kg.sources.xml.prolog import refuse_foreign

LARGEST_TREE = 3_000_000
"""Tags and other markup of a document that is parsed as a whole: about one gigabyte of tree."""

_CHUNK = 1 << 20
_DECLARED = re.compile(r"""^(<\?xml\b[^>]*?)(\sencoding\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))""")
_PLACE = re.compile(r", line \d+, column \d+$")

_REMEDIES = {
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "Write the character itself instead of its name (ä for &auml;).",
    etree.ErrorTypes.ERR_RESERVED_XML_NAME: "Remove what stands before the declaration <?xml … ?>.",
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: 'Declare it at the root: xmlns:tei="http://www.tei-c.org/ns/1.0".',
    etree.ErrorTypes.ERR_NAME_REQUIRED: "Write &amp; for the sign &.",
    etree.ErrorTypes.ERR_GT_REQUIRED: "Close the tag; or the file is cut off: then fetch it once more.",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "The file may be cut off: fetch it once more, or close the element.",
    etree.ErrorTypes.ERR_DOCUMENT_END: "Keep one root element and remove what follows it.",
    etree.ErrorTypes.ERR_INVALID_CHAR: "Remove the character: XML does not allow it.",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "The file holds no element: fetch it once more.",
}
_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2; lxml has no name for it in all versions."""
_ANY_REMEDY = "Mend the tags at that place; an XML editor, or xmllint --noout, shows them."


class _Safe(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    dtd_validation: bool
    huge_tree: bool
    collect_ids: bool


# An id that occurs twice makes a document invalid, not unreadable: lxml must not collect them.
SAFE = _Safe(
    resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, collect_ids=False
)


def parse_xml(source: Source, text: SourceText) -> XmlDocument:
    """Parse a source as a whole.

    Args:
        source: the source; its path stands in errors.
        text: its decoded text.

    Returns:
        The document; its places are offsets in ``text``. It is kept with the text: asking again costs nothing.

    Raises:
        MalformedSource: it is not well-formed (line, column), has a document type, is nested deeper than 256 elements,
            holds a text above 10 MB or too many elements, or is a server's error page.
    """
    return text.keep("xml", lambda: _parsed(source, text))


def _parsed(source: Source, text: SourceText) -> XmlDocument:
    refuse_foreign(text)
    if text.text.count("<") > LARGEST_TREE:
        raise MalformedSource(
            f"It has more than {LARGEST_TREE} tags, and a document that is read as a whole may not.",
            where=Where(source.path),
            remedy="Split it.",
        )
    try:
        root = etree.fromstring(encoded(text), etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise not_well_formed(error, source.path) from error
    return XmlDocument(text, root)


def check_well_formed(text: SourceText, *, part: str) -> None:
    """Check a large document without keeping it: every element named ``part`` is dropped once it was seen.

    Raises:
        MalformedSource: as `parse_xml`.
    """
    refuse_foreign(text)
    parser = etree.XMLPullParser(events=("end",), tag=f"{{*}}{part}", **SAFE)
    try:
        for chunk in _chunks(text):
            parser.feed(chunk)
            for _, element in parser.read_events():
                element.clear()
                while element.getprevious() is not None:
                    element.getparent().remove(element.getprevious())
        parser.close()
    except etree.XMLSyntaxError as error:
        raise not_well_formed(error, text.path) from error


def _chunks(text: SourceText) -> Iterator[bytes]:
    yield encoded(SourceText(text.path, text.text[:_CHUNK]))
    for start in range(_CHUNK, len(text.text), _CHUNK):
        yield text.text[start : start + _CHUNK].encode("utf-8")


def encoded(text: SourceText) -> bytes:
    """The text as UTF-8, the encoding that it declares blotted out: it was obeyed when the bytes were decoded."""
    return _DECLARED.sub(lambda one: one[1] + " " * len(one[2]), text.text, count=1).encode("utf-8")


def not_well_formed(error: etree.XMLSyntaxError, path: str) -> MalformedSource:
    """Say what lxml found, where, and what to do."""
    line, column = error.position
    where = Where(path, line=line or 1, column=column or 1)
    message = _PLACE.sub("", " ".join(str(error.msg or "no element").split()))
    if "depth" in message.lower():
        return MalformedSource("It is nested deeper than 256 elements.", where=where, remedy="Simplify the source.")
    if error.code == _LIMIT or "XML_PARSE_HUGE" in message:
        what = "One text, attribute or comment is larger than 10 MB."
        return MalformedSource(what, where=where, remedy="Split it.")
    return MalformedSource(
        f"It is not well-formed XML: {message}.", where=where, remedy=_REMEDIES.get(error.code, _ANY_REMEDY)
    )
