"""A release in which every text and every foreign IRI is an attack: the demonstration, with its words replaced.

Every payload calls ``pwned`` with its own name; a page on which that function is called has been broken into.
"""

from __future__ import annotations

import datetime
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.graphs import literal, quad_line, split_line
from kg.release import RecordsReader, RecordsWriter, read_manifest, staged, write_contents
from kg.release.texts import TEXTS as SOURCE_TEXTS
from kg.release.texts import TextsReader, TextsWriter

TEXTS = {
    "script": "<script>pwned('script')</script>",
    "image": "<img src=x onerror=pwned('image')>",
    "vector": "\"><svg onload=pwned('vector')>",
    "toggle": "'><details open ontoggle=pwned('toggle')><summary>x</summary></details>",
    "textarea": "</textarea></title></style></noscript><script>pwned('textarea')</script>",
    "comment": "--><!--<script>--></script><script>pwned('comment')</script>",
    "attribute": '" autofocus tabindex=0 onfocus="pwned(\'attribute\')" onmouseover="pwned(\'attribute\')" x="',
    "single": "' onmouseover='pwned(\"single\")' onfocus='pwned(\"single\")' tabindex=0 y='",
    "frame": "</bdi></main><iframe srcdoc=\"<script>parent.pwned('frame')</script>\"></iframe>",
    "markup": "<a href=\"javascript:pwned('markup')\">read on</a>",
    "math": "<math><mtext></form><form><mglyph><style></math><img src onerror=pwned('math')>",
    "entity": "&lt;script&gt;&#60;img src=x onerror=pwned('entity')&#62;",
    "template": "{{ ''.__class__ }}{% raw %}{{ 7*191 }}{% endraw %}{# <img src=x onerror=pwned('template')> #}",
    "base": "<base href=\"javascript:pwned('base')//\">",
    "refresh": "<meta http-equiv=refresh content=\"0;url=javascript:pwned('refresh')\">",
    "turned": "\u202e<script>pwned('turned')</script>\u202c\u2066",
    "body": "<body onload=pwned('body')><input autofocus onfocus=pwned('body')>",
}
"""Name to text."""

IRIS = {
    "scheme": "javascript:pwned('scheme')",
    "case": "JaVaScRiPt:pwned('case')",
    "slashes": "javascript://example.org/%0Apwned('slashes')",
    "data": "data:text/html,%3Cscript%3Eopener.pwned('data')%3C/script%3E",
    "vbscript": "vbscript:pwned('vbscript')",
    "password": "https://www.wikidata.org:x@evil.invalid/",
    "quote": "https://evil.invalid/'onmouseover='pwned(1)",
    "blob": "blob:javascript:pwned('blob')",
}

_TEXT_MEMBERS = re.compile(
    r"text|exact|prefix|suffix|heading|title|subtitle|section|as_printed|expressed|scope|label|doc_label|name|number|"
    r"condition|reason|technique_note|authenticity_note|normalized|identifier|address_line|letter|pages|volume|"
    r"qualifier|path|source|by|why|words|issued|field|state"
)
_ELSEWHERE = re.compile(r"<https?://(www\.wikidata\.org|sws\.geonames\.org|d-nb\.info|viaf\.org)/[^>]*>")
_STATED = re.compile(r"@[a-z]|$")


def hostile_release(peaceful: Path, site: Path) -> Path:
    """Build the release.

    Args:
        peaceful: the release of the demonstration.
        site: where to build; it must not exist.
    """
    manifest = read_manifest(peaceful)
    base = str(manifest.metadata["collection"]["base_iri"])  # type: ignore[index] # an object, as the pipeline writes it
    text = _turns(TEXTS)
    with staged(site, created=datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC), needed_bytes=0) as stage:
        for path in (peaceful / "model").rglob("*.*"):
            stage.write(str(path.relative_to(peaceful)), path.read_bytes())
        with (
            TextsReader(peaceful / SOURCE_TEXTS) as old,
            TextsWriter(stage.place(SOURCE_TEXTS), directory=stage.scratch) as new,
        ):
            for source, key in old.paths().items():
                new.add(key, source, "\n\n".join(TEXTS.values()) * 3)
        stage.write(
            "report.json", json.dumps(_replaced(json.loads((peaceful / "report.json").read_bytes()), text)).encode()
        )
        lines = _hostile_lines(next((peaceful / "dumps").glob("*.nq.gz")), text)
        contents = write_contents(stage, lines, base_iri=base, name="sf", prefixes={})
        with (
            RecordsReader(peaceful / "records.sqlite") as old,
            RecordsWriter(stage.place("records.sqlite"), directory=stage.scratch) as new,
        ):
            for key in list(old.keys()):
                new.add(key, _replaced(old.record(key), text))  # type: ignore[arg-type] # an object stays one
        metadata = {**manifest.metadata, "collection": _hostile_collection(base)}
        published = stage.commit(nquads_sha256=contents.nquads_sha256, counts=contents.quads, metadata=metadata)
    return published.release.path


def _hostile_collection(base: str) -> Mapping[str, object]:
    return {
        "id": "sf",
        "base_iri": base,
        "title": TEXTS["script"] + TEXTS["textarea"],
        "description": TEXTS["image"] + TEXTS["vector"],
        "publisher": TEXTS["markup"],
        "licence": IRIS["scheme"],
        "languages": ["en"],
        "span": None,
    }


def _hostile_lines(dump: Path, text: Callable[[], str]) -> Iterator[str]:
    """Replace texts (not numbers and dates) and links to registers; add attacks as properties and as graph."""
    iri = _turns(IRIS)
    with gzip.open(dump, "rt", encoding="utf-8") as lines:
        for line in lines:
            quad = split_line(line)
            if not quad.graph:
                continue  # the default graph is made again
            value = quad.object
            if value.startswith('"') and _STATED.match(value[value.rindex('"') + 1 :]):
                language = value[value.rindex('"') + 2 :] or None
                value = literal(f"{text()} {value[1:8]}", language=language)
            value = _ELSEWHERE.sub(lambda _: f"<{iri()}>", value)
            yield quad_line(quad.subject, quad.predicate, value, quad.graph)
            if "/id/person/" in quad.subject and "ontology#Person>" in quad.object:
                yield from _additions(quad.subject, quad.graph)


def _additions(subject: str, graph: str) -> Iterator[str]:
    for attack in IRIS.values():
        yield quad_line(subject, "<http://www.w3.org/2002/07/owl#sameAs>", f"<{attack}>", graph)
        yield quad_line(subject, f"<{attack}>", f"<{attack}>", graph)
        yield quad_line(subject, "<http://purl.org/dc/terms/source>", f"<{attack}>", graph)
        yield quad_line(subject, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{attack}>", graph)
        yield quad_line(subject, "<http://xmlns.com/foaf/0.1/page>", literal("x", datatype=attack), graph)


def _replaced(value: object, text: Callable[[], str], name: str = "") -> object:
    if isinstance(value, dict):
        return {key: _replaced(member, text, key) for key, member in value.items()}
    if isinstance(value, list):
        return [_replaced(item, text, name) for item in value]
    if isinstance(value, str) and _TEXT_MEMBERS.fullmatch(name):
        return text()
    return value


def _turns(values: Mapping[str, str]) -> Callable[[], str]:
    """Give the values by turns."""
    endless = (value for _ in iter(int, 1) for value in values.values())
    return lambda: next(endless)
