"""Damage done to real and invented documents. Bytes lose their encoding, XML mostly keeps its form and loses its sense.

All chance comes from the given generator, so that a number names a document for ever.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from lxml import etree

TOKENS: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\n",
    b"\r\n",
    b"\t",
    b"\x00",
    b"\x0b",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#x10FFFF;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?x y?>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b'"',
    b"'",
    b",",
    b";",
    b"|",
    b"\\",
    b"%",
    b"#",
    b"[",
    b"]",
    b"(",
    b")",
    b"?",
    b"~",
    b"/",
    b"..",
    b"-",
    "–".encode(),
    b"0000-00-00",
    b"9999",
    b"1857-12-40",
    b"-0001",
    b"99999-01-01",
    b"1667%",
    b"[..1667]",
    b"XXXX",
    b"1900-02-29",
    b"http://",
    b"hhttp://x",
    b"http://d-nb.info/gnd/1 http://d-nb.info/gnd/1",
    b"#",
    b"#x",
    b"urn:x:y",
    b"javascript:1",
    "Ж".encode(),
    "٣".encode(),
    "\u202e".encode(),
    "\ud83d\ude00".encode("utf-8", "surrogatepass"),
    "İ".encode(),
    b"xml:id",
    b'xmlns="x"',
    b'xmlns:tei="http://www.tei-c.org/ns/1.0"',
    b"<tei:persName/>",
    b"correspDesc",
    b"type",
)

VALUES: tuple[str, ...] = (
    "", " ", "#", "#nobody", "https://d-nb.info/gnd/118540238", "http://www.d-nb.info/gnd/118540238 ", "Keine Treffer",
    "www.geonames.org/2761369", "x y", "1857-12-40", "1899", "1898-01-18/1898", "9999", "sent", "received", "forwarded",
    "javascript:alert(1)", "http://[", "http://a b", "\u202e", "Ж" * 300, "low", "conjecture", "unknown", "2026-13-01",
)  # fmt: skip

NAMES: tuple[str, ...] = (
    "persName", "orgName", "name", "rs", "placeName", "settlement", "date", "note", "correspAction", "correspDesc",
    "correspContext", "ref", "p", "div", "opener", "closer", "signed", "dateline", "salute", "lb", "choice", "title",
    "msDesc", "idno", "bibl", "listPerson", "person", "birth", "TEI", "teiHeader", "text", "body", "quatsch",
)  # fmt: skip

ATTRIBUTES: tuple[str, ...] = (
    "ref", "key", "corresp", "when", "notBefore", "notAfter", "from", "to", "type", "source", "cert", "evidence",
)  # fmt: skip

Chance = random.Random


def damaged_bytes(data: bytes, chance: Chance) -> bytes:
    """Cut, repeat, overwrite and splice, one to eight times."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        length = min(chance.choice((0, 1, 1, 2, 7, 40, 300)), len(data) - at)
        match chance.randrange(5):
            case 0:
                data = data[:at] + data[at + length :]
            case 1:
                data = data[:at] + chance.choice(TOKENS) + data[at + length :]
            case 2:
                data = data[: at + length] + data[at : at + length] * chance.randint(1, 3) + data[at + length :]
            case 3:
                data = data[:at] + bytes(chance.randrange(256) for _ in range(length)) + data[at + length :]
            case _:
                other = chance.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 200] + data[at:]
    return data[:at] if chance.random() < 0.1 else data


def damaged_xml(data: bytes, chance: Chance) -> bytes:
    """Change the tree: drop, repeat, rename, move and empty elements, and give attributes odd values."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return damaged_bytes(data, chance)
    for _ in range(chance.randint(1, 10)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        chance.choice(_CHANGES)(chance.choice(elements), elements, chance)
    changed: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return changed


def _drop(element: etree._Element, _: Sequence[etree._Element], __: Chance) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(element: etree._Element, _: Sequence[etree._Element], __: Chance) -> None:
    parent = element.getparent()
    if parent is not None and len(element) < 40:
        parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))


def _rename(element: etree._Element, _: Sequence[etree._Element], chance: Chance) -> None:
    namespace = etree.QName(element).namespace
    name = chance.choice(NAMES)
    element.tag = f"{{{namespace}}}{name}" if namespace and chance.random() < 0.9 else name


def _empty(element: etree._Element, _: Sequence[etree._Element], __: Chance) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _say(element: etree._Element, _: Sequence[etree._Element], chance: Chance) -> None:
    element.text = chance.choice(VALUES)


def _attribute(element: etree._Element, _: Sequence[etree._Element], chance: Chance) -> None:
    names = [str(name) for name in element.attrib] or ["ref"]
    extra = [
        "ref",
        "key",
        "corresp",
        "when",
        "notBefore",
        "notAfter",
        "from",
        "to",
        "type",
        "source",
        "cert",
        "evidence",
    ]
    element.set(chance.choice(names + extra), chance.choice(VALUES))


def _lose_attributes(element: etree._Element, _: Sequence[etree._Element], __: Chance) -> None:
    element.attrib.clear()


def _move(element: etree._Element, elements: Sequence[etree._Element], chance: Chance) -> None:
    to = chance.choice(elements)
    if element.getparent() is not None and element not in (to, *to.iterancestors()):
        to.append(element)


def _comment(element: etree._Element, _: Sequence[etree._Element], chance: Chance) -> None:
    element.insert(0, chance.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))


_CHANGES: tuple[Callable[[etree._Element, Sequence[etree._Element], Chance], None], ...] = (
    _drop, _repeat, _rename, _empty, _say, _attribute, _attribute, _lose_attributes, _move, _comment,
)  # fmt: skip


def damaged(data: bytes, chance: Chance) -> bytes:
    """Damage a document: XML by its tree two times in three, everything else by its bytes."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and chance.random() < 0.67:
        return damaged_xml(data, chance)
    return damaged_bytes(data, chance)
