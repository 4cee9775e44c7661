"""TEI letters of any kind: elements where they belong and where they do not, with the dirt of real files."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

WORDS = st.one_of(
    st.sampled_from(
        ("Anna Vogel", "[unknown]", "?", "3. März 1921", "A oder B", "Wien, 18. 9. 1893", "B 17", "None", "…", " ", "и")
    ),
    st.text(
        alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=12
    ),
)
VALUES = st.one_of(
    WORDS,
    st.sampled_from(
        (
            *(
                "#p1",
                "#",
                "p1 #p2",
                "persons.xml#p1",
                "https://d-nb.info/gnd/118540238",
                "hhttp://viaf.org/viaf/1 ",
                "a b",
            ),
            *(
                "1921-03-03",
                "1857-12-40",
                "9999",
                "..",
                "person",
                "place",
                "event",
                "letter",
                "beilage",
                "regest",
                "sent",
            ),
            *("received", "sender", "omitted", "no", "low", "conjecture", "#n1", "de", "deu", "x-", "48,2 16,3"),
        )
    ),
)
ATTRIBUTES = (
    *(
        "ref",
        "key",
        "corresp",
        "target",
        "targetEnd",
        "type",
        "subtype",
        "role",
        "when",
        "notBefore",
        "notAfter",
        "from",
    ),
    *(
        "to",
        "when-iso",
        "cert",
        "evidence",
        "break",
        "reason",
        "n",
        "xml:id",
        "xml:lang",
        "ident",
        "level",
        "ana",
        "form",
    ),
    *("active", "passive", "mutual", "name", "sameAs", "value", "calendar"),
)
HEADER = (
    *("fileDesc", "titleStmt", "title", "author", "editor", "publicationStmt", "publisher", "licence", "idno", "date"),
    *(
        "sourceDesc",
        "listWit",
        "witness",
        "msDesc",
        "msIdentifier",
        "settlement",
        "repository",
        "collection",
        "physDesc",
    ),
    *("history", "origin", "origDate", "origPlace", "bibl", "biblStruct", "profileDesc", "langUsage", "language"),
    *("correspDesc", "correspAction", "correspContext", "persName", "orgName", "placeName", "rs", "name", "creation"),
    *("particDesc", "respStmt", "resp", "letHeading", "addressee", "objectType", "abstract", "textClass", "term"),
)
TEXT = (
    *(
        "body",
        "div",
        "p",
        "ab",
        "opener",
        "closer",
        "dateline",
        "salute",
        "signed",
        "postscript",
        "address",
        "addrLine",
    ),
    *(
        "lg",
        "l",
        "head",
        "choice",
        "orig",
        "reg",
        "sic",
        "corr",
        "abbr",
        "expan",
        "del",
        "add",
        "subst",
        "restore",
        "gap",
    ),
    *(
        "lb",
        "pb",
        "space",
        "unclear",
        "supplied",
        "note",
        "noteGrp",
        "anchor",
        "ptr",
        "ref",
        "seg",
        "hi",
        "persName",
        "rs",
    ),
    *("placeName", "orgName", "name", "date", "floatingText", "figure", "figDesc", "app", "lem", "rdg", "list", "item"),
    *("quote", "back", "group", "text", "listPerson", "person", "birth", "death", "occupation", "listPlace", "place"),
    *("location", "geo", "listOrg", "org", "listEvent", "event", "eventName", "listRelation", "relation"),
)
FRAMES = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0">%s</TEI>',
    "<TEI.2>%s</TEI.2>",
    "<teiCorpus><TEI>%s</TEI></teiCorpus>",
)
DIRT = ("<", ">", "&", "</p>", "<p>", "]]>", "<!--", "\x00", "<note>", '"', "xml:id=''")


def element(name: str, attributes: dict[str, str], content: str) -> str:
    """Write one element."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def elements(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Trees of elements of these names."""
    attributes = st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=3)

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        content = st.lists(st.one_of(inner, WORDS.map(escape)), max_size=4).map("".join)
        return st.builds(element, st.sampled_from(names), attributes, content)

    return st.recursive(WORDS.map(escape), around, max_leaves=25)


def letters() -> st.SearchStrategy[str]:
    """TEI documents: mostly with a header and a text, in any order and number."""
    desc = elements(HEADER).map(lambda inside: f"<profileDesc><correspDesc>{inside}</correspDesc></profileDesc>")
    parts = st.lists(st.one_of(elements(HEADER), desc), max_size=5)
    header = parts.map(lambda inside: f"<teiHeader>{''.join(inside)}</teiHeader>")
    text = st.lists(elements(TEXT), max_size=5).map(lambda inside: f"<text>{''.join(inside)}</text>")
    root = st.sampled_from(
        (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0">%s</TEI>',
            "<TEI.2>%s</TEI.2>",
            "<teiCorpus><TEI>%s</TEI></teiCorpus>",
        )
    )
    return st.builds(lambda frame, parts: frame % "".join(parts), root, st.tuples(header, text))


def mutations(document: str) -> st.SearchStrategy[str]:
    """A document with a piece of it deleted, doubled, moved, or replaced by dirt."""
    places = st.integers(0, len(document))
    dirt = st.one_of(
        WORDS, st.sampled_from(("<", ">", "&", "</p>", "<p>", "]]>", "<!--", "\x00", "<note>", '"', "xml:id=''"))
    )

    def mutate(one: int, other: int, piece: str, how: str) -> str:
        start, end = sorted((one, other))
        end = min(end, start + 400)
        inside = document[start:end]
        replaced = {"delete": "", "double": inside * 2, "replace": piece, "insert": piece + inside}[how]
        return document[:start] + replaced + document[end:]

    return st.builds(mutate, places, places, dirt, st.sampled_from(("delete", "double", "replace", "insert")))
