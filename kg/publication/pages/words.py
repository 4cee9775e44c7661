"""The words of the pages: what classes, properties, bases and graphs are called in English.

RiC-O's own labels are verbs in two tenses ("is or was member of"); a reader wants "Member of". Each property has its
label and, for what points here, the label of the other direction. Order is that in which facts are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.graphs import GraphKind
from kg.namespaces import PREFIXES, RICO


@dataclass(frozen=True, slots=True)
class PropertyWords:
    """``inverse`` is what the object is to the subject, e.g. ``Sender of``."""

    label: str
    inverse: str


_PROPERTIES = """
rdf:type | Type | Type of
rico:title | Title | Title of
rico:name | Name as printed | Name of
dct:title | Title | Title of
dct:alternative | Subtitle | Subtitle of
rico:hasDocumentaryFormType | Form | Form of
rico:hasSender | Sender | Sender of
rico:hasAddressee | Addressee | Addressee of
lg:hasPossibleSender | Possible sender | Possible sender of
lg:hasPossibleAddressee | Possible addressee | Possible addressee of
lg:addressLine | Address, as printed | Address of
lg:hasSignatory | Signatory | Signatory of
rico:hasCreationDate | Date of writing | Date of writing of
lg:dateSent | Date of sending | Date of sending of
lg:dateReceived | Date of arrival | Date of arrival of
rico:hasPublicationDate | Date of publication | Date of publication of
lg:hasPlaceOfWriting | Place of writing | Place of writing of
lg:hasPlaceOfSending | Place of sending | Place of sending of
lg:hasPlaceOfArrival | Place of arrival | Place of arrival of
rico:identifier | Number or letter | Number of
schema:position | Position in order | Position of
schema:text | Text | Text of
rico:scopeAndContent | Content, as told | Content of
rico:hasActivityType | Kind of activity | Kind of
rico:issuedBy | Issued by | Issued
rico:resultsOrResultedFrom | Result of | Resulted in
lg:hasExecutor | To be carried out by | Charged with
lg:hasOnwardRecipient | To be passed on to | To be told of, or sent
lg:onBehalfOf | On behalf of | Acted for in
lg:conveys | Conveys | Conveyed by
lg:proposedBy | Proposed by | Proposed
lg:proposedTo | Proposed to | Was asked for
lg:concerns | Concerns | Concerned by
lg:alternativeTo | Alternative to | Alternative to
lg:condition | Condition | Condition of
lg:conditionRefersTo | The condition refers to | Referred to by the condition of
lg:reason | Reason given (a claim) | Reason of
lg:considers | Considered | Considered at
rico:affectsOrAffected | What befell | On its way
rico:isOrWasPerformedBy | Carried out by | Carried out
rico:hasOrHadParticipant | Participant | Took part in
rico:occurredAtDate | Date | Date of
rico:hasBeginningDate | Begins | Beginning of
rico:hasEndDate | Ends | End of
rico:isAssociatedWithDate | Other date | Date connected with
rico:isAssociatedWithPlace | Place | Place of
rico:hasBirthDate | Born | Birth of
rico:hasDeathDate | Died | Death of
rico:isOrWasMemberOf | Member of | Member
rico:occupiesOrOccupied | Office | Held by
rico:existsOrExistedIn | Office of | Office
rico:isOrWasSubdivisionOf | Part of | Part
rico:isOrWasContainedBy | Lies in | Contains
rico:hasSuccessor | Succeeded by | Succeeded
schema:jobTitle | Occupation | Occupation of
owl:sameAs | The same as | The same as
skos:exactMatch | The same as | The same as
skos:closeMatch | Set equal, or nearly | Set equal, or nearly
rico:relationHasSource | From | In the relation
rico:relationHasTarget | To | In the relation
rico:relationConnects | Between | In the relation
rico:creationWithRole | Role | Role in
rico:relationHasContext | As | Context of
lg:certainty | Certainty | Certainty of
lg:inCapacity | In the capacity of | Capacity in
lg:identificationBasis | Basis | Basis of
rico:isEvidencedBy | Evidence | Evidence for
rico:expressesOrExpressed | Says that shall be done | Said in
rico:documents | Records | Recorded in
rico:describesOrDescribed | Tells of | Told of in
rico:isRecordResourceAssociatedWithRecordResource | Set beside | Set beside
rico:followsOrFollowed | Comes after | Comes before
rico:precedesOrPreceded | Comes before | Comes after
rico:isReplyTo | Reply to | Replied to by
rico:isOrWasConstituentOf | Enclosed with | Enclosed
schema:mentions | Names | Named in
dct:references | Refers to | Referred to in
rico:hasOrHadInstantiation | Copy | Copy of
rico:isOrWasInstantiationOf | Copy of | Copy
rico:hasProductionTechniqueType | Technique | Technique of
rico:physicalCharacteristicsNote | Technique, as printed | Technique of
rico:authenticityNote | Authenticity, as printed | Authenticity of
lg:transmissionState | Transmission | Transmission of
rico:hasOrHadIdentifier | Shelf mark | Shelf mark of
rico:textualValue | As printed | Printed form of
rico:normalizedValue | In normal form | Normal form of
rico:hasIdentifierType | Kind of mark | Kind of
rico:hasRecordSetType | Level | Level of
rico:isDirectlyIncludedIn | In the unit | Holds
rico:hasOrHadHolder | Holder | Holds
rico:hasOrHadConstituent | Contains | Part of the entry
foaf:primaryTopic | Prints | Printed as
lg:preferredGraph | Preferred claims | Preferred claims of
skos:changeNote | Joined | Joined
dct:isReplacedBy | Replaced by | In place of
dct:isPartOf | Part of | Part
bibo:section | Section | Section of
bibo:volume | Volume | Volume of
bibo:pages | Pages | Pages of
dct:bibliographicCitation | As cited | Cited as
foaf:page | On the web | Page of
rdfs:seeAlso | See also | See also
schema:publisher | Publisher | Publisher of
dct:contributor | Contributor | Contributor to
dct:issued | Published | Year of
dct:temporal | Time covered | Time covered by
rico:expressedDate | As printed | Printed form of
rico:normalizedDateValue | Normal form (EDTF) | Normal form of
crm:P82a_begin_of_the_begin | Not before | Earliest day of
crm:P82b_end_of_the_end | Not after | Latest day of
rico:dateQualifier | The source's reservation | Reservation of
lg:calendar | Calendar | Calendar of
lg:completeness | Completeness | Completeness of
schema:latitude | Latitude | Latitude of
schema:longitude | Longitude | Longitude of
skos:prefLabel | Label | Label of
skos:altLabel | Also called | Name of
skos:hiddenLabel | Misprinted as | Misprint of
skos:note | Remark | Remark on
rdfs:comment | Reason | Reason of
dct:source | Source of the editors | Source of
dct:creator | By | By
dct:created | On | On
oa:motivatedBy | Purpose | Purpose of
oa:hasBody | Speaks of | Spoken of in
oa:hasTarget | Points at | Pointed at by
oa:hasSource | In the source | Source of
oa:hasSelector | Selected by | Selects for
oa:exact | Words | Words of
oa:prefix | Before them | Before
oa:suffix | After them | After
rdf:value | Path | Path of
oa:start | First character | Start of
oa:end | End | End of
prov:wasDerivedFrom | Read from | Origin of
prov:wasGeneratedBy | Made by | Made
prov:used | Used | Used by
dct:conformsTo | Conforms to | Obeyed by
dct:license | Licence | Licence of
dct:rights | Rights | Rights of
dct:format | Format | Format of
dct:language | Language | Language of
schema:sha256 | SHA-256 | SHA-256 of
"""

_TYPES = """
lg:Directive | Directive
lg:Demand | Demand
lg:EditorialNote | Editorial note
rico:AuthorshipRelation | Signature
rico:PositionHoldingRelation | Tenure of an office
rico:MembershipRelation | Membership
rico:CreationRelation | Share in a work
rico:OrganicProvenanceRelation | Reserved sender or addressee
rico:PlaceRelation | Reserved place
rico:AgentToAgentRelation | Relation of two agents
bibo:Website | Edition on the web
bibo:EditedBook | Edition
bibo:Book | Book
bibo:DocumentPart | Part of a printed work
rico:Person | Person
rico:CorporateBody | Corporate body
rico:Group | Group
rico:Position | Office
rico:Place | Place
rico:Activity | Activity
rico:Event | Event
rico:RecordSet | Archival unit
rico:Instantiation | Copy of a document
rico:Identifier | Shelf mark
rico:Date | Date
rico:Mandate | Mandate
rico:RecordPart | Part of a document
rico:Record | Document
oa:Annotation | Evidence
"""

KIND_OF_TYPE = {
    "doc": "Document",
    "inst": "Copy of a document",
    "recordset": "Archival unit",
    "person": "Person",
    "body": "Corporate body",
    "position": "Office",
    "place": "Place",
    "event": "Event",
    "prescription": "Directive or demand",
    "relation": "Relation",
    "date": "Date",
    "annotation": "Evidence",
    "work": "Printed work",
    "identifier": "Shelf mark",
}
"""What the types of IRIs are called where the classes say no more."""

BASIS_OF_KIND = {
    GraphKind.STATED: "stated",
    GraphKind.INFERRED: "inferred",
    GraphKind.CURATED: "curated",
    GraphKind.AUTHORITY: "curated",
    GraphKind.EVIDENCE: "evidence",
    GraphKind.LABELS: "derived",
    GraphKind.META: "derived",
    GraphKind.ALIGNMENT: "derived",
    GraphKind.VOCABULARY: "derived",
    GraphKind.OTHER: "derived",
}

GRAPH_WORDS = {
    GraphKind.STATED: "what the source says",
    GraphKind.INFERRED: "what we conclude from the source",
    GraphKind.CURATED: "what the editors of this collection add",
    GraphKind.AUTHORITY: "what the editors of this collection know",
    GraphKind.EVIDENCE: "where the words stand",
    GraphKind.LABELS: "labels for people",
    GraphKind.META: "how the graphs were made",
    GraphKind.ALIGNMENT: "the same in another vocabulary",
    GraphKind.VOCABULARY: "the vocabulary",
    GraphKind.OTHER: "another graph",
}

COMPLETENESS = {
    "editorial-omission": "The editors of the edition left words out, where […] stands.",
    "ends-abruptly": "The text breaks off at the end; where it was lost is not known.",
    "defective-in-source": "The sentence is defective where it is printed.",
    "illegible": "Words are missing that the edition could not read or that are lost.",
    "index-entry": "Known from an index only: the source gives no text.",
}
"""In words, by concept."""

DATE_ROLES = {
    "written": "Date in the document",
    "heading": "Date in the editors' heading",
    "sent": "Sent",
    "received": "Received",
    "published": "Published",
    "begin": "Began",
    "end": "Ended",
    "occurred": "On",
    "suspended": "Suspended",
}

CERTAINTY = {
    "conjectured": "conjectured by the edition",
    "uncertain": "uncertain",
    "alternative": "possibly",
    "for-another": "for another",
}
"""In words, by concept."""

WAYS = {
    "transmitting": "Transmitted",
    "forwarding": "Forwarded",
    "redirecting": "Redirected",
    "delivering": "Delivered",
}
"""Stages of a letter's way, by kind of activity."""

REGISTERS = {
    "wikidata.org": "Wikidata",
    "geonames.org": "GeoNames",
    "d-nb.info": "GND",
    "viaf.org": "VIAF",
    "id.loc.gov": "Library of Congress",
    "isni.org": "ISNI",
    "data.bnf.fr": "BnF",
    "lccn.loc.gov": "Library of Congress",
    "vocab.getty.edu": "Getty",
    "id.ndl.go.jp": "NDL",
}
"""What the registers are called that collections link to, by the end of their host name."""


def expand(name: str) -> str:
    """Write a name with prefix as an IRI, e.g. ``rico:name``."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


PROPERTIES = {expand(name): PropertyWords(label, inverse) for name, label, inverse in _table(_PROPERTIES)}
TYPES = {expand(name): label for name, label in _table(_TYPES)}
ORDER = {iri: place for place, iri in enumerate(PROPERTIES)}


def property_words(iri: str) -> PropertyWords:
    """Name a property in words; one that is not in the table by the last part of its IRI."""
    known = PROPERTIES.get(iri)
    if known is not None:
        return known
    local = local_name(iri)
    return PropertyWords(local, f"{local} of")


def local_name(iri: str) -> str:
    """Give the last part of an IRI, e.g. ``hasSender``."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


def kind_words(classes: frozenset[str], type_: str) -> str:
    """Say what a thing is: by its most telling class, else by the type in its IRI."""
    if type_ == "doc" and RICO + "Record" in classes:
        return "Document"
    for iri, label in TYPES.items():
        if iri in classes:
            return label
    return KIND_OF_TYPE.get(type_, "Thing")


def register_name(host: str) -> str:
    """Name the register at a host, e.g. ``www.wikidata.org``; unknown hosts name themselves."""
    return next((name for end, name in REGISTERS.items() if host == end or host.endswith(f".{end}")), host)
