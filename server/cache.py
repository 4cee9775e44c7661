"""Answers that were given before, as long as they are small and memory is left.

A release is never changed, so an answer never becomes false: the key names the release, and what belongs to an old one
is the first to be forgotten. Errors are not kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")
_OVERHEAD = 500
"""Bytes of an entry beside key and value, about."""


class BoundedCache(Generic[_Value]):
    """Keeps what was used last, up to a number of bytes; any thread may use it.

    Args:
        largest: bytes of all entries together; 0 keeps nothing.
        largest_entry: bytes of one entry; larger ones are not kept.
    """

    def __init__(self, largest: int, *, largest_entry: int) -> None:
        self._largest = largest
        self._largest_entry = min(largest, largest_entry)
        self._entries: OrderedDict[Hashable, tuple[_Value, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0
        """Bytes of all entries, about."""

    def get(self, key: Hashable) -> _Value | None:
        """Give what was kept under a key."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, value: _Value, *, size: int) -> bool:
        """Keep a value, and forget what was not used for the longest time.

        Args:
            key: a second value under it replaces the first.
            value: what `get` gives.
            size: bytes of key and value.

        Returns:
            Whether it is kept.
        """
        size += _OVERHEAD
        if size > self._largest_entry:
            return False
        with self._lock:
            before = self._entries.pop(key, None)
            self.size += size - (before[1] if before is not None else 0)
            self._entries[key] = (value, size)
            while self.size > self._largest:
                _, (_, freed) = self._entries.popitem(last=False)
                self.size -= freed
        return True
