"""Keep the mappings and shapes that made a release in it, so that it explains itself after they have changed."""

from __future__ import annotations

from pathlib import Path

from kg.release import Stage


def keep_model(stage: Stage, *, mappings: Path, shapes: Path) -> None:
    """Copy mappings and shapes into the release."""
    for name, folder, pattern in (("mappings", mappings, "*.yaml"), ("shapes", shapes, "*.ttl")):
        for path in sorted(folder.glob(pattern)):
            stage.write(f"model/{name}/{path.name}", path.read_bytes())
