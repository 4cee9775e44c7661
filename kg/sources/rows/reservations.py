"""What cells say of how sure something is: words of a column of its own, and the marks of the printed words."""

from __future__ import annotations

from kg.records.certainty import Certainty
from kg.sources.rows.row import Row

_WORDS: dict[Certainty, tuple[str, ...]] = {
    Certainty.CONJECTURED: (
        *("conjecture", "conjectured", "conjectural", "inferred", "supplied", "deduced", "reconstructed", "[]"),
        *(
            "erschlossen",
            "ermittelt",
            "ergänzt",
            "konjektur",
            "restitué",
            "restituée",
            "déduit",
            "déduite",
            "conjecturé",
        ),
    ),
    Certainty.UNCERTAIN: (
        *("?", "low", "medium", "uncertain", "unsure", "doubtful", "questionable", "unknown", "possible", "probable"),
        *("probably", "approximate", "circa", "ca", "unsicher", "fraglich", "zweifelhaft", "ungewiss", "unbekannt"),
        *("vermutlich", "wahrscheinlich", "möglich", "incertain", "incertaine", "douteux", "douteuse", "probable"),
        *("niedrig", "mittel", "faible", "moyenne", "unklar"),
    ),
}
_CERTAIN = frozenset(
    (
        *("high", "certain", "sure", "yes", "true", "1", "internal", "external", "hoch", "sicher", "gesichert", "ja"),
        *("belegt", "bezeugt", "sûr", "sûre", "certaine", "oui", "haute", "élevée", "-"),
    )
)
_OF_WORD = {word: certainty for certainty, words in _WORDS.items() for word in words}

ATTRIBUTES = {Certainty.CONJECTURED: ("evidence", "conjecture"), Certainty.UNCERTAIN: ("cert", "low")}
"""The same in the attributes of TEI, as `kg.records.date_attributes` reads them."""


def certainty_of(row: Row, role: str) -> tuple[Certainty, ...]:
    """Read the cell of a role such as ``date_certainty``; other words are reported and count as a doubt."""
    found: list[Certainty] = []
    for one in row.printed(role, several=True):
        word = one.text.casefold().strip(" .")
        if not word or word in _CERTAIN:
            continue
        certainty = _OF_WORD.get(word)
        if certainty is None:
            what = f"“{one.text[:80]}” is no known degree of certainty; it is taken for a doubt."
            row.note("certainty-not-understood", what, "Write conjecture, low or nothing.", one.locator)
        found.append(certainty or Certainty.UNCERTAIN)
    return tuple(dict.fromkeys(found))
