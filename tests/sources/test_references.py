"""References in every variant that projects write come out as their owners mint them, or are given back as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.authorities.iris import AuthorityIri, own_key, read_iri
from kg.authorities.known_registers import REGISTERS
from kg.sources.references import References, read_references
from tests.sources.references_report import printed_references
from tests.sources.references_strategies import KNOWN, Known, texts, variants

ABSOLUTE = re.compile(r'https?://[^\s<>"{}|\\^`/?#\[\]@]+\.[^\s<>"{}|\\^`/?#\[\]@]+/[^\s<>"{}|\\^`]*')
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def iris(printed: str) -> list[str]:
    return [link.iri for link in read_references(printed).links]


def codes(printed: str) -> list[str]:
    return [refused.code for refused in read_references(printed).refused]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.key)
def test_the_form_of_the_owner_stays_as_it_is(known: Known) -> None:
    (link,) = read_references(known.iri).links

    assert (link.iri, link.key) == (known.iri, known.key)


@given(variants())
@settings(max_examples=600)
def test_every_variant_of_one_iri_is_one_node(variant: tuple[Known, str]) -> None:
    known, printed = variant

    read = read_references(printed)

    assert [(link.iri, link.key) for link in read.links] == [(known.iri, known.key)]
    assert (read.local, read.refused) == ((), ())


@given(texts())
@settings(max_examples=1500)
@example("http://a.example/x%68ttp://b.example/")
@example("http://a.example/&amp;amp;amp;")
@example("http://a.example/#a#b")
@example("http://a.example/%")
@example("http://ÄÖ.example/é")
@example("http://\u3002.example/")
def test_any_text_is_read_and_every_iri_is_valid(printed: str) -> None:
    read = read_references(printed)

    for link in read.links:
        assert ABSOLUTE.fullmatch(link.iri), link.iri
        assert link.iri.isascii()
        URIRef(link.iri).n3()
        assert link.key is None or (KEY.fullmatch(link.key) and len(link.key) <= 80)
    assert all(local and not local.startswith("#") for local in read.local)
    assert all(refused.text and refused.why for refused in read.refused)


@given(texts())
@settings(max_examples=1500)
def test_an_iri_that_was_read_is_read_as_itself(printed: str) -> None:
    for link in read_references(printed).links:
        again = read_references(link.iri)

        assert again.links == (link,)


@given(variants(), variants(), st.sampled_from((" ", ", ", ";", "|", " | ", "; ", "\n", ",", "")))
@settings(max_examples=400)
def test_two_iris_in_one_attribute_are_two(one: tuple[Known, str], two: tuple[Known, str], between: str) -> None:
    first, second = one[0].iri, two[0].iri

    assert iris(f"{first}{between}{second}") == list(dict.fromkeys((first, second)))


@pytest.mark.parametrize(
    ("printed", "links", "local"),
    [
        ("http://www.geonames.org/ 2761369", ["https://sws.geonames.org/2761369/"], ()),
        ("http://www.geonames.org/ 27 61369", [], ("27", "61369")),
        ("http://www.geonames.org/27 61369", ["https://sws.geonames.org/27/"], ("61369",)),
        ("http://d-nb.info/gnd/11 8540 238 7", ["https://d-nb.info/gnd/118540238"], ("7",)),
        ("http://d-nb.info/gnd/118540239 7", [], ("7",)),
        ("#p1 12", [], ("p1", "12")),
        ("gnd:118540238 (Goethe, Johann)", ["https://d-nb.info/gnd/118540238"], ("(Goethe Johann)",)),
        ("GND: 118540238; VIAF: 24602065", ["https://d-nb.info/gnd/118540238", "http://viaf.org/viaf/24602065"], ()),
    ],
)
def test_digits_are_joined_only_where_that_is_certain(printed: str, links: list[str], local: tuple[str, ...]) -> None:
    read = read_references(printed)

    assert ([link.iri for link in read.links], read.local) == (links, local)


def test_the_same_iri_twice_is_one() -> None:
    printed = "http://d-nb.info/gnd/118540238 https://www.d-nb.info/gnd/118540238/"

    assert iris(printed) == ["https://d-nb.info/gnd/118540238"]


@pytest.mark.parametrize(
    "printed",
    [
        "http://d-nb.info/gnd/ 118540238",
        "http://d-nb.info/gnd/1185 40238",
        "http://d-nb.info/gnd/\n118540238",
        "https:// d-nb.info/gnd/118540238",
        "http:\\\\d-nb.info\\gnd\\118540238",
        "<http://d-nb.info/gnd/118540238>",
        "„http://d-nb.info/gnd/118540238“",
        "http://d-nb.info/gnd/118540238.",
        "(http://d-nb.info/gnd/118540238)",
        "GND: 118540238",
        "https://d\u00ad-nb.info/gnd/118540238",
    ],
)
def test_blanks_and_marks_within_an_iri_are_undone(printed: str) -> None:
    assert iris(printed) == ["https://d-nb.info/gnd/118540238"]


@pytest.mark.parametrize(
    "printed",
    [
        "https://d-nb.info/gnd/118540239",
        "https://d-nb.info/gnd/4005728-7",
        "gnd:118540239",
        "https://isni.org/isni/0000000121441971",
        "https://orcid.org/0000-0002-1825-0098",
        "http://data.bnf.fr/ark:/12148/cb11907966k",
    ],
)
def test_a_wrong_check_digit_is_refused_and_kept_as_printed(printed: str) -> None:
    read = read_references(printed)

    assert (read.links, read.local) == ((), ())
    assert [(refused.text, refused.code) for refused in read.refused] == [(printed, "check-digit")]


@given(
    st.sampled_from([known.iri for known in KNOWN if known.key.startswith(("gnd", "isni", "orcid", "bnf"))]), st.data()
)
def test_one_misprinted_digit_never_gives_another_person(iri: str, data: st.DataObject) -> None:
    number = iri.rindex("/") + 1
    places = [at for at, character in enumerate(iri) if at >= number and character.isdigit()]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != iri[at]]))

    assert iris(iri[:at] + digit + iri[at + 1 :]) == []


@pytest.mark.parametrize(
    "printed",
    [
        *("https://d-nb.info/gnd/", "http://d-nb.info/gnd/XXX", "https://sws.geonames.org/", "http://viaf.org/viaf/"),
        *("https://sws.geonames.org/www.geonames.org/", "https://sws.geonames.org/detail/", "gnd:unbekannt1"),
        *("https://www.wikidata.org/wiki/Property:P31", "https://sws.geonames.org/123-4/", "http://isni.org/isni/12"),
    ],
)
def test_an_address_of_a_register_without_a_record_is_refused(printed: str) -> None:
    assert codes(printed) == ["no-record"]
    assert iris(printed) == []


@pytest.mark.parametrize(
    "printed",
    [
        *("#", "-", "--", "null", "NULL", "None", "n/a", "N/A", "Keine Treffer", "keine Treffer", "?", "…", ":", "##"),
        *(
            "unbekannt",
            "unknown",
            "[unknown]",
            "не найдено",
            "aucun résultat",
            "not found",
            "https://x.example/unknown",
        ),
    ],
)
def test_a_placeholder_refers_to_nothing(printed: str) -> None:
    read = read_references(printed)

    assert (read.links, read.local) == ((), ())
    assert codes(printed) == ["placeholder"]


@pytest.mark.parametrize("printed", ["", " ", "\n\t", "\u200b", "\u00a0"])
def test_a_blank_text_is_nothing_at_all(printed: str) -> None:
    read = read_references(printed)

    assert read == References()


@pytest.mark.parametrize(
    "printed",
    ["urn:nbn:de:1", "mailto:a@b.example", "ftp://a.example/x", "http://where/", "http://", "http://a.example:99999/"],
)
def test_what_is_no_http_iri_is_refused(printed: str) -> None:
    assert iris(printed) == []
    assert codes(printed) == ["not-an-iri"]


@pytest.mark.parametrize(
    ("printed", "local"),
    [
        ("#pmb2121", ("pmb2121",)),
        ("pmb2121", ("pmb2121",)),
        ("#pmb1 #pmb2", ("pmb1", "pmb2")),
        ("pmb1 pmb2", ("pmb1", "pmb2")),
        ("#pmb1,#pmb2", ("pmb1", "pmb2")),
        ("P.0000004", ("P.0000004",)),
        ("person/@xml:id", ("person/@xml:id",)),
        ("persons.xml#p12", ("persons.xml#p12",)),
        ("proj:persons.xml#p12", ("proj:persons.xml#p12",)),
        ("#p_ 12", ("p_12",)),
        ("Jean Frellon II", ("Jean Frellon II",)),
        ("Anhang 5", ("Anhang 5",)),
        ("Cambridge, MA", ("Cambridge, MA",)),
        ("Église", ("Église",)),
        ("Leer", ("Leer",)),
        ("gnd_118540238", ("gnd_118540238",)),
        ("example.org/person/1", ("example.org/person/1",)),
    ],
)
def test_ids_of_an_edition_are_local(printed: str, local: tuple[str, ...]) -> None:
    read = read_references(printed)

    assert read.local == local
    assert (read.links, read.refused) == ((), ())


def test_links_and_ids_in_one_attribute_are_told_apart() -> None:
    read = read_references(" http://d-nb.info/gnd/118540238 , #pmb2121 Keine-Treffer #")

    assert [link.key for link in read.links] == ["gnd-118540238"]
    assert read.local == ("pmb2121", "Keine-Treffer")
    assert [refused.text for refused in read.refused] == ["#"]


@pytest.mark.parametrize(
    ("printed", "iri"),
    [
        ("HTTP://Letters.Example:80/a/../p/%7ex?q#F", "http://letters.example/p/~x?q#F"),
        ("https://letters.example:443/p1", "https://letters.example/p1"),
        ("https://letters.example:8443/p1/", "https://letters.example:8443/p1/"),
        ("http://letters.example/%c3%a9", "http://letters.example/%C3%A9"),
        ("http://letters.example/é", "http://letters.example/%C3%A9"),
        ("http://letters.example/a[1]", "http://letters.example/a%5B1%5D"),
        ("http://letters.example/?a=1&amp;b=2", "http://letters.example/?a=1&b=2"),
        ("www.letters.example/p1", "http://www.letters.example/p1"),
        (
            "https://archive.example/2020/http://letters.example/1",
            "https://archive.example/2020/http://letters.example/1",
        ),
    ],
)
def test_an_iri_of_somebodys_own_register_is_changed_by_safe_rules_alone(printed: str, iri: str) -> None:
    (link,) = read_references(printed).links

    assert (link.iri, link.register) == (iri, "own")
    assert link.key == own_key(iri)


@pytest.mark.parametrize(
    "printed",
    ["https://fr.wikipedia.org/wiki/Di%C3%A8te", "https://www.google.com/search?q=x", "http://www.letters.example"],
)
def test_a_page_that_speaks_of_somebody_is_a_link_without_identity(printed: str) -> None:
    (link,) = read_references(printed).links

    assert (link.register, link.key) == ("page", None)


def own_iris() -> st.SearchStrategy[str]:
    part = st.text(alphabet="abAB01-_.~/%éß", max_size=12)
    return st.builds(
        lambda host, path, query: f"https://{host}.example/{path}{query}",
        st.sampled_from(("a", "a-b", "b.a")),
        part,
        st.sampled_from(("", "?a", "#a")),
    )


@given(own_iris(), own_iris())
@settings(max_examples=800)
def test_two_iris_of_own_registers_never_share_a_key(one: str, two: str) -> None:
    first, second = read_iri(one), read_iri(two)
    if isinstance(first, AuthorityIri) and isinstance(second, AuthorityIri) and first.key is not None:
        assert (first.key == second.key) is (first.iri == second.iri)


@given(st.sampled_from(REGISTERS), st.data())
@settings(max_examples=400)
def test_the_numbers_of_known_registers_make_different_keys(register: object, data: st.DataObject) -> None:
    assert isinstance(register, type(REGISTERS[0]))
    numbers = data.draw(st.lists(st.from_regex(register.number, fullmatch=True), min_size=2, max_size=2))
    read = [read_iri(register.iri.format(id=number)) for number in numbers]
    good = [each for each in read if isinstance(each, AuthorityIri)]

    assert len({each.key for each in good}) == len({each.iri for each in good})


def test_http_and_https_of_one_own_address_are_one_key() -> None:
    assert own_key("http://letters.example/p1") == own_key("https://letters.example/p1")


def escaped(text: str, *, times: int) -> str:
    """Write the digits of the escapes of a text as escapes, again and again."""
    for _ in range(times):
        text = re.sub("[0-9]", lambda match: f"%{ord(match[0]):02X}", text)
    return text


@pytest.mark.parametrize(
    "printed", ["http://letters.example/" + "a" * 30_000, escaped("http://a.example/%41", times=9)]
)
def test_a_text_without_end_is_refused_in_short(printed: str) -> None:
    read = read_references(printed)

    assert read.links == ()
    assert len(read.refused[0].text) < 100


def test_every_reference_of_the_samples_is_read_or_given_back(shared: Path) -> None:
    refused = 0
    number = 0
    for _, _, printed in printed_references(shared / "samples"):
        read = read_references(printed)
        number += 1
        refused += len(read.refused)
        assert (read.links or read.local or read.refused) or not printed.strip(), printed

    assert number > 60_000
    assert refused < number / 500


def test_every_register_stands_in_the_reference_page_with_its_form(project: Path) -> None:
    page = (project / "docs/reference/references.md").read_text(encoding="utf-8")

    for register in REGISTERS:
        assert f"| `{register.name}` | `{register.iri}` | `{register.name}-" in page
    for known in KNOWN[:1] + KNOWN[3:]:
        assert f"`{known.key}`" in page


def test_every_finding_about_references_stands_in_the_reference_page(project: Path) -> None:
    page = (project / "docs/reference/references.md").read_text(encoding="utf-8")
    modules = [(project / f"kg/sources/{name}.py").read_text(encoding="utf-8") for name in ("entities", "identities")]
    codes_of_modules = {code for text in modules for code in re.findall(r'Finding\(\s*"([a-z-]+)"', text)}

    assert len(codes_of_modules) >= 6
    assert all(f"| `{code}`" in page for code in codes_of_modules)
