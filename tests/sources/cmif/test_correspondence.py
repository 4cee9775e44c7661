"""What a correspDesc says becomes parties, dates, places, ways and links; whatever is odd is kept and reported."""

from __future__ import annotations

import pytest

from kg.records.agent import EntityKind
from kg.records.certainty import Certainty
from kg.records.date import DateRole
from kg.records.document import DocumentRecord, LinkKind, PlaceRole
from kg.records.locator import Basis
from kg.records.reference import EntityType, Reference
from kg.sources import RelatedSources
from tests.sources.cmif.indexes import addressees, codes, index, letter, names, read, senders

ANNA = "<persName>Anna Brandt</persName>"
TO_KARL = '<correspAction type="received"><persName>Karl Weiss</persName></correspAction>'


def sent(inside: str, attributes: str = "") -> DocumentRecord:
    return letter(f'<correspAction type="sent"{attributes}>{inside}</correspAction>{TO_KARL}')


def test_senders_and_addressees_keep_their_order_over_several_actions() -> None:
    thirteen = "".join(f"<persName>Sender {number}</persName>" for number in range(1, 14))
    record = letter(
        f'<correspAction type="sent">{thirteen}</correspAction>'
        f'<correspAction type="received">{ANNA}</correspAction>{TO_KARL}'
    )

    assert senders(record) == [f"Sender {number}" for number in range(1, 14)]
    assert [one.order for one in record.main.senders] == list(range(1, 14))
    assert addressees(record) == ["Anna Brandt", "Karl Weiss"]
    assert [one.order for one in record.main.addressees] == [1, 2]


@pytest.mark.parametrize(
    ("element", "name", "kind"),
    [
        ("<persName>Anna Brandt</persName>", "Anna Brandt", EntityKind.PERSON),
        ("<persName><surname>Brandt</surname><forename>Anna</forename></persName>", "Brandt Anna", EntityKind.PERSON),
        ("<orgName>Post Office</orgName>", "Post Office", EntityKind.CORPORATE_BODY),
        ('<orgName><rs type="org" ref="#o1">Post Office</rs></orgName>', "Post Office", EntityKind.CORPORATE_BODY),
        ('<rs type="person">Anna</rs>', "Anna", EntityKind.PERSON),
        ('<name type="collectivité">Ville de Lyon</name>', "Ville de Lyon", EntityKind.CORPORATE_BODY),
        ("<name>Anna</name>", "Anna", EntityKind.PERSON),
        ("<p><persName>Anna</persName></p>", "Anna", EntityKind.PERSON),
        ("<persName><ref target='http://d-nb.info/gnd/118540238'>Anna</ref></persName>", "Anna", EntityKind.PERSON),
        ("<persName>Anna <!-- x --><note>sic</note>Brandt</persName>", "Anna Brandt", EntityKind.PERSON),
    ],
)
def test_an_agent_is_read_however_it_is_marked_up(element: str, name: str, kind: EntityKind) -> None:
    record = sent(element)

    assert senders(record) == [name]
    assert record.entities[0].kind is kind


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ("<placeName>Wien</placeName>", "Wien"),
        ("<settlement>Wien</settlement>", "Wien"),
        ('<placeName><rs type="place" ref="#p1">Wien</rs></placeName>', "Wien"),
        ("<placeName><country>Österreich</country><settlement>Wien</settlement></placeName>", "Wien"),
        ("<settlement>Wien</settlement><country>Österreich</country>", "Wien"),
        ("<country>Österreich</country>", "Österreich"),
        ('<rs type="place">Wien</rs>', "Wien"),
        ("<geogName>Rax</geogName>", "Rax"),
    ],
)
def test_a_place_is_read_however_it_is_marked_up(element: str, name: str) -> None:
    record = sent(ANNA + element)

    assert names(record, tuple(one.place for one in record.main.places)) == [name]
    assert record.main.places[0].role is PlaceRole.SENT
    assert senders(record) == ["Anna Brandt"]


def test_several_places_of_an_action_are_all_kept_once() -> None:
    record = letter(
        '<correspAction type="sent"><persName>A</persName></correspAction><correspAction type="received">'
        "<placeName>Wien</placeName><placeName>Linz</placeName><placeName>Wien</placeName></correspAction>"
    )

    assert names(record, tuple(one.place for one in record.main.places)) == ["Wien", "Linz"]
    assert {one.role for one in record.main.places} == {PlaceRole.RECEIVED}


def test_dates_of_sending_and_arrival_are_not_dates_of_writing() -> None:
    record = letter(
        f'<correspAction type="sent">{ANNA}<date when="1871-03-04"/></correspAction>'
        '<correspAction type="received"><persName>K</persName><date when="1871-03-09">9 March</date></correspAction>'
    )

    assert [(one.role, one.edtf, one.expressed, one.key) for one in record.main.dates] == [
        (DateRole.SENT, "1871-03-04", "1871-03-04", "kc-1-sent"),
        (DateRole.RECEIVED, "1871-03-09", "9 March", "kc-1-received"),
    ]


def test_several_dates_of_an_action_have_keys_of_their_own() -> None:
    record = sent(f'{ANNA}<date when="1871-03-04"/><date when="1871-03-05"/>')

    assert [one.key for one in record.main.dates] == ["kc-1-sent", "kc-1-sent-2"]


def test_a_date_of_several_attributes_is_printed_as_they_stand() -> None:
    record = sent(f'{ANNA}<date  notBefore="1871-03-04"\n notAfter="1871"/>')

    assert [one.expressed for one in record.main.dates] == ['notBefore="1871-03-04" notAfter="1871"']


@pytest.mark.parametrize(
    "date", ["<date>um Ostern</date>", '<date when="1857-12-40"/>', '<date when="9999">o. D.</date>']
)
def test_a_date_that_is_not_understood_is_kept_as_printed_and_reported(date: str) -> None:
    record = sent(ANNA + date)

    assert len(record.main.dates) == 1
    assert record.main.dates[0].edtf is None
    assert record.main.dates[0].expressed in date
    assert any("date" in code for code in codes(record))


def test_an_empty_date_is_reported_and_no_date() -> None:
    record = sent(f"{ANNA}<date/>")

    assert record.main.dates == ()
    assert "date-empty" in codes(record)


@pytest.mark.parametrize(
    ("attributes", "certainty"),
    [
        ('evidence="conjecture"', (Certainty.CONJECTURED,)),
        ('cert="low"', (Certainty.UNCERTAIN,)),
        ('cert="medium"', (Certainty.UNCERTAIN,)),
        ('cert="high" evidence="external"', ()),
        ('cert="low" evidence="conjecture"', (Certainty.CONJECTURED, Certainty.UNCERTAIN)),
    ],
)
def test_reservations_of_an_attribute_are_kept(attributes: str, certainty: tuple[Certainty, ...]) -> None:
    record = sent(f"<persName {attributes}>Anna</persName><placeName {attributes}>Wien</placeName>")

    assert record.main.senders[0].certainty == certainty
    assert record.main.places[0].certainty == certainty


def test_the_reservation_of_an_action_holds_for_all_that_is_in_it() -> None:
    record = sent(f'{ANNA}<placeName>Wien</placeName><date when="1871"/>', ' cert="low"')

    held = [record.main.senders[0].certainty, record.main.places[0].certainty, record.main.dates[0].certainty]
    assert held == [(Certainty.UNCERTAIN,)] * 3


def test_a_value_that_is_no_certainty_is_reported() -> None:
    record = sent('<persName evidence="high">Anna</persName>')

    assert record.main.senders[0].certainty == ()
    assert "certainty-not-understood" in codes(record)


@pytest.mark.parametrize(
    ("printed", "name", "certainty"),
    [
        ("[Wien]", "Wien", (Certainty.CONJECTURED,)),
        ("Wien?", "Wien", (Certainty.UNCERTAIN,)),
        ("[Wien?]", "Wien", (Certainty.CONJECTURED, Certainty.UNCERTAIN)),
    ],
)
def test_brackets_and_question_marks_are_reservations_and_no_part_of_the_name(
    printed: str, name: str, certainty: tuple[Certainty, ...]
) -> None:
    record = sent(f"{ANNA}<placeName>{printed}</placeName>")

    assert names(record, (record.main.places[0].place,)) == [name]
    assert record.main.places[0].certainty == certainty
    assert record.main.places[0].locator.exact == name


def test_alternatives_are_each_a_possible_sender() -> None:
    record = sent("<persName>Anna Brandt oder Berta Brandt</persName>")

    assert senders(record) == ["Anna Brandt", "Berta Brandt"]
    assert [one.certainty for one in record.main.senders] == [(Certainty.ALTERNATIVE,)] * 2
    assert [one.locator.exact for one in record.main.senders] == ["Anna Brandt", "Berta Brandt"]


def test_one_element_with_an_and_in_it_is_one_body() -> None:
    record = sent("<orgName>Lind und Sohn</orgName>")

    assert senders(record) == ["Lind und Sohn"]


@pytest.mark.parametrize("printed", ["[unknown]", "Unbekannt", "N. N.", "?", "[…]"])
def test_somebody_unknown_is_nobody_and_told_as_information(printed: str) -> None:
    record = sent(f"<persName>{printed}</persName>")

    assert record.main.senders == ()
    assert [one.severity for one in record.findings if one.code == "sender-unknown"] == ["information"]


def test_a_sender_twice_is_one_sender() -> None:
    record = sent(ANNA + ANNA)

    assert senders(record) == ["Anna Brandt"]
    assert "party-repeated" in codes(record)


def test_one_person_under_two_references_to_one_authority_is_one_node() -> None:
    record = letter(
        '<correspAction type="sent"><persName ref="http://d-nb.info/gnd/118540238">J. W.</persName></correspAction>'
        '<correspAction type="received"><persName ref=" https://d-nb.info/gnd/118540238/ ">Goethe</persName>'
        "</correspAction>"
    )

    assert record.main.senders[0].agent == Reference(EntityType.PERSON, "gnd-118540238")
    assert record.main.senders[0].agent == record.main.addressees[0].agent
    assert [one.text for one in record.entities[0].names] == ["J. W.", "Goethe"]
    assert (record.entities[0].shared, record.entities[0].basis) == (True, Basis.STATED)


def test_a_local_id_is_of_its_file_and_an_unresolved_name_of_its_letter() -> None:
    record = sent('<persName ref="#p12">Anna</persName><persName>Berta</persName>')

    local, unresolved = (one.agent.key for one in record.main.senders)
    assert local.endswith("-p12")
    assert not local.startswith("kc-1")
    assert unresolved == "kc-1-berta"


@pytest.mark.parametrize(
    ("type_", "activity"),
    [
        ("forwarded", "forwarding"),
        ("redirected", "redirecting"),
        ("transmitted", "transmitting"),
        ("delivered", "delivering"),
    ],
)
def test_what_befalls_a_letter_on_its_way_is_an_event(type_: str, activity: str) -> None:
    record = letter(
        f'<correspAction type="sent">{ANNA}</correspAction><correspAction type="{type_}"><orgName>Post</orgName>'
        f'<placeName>Graz</placeName><date when="1871-03-05"/></correspAction>{TO_KARL}'
    )

    event = record.events[0]
    assert (event.activity_type, event.key, event.name) == (activity, f"kc-1-{type_}", type_)
    assert event.affects == (Reference(EntityType.DOC, "kc-1"),)
    assert names(record, event.performers) == ["Post"]
    assert names(record, event.places) == ["Graz"]
    assert [(one.role, one.key) for one in event.dates] == [(DateRole.OCCURRED, f"kc-1-{type_}-occurred")]
    assert codes(record) == {"letter-without-id"}


@pytest.mark.parametrize(
    ("attribute", "code", "remedy"),
    [
        ("", "action-type-missing", "Give it a type"),
        (' type="recieved"', "action-type-unknown", 'Did you mean "received"?'),
        (' type="gesendet"', "action-type-unknown", "Use one of sent"),
    ],
)
def test_an_action_of_no_known_type_is_kept_and_nobody_is_made_a_sender(attribute: str, code: str, remedy: str) -> None:
    record = letter(f"<correspAction{attribute}>{ANNA}</correspAction>")

    assert (record.main.senders, record.main.addressees) == ((), ())
    assert names(record, record.events[0].performers) == ["Anna Brandt"]
    assert record.events[0].activity_type is None
    assert [remedy in one.remedy for one in record.findings if one.code == code] == [True]


def test_case_and_blanks_of_a_type_do_not_count() -> None:
    record = letter(f'<correspAction type=" Sent ">{ANNA}</correspAction>')

    assert senders(record) == ["Anna Brandt"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", {"sender-missing", "addressee-missing"}),
        ('<correspAction type="sent"/>', {"sender-missing", "addressee-missing"}),
        (TO_KARL, {"sender-missing"}),
        ('<correspAction type="sent"><persName/></correspAction>' + TO_KARL, {"sender-empty", "sender-missing"}),
    ],
)
def test_what_an_index_leaves_out_is_information(inside: str, expected: set[str]) -> None:
    record = letter(inside)

    assert codes(record) == expected | {"letter-without-id"}
    assert {one.severity for one in record.findings} == {"information"}


@pytest.mark.parametrize("inside", ["von Anna Brandt", "<p>von Anna Brandt</p>", f"{ANNA} und Freunde, später"])
def test_words_without_markup_are_reported(inside: str) -> None:
    assert "words-without-markup" in codes(sent(inside))


def test_what_joins_two_names_is_no_loss() -> None:
    record = sent(f"{ANNA} und <persName>Berta</persName>")

    assert senders(record) == ["Anna Brandt", "Berta"]
    assert "words-without-markup" not in codes(record)


def test_an_element_that_is_not_expected_is_reported() -> None:
    assert "element-not-read" in codes(letter(f"<persName>Anna</persName>{TO_KARL}"))


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ('type="prev"', LinkKind.PREVIOUS),
        ('type="next"', LinkKind.NEXT),
        ('type="withinCollection" subtype="previous_letter"', LinkKind.PREVIOUS),
        ('type="withinCorrespondence" subtype="next_letter"', LinkKind.NEXT),
        ('type="replyTo"', LinkKind.REPLY_TO),
        ('type="isReplyTo"', LinkKind.REPLY_TO),
        ("", LinkKind.RELATED),
    ],
)
def test_other_letters_are_linked_as_the_source_says(types: str, kind: LinkKind) -> None:
    record = letter(f'<correspContext><ref {types} target="#L2">to Karl</ref></correspContext>')

    assert [(one.kind, one.as_printed, one.target) for one in record.main.links] == [(kind, "to Karl", None)]


def test_a_link_finds_a_letter_of_the_collection_by_address_or_id() -> None:
    inside = (
        '<correspContext><ref type="prev" target="http://www.letters.example/l1.html"/>'
        '<ref type="next" target="L2.xml"/><ref type="prev" target="#"/>'
        '<ref type="belongsToCorrespondence" target="c1">All letters</ref></correspContext>'
    )
    related = RelatedSources(letters={"letters-example-l1": "kc-9", "l2": "kc-8"})

    record = read(index(inside), related=related).records[0]

    assert [(one.kind, one.target) for one in record.main.links] == [
        (LinkKind.PREVIOUS, Reference(EntityType.DOC, "kc-9")),
        (LinkKind.NEXT, Reference(EntityType.DOC, "kc-8")),
    ]


def test_a_remark_of_the_index_is_a_note() -> None:
    record = letter(f'<correspAction type="sent">{ANNA}<note>place from the stamp</note></correspAction>{TO_KARL}')

    assert [(one.text, one.key, one.order) for one in record.notes] == [
        ("place from the stamp", "kc-1-index-note-1", 1)
    ]


def test_one_reference_for_sender_and_addressee_is_reported() -> None:
    reference = 'ref="https://d-nb.info/gnd/118540238"'
    record = letter(
        f'<correspAction type="sent"><persName {reference}>Anna</persName></correspAction>'
        f'<correspAction type="received"><persName {reference}>Karl</persName></correspAction>'
    )

    assert [one.severity for one in record.findings if one.code == "sender-is-addressee"] == ["warning"]


def test_alternatives_under_one_reference_are_one_party_of_which_it_is_open_who() -> None:
    record = sent('<persName ref="https://d-nb.info/gnd/118540238">Anna Brandt oder Berta Brandt</persName>')

    assert senders(record) == ["Anna Brandt oder Berta Brandt"]
    assert record.main.senders[0].certainty == (Certainty.ALTERNATIVE,)


def test_alternatives_with_a_reference_each_have_their_own() -> None:
    record = sent('<persName ref="#p1 #p2">Anna Brandt oder Berta Brandt</persName>')

    assert [one.agent.key[-3:] for one in record.main.senders] == ["-p1", "-p2"]


def test_a_reference_that_says_nothing_joins_nobody() -> None:
    record = sent('<persName ref="Keine Treffer">Anna Brandt oder Berta Brandt</persName>')

    assert senders(record) == ["Anna Brandt", "Berta Brandt"]


def test_a_pseudonym_is_a_second_name_of_the_same_person() -> None:
    record = sent('<persName>Anna Brandt <addName type="pseudonym">A. Feder</addName></persName>')

    assert [one.text for one in record.entities[0].names] == ["Anna Brandt", "A. Feder"]
    assert len(record.main.senders) == 1


def test_a_pseudonym_alone_is_the_name() -> None:
    assert senders(sent('<persName><addName type="pseudonym">A. Feder</addName></persName>')) == ["A. Feder"]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("Anna Brandt u. a.", "Anna Brandt", "sender-others-unnamed"),
        ("Anna Brandt im Auftrag von Karl Weiss", "Anna Brandt", "sender-for-another"),
    ],
)
def test_whom_a_name_does_not_name_is_reported(printed: str, name: str, code: str) -> None:
    record = sent(f"<persName>{printed}</persName>")

    assert senders(record) == [name]
    assert code in codes(record)


def test_a_reservation_about_somebody_on_the_way_is_reported() -> None:
    record = letter('<correspAction type="forwarded"><persName cert="low">Anna</persName></correspAction>')

    assert "doubt-not-kept" in codes(record)
