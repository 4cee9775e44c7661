"""From IRIs to addresses on this site: paths relative to the page, and outside only what a browser may safely follow.

IRIs in data are those of the configured base, pages link by relative paths: so a site whose base is public can be
browsed on localhost before it is published. Which schemes may be linked is a list of what is allowed, never of what
is not (reliability, §2.4): an IRI such as ``javascript:alert(1)`` is legal RDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.namespaces import LG, LGS, LGV

SCHEMES = frozenset({"http", "https", "mailto"})

_SAFE = "/:@!$&'()*+,;=~-._%"
_OWN = {LG: "ontology", LGV: "vocab", LGS: "shapes"}


def root_of(path: str) -> str:
    """Give the way from a page to the root of the site: ``../../`` for ``/doc/person/stalin``, ``./`` for ``/``."""
    depth = path.count("/") - 1
    return "../" * depth if depth > 0 else "./"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one page. ``root`` is what `root_of` gives, ``base_iri`` the collection's."""

    base_iri: str
    root: str

    def href(self, iri: str | None) -> str | None:
        """Give the address of an IRI; ``None`` where it must not be a link, and is shown as text.

        A thing leads straight to its page (``doc/…``), which saves the detour over the 303 of ``id/…``.
        """
        if iri is None:
            return None
        for namespace, path in _OWN.items():
            if iri.startswith(namespace):
                return f"{self.root}{path}#{quote(iri.removeprefix(namespace), safe='')}"
        if iri.startswith(self.base_iri):
            return self.site(iri.removeprefix(self.base_iri).partition("#")[0])
        return iri if is_safe(iri) else None

    def site(self, path: str) -> str:
        """Give the address of a path of the site, e.g. ``id/person/stalin`` or ``report``."""
        place = path.removeprefix("id/") if path.startswith("id/") else None
        return self.root + quote(path if place is None else f"doc/{place}", safe=_SAFE)


def is_safe(address: str) -> bool:
    """Say whether an address outside may be linked: a scheme of the list, a host, and no name or password in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme.lower() not in SCHEMES:
        return False
    return parts.scheme == "mailto" or (bool(parts.hostname) and "@" not in parts.netloc)
