"""``python -m kg.cli`` is ``lettergraph``."""

from __future__ import annotations

from kg.cli import main

main(prog_name="lettergraph")
