"""Take decisions from a table into the files of a collection, all of them or none."""

from __future__ import annotations

import os
from pathlib import Path

from kg.authorities import check_authorities
from kg.authorities.decision_writing import decision_text
from kg.authorities.decisions import Decision
from kg.config import Collection
from kg.errors import ConfigurationError, Where
from kg.reconciliation.table import read_table


def decide(table: Path, collection: Collection, *, file: Path | None = None) -> tuple[Path, list[Decision]]:
    """Write the decided rows of a table as decisions.

    Args:
        table: filled in by editors.
        collection: whose decisions they are.
        file: the decision file, which is continued if it exists; ``None`` is ``identities/{name of the table}.yaml``.

    Returns:
        The file and what was written; nothing is written where no row is decided.

    Raises:
        ConfigurationError: a row is incomplete, or contradicts another decision; nothing was written then.
    """
    try:
        text = table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            "The table is not UTF-8.", where=Where(str(table)), remedy="Save it as UTF-8."
        ) from error
    decisions, errors = read_table(text, file=str(table))
    if errors:
        raise _first(errors)
    target = file or collection.folder / "identities" / f"{table.stem}.yaml"
    if not decisions:
        return target, []
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = before + ("" if before.endswith("\n") or not before else "\n")
    written += decision_text(decisions, heading=not before.strip())
    _replace(target, written, collection)
    return target, decisions


def _replace(target: Path, text: str, collection: Collection) -> None:
    """Write beside the file, read everything as a build would, and only then put it in place."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.yaml")
    draft.write_text(text, encoding="utf-8")
    try:
        others = [path for path in collection.identities if path.resolve() != target.resolve()]
        known = {str(error) for error in check_authorities(collection.authorities, same_as=collection.same_as)}
        found = check_authorities(collection.authorities, same_as=collection.same_as, identities=[*others, draft])
        errors = [error for error in found if str(error) not in known]
        if errors:
            raise _first(errors, draft, target)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _first(
    errors: list[ConfigurationError], draft: Path | None = None, target: Path | None = None
) -> ConfigurationError:
    """Give the first error, and how many there are; nobody is sent to a file that is gone."""
    first = errors[0]
    more = f" There are {len(errors) - 1} more." if len(errors) > 1 else ""
    what = first.what if draft is None else first.what.replace(str(draft), f"{target} (as it would be)")
    file = first.where.file if draft is None or first.where.file != str(draft) else f"{target} (as it would be)"
    where = Where(file, line=first.where.line, column=first.where.column, field=first.where.field)
    return ConfigurationError(what, where=where, remedy=f"{first.remedy or ''}{more} Nothing was written.".strip())
