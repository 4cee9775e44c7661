"""References as projects write them: one IRI in every variant, and texts made of their pieces."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True, slots=True)
class Known:
    """One record of a register: its key, its owner's IRI, and addresses without scheme that mean it."""

    key: str
    iri: str
    addresses: tuple[str, ...]
    short: tuple[str, ...] = ()


KNOWN = (
    Known(
        "gnd-118540238",
        "https://d-nb.info/gnd/118540238",
        (
            *("d-nb.info/gnd/118540238", "www.d-nb.info/gnd/118540238", "D-NB.info/gnd/118540238/"),
            *("d-nb.info/gnd/118540238/about/lds", "d-nb.info/gnd/118540238/about/html", "d-nb.info/118540238"),
            *(
                "portal.dnb.de/opac.htm?method=simpleSearch&cqlMode=true&query=nid%3D118540238",
                "d-nb.info//gnd/118540238",
            ),
            *("lobid.org/gnd/118540238", "explore.gnd.network/gnd/118540238", "kalliope-verbund.info/gnd/118540238"),
            *(
                "www.deutsche-biographie.de/pnd118540238.html",
                "d-nb.info:{port}/gnd/118540238",
                "d-nb.info/gnd/%3118540238",
                "d-nb.info/gnd118540238",
                "dnb.info/gnd/118540238#about",
            ),
        ),
        ("gnd:118540238", "GND: 118540238", "GND 118540238", "pnd:118540238", "(DE-588)118540238"),
    ),
    Known("gnd-4005728-8", "https://d-nb.info/gnd/4005728-8", ("d-nb.info/gnd/4005728-8",), ("gnd:4005728-8",)),
    Known("gnd-2175892-x", "https://d-nb.info/gnd/2175892-X", ("d-nb.info/gnd/2175892-X", "d-nb.info/gnd/2175892-x")),
    Known(
        "wikidata-q5879",
        "http://www.wikidata.org/entity/Q5879",
        (
            *("www.wikidata.org/wiki/Q5879", "m.wikidata.org/wiki/Q5879", "wikidata.org/entity/Q5879"),
            *("www.wikidata.org/wiki/q5879#sitelinks", "www.wikidata.org/wiki/Special:EntityData/Q5879.json"),
            *("www.wikidata.org/wiki/Q5879?uselang=de", "www.wikidata.org/wiki/Q5879/", "wikidata.org/Q5879"),
        ),
        ("wd:Q5879", "wikidata:Q5879", "Wikidata Q5879"),
    ),
    Known(
        "geonames-2761369",
        "https://sws.geonames.org/2761369/",
        (
            *(
                "sws.geonames.org/2761369",
                "www.geonames.org/2761369",
                "geonames.org/2761369/",
                "de.geonames.org/2761369",
            ),
            *(
                "www.geonames.org/2761369/wien.html",
                "sws.geonames.org/2761369/about.rdf",
                "www.geonames.org/2761369?x=1",
            ),
            *("sws.geonames.org/http://www.geonames.org/2761369", "sws.geonames.org/www.geonames.org/2761369/"),
        ),
        ("geonames:2761369", "gn:2761369"),
    ),
    Known(
        "viaf-24602065",
        "http://viaf.org/viaf/24602065",
        (
            "viaf.org/viaf/24602065",
            "www.viaf.org/viaf/24602065/",
            "viaf.org/viaf/24602065/#Name",
            "viaf.org/en/viaf/24602065",
        ),
        ("viaf:24602065",),
    ),
    Known(
        "lccn-n79003362",
        "http://id.loc.gov/authorities/names/n79003362",
        (
            "id.loc.gov/authorities/names/n79003362",
            "id.loc.gov/authorities/names/n79003362.html",
            "lccn.loc.gov/n79003362",
        ),
        ("lccn:n79003362", "lccn:n 79003362", "lccn:n79-3362"),
    ),
    Known(
        "isni-0000000121441970",
        "https://isni.org/isni/0000000121441970",
        (
            "isni.org/isni/0000000121441970",
            "www.isni.org/isni/0000000121441970",
            "isni.org/0000000121441970",
            "isni.org/page/0000000121441970/",
        ),
        ("isni:0000000121441970", "ISNI: 0000 0001 2144 1970"),
    ),
    Known(
        "orcid-0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        ("orcid.org/0000-0002-1825-0097", "www.orcid.org/0000-0002-1825-0097/"),
        ("orcid:0000-0002-1825-0097",),
    ),
    Known(
        "bnf-cb11907966z",
        "http://data.bnf.fr/ark:/12148/cb11907966z",
        (
            *("data.bnf.fr/ark:/12148/cb11907966z", "data.bnf.fr/ark:/12148/cb11907966z#about"),
            *(
                "catalogue.bnf.fr/ark:/12148/cb11907966z",
                "data.bnf.fr/fr/ark:/12148/cb11907966z",
                "data.bnf.fr/11907966/victor_hugo/",
            ),
        ),
        ("ark:/12148/cb11907966z", "bnf:cb11907966z"),
    ),
    Known("ndl-00054222", "http://id.ndl.go.jp/auth/ndlna/00054222", ("id.ndl.go.jp/auth/entity/00054222",)),
    Known("tgn-7003669", "http://vocab.getty.edu/tgn/7003669", ("vocab.getty.edu/page/tgn/7003669",), ("tgn:7003669",)),
    Known("ulan-500115588", "http://vocab.getty.edu/ulan/500115588", ("vocab.getty.edu/ulan/500115588-agent",)),
    Known("pleiades-579885", "https://pleiades.stoa.org/places/579885", ("pleiades.stoa.org/places/579885#this",)),
    Known("osm-node-17328659", "https://www.openstreetmap.org/node/17328659", ("osm.org/node/17328659",)),
)

KINDS_OF_BLANK = ("", " ", "\n", "\u00a0", "\t ", "\u200b", "\ufeff")


@st.composite
def variants(draw: st.DrawFn) -> tuple[Known, str]:
    """One record and one of the many ways to write its IRI."""
    known = draw(st.sampled_from(KNOWN))
    if known.short and draw(st.integers(0, 5)) == 0:
        body = draw(st.sampled_from(known.short))
    else:
        address = draw(st.sampled_from((known.iri.partition("://")[2], *known.addresses)))
        scheme = draw(
            st.sampled_from(
                (
                    "http://",
                    "https://",
                    "hhttp://",
                    "HTTP://",
                    "https: //",
                    "http:/",
                    "htp://",
                    "http:///",
                    "http//",
                    "",
                )
            )
        )
        body = scheme + address.replace("{port}", "443" if "s" in scheme else "80")
    return known, draw(st.sampled_from(KINDS_OF_BLANK)) + body + draw(
        st.sampled_from((*KINDS_OF_BLANK, ",", " ;", "/"))
    )


PIECES = (
    *(
        "http://",
        "https://",
        "hhttp:",
        "://",
        "/",
        "//",
        ".",
        ",",
        ";",
        "|",
        " ",
        "#",
        "%",
        "%2",
        "%20",
        "%3A",
        "&amp;",
    ),
    *(
        "d-nb.info",
        "/gnd/",
        "118540238",
        "4005728-8",
        "-X",
        "www.",
        "geonames.org",
        "wikidata.org/wiki/",
        "Q5879",
        "[",
        "]",
    ),
    *(
        "example.org",
        ":80",
        ":",
        "@",
        "?",
        "=",
        "<",
        ">",
        '"',
        "{",
        "}",
        "\\",
        "^",
        "`",
        "é",
        "ß",
        "李",
        "\x00",
        "\ud800",
    ),
    *(
        "gnd:",
        "wd:",
        "ark:/12148/cb",
        "urn:",
        "pmb2121",
        "../",
        "/./",
        "xn--",
        "\u200b",
        "\u2028",
        "null",
        "-",
        "n/a",
        "_",
    ),
)


def texts() -> st.SearchStrategy[str]:
    """Any text, and texts made of the pieces of references."""
    return st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
        variants().map(lambda pair: pair[1]),
    )
