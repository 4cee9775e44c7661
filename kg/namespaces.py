"""The namespaces that the published statements use; the prefixes are those of every dump, page and query."""

from __future__ import annotations

LG = "https://w3id.org/lettergraph/ontology#"
"""Our own terms."""
LGV = "https://w3id.org/lettergraph/vocab#"
"""The concepts of our SKOS schemes."""
LGS = "https://w3id.org/lettergraph/shapes#"
"""Our shapes."""
PROFILE = "https://w3id.org/lettergraph/profile"
"""What a document's graph conforms to."""

RICO = "https://www.ica.org/standards/RiC/ontology#"
RICRST = "https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#"
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
SCHEMA = "http://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCT = "http://purl.org/dc/terms/"
BIBO = "http://purl.org/ontology/bibo/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"
EDTF = "http://id.loc.gov/datatypes/edtf/"

DCAT = "http://www.w3.org/ns/dcat#"
FORMATS = "http://www.w3.org/ns/formats/"
SD = "http://www.w3.org/ns/sparql-service-description#"
SPARQL = "http://www.w3.org/ns/sparql#"
VOID = "http://rdfs.org/ns/void#"

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
"""The licence of our statements."""

PREFIXES = {
    "bibo": BIBO,
    "crm": CRM,
    "dct": DCT,
    "edtf": EDTF,
    "foaf": FOAF,
    "lg": LG,
    "lgs": LGS,
    "lgv": LGV,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "rico": RICO,
    "ricrst": RICRST,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}
"""Namespace by prefix, sorted by prefix."""

DESCRIPTION_PREFIXES = {**PREFIXES, "dcat": DCAT, "formats": FORMATS, "sd": SD, "sparql": SPARQL, "void": VOID}
"""Those of the description of the dataset and of the endpoint, which no letter needs."""
