"""Keep the texts of the sources in the release: those of the release before are copied, the others decoded again."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from kg.errors import ReleaseDamaged
from kg.pipeline.fingerprint import code_digest, digest_of
from kg.pipeline.identifying import KnownSource
from kg.processes import ChildFailure, LimitedPool
from kg.records.rights import FULL
from kg.release import Release, Stage
from kg.release.texts import TEXTS, PackedPiece, TextsReader, TextsWriter, pack

_BYTES_AT_ONCE = 4 * 1024 * 1024
_SOURCES_AT_ONCE = 64


def write_texts(
    stage: Stage,
    sources: Iterable[KnownSource],
    *,
    pool: LimitedPool,
    previous: Release | None,
    failed: Collection[str],
) -> dict[str, str]:
    """Write the texts of all sources that may be published.

    Args:
        stage: the release that is being built.
        sources: all that were identified.
        pool: children that decode.
        previous: the release before, whose texts are copied where the bytes are the same.
        failed: paths of sources that could not be read: their texts are left out.

    Returns:
        The key of each text, by the path of its source.
    """
    wanted = {
        one.path: one.sha256[:16]
        for one in sources
        if one.path not in failed and one.file.setting.publish_text.value == FULL
    }
    by_path = {one.path: one for one in sources}
    with TextsWriter(stage.place(TEXTS), directory=stage.scratch) as writer:
        missing = _copy(writer, by_path, wanted, previous)
        groups = list(_groups([by_path[path] for path in missing]))
        answers = pool.map({"do": "texts", "sources": [one.path for one in group]} for group in groups)
        for group, answer in zip(groups, answers, strict=True):
            texts = [None] * len(group) if isinstance(answer, ChildFailure) else cast("Sequence[object]", answer)
            for source, text in zip(group, texts, strict=True):
                pieces = _pieces_of(text, source.sha256)
                if pieces is None:
                    del wanted[source.path]
                else:
                    writer.add_packed(source.sha256[:16], source.path, pieces, made=_made(source))
    return dict(sorted(wanted.items()))


def packed_text(sha256: str, text: str) -> dict[str, object]:
    """Cut and compress a text for the answer of a child: it may be long, and the parent has other work."""
    pieces = [(base64.b64encode(one.data).decode(), *one[1:]) for one in pack(text)]
    return {"sha256": sha256, "pieces": pieces}


def _pieces_of(answer: object, sha256: str) -> list[PackedPiece] | None:
    """Read the pieces that a child made; ``None`` if there is no text, or the file is not what it was any more."""
    given = cast("Mapping[str, object] | None", answer)
    if given is None or given["sha256"] != sha256:
        return None
    rows = cast("Sequence[tuple[str, int, int, int]]", given["pieces"])
    return [PackedPiece(base64.b64decode(data), *numbers) for data, *numbers in rows]


def _made(source: KnownSource) -> str:
    """What a text depends on besides the bytes: the same bytes in another encoding are another text."""
    return digest_of(code_digest(), source.settings)


def _copy(
    writer: TextsWriter, sources: Mapping[str, KnownSource], wanted: Mapping[str, str], previous: Release | None
) -> list[str]:
    """Copy what the release before has; gives the paths of the others."""
    if previous is None:
        return list(wanted)
    try:
        with TextsReader(previous.path / TEXTS) as reader:
            known = {path: key for path, key in wanted.items() if reader.made(key) == _made(sources[path])}
            writer.copy(reader, known)
    except ReleaseDamaged:
        return list(wanted)
    return [path for path in wanted if path not in known]


def _groups(sources: Sequence[KnownSource]) -> Iterator[list[KnownSource]]:
    """Sources that are decoded in one task: many small ones, or one large one."""
    rest = iter(sources)
    group: list[KnownSource] = []
    size = 0
    for source in rest:
        bytes_ = source.file.path.stat().st_size if source.file.path.exists() else 0
        if group and (size + bytes_ > _BYTES_AT_ONCE or len(group) == _SOURCES_AT_ONCE):
            yield group
            group, size = [], 0
        group.append(source)
        size += bytes_
    if group:
        yield group
