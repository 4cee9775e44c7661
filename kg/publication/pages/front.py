"""The front page: what the collection is, how much of it there is, and three things to try."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kg.namespaces import CRM, LG, RICO
from kg.publication.pages.browse import BrowsePages
from kg.publication.pages.context import ReleaseContext
from kg.publication.pages.list_models import Dump, FrontPage, Suggestion
from kg.publication.pages.lookup import Lookup
from kg.release.dumps import DUMPS

_MEDIA_TYPES = {".nq.gz": "application/n-quads", ".trig.gz": "application/trig"}

QUERY = textwrap.dedent("""\
    # Who wrote to whom, and when?
    PREFIX lg: <https://w3id.org/lettergraph/ontology#>
    PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

    SELECT (MIN(STR(?sender)) AS ?from) (MIN(STR(?addressee)) AS ?to) (MIN(STR(?day)) AS ?date) ?document WHERE {
      ?document rico:hasSender ?one ; rico:hasAddressee ?other .
      ?one skos:prefLabel ?sender .
      ?other skos:prefLabel ?addressee .
      OPTIONAL { ?document (rico:hasCreationDate|lg:dateSent)/rico:normalizedDateValue ?day }
    }
    GROUP BY ?document ?one ?other
    ORDER BY ?date ?from
    LIMIT 100
    """)
"""The query that the front page suggests; it works on every collection."""


def front_page(context: ReleaseContext) -> FrontPage:
    """Make the front page."""
    lookup = Lookup(context)
    counts = context.manifest.counts
    return FrontPage(
        site=lookup.site(),
        counts=BrowsePages(context).counts(),
        span=_span(lookup),
        suggestions=tuple(_suggestions(lookup)),
        dumps=tuple(_dumps(context)),
        warnings=counts.get("warnings", 0),
        held_back=counts.get("held_back", 0),
        quads=counts.get("quads_default", 0),
    )


def _span(lookup: Lookup) -> str:
    """Say from which year to which the documents are."""
    dates = f"<{RICO}hasCreationDate>|<{LG}dateSent>|<{LG}dateReceived>"
    rows = lookup.select(
        f"SELECT (MIN(?a) AS ?first) (MAX(?b) AS ?last) WHERE {{ ?d {dates} ?date . "
        f"OPTIONAL {{ ?date <{CRM}P82a_begin_of_the_begin> ?a }} OPTIONAL {{ ?date <{CRM}P82b_end_of_the_end> ?b }} }}"
    )
    row = rows[0] if rows else {}
    years = [row[name].value[:4] for name in ("first", "last") if name in row]
    return "–".join(dict.fromkeys(years))


def _suggestions(lookup: Lookup) -> Iterator[Suggestion]:
    document, why = _document(lookup)
    if document:
        yield Suggestion("Read a document", why, thing=lookup.link(document))
    person = _one(
        lookup,
        f"SELECT ?x (COUNT(?d) AS ?n) WHERE {{ ?d <{RICO}hasSender>|<{LG}hasSignatory> ?x . ?x a <{RICO}Person> }} "
        "GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    )
    if person:
        why = "Letters sent and signed, every place where the name stands, and who decided that it is he or she."
        yield Suggestion("Follow a person", why, thing=lookup.link(person))
    yield Suggestion("Ask a question", "A query in SPARQL that you can change.", query=QUERY)


def _document(lookup: Lookup) -> tuple[str | None, str]:
    """Choose a document to begin with: one that something came of, else a resolution, else one with notes."""
    choices = (
        (
            f"?e <{LG}considers> ?x . ?d <{RICO}resultsOrResultedFrom> ?e",
            "With its notes, and what came of it: the meeting, the resolution, and who was ordered to do what.",
        ),
        (f"?x <{RICO}expressesOrExpressed> ?d . ?d a <{LG}Directive>", "With what it orders, and whom."),
        (f"?x <{RICO}expressesOrExpressed> ?d", "With its notes, and what it asks for."),
        (f"?x a <{RICO}Record> ; <{RICO}hasSender> ?d", "With every statement, and where it stands."),
    )
    for pattern, why in choices:
        where = f'{pattern} FILTER(STRSTARTS(STR(?x), "{lookup.base_iri}id/doc/"))'
        found = _one(lookup, f"SELECT DISTINCT ?x WHERE {{ {where} }} ORDER BY ?x LIMIT 1")
        if found:
            return found, why
    return None, ""


def _one(lookup: Lookup, query: str) -> str | None:
    rows = lookup.select(query)
    return rows[0]["x"].value if rows and "x" in rows[0] else None


def _dumps(context: ReleaseContext) -> Iterator[Dump]:
    for path, entry in context.manifest.files.items():
        if path.startswith(f"{DUMPS}/"):
            name = path.removeprefix(f"{DUMPS}/")
            media_type = next((one for end, one in _MEDIA_TYPES.items() if name.endswith(end)), None)
            if media_type is not None:  # beside the dumps lies the list of their members
                yield Dump(name, media_type, entry.size, entry.sha256)
