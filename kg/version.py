"""The version of the library, in one place that imports nothing."""

from __future__ import annotations

VERSION = "0.1.0"
