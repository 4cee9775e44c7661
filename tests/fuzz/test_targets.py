"""Thousands of damaged documents for each reader, and of damaged words for each grammar: no crash."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import corpus
from tests.fuzz.mutations import TOKENS, damaged
from tests.fuzz.targets import GRAMMARS, Target, read, readers

QUICK, THOROUGH = 40, 1_500
"""Documents of each reader in every run of the tests, and in `make acceptance`."""

READERS = sorted(readers())


def attack(name: str, target: Target, numbers: range) -> None:
    documents = corpus(name)
    for number in numbers:
        chance = random.Random(f"{name} {number}")  # noqa: S311 - reproducible damage, no secret
        data = damaged(chance.choice(documents), chance)
        try:
            target(data)
        except Exception as error:
            error.add_note(f"document {number} of {name}: {data[:2000]!r}")
            raise


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_document_is_read_or_refused(name: str) -> None:
    attack(name, readers()[name], range(QUICK))


@pytest.mark.acceptance
@pytest.mark.parametrize("name", READERS)
def test_many_damaged_documents_are_read_or_refused(name: str) -> None:
    attack(name, readers()[name], range(QUICK, THOROUGH))


@pytest.mark.parametrize("name", sorted(GRAMMARS))
def test_damaged_words_are_understood_or_not(name: str) -> None:
    attack(name, GRAMMARS[name], range(1_000))


@pytest.mark.parametrize("name", READERS)
def test_the_corpus_holds_letters(name: str) -> None:
    """Damage to documents that were never read would prove nothing."""
    assert sum(read(name, data) for data in corpus(name)[:10]) > 0


@pytest.mark.parametrize("name", READERS)
def test_much_damage_still_leaves_letters(name: str) -> None:
    documents = corpus(name)
    letters = 0
    for number in range(QUICK):
        chance = random.Random(f"{name} {number}")  # noqa: S311
        letters += read(name, damaged(chance.choice(documents), chance)) > 0
    assert letters > QUICK // 8


@pytest.mark.parametrize("name", [*READERS, *sorted(GRAMMARS)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12)), max_size=30))
def test_anything_at_all_is_read_or_refused(name: str, pieces: list[bytes]) -> None:
    targets = {**readers(), **GRAMMARS}
    targets[name](b"".join(pieces))
