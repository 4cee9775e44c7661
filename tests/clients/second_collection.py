"""A second collection, written for these tests: two letters about a bridge, by persons whom the demonstration knows.

Both collections know them by their own IRIs; that they are the same persons is said by Wikidata's, to which both link.
Its server counts what we ask as it counts the queries of anybody.
"""

from __future__ import annotations

from pathlib import Path

from tests.pipeline.collections import build_quietly
from tests.server.running import free_port

_CONFIGURATION = """\
id = "bridge"
title = "Letters about a bridge"
description = "Two invented letters."
base_iri = "{url}"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["en"]
authorities = ["people.yaml"]

[[sources]]
path = "sources/*.txt"
language = "en"

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

_PAGE = """\
Home | Letters | Index

{sender} - {addressee}

{date}

The bridge at the mill has fallen. Send beams.

{signature}.
"""

_LETTERS = (
    ("I. V. Stalin", "A. B. Tallow", "November 20, 1919", "Stalin"),
    ("A. B. Tallow", "L. D. Trotsky", "November 22, 1919", "Tallow"),
)


def built_second_collection(folder: Path) -> Path:
    """Write and build the collection for a free port; its base IRI names the port."""
    (folder / "sources").mkdir(parents=True)
    url = f"http://127.0.0.1:{free_port()}/"
    (folder / "collection.toml").write_text(_CONFIGURATION.format(url=url), encoding="utf-8")
    (folder / "people.yaml").write_text(_PEOPLE, encoding="utf-8")
    for number, (sender, addressee, date, signature) in enumerate(_LETTERS, start=1):
        page = _PAGE.format(sender=sender, addressee=addressee, date=date, signature=signature)
        (folder / "sources" / f"{number}.txt").write_text(page, encoding="utf-8")
    assert build_quietly(folder, processes=1).exit_status == 0
    return folder
