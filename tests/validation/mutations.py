"""For every shape the one change of the sound document that breaks it.

A change is SPARQL Update over `documents/sound.ttl` with that file's prefixes. Where one fault cannot but break a
second shape, ``also`` names it and the reason stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph

SOUND = Path(__file__).parent / "documents" / "sound.ttl"


@dataclass(frozen=True, slots=True)
class Mutation:
    update: str
    also: frozenset[str] = frozenset()


def insert(triples: str, *also: str) -> Mutation:
    return Mutation(f"INSERT DATA {{ {triples} }}", frozenset(also))


def delete(triples: str, *also: str) -> Mutation:
    return Mutation(f"DELETE DATA {{ {triples} }}", frozenset(also))


def delete_all(pattern: str, *also: str) -> Mutation:
    return Mutation(f"DELETE WHERE {{ {pattern} }}", frozenset(also))


def replace(old: str, new: str, *also: str) -> Mutation:
    return Mutation(f"DELETE DATA {{ {old} }} ; INSERT DATA {{ {new} }}", frozenset(also))


def day(node: str, bound: str, value: str) -> str:
    return f'{node} crm:{bound} "{value}"^^xsd:date'


BEGIN, END = "P82a_begin_of_the_begin", "P82b_end_of_the_end"

MUTATIONS: dict[str, Mutation] = {
    # documents
    "S01-form": insert(":x1 rico:hasDocumentaryFormType lgv:letter"),
    "S01-sender-agent": insert(':c1 rico:hasSender "somebody"'),
    "S01-addressee-agent": insert(":c1 rico:hasAddressee agent:harbour"),
    "S01-date-node": insert(":c1 lg:dateSent :x1"),
    "S01-place": insert(":x1 lg:hasPlaceOfWriting agent:committee"),
    "S22-self-addressed": insert(":x1 rico:hasAddressee agent:wren"),
    "S01-sender": delete_all(":x1 rico:hasSender ?anybody"),
    "S01-addressee": Mutation(
        "DELETE WHERE { :x1 rico:hasAddressee ?anybody } ; DELETE WHERE { :x1 lg:hasPossibleAddressee ?anybody }"
    ),
    "S01-date": Mutation(
        "DELETE WHERE { :x1 rico:hasCreationDate ?date } ; DELETE WHERE { :x1 lg:dateSent ?date } ; "
        "DELETE WHERE { :x1 lg:dateReceived ?date }"
    ),
    "S01-sender-index": delete_all(":c1 rico:hasSender ?anybody"),
    "S01-addressee-index": delete_all(":c1 rico:hasAddressee ?anybody"),
    "S01-date-index": delete_all(":c1 lg:dateSent ?date"),
    "S01-form-absent": delete_all(":x1 rico:hasDocumentaryFormType ?form"),
    "S23-receipt": insert(":c1 rico:hasReceiver agent:orlov"),
    # what is left open, other letters, languages
    "S31-possible-agent": insert(":c1 lg:hasPossibleSender agent:harbour"),
    "S31-possible-sender": insert(":x1 lg:hasPossibleSender agent:wren"),
    "S31-possible-addressee": insert(":x1 lg:hasPossibleAddressee agent:committee"),
    "S32-letter": insert(':x1 rico:isReplyTo "your last letter"'),
    "S33-language": insert(':x1 dct:language "English, with a Latin postscript"'),
    # certainty
    "S34-certainty": insert("date:x1-written lg:certainty lgv:stated"),
    "S34-party-certainty": delete_all("rel:c1-sender1 lg:certainty ?word"),
    "S34-party-role": replace(
        "rel:c1-sender1 rico:relationHasContext lgv:sender", "rel:c1-sender1 rico:relationHasContext lgv:signatory"
    ),
    "S19-party-source": replace(
        "rel:c1-sender1 rico:relationHasSource :c1", "rel:c1-sender1 rico:relationHasSource agent:orlov"
    ),
    "S19-party-target": replace(
        "rel:c1-sender1 rico:relationHasTarget agent:wren", "rel:c1-sender1 rico:relationHasTarget agent:harbour"
    ),
    "S19-place-source": replace(
        "rel:x1-place1 rico:relationHasSource agent:harbour", "rel:x1-place1 rico:relationHasSource agent:wren"
    ),
    "S19-place-target": replace(
        "rel:x1-place1 rico:relationHasTarget :x1", "rel:x1-place1 rico:relationHasTarget agent:harbour"
    ),
    # dates
    "S02-date": delete_all("date:x1-sent rico:expressedDate ?words"),
    "S02-edtf": replace(
        'date:x1-begin rico:normalizedDateValue "1921-04"^^edtf:EDTF',
        'date:x1-begin rico:normalizedDateValue "1921-04"',
    ),
    "S02-edtf-form": replace(
        'date:x1-begin rico:normalizedDateValue "1921-04"^^edtf:EDTF',
        'date:x1-begin rico:normalizedDateValue "April 1921"^^edtf:EDTF',
    ),
    "S02-earliest": insert(day("date:x1-begin", BEGIN, "1921-03-31")),
    "S02-latest": insert(day("date:x1-end", END, "1921-07-01")),
    "S02-order": replace(day("date:x1-begin", END, "1921-04-30"), day("date:x1-begin", END, "1921-03-30")),
    "S03-before-span": replace(
        f"{day('date:x1-written', BEGIN, '1921-05-03')} . {day('date:x1-written', END, '1921-05-03')}",
        f"{day('date:x1-written', BEGIN, '1912-05-03')} . {day('date:x1-written', END, '1912-05-03')}",
    ),
    "S03-after-span": Mutation(
        "DELETE WHERE { date:edition-span crm:P82b_end_of_the_end ?day } ; "
        f"INSERT DATA {{ {day('date:edition-span', END, '1920-12-31')} }}"
    ),
    "S10-meeting-after": replace(
        f"{day('date:x1-meeting', BEGIN, '1921-05-06')} . {day('date:x1-meeting', END, '1921-05-06')}",
        f"{day('date:x1-meeting', BEGIN, '1921-05-02')} . {day('date:x1-meeting', END, '1921-05-02')}",
    ),
    "S16-received-after": replace(
        f"{day('date:x1-received', BEGIN, '1921-05-05')} . {day('date:x1-received', END, '1921-05-05')}",
        f"{day('date:x1-received', BEGIN, '1921-05-01')} . {day('date:x1-received', END, '1921-05-01')}",
    ),
    "S18-begin-before-end": replace(
        f"{day('date:x1-end', BEGIN, '1921-06-01')} . {day('date:x1-end', END, '1921-06-30')}",
        f"{day('date:x1-end', BEGIN, '1921-03-01')} . {day('date:x1-end', END, '1921-03-30')}",
    ),
    # of a person who writes nothing here, or the letter would be written before a birth, too
    "S18-birth-before-death": insert(
        'agent:other a rico:Person ; skos:prefLabel "Other"@en ; '
        "rico:hasBirthDate date:orlov-death ; rico:hasDeathDate date:orlov-birth"
    ),
    # signatures; what is certain is also possible
    "S04-signatory-dead": Mutation(
        "DELETE WHERE { date:orlov-death crm:P82a_begin_of_the_begin ?a } ; "
        "DELETE WHERE { date:orlov-death crm:P82b_end_of_the_end ?z } ; "
        f"INSERT DATA {{ {day('date:orlov-death', BEGIN, '1920-01-01')} . "
        f"{day('date:orlov-death', END, '1920-12-31')} }}",
        frozenset({"S04-writer-dead"}),
    ),
    "S04-writer-dead": replace(
        day("date:orlov-death", BEGIN, "1950-01-01"), day("date:orlov-death", BEGIN, "1921-01-01")
    ),
    "S04-signatory-unborn": Mutation(
        "DELETE WHERE { date:orlov-birth crm:P82a_begin_of_the_begin ?a } ; "
        "DELETE WHERE { date:orlov-birth crm:P82b_end_of_the_end ?z } ; "
        f"INSERT DATA {{ {day('date:orlov-birth', BEGIN, '1922-01-01')} . "
        f"{day('date:orlov-birth', END, '1922-12-31')} }}",
        frozenset({"S04-writer-unborn"}),
    ),
    "S04-writer-unborn": replace(
        day("date:orlov-birth", END, "1880-12-31"), day("date:orlov-birth", END, "1921-12-31")
    ),
    "S05-signing-acts": delete("rel:x1-signature2 rico:relationHasTarget agent:wren", "S19-authorship-target"),
    "S05-signatory": delete_all(":x1 lg:hasSignatory ?anybody"),
    "S05-position": insert("rel:x1-signature1 schema:position 2"),
    "S19-authorship-source": Mutation(
        "DELETE WHERE { ?r rico:relationHasSource :x1 } ; DELETE WHERE { :x1 lg:hasSignatory ?a } ; "
        "DELETE WHERE { rel:x1-signature2 ?p ?o } ; "
        "INSERT DATA { rel:x1-signature1 rico:relationHasSource unit:file . unit:file lg:hasSignatory agent:orlov }"
    ),
    "S19-authorship-target": Mutation(
        "DELETE DATA { rel:x1-signature2 rico:relationHasTarget agent:wren . :x1 lg:hasSignatory agent:wren } ; "
        "INSERT DATA { rel:x1-signature2 rico:relationHasTarget agent:harbour . :x1 lg:hasSignatory agent:harbour }"
    ),
    # agents
    "S11-holder": replace(
        "rel:x1-office rico:relationHasSource agent:wren", "rel:x1-office rico:relationHasSource agent:committee"
    ),
    "S11-position": replace(
        "rel:x1-office rico:relationHasTarget agent:keeper", "rel:x1-office rico:relationHasTarget agent:committee"
    ),
    "S11-evidence": delete("rel:x1-office rico:isEvidencedBy :x1-n1"),
    "S19-membership-source": replace(
        "rel:x1-member rico:relationHasSource agent:committee", "rel:x1-member rico:relationHasSource agent:wren"
    ),
    "S19-membership-target": replace(
        "rel:x1-member rico:relationHasTarget agent:orlov", "rel:x1-member rico:relationHasTarget agent:archive"
    ),
    "S19-related-agents": replace(
        "rel:finch-lark rico:relationHasTarget agent:lark", "rel:finch-lark rico:relationHasTarget agent:harbour"
    ),
    "S19-related-two": replace(
        "rel:finch-lark rico:relationHasTarget agent:lark", "rel:finch-lark rico:relationHasTarget agent:finch"
    ),
    "S35-latitude": replace("agent:harbour schema:latitude 48.2", "agent:harbour schema:latitude 116.4"),
    "S35-longitude": delete_all("agent:harbour schema:longitude ?degrees"),
    "S13-match-iri": insert("agent:lark skos:exactMatch <https://d-nb.info/>"),
    "S12-person": insert("agent:wren a rico:Group"),
    "S12-position": insert("agent:keeper a rico:CorporateBody"),
    "S12-place": insert("agent:harbour a rico:CorporateBody"),
    "S13-register": insert("agent:wren owl:sameAs <https://www.wikidata.org/wiki/Q2>"),
    # notes
    "S06-number": insert(':x1-n1 rico:identifier "2"'),
    "S06-anchor": delete("a:anchor oa:motivatedBy oa:commenting"),
    "S06-entry": delete("work:x1-entry rico:hasOrHadConstituent :x1-n1"),
    "S06-text": insert(':x1-n1 schema:text "Another."@en'),
    "S06-one-anchor": insert(
        'a:again a oa:Annotation ; skos:prefLabel "Again"@en ; oa:motivatedBy oa:commenting ; oa:hasBody :x1-n1 ; '
        "lg:identificationBasis lgv:stated ; oa:hasTarget <https://example.org/t/id/annotation/anchor#target>"
    ),
    # annotations
    "S07-annotation": delete_all("<https://example.org/t/id/annotation/member#target> oa:hasSelector ?selector"),
    "S07-source": delete_all("<https://example.org/t/id/annotation/member#target> oa:hasSource ?source"),
    "S07-quote": replace(
        '<https://example.org/t/id/annotation/member#quote> oa:exact "of the Committee"',
        '<https://example.org/t/id/annotation/member#quote> oa:exact ""',
    ),
    "S07-span": insert(
        "<https://example.org/t/id/annotation/anchor#target> oa:hasSelector g:second . g:second oa:start 100"
    ),
    "S07-body": insert(
        'a:idle a oa:Annotation ; skos:prefLabel "Idle"@en ; lg:identificationBasis lgv:stated ; '
        "oa:hasTarget <https://example.org/t/id/annotation/member#target>"
    ),
    "S07-basis": insert("a:anchor lg:identificationBasis lgv:editorial-note"),
    "S24-unresolved": replace(
        "a:anchor lg:identificationBasis lgv:stated", "a:anchor lg:identificationBasis lgv:unresolved"
    ),
    "S07-start": replace(
        "<https://example.org/t/id/annotation/anchor#position> oa:start 44",
        "<https://example.org/t/id/annotation/anchor#position> oa:start 50",
    ),
    "S07-end": delete("<https://example.org/t/id/annotation/anchor#position> oa:end 50"),
    "S20-inferred": insert("rel:x1-office lg:identificationBasis lgv:inferred"),
    "S20-considers": replace(
        "a:considers lg:identificationBasis lgv:inferred", "a:considers lg:identificationBasis lgv:stated"
    ),
    "S07-path-value": replace(
        '<https://example.org/t/id/annotation/anchor#path> rdf:value "/TEI/text/body/p"',
        '<https://example.org/t/id/annotation/anchor#path> rdf:value "p"',
    ),
    "S07-fragment-value": replace(
        '<https://example.org/t/id/annotation/member#cell> rdf:value "cell=12,9"',
        '<https://example.org/t/id/annotation/member#cell> rdf:value "L9"',
    ),
    # directives and demands
    "S08-issuer": delete("p:x1-a rico:issuedBy agent:committee"),
    "S08-executor": delete("p:x1-a lg:hasExecutor agent:keeper"),
    "S08-attached": delete(":x1-resolution rico:expressesOrExpressed p:x1-a"),
    "S08-demand-attached": delete(":x1 rico:expressesOrExpressed p:x1-d1"),
    "S08-alternative": insert("p:x1-d1 lg:alternativeTo p:x1-a"),
    "S08-agents": insert("p:x1-d1 lg:proposedTo agent:harbour"),
    "S08-text": delete_all("p:x1-d2 schema:text ?text"),
    "S09-one-meeting": insert(
        "p:x1-a rico:resultsOrResultedFrom event:x1-again . event:x1-again rico:hasActivityType lgv:meeting"
    ),
    "S09-meeting": delete("event:x1-meeting rico:hasActivityType lgv:meeting"),
    "S09-issuer": replace("p:x1-a rico:issuedBy agent:committee", "p:x1-a rico:issuedBy agent:archive"),
    # events
    "S26-type": insert("event:x1-meeting rico:hasActivityType lgv:letter"),
    "S26-performer": insert("event:x1-closure rico:isOrWasPerformedBy agent:harbour"),
    "S26-date": insert("event:x1-closure rico:isAssociatedWithDate agent:harbour"),
    "S26-place": insert("event:x1-closure rico:isAssociatedWithPlace agent:committee"),
    "S26-affects": insert("event:x1-way1 rico:affectsOrAffected agent:harbour"),
    # archival units
    "S14-document": delete(":x1-1 rico:isOrWasInstantiationOf :x1"),
    "S14-holder": insert(":x1-1 rico:hasOrHadHolder agent:harbour"),
    "S14-as-printed": delete_all(":x1-1-mark rico:textualValue ?text"),
    "S14-normalized": replace(
        ':x1-1-mark rico:normalizedValue "ARCHIVE. F. 7. Op. 1. D. 5450a. L. 2"',
        ':x1-1-mark rico:normalizedValue "ARCHIVE. F. 7. D. 5450a. L. 2"',
    ),
    "S14-unit-type": insert("unit:file rico:hasRecordSetType ricrst:Fonds"),
    "S14-unit-parent": insert("unit:file rico:isDirectlyIncludedIn :x1"),
    "S14-unit-identifier": insert('unit:file rico:identifier "5451"'),
    # editions
    "S27-topic": insert("work:x1-entry foaf:primaryTopic :c1"),
    "S27-part-of": insert("work:x1-entry dct:isPartOf work:other"),
    "S27-title": delete_all("work:edition dct:title ?title"),
    "S27-issued": insert('work:edition dct:issued "1991"^^xsd:gYear'),
    "S27-span": insert("work:edition dct:temporal agent:harbour"),
    "S27-license": insert("work:edition dct:license <https://creativecommons.org/licenses/by/3.0/>"),
    "S19-creation-source": replace(
        "rel:edition-compiler1 rico:relationHasSource work:edition",
        "rel:edition-compiler1 rico:relationHasSource agent:harbour",
    ),
    "S19-creation-target": insert("rel:edition-compiler1 rico:relationHasTarget agent:orlov"),
    # texts and labels
    "S15-omission": delete_all(":x1 lg:completeness ?what"),
    "S21-language-tag": insert('agent:wren rico:name "Wren the Younger"'),
    "S17-has-label": delete_all("agent:wren skos:prefLabel ?label"),
    "S17-one-label": insert('agent:wren skos:prefLabel "Wren, another"@en'),
    "S17-label-language": insert('agent:wren skos:prefLabel "Wren"'),
    # graphs
    "S25-derived": delete("g:x1 prov:wasDerivedFrom g:snapshot"),
    "S25-generated": insert("g:x1 prov:wasGeneratedBy g:run2"),
    "S25-license": delete_all("g:x1 dct:license ?license"),
}


@cache
def sound() -> Graph:
    return Graph().parse(SOUND)


@cache
def prefixes() -> dict[str, str]:
    return dict(re.findall(r"^@prefix (\w*): <([^>]+)>", SOUND.read_text(encoding="utf-8"), re.MULTILINE))


def mutated(mutation: Mutation) -> Graph:
    """Copy the sound graph and change the copy."""
    graph = Graph()
    graph += sound()
    graph.update(mutation.update, initNs=prefixes())
    return graph


def ntriples(graph: Graph) -> str:
    return graph.serialize(format="nt")
