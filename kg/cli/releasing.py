"""Commands about releases: verify, releases, rollback."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import collection_option, json_option, print_json, served_release, talk


@click.command()
@collection_option
@click.option("--release", "release_id", help="The id of a release. Without it the current one.")
@json_option
def verify(folder: Path, release_id: str | None, as_json: bool) -> None:
    """Compare every file of a release with its manifest.

    Status 0: the release is whole; 1: files are missing, added or changed.
    """
    from kg.release import find_damage  # lazy: --help stays quick

    path = served_release(folder).path if release_id is None else folder / "site" / "releases" / release_id
    damages = find_damage(path)
    if as_json:
        print_json(damages)
    for damage in damages if not as_json else ():
        click.echo(str(damage))
    talk(f"{path.name}: {len(damages)} files are damaged." if damages else f"{path.name} is whole.")
    sys.exit(1 if damages else 0)


@click.command()
@collection_option
@json_option
def releases(folder: Path, as_json: bool) -> None:
    """List the releases, newest first; * marks the one that is served."""
    from kg.release import releases as list_releases  # lazy: --help stays quick

    found = list_releases(folder / "site")
    if as_json:
        print_json(found)
    for release in found if not as_json else ():
        click.echo(f"{'*' if release.current else ' '} {release.id}")
    if not found:
        talk("There is no release. Run `lettergraph build` first.")


@click.command()
@collection_option
@click.argument("release_id", required=False)
def rollback(folder: Path, release_id: str | None) -> None:
    """Serve an earlier release again: RELEASE_ID, or without it the one before the current one."""
    from kg.release import rollback as roll_back  # lazy: --help stays quick

    talk(f"Now serving {roll_back(folder / 'site', release_id).id}.")
