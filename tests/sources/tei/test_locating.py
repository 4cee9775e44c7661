"""Which letters a file holds where it describes one of them or none."""

from __future__ import annotations

from tests.sources.tei.letters import read_all, tei

_LETTER = "<{{0}} {{1}}><opener><dateline>{}</dateline></opener><p>{}</p><closer><signed>{}</signed></closer></{{0}}>"
_HEN = _LETTER.format("Ayr, 2 May 1801", "A hen.", "Bo")
_FOX = _LETTER.format("Ely, 3 June 1802", "A fox.", "Di")


def _texts(xml: str) -> list[str]:
    return [(record.main.text or "").split("\n\n")[1] for record in read_all(xml)]


def _days(xml: str) -> list[list[str | None]]:
    return [[date.edtf for date in record.main.dates] for record in read_all(xml)]


def test_letters_that_nothing_describes_are_letters_of_their_own() -> None:
    xml = tei(_HEN.format("div", 'type="letter"') + _FOX.format("div", 'type="letter"'), title="Letters", actions="")

    assert _texts(xml) == ["A hen.", "A fox."]
    assert _days(xml) == [["1801-05-02"], ["1802-06-03"]]


def test_the_texts_of_a_group_are_letters_of_their_own() -> None:
    texts = "".join(
        form.format("text", "").replace("<opener>", "<body><opener>").replace("</closer>", "</closer></body>")
        for form in (_HEN, _FOX)
    )
    xml = tei(title="Letters of Ada Finch", actions="").replace(
        "<body><p>The geese are back.</p></body>", f"<group>{texts}</group>"
    )

    assert _days(xml) == [["1801-05-02"], ["1802-06-03"]]


def test_a_description_that_points_to_one_letter_says_nothing_of_the_others() -> None:
    parts = _HEN.format("div", 'type="letter" xml:id="hen"') + _FOX.format("div", 'type="letter"')
    xml = tei(parts).replace("<correspDesc>", '<correspDesc corresp="#hen">')

    assert _texts(xml) == ["A hen."]


def test_an_enclosure_and_a_translation_stay_with_their_letter() -> None:
    enclosed = tei(_HEN.format("div", 'type="letter"') + _FOX.format("div", 'type="letter"'))
    translated = tei(
        _HEN.format("div", 'type="letter" xml:lang="en"') + _HEN.format("div", 'type="letter" xml:lang="nl"'),
        actions="",
    )

    assert [len(read_all(xml)) for xml in (enclosed, translated)] == [1, 1]


def test_the_town_of_an_address_is_the_place() -> None:
    address = "<address><street>Mill Lane 2</street><settlement>Ely</settlement></address>"
    (record,) = read_all(
        tei(actions=f'<correspAction type="received"><persName>Bo</persName>{address}</correspAction>')
    )

    assert [name.text for entity in record.entities for name in entity.names if "Lane" in name.text] == []
    assert len(record.main.places) == 1
