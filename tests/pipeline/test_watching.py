"""What a watch looks at, and when it builds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ConfigurationError, LettergraphError, ReleaseLocked
from kg.pipeline import watching
from kg.pipeline.watching import Inputs, Watch, difference
from tests.pipeline.collections import make_collection, page

PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make_collection(tmp_path / "lf", {"a.txt": page(), "b.txt": page(date="1920")})
    (made / "site").mkdir()
    return made


def test_everything_that_a_build_depends_on_is_looked_at(folder: Path, tmp_path: Path) -> None:
    for name in ("mappings", "ontology"):
        (tmp_path / name / "deeper").mkdir(parents=True)
        (tmp_path / name / "deeper" / "x.ttl").touch()
    (folder / "identities").mkdir()
    (folder / "identities" / "agents.yaml").write_text("decisions: []\n", encoding="utf-8")
    (folder / "sources" / "a.txt.curation.yaml").touch()
    (folder / "keys.tsv").touch()
    (folder / "site" / "nothing").touch()
    (folder / "README.md").touch()

    stamps = Inputs(folder, mappings=tmp_path / "mappings", ontology=tmp_path / "ontology").stamps()

    inside = {path.relative_to(folder).as_posix() for path in stamps if path.is_relative_to(folder)}
    authorities = {path.name for path in folder.glob("*.yaml")} | {
        path.relative_to(folder).as_posix() for path in folder.glob("authorities/*")
    }
    expected = {"collection.toml", "keys.tsv", "identities/agents.yaml", "sources/a.txt", "sources/b.txt"}
    assert inside == expected | {"sources/a.txt.curation.yaml"} | authorities
    assert {path.relative_to(tmp_path).as_posix() for path in stamps if not path.is_relative_to(folder)} == {
        "mappings/deeper/x.ttl",
        "ontology/deeper/x.ttl",
    }


def test_new_gone_and_changed_files_are_a_difference_and_times_alone_as_well(folder: Path) -> None:
    inputs = Inputs(folder)
    before = inputs.stamps()
    (folder / "sources" / "a.txt").unlink()
    (folder / "sources" / "c.txt").touch()
    os.utime(folder / "sources" / "b.txt", ns=(1, 1))

    assert [path.name for path in difference(before, inputs.stamps())] == ["a.txt", "b.txt", "c.txt"]
    assert difference(inputs.stamps(), inputs.stamps()) == []


def test_while_the_configuration_is_broken_the_files_that_it_named_are_looked_at(folder: Path) -> None:
    inputs = Inputs(folder)
    before = inputs.stamps()
    (folder / "collection.toml").write_text("id = ", encoding="utf-8")
    (folder / "sources" / "a.txt").unlink()

    assert [path.name for path in difference(before, inputs.stamps())] == ["collection.toml", "a.txt"]


class Builds:
    """Runs a watch in a thread; each build does what the next of ``works`` says, and the last one ends the watch."""

    def __init__(self, folder: Path, *works: Callable[[], None], settling: float = 0.02) -> None:
        self.changed: list[list[str]] = []
        self.errors: list[str] = []
        self.built = 0
        self._works = works
        inputs = Inputs(folder)
        self._watch = Watch(
            inputs, build=self._build, changed=self._note, failed=self._fail, interval=0.01, settling=settling
        )

    def run(self) -> None:
        thread = threading.Thread(target=self._watch.run, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        assert not thread.is_alive()

    def _build(self) -> None:
        self.built += 1
        if self.built == len(self._works):
            self._watch.stop()
        self._works[self.built - 1]()

    def _note(self, paths: list[Path]) -> None:
        self.changed.append([path.name for path in paths])

    def _fail(self, error: LettergraphError | OSError) -> None:
        self.errors.append(str(error))


def later(work: Callable[[], object]) -> Callable[[], None]:
    """Give a build after which something is done by somebody else."""
    return lambda: threading.Timer(0.05, work).start()


def nothing() -> None:
    pass


def test_it_builds_at_once_and_then_at_each_change(folder: Path) -> None:
    source, other = folder / "sources" / "c.txt", folder / "sources" / "a.txt"
    builds = Builds(folder, later(source.touch), later(other.unlink), nothing)

    builds.run()

    assert (builds.built, builds.changed, builds.errors) == (3, [["c.txt"], ["a.txt"]], [])


def test_what_a_build_writes_is_no_change_and_what_changes_meanwhile_is(folder: Path) -> None:
    keys, source = folder / "keys.tsv", folder / "sources" / "c.txt"

    def build() -> None:
        keys.write_text("a key", encoding="utf-8")
        source.touch()

    builds = Builds(folder, build, nothing)
    builds.run()

    assert builds.changed == [["c.txt"]]


def test_a_state_that_cannot_be_built_is_told_once_and_the_watch_goes_on(folder: Path) -> None:
    configuration = folder / "collection.toml"
    text = configuration.read_text(encoding="utf-8")

    def break_() -> None:
        configuration.write_text("id = ", encoding="utf-8")

    def fail() -> None:
        later(lambda: configuration.write_text(text, encoding="utf-8"))()
        raise ConfigurationError("That is no TOML.")

    builds = Builds(folder, later(break_), fail, nothing)
    builds.run()

    assert builds.errors == ["That is no TOML."]
    assert builds.changed == [["collection.toml"], ["collection.toml"]]


def test_while_somebody_else_builds_it_is_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOCKED", 0.01)

    def locked() -> None:
        raise ReleaseLocked("Another build is at work.", pid=1)

    builds = Builds(folder, locked, nothing)
    builds.run()

    assert (builds.built, builds.errors) == (2, ["Another build is at work."])


def test_a_build_waits_until_nothing_changes_any_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LONGEST_SETTLING", PATIENCE)
    source = folder / "sources" / "c.txt"
    states = iter(["one", "one two", "one two three"])
    looked = Inputs.stamps

    def stamps(self: Inputs) -> watching.Stamps:
        """Somebody writes while the first looks are taken."""
        if source.exists() and (state := next(states, None)) is not None:
            source.write_text(state, encoding="utf-8")
        return looked(self)

    monkeypatch.setattr(Inputs, "stamps", stamps)
    read: list[str] = []
    builds = Builds(folder, later(source.touch), lambda: read.append(source.read_text(encoding="utf-8")))
    builds.run()

    assert read == ["one two three"]


def test_changes_without_end_are_built_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LONGEST_SETTLING", 0.1)
    source, looked = folder / "sources" / "c.txt", Inputs.stamps
    sizes = iter(range(1, 1_000_000))

    def stamps(self: Inputs) -> watching.Stamps:
        if source.exists():
            source.write_text("x" * next(sizes), encoding="utf-8")
        return looked(self)

    monkeypatch.setattr(Inputs, "stamps", stamps)
    builds = Builds(folder, later(source.touch), nothing)
    builds.run()

    assert builds.changed == [["c.txt"]]
