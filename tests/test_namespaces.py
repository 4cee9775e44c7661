"""The prefixes are sorted, distinct, and those of our own terms."""

from __future__ import annotations

from kg.namespaces import LG, LGS, LGV, PREFIXES


def test_prefixes_are_sorted_and_distinct() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(namespace[-1] in "#/" for namespace in PREFIXES.values())


def test_our_own_terms_are_hash_iris() -> None:
    assert {PREFIXES["lg"], PREFIXES["lgv"], PREFIXES["lgs"]} == {LG, LGV, LGS}
    assert all(namespace.endswith("#") for namespace in (LG, LGV, LGS))
