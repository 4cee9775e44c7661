"""What is no sound document is refused with its place and a remedy; bombs and giants cost nothing."""

from __future__ import annotations

import time

import pytest

from kg.errors import MalformedSource
from kg.sources import Source, SourceSettings, SourceText, decode
from kg.sources.xml import begins_like_xml, cut, parse_xml, root_name


def source(data: str | bytes, encoding: str | None = None) -> Source:
    settings = SourceSettings("kc", encoding=encoding)
    return Source("letters/index.xml", data.encode() if isinstance(data, str) else data, settings)


def refusal(data: str) -> MalformedSource:
    one = source(data)
    with pytest.raises(MalformedSource) as refused:
        parse_xml(one, decode(one))
    with pytest.raises(MalformedSource):
        cut(decode(one), part="d")
    return refused.value


@pytest.mark.parametrize(
    ("data", "line", "words", "remedy"),
    [
        ("<a>\n<b>\n</a>", 3, "tag mismatch", "Mend the tags"),
        ("<a>\n<b/>\n", 3, "Premature end", "cut off"),
        ("<a>\n&nbsp;</a>", 2, "nbsp", "Write the character itself"),
        ("<a>\nTom & Co</a>", 2, "no name", "&amp;"),
        ("\n<?xml version='1.0'?><a/>", 2, "declaration", "Remove what stands before"),
        ("<a>\n<tei:b/></a>", 2, "prefix tei", "xmlns:tei"),
        ("<a/>\n<b/>", 2, "Extra content", "one root element"),
        ("", 1, "empty", "fetch it once more"),
        ("<a>\n&#1;</a>", 2, "invalid", "Remove the character"),
        ("<a b='1' b='2'/>", 1, "redefined", "Mend"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_line_and_remedy(data: str, line: int, words: str, remedy: str) -> None:
    refused = refusal(data)

    assert (refused.where.file, refused.where.line) == ("letters/index.xml", line)
    assert refused.where.column is not None
    assert words in refused.what
    assert remedy in str(refused.remedy)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<exception><path>/db</path><message>no such thing</message></exception>", "(<exception>): “no such thing”"),
        ("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>", "(<Error>): “gone”"),
        ("<html><head><title>404 Not Found</title></head><body/></html>", "error page of a server (<html>): “404"),
        ("<!DOCTYPE html>\n<html lang=en><title>Bad Gateway</title><br></html>", "error page of a server (<html>)"),
        ("<html><head><title>Our letters</title></head></html>", "This is a web page (<html>): “Our letters”"),
        ("<e:Envelope xmlns:e='urn:e'><e:Fault><faultstring>x y</faultstring></e:Fault></e:Envelope>", "“x y”"),
        ("<?xml version='1.0'?><!-- c --><error/>", "error page of a server (<error>)."),
    ],
)
def test_the_error_page_of_a_server_is_refused_by_name(data: str, words: str) -> None:
    refused = refusal(data)

    assert words in refused.what
    assert "once more" in str(refused.remedy)


def test_the_message_of_an_error_page_is_not_longer_than_a_line_or_two() -> None:
    assert len(refusal(f"<error><message>{'long ' * 500}</message></error>").what) < 300


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<?xml version="1.0"?>\n<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><a>&b;</a>',
        "<!doctype a><a/>",
    ],
)
def test_a_document_type_is_refused(data: str) -> None:
    assert "document type declaration" in refusal(data).what


def test_words_about_a_document_type_are_no_document_type() -> None:
    one = source("<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>")

    assert parse_xml(one, decode(one)).root.tag == "a"


def test_xinclude_is_left_alone() -> None:
    one = source('<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>')

    assert not "".join(parse_xml(one, decode(one)).root.itertext())


def test_what_is_nested_too_deeply_is_refused() -> None:
    assert "256" in refusal("<a>" * 300 + "</a>" * 300).what


def test_a_giant_text_is_refused() -> None:
    assert "10 MB" in refusal(f"<a>{'x' * 10_100_000}</a>").what


def test_too_many_elements_are_refused_before_a_tree_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sources.xml.parsing.LARGEST_TREE", 10)
    one = source("<a>" + "<b/>" * 10 + "</a>")

    with pytest.raises(MalformedSource, match="more than 10 tags"):
        parse_xml(one, decode(one))


def test_an_id_that_occurs_twice_hinders_nothing() -> None:
    one = source('<a xml:id="x"><b xml:id="x"/></a>')

    assert parse_xml(one, decode(one)).root.tag == "a"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "ISO-8859-5"])
def test_a_declared_encoding_counts_and_the_tree_does_not_decode_once_more(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>Шаров</a>'.encode(encoding)
    one = source(data)

    document = parse_xml(one, decode(one))

    assert document.words(document.root) == "Шаров"
    assert document.locate(document.root).exact == "Шаров"
    assert one.snapshot().encoding == encoding.lower()


def test_the_encoding_of_the_collection_wins_over_the_declared_one() -> None:
    one = source('<?xml version="1.0" encoding="windows-1251"?><a>Ж</a>'.encode(), encoding="utf-8")

    assert parse_xml(one, decode(one)).root.text == "Ж"


def test_a_declaration_that_cannot_be_true_is_refused() -> None:
    with pytest.raises(MalformedSource, match="not written in it"):
        decode(source(b'<?xml version="1.0" encoding="UTF-16"?><a/>'))


@pytest.mark.parametrize("name", ["no-such", "hex", "unicode-escape", "utf-7"])
def test_a_declared_encoding_that_is_none_of_documents_is_refused(name: str) -> None:
    with pytest.raises(MalformedSource, match=f"“{name}” is no encoding of text"):
        decode(source(f'<?xml version="1.0" encoding="{name}"?><a/>'))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("<?xml version='1.0'?>\n<!-- <x> -->\n<tei:TEI a='>'>", "TEI"),
        ("<!DOCTYPE a [ <!ELEMENT a (b)> ]><b/>", "b"),
        ("no tag", None),
        ("<!-- never closed <a>", None),
        ("< a>", None),
    ],
)
def test_the_root_is_named_even_of_what_is_not_well_formed(data: str, name: str | None) -> None:
    assert root_name(SourceText("x", data)) == name


def test_blanks_before_the_first_tag_do_not_hide_it() -> None:
    assert begins_like_xml(SourceText("x", "\n  <TEI"))
    assert not begins_like_xml(SourceText("x", "To <Anna>"))


HOSTILE = [
    *("<!--" * 25_000, "<![CDATA[" * 11_000, "<?x " * 25_000, "<a " + "b" * 100_000, '<a b="' * 17_000, "<" * 100_000),
    *("<a " + "b='" * 33_000, "<a>" + "]]" * 50_000, "<!DOCTYPE a [" + "] " * 50_000, "</" * 50_000, "&" * 100_000),
    *("<?xml " + " encoding" * 11_000, "<?xml" + " " * 100_000, "<html>" + "<title>" * 14_000, "<a " + "= " * 50_000),
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: data[:12])
def test_a_hostile_text_takes_no_longer_than_its_length_asks_for(data: str) -> None:
    one = source(data)
    begin = time.process_time()

    with pytest.raises(MalformedSource):
        parse_xml(one, decode(one))

    assert time.process_time() - begin < 10  # ten times the bound: linear in the length is the feature


def test_utf_16_that_nothing_declares_is_no_utf_8() -> None:
    with pytest.raises(MalformedSource, match="no UTF-8 letters"):
        decode(source("sender;recipient\nA. B.;В. Г.\n".encode("utf-16-le")))
