"""The releases of a site: which there are, which one is served, and how another one comes to be served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReleaseError, Where, did_you_mean
from kg.release.files import LOCAL_FILES, Files
from kg.release.lock import locked
from kg.release.manifest import file_paths
from kg.release.names import CURRENT, RELEASES, TEMPORARY, id_order, release_names
from kg.release.space import translated
from kg.release.verify import verify

KEPT = 3
"""How many releases stay, the current one among them."""


@dataclass(frozen=True, slots=True)
class Release:
    """One published release; ``id`` is its time in UTC, e.g. ``20261124T233500Z``."""

    id: str
    path: Path
    current: bool

    @property
    def size(self) -> int:
        """The bytes of all its files, counted now."""
        return sum(path.stat().st_size for path in file_paths(self.path))


def releases(site: Path) -> tuple[Release, ...]:
    """List the releases of a site, the newest first. Whether each is whole is the business of ``verify``."""
    served = _served_id(site)
    return tuple(Release(name, site / RELEASES / name, name == served) for name in reversed(release_names(site)))


def current_release(site: Path) -> Release | None:
    """Give the release that is served, if there is one. Resolve it once: the link may change at any moment.

    ``None`` also where the link leads to a release that somebody removed; ``rollback`` and the next build mend that.
    """
    return next((release for release in releases(site) if release.current), None)


def rollback(site: Path, release_id: str | None = None, *, files: Files = LOCAL_FILES) -> Release:
    """Serve another release; atomic: readers see the one or the other.

    Args:
        site: the folder of the site.
        release_id: the release to serve, older or newer; without it the one before the current one.
        files: the operations on the disk.

    Returns:
        The release that is served now.

    Raises:
        ReleaseError: there is no such release, or none before; nothing has changed.
        ReleaseDamaged: the release is not whole; nothing has changed.
        ReleaseLocked: a build is at work.
    """
    with locked(site):
        name = release_id or _name_before(site)
        if name not in release_names(site):
            known = release_names(site)
            remedy = did_you_mean(name, known) or f"There are {', '.join(known) or 'none'}."
            raise ReleaseError(f"There is no release {name!r}.", where=Where(file=str(site)), remedy=remedy)
        verify(site / RELEASES / name)
        with translated(site):
            serve(site, name, files=files)
        return Release(name, site / RELEASES / name, current=True)


def serve(site: Path, release_id: str, *, files: Files) -> None:
    """Replace the link ``current``, atomically and durably. The caller holds the lock.

    Raises:
        OSError: it could not be done, or (after the link was replaced) not be forced to the disk.
    """
    link = site / f"{CURRENT}{TEMPORARY}"
    if link.is_symlink():
        files.remove_file(link)
    files.link(link, f"{RELEASES}/{release_id}")
    files.rename(link, site / CURRENT)
    files.sync_directory(site)


def forget_old(site: Path, *, keep: int, files: Files) -> tuple[str, ...]:
    """Remove all but the newest releases and the current one. The caller holds the lock.

    A release is renamed before it is removed, so that none is ever half there under its own name.

    Returns:
        What was removed, the oldest first.

    Raises:
        OSError: a release could not be removed; the next build tries again.
    """
    names = release_names(site)
    served = _served_id(site)
    others = [name for name in names if name != served]
    kept = keep - (served in names)
    removed = others[: max(0, len(others) - kept)]
    for name in removed:
        left = site / RELEASES / f"{name}.old{TEMPORARY}"
        files.rename(site / RELEASES / name, left)
        files.sync_directory(site / RELEASES)
        files.remove_tree(left)
    return tuple(removed)


def _served_id(site: Path) -> str | None:
    link = site / CURRENT
    if not link.is_symlink():
        return None
    target = link.readlink()
    return target.name if target.parent == Path(RELEASES) else None


def _name_before(site: Path) -> str:
    served = _served_id(site)
    order = id_order(served) if served else None
    older = [name for name in release_names(site) if order is None or (id_order(name) or order) < order]
    if not older:
        raise ReleaseError(
            "There is no release before the current one.",
            where=Where(file=str(site)),
            remedy="`lettergraph releases` lists what there is.",
        )
    return older[-1]
