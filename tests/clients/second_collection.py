"""A second collection, written for these tests: two letters about a bridge, by persons whom the demonstration knows.

Both collections know them by their own IRIs; that they are the same persons is said by Wikidata's, to which both link.
Its server counts what we ask as it counts the queries of anybody.
"""

from __future__ import annotations

from pathlib import Path

from tests.pipeline.collections import build_quietly
from tests.server.running import free_port
from tests.short_letters import ShortLetter, write_short_letters

_SETTINGS = """
[server]
limit_local_clients = true
"""

_PEOPLE = """\
persons:
  - key: trotsky
    labels: {en: "Trotsky, Leon"}
    names: [L. D. Trotsky, Trotsky]
    same_as: ["http://www.wikidata.org/entity/Q33391"]
  - key: stalin
    labels: {en: "Stalin, Joseph"}
    names: [I. V. Stalin, Stalin]
    same_as: ["http://www.wikidata.org/entity/Q855"]
  - key: tallow
    labels: {en: "Tallow, A. B."}
    names: [A. B. Tallow]
"""

_LETTERS = (
    ShortLetter("I. V. Stalin", "A. B. Tallow", "November 20, 1919", "Stalin"),
    ShortLetter("A. B. Tallow", "L. D. Trotsky", "November 22, 1919", "Tallow"),
)


def built_second_collection(folder: Path) -> Path:
    """Write and build the collection for a free port; its base IRI names the port."""
    write_short_letters(
        folder,
        _LETTERS,
        id="bridge",
        title="Letters about a bridge",
        base_iri=f"http://127.0.0.1:{free_port()}/",
        people=_PEOPLE,
        settings=_SETTINGS,
    )
    assert build_quietly(folder, processes=1).exit_status == 0
    return folder
