"""Explain in a limited child: tracing a record is work that a hostile source may have made endless.

``lettergraph explain`` and whoever serves explanations use this; ``kg.publication.explanation`` does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

from kg.errors import LettergraphError, QueryError, ReleaseDamaged, ReleaseError, UnknownEntity, Where
from kg.processes import ChildFailure, Handler, LimitedPool, Limits
from kg.publication.explanation import Explainer, Explanation

_HANDLER = "kg.publication.apart:handler"

_ERRORS: Mapping[str, Callable[..., LettergraphError]] = {
    kind.__name__: kind for kind in (QueryError, ReleaseDamaged, ReleaseError, UnknownEntity)
}
"""What explaining may raise, by name; other errors of ours come as `ReleaseError`."""


def explain_apart(
    release: Path, iri: str, predicate: str | None = None, *, limits: Limits | None = None
) -> tuple[Explanation, ...]:
    """Explain statements as `kg.publication.explain` does, in a process of its own.

    Args:
        release: the folder of a release.
        iri: see `kg.publication.explain`.
        predicate: see there.
        limits: memory and seconds.

    Raises:
        UnknownEntity: the release says nothing about the IRI.
        ReleaseDamaged: a part of the release is missing.
        ReleaseError: the child was given up: it took too long, or too much memory.
    """
    with LimitedPool(_HANDLER, str(release.resolve()), processes=1, limits=limits) as pool:
        [answer] = pool.map([{"iri": iri, "predicate": predicate}])
    if isinstance(answer, ChildFailure):
        raise ReleaseError(
            f"Explaining was given up: {answer.reason}.",
            where=Where(file=str(release), field=iri),
            remedy="Ask about one predicate only.",
        )
    given = cast("Mapping[str, object]", answer)
    if "error" in given:
        raise _error_from(cast("Mapping[str, object]", given["error"]))
    return tuple(_explanation_from(one) for one in cast("Sequence[Mapping[str, object]]", given["explanations"]))


def handler(setup: object) -> Handler:
    """Make the handler of a child; ``setup`` is the folder of the release."""
    release = Path(cast("str", setup))

    def answer(task: object) -> object:
        given = cast("Mapping[str, str | None]", task)
        try:
            found = Explainer(release).explain(cast("str", given["iri"]), given["predicate"])
        except LettergraphError as error:
            return {
                "error": {"kind": type(error).__name__, "what": error.what, "remedy": error.remedy}
                | {"where": asdict(error.where)}
            }
        return {"explanations": [asdict(one) for one in found]}

    return answer


def _error_from(value: Mapping[str, object]) -> LettergraphError:
    kind = _ERRORS.get(str(value["kind"]), ReleaseError)
    where = _where_from(value["where"])
    return kind(str(value["what"]), where=where, remedy=cast("str | None", value["remedy"]))


def _explanation_from(value: Mapping[str, object]) -> Explanation:
    members = dict(value)
    members |= {name: _where_from(value[name]) for name in ("mapping", "where")}
    members["shapes"] = tuple(cast("Sequence[str]", value["shapes"]))
    return Explanation(**members)  # type: ignore[arg-type] # the members that asdict gave


def _where_from(value: object) -> Where:
    return Where(**cast("dict[str, object]", value))  # type: ignore[arg-type] # the members that asdict gave
