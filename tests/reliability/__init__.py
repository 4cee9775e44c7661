"""The acceptance rows of reliability: one figure a row (docs/reference/reliability.md)."""
