"""The representations of resources: media types, suffixes, and by which other names clients ask for them.

The tables are in the order in which we like them: it decides between equal weights of an ``Accept`` header. RDF clients
that take everything alike (rdflib) get Turtle; a client that takes anything (curl) gets the page for people.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.publication.negotiation import Offer, negotiate


@dataclass(frozen=True, slots=True)
class Format:
    """One syntax. ``suffix`` is that of its URL twin, ``/doc/person/stalin.ttl``."""

    name: str
    media_type: str
    suffix: str
    aliases: tuple[str, ...] = ()
    named_graphs: bool = False
    """Whether it can say which graph a statement stands in."""

    @property
    def offer(self) -> Offer:
        return Offer(self.media_type, self.aliases)

    @property
    def content_type(self) -> str:
        """The header of answers; syntaxes that are UTF-8 by their own registration need no parameter."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML = Format("HTML", "text/html", "html", ("application/xhtml+xml",))
TURTLE = Format(
    "Turtle", "text/turtle", "ttl", ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3")
)
JSON_LD = Format("JSON-LD", "application/ld+json", "jsonld", ("application/json",))
N_TRIPLES = Format("N-Triples", "application/n-triples", "nt", ("text/plain",))
RDF_XML = Format("RDF/XML", "application/rdf+xml", "rdf", ("application/xml", "text/xml"))
N_QUADS = Format("N-Quads", "application/n-quads", "nq", ("text/x-nquads", "text/nquads"), named_graphs=True)
TRIG = Format("TriG", "application/trig", "trig", ("application/x-trig",), named_graphs=True)

RDF_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG, N_QUADS)
PAGE_FORMATS = (HTML, *RDF_FORMATS)
"""What an entity is shown in."""
SUFFIXES = {one.suffix: one for one in PAGE_FORMATS}
BY_MEDIA_TYPE = {one.media_type: one for one in PAGE_FORMATS}


def choose(accept: str | None, formats: tuple[Format, ...]) -> Format | None:
    """Choose among formats by an ``Accept`` header; ``None`` if the client accepts none of them."""
    offer = negotiate(accept, [one.offer for one in formats])
    return None if offer is None else next(one for one in formats if one.media_type == offer.media_type)


def split_suffix(path: str) -> tuple[str, Format | None]:
    """Take the suffix of a format off a path: ``doc/person/stalin.ttl`` gives ``doc/person/stalin`` and Turtle.

    A suffix that no format has belongs to the name.
    """
    stem, dot, suffix = path.rpartition(".")
    found = SUFFIXES.get(suffix) if dot and stem and "/" not in suffix else None
    return (path, None) if found is None else (stem, found)
