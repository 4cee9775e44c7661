"""What is kept in memory stays within its bounds."""

from __future__ import annotations

from server.cache import BoundedCache


def test_what_was_not_used_for_the_longest_time_is_forgotten_first() -> None:
    cache: BoundedCache[str] = BoundedCache(4_000, largest_entry=4_000)
    for key in "abc":
        cache.keep(key, key.upper(), size=500)
    cache.get("a")
    for key in "de":
        cache.keep(key, key.upper(), size=500)

    assert [cache.get(key) for key in "abcde"] == ["A", None, "C", "D", "E"]
    assert cache.size <= 4_000


def test_a_value_is_replaced_and_not_counted_twice() -> None:
    cache: BoundedCache[str] = BoundedCache(10_000, largest_entry=10_000)
    for value in ("first", "second"):
        cache.keep("key", value, size=1_000)

    assert (cache.get("key"), cache.size) == ("second", 1_500)


def test_what_is_too_large_is_not_kept() -> None:
    assert not BoundedCache[str](10_000, largest_entry=2_000).keep("key", "value", size=1_600)
    assert not BoundedCache[str](0, largest_entry=2_000).keep("key", "value", size=1)
