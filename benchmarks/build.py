"""Whole builds beside pyoxigraph alone on the same N-Quads, increments, and peers (``make benchmark-build``).

``python -m benchmarks.build`` writes collections (`benchmarks.letters`) of 100,000 and 10,000 CMIF letters and of
20,000 TEI letters with text, and copies the real index of ``../shared/samples/cmif-schnitzler`` if it is there;
``--only pages,table`` writes a tenth as pages or rows. Of each:

* the whole build in a process of its own: wall time, the share of each stage, processor time, and the memory of all
  its processes together at the worst moment;
* pyoxigraph alone, likewise: ``bulk_load`` of the plain N-Quads of that release into a new store and ``optimize``, on
  the same disk, the input read once before; the ratio of the two wall times is ``build/load ratio``;
* one letter is changed and the collection built again: ``increment/full ratio``. With ``--check`` (and always below
  5,000 letters) the dumps are compared with those of a full build of the changed collection.

Then the cost of a letter at the two sizes, and the rates of mapping and validation beside their peers. Ratios are of
one run on one machine; the figures in seconds are those of that machine.
"""

from __future__ import annotations

import argparse
import filecmp
import gzip
import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.edits import change_letter
from benchmarks.letters import write_collection
from benchmarks.measuring import Measured, run, warm
from benchmarks.sampling import print_profile, profiled

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("cmif", "tei", "schnitzler", "cost", "rates")
MORE_PARTS = ("pages", "table")
BYTES_A_LETTER = 150_000
"""Room for a letter: its release, its N-Quads unpacked, a second store, and a second release."""
CHECKED_BELOW = 5_000
_SCHNITZLER = """\
id = "as"
title = "Correspondence of Arthur Schnitzler in print"
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/licenses/by/4.0/"
languages = ["de"]

[[sources]]
path = "sources/*.xml"
language = "de"
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured, and how."""

    letters: int
    processes: int
    rounds: int
    check: bool
    profile: bool
    increment: bool


@dataclass(frozen=True, slots=True)
class Built:
    """A collection that was built from nothing: where, and the wall-clock seconds of the whole build (the median)."""

    name: str
    folder: Path
    form: str
    seconds: float
    letters: int


def say(text: str) -> None:
    """Print at once: a phase may take minutes."""
    print(text, flush=True)


def build(folder: Path, options: Options, *, title: str, profile: bool = False) -> Measured:
    """Build a collection, with what an earlier build has left, and print what it took."""
    warm(path for path in folder.glob("sources/**/*") if path.is_file())
    arguments = ["benchmarks.phases", "build", str(folder), str(options.processes)]
    if not profile:
        measured = run(arguments)
    else:
        with tempfile.TemporaryDirectory() as samples, profiled(Path(samples)) as environment:
            measured = run(arguments, environment=environment)
            print_profile(Path(samples), measured.told["pid"])
    _print_measured(title, measured)
    return measured


def load(release: Path, folder: Path) -> Measured:
    """Load the N-Quads of a release with pyoxigraph alone into a new store, and remove it."""
    (packed,) = (release / "dumps").glob("*.nq.gz")
    plain, store = folder / "plain.nq", folder / "plain-store"
    with gzip.open(packed) as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 22)
    try:
        warm([plain])
        measured = run(["benchmarks.phases", "load", str(plain), str(store)])
    finally:
        plain.unlink()
        shutil.rmtree(store, ignore_errors=True)
    _print_measured("pyoxigraph alone", measured)
    return measured


def _print_measured(title: str, measured: Measured) -> None:
    stages: Mapping[str, float] = measured.told["stages"]
    shares = {"starting": measured.wall - sum(stages.values()), **stages}
    shown = ", ".join(f"{name} {100 * taken / measured.wall:.0f} %" for name, taken in shares.items())
    memory = f"{measured.peak / 1e6:.0f} MB"
    say(f"  {title}: {measured.wall:.2f} s, {measured.cpu:.2f} s of processor, {memory} ({shown})")


def forget(folder: Path) -> None:
    """Remove everything that builds have left, so that the next one begins at the beginning."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    (folder / "keys.tsv").unlink(missing_ok=True)


def measure_build(folder: Path, name: str, form: str, options: Options) -> Built:
    """Build and load in turn, as often as asked for; print the ratio and what belongs to it."""
    say(f"{name}:")
    ratios, seconds, peak = [], [], 0
    for _ in range(options.rounds):
        forget(folder)
        built = build(folder, options, title="whole build")
        alone = load(Path(built.told["release"]), folder)
        ratios.append(built.wall / alone.wall)
        seconds.append(built.wall)
        peak = max(peak, built.peak)
    letters, quads = built.told["letters"], built.told["quads"]
    say(f"  {letters} letters, {built.told['held back']} held back, {quads} quads, {quads / letters:.0f} a letter")
    say(f"  {letters / built.wall:.0f} letters/s, {quads / built.wall:.0f} quads/s")
    spread = "" if options.rounds == 1 else f" (median of {', '.join(f'{ratio:.2f}' for ratio in ratios)})"
    say(f"{name}: build/load ratio: {statistics.median(ratios):.2f}{spread}")
    say(f"{name}: peak memory: {peak / 1e6:.0f} MB")
    return Built(name, folder, form, statistics.median(seconds), letters)


def measure_increment(full: Built, options: Options) -> None:
    """Change one letter in the middle of a collection that was just built, and build it again."""
    changed = change_letter(full.folder, full.form)
    title = f"one letter changed in {changed.relative_to(full.folder)}"
    measured = build(full.folder, options, title=title)
    say(f"  read anew: {measured.told['built']} letters, taken over: {measured.told['reused']}")
    say(f"{full.name}: increment/full ratio: {measured.wall / full.seconds:.4f}")
    if options.check or full.letters < CHECKED_BELOW:
        check_dumps(full, Path(measured.told["release"]), options)


def check_dumps(full: Built, release: Path, options: Options) -> None:
    """Compare the dumps of an increment with those of a build of the same collection from nothing; keys stay frozen.

    Raises:
        SystemExit: a file differs.
    """
    kept = full.folder / "incremental"
    shutil.copytree(release / "dumps", kept)
    shutil.rmtree(full.folder / "site")
    again = build(full.folder, options, title="the same from nothing")
    dumps = Path(again.told["release"]) / "dumps"
    names = sorted({path.name for folder in (kept, dumps) for path in folder.iterdir()})
    differing = filecmp.cmpfiles(kept, dumps, names, shallow=False)
    say(f"{full.name}: the increment's dumps equal a full build's: {'yes' if differing[0] == names else 'NO'}")
    if differing[0] != names:
        raise SystemExit(f"{full.name}: these files differ: {', '.join(differing[1] + differing[2])}")
    shutil.rmtree(kept)


def measure_collection(make: Callable[[Path], Path], name: str, form: str, options: Options, at: Path) -> Built:
    """Make a collection, measure its builds and its increment, and remove it."""
    folder = make(at / name.replace(" ", "-"))
    try:
        built = measure_build(folder, name, form, options)
        if options.increment:
            measure_increment(built, options)
        if options.profile:
            forget(folder)
            build(folder, options, title="whole build, looked at", profile=True)
        return built
    finally:
        shutil.rmtree(folder)


def copied(samples: Path) -> Callable[[Path], Path]:
    """Make a collection of the files of a folder of indexes."""

    def make(folder: Path) -> Path:
        shutil.copytree(samples, folder / "sources", copy_function=shutil.copyfile)
        os.chmod(folder / "sources", 0o755)  # noqa: PTH101, S103 - samples may be read-only
        (folder / "collection.toml").write_text(_SCHNITZLER, encoding="utf-8")
        return folder

    return make


def generated(form: str, letters: int) -> Callable[[Path], Path]:
    """Make a collection of invented letters."""
    return lambda folder: write_collection(folder, form, letters)


def measure_rates(options: Options, at: Path) -> None:
    """Let the benchmarks of mapping and validation say their rates on CMIF letters, beside their peers."""
    letters = min(options.letters, 10_000)
    folder = write_collection(at / "rates", "cmif", letters)
    for module, peer in (("benchmarks.mapping", letters), ("benchmarks.validation", min(letters, 1_000))):
        command = [sys.executable, "-m", module, "--collection", str(folder), "--letters", str(letters)]
        status = subprocess.run([*command, "--peer", str(peer)], check=False).returncode
        if status:
            say(f"{module} ended with exit status {status}")
    shutil.rmtree(folder)


def check_room(folder: Path, letters: int) -> None:
    """Refuse before minutes are spent.

    Raises:
        SystemExit: the disk has too little room.
    """
    needed, free = letters * BYTES_A_LETTER, shutil.disk_usage(folder).free
    if free < needed:
        raise SystemExit(f"{needed / 1e9:.0f} GB are needed in {folder}, and {free / 1e9:.0f} GB are free")


def _machine() -> str:
    """Say where the figures come from, and how busy it was."""
    engine = importlib.metadata.version("pyoxigraph")
    load = f"load average {os.getloadavg()[0]:.1f}"
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, pyoxigraph {engine}, {load}"


def measure(parts: list[str], options: Options, at: Path) -> None:
    """Measure what was asked for, one after the other."""
    number = options.letters
    costs: dict[str, float] = {}
    samples = ROOT.parent / "shared" / "samples" / "cmif-schnitzler"
    works: list[tuple[str, str, str, Callable[[Path], Path]]] = [
        ("schnitzler", "cmif-schnitzler", "cmif", copied(samples)),
        ("tei", f"tei {number // 5}", "tei", generated("tei", number // 5)),
        ("pages", f"pages {number // 10}", "pages", generated("pages", number // 10)),
        ("table", f"table {number // 10}", "table", generated("table", number // 10)),
        ("cost", f"cmif {number // 10}", "cmif", generated("cmif", number // 10)),
        ("cmif", f"cmif {number}", "cmif", generated("cmif", number)),
    ]
    for part, name, form, make in works:
        if part not in parts or (part == "schnitzler" and not samples.is_dir()):
            continue
        built = measure_collection(make, name, form, options, at)
        costs[part] = built.seconds / built.letters
    if {"cost", "cmif"} <= costs.keys():
        say(f"cost per letter {number:,}/{number // 10:,}: {costs['cmif'] / costs['cost']:.3f}")
    if "rates" in parts:
        measure_rates(options, at)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure whole builds; see the head of this file.")
    parser.add_argument("--letters", type=int, default=100_000, help="CMIF letters; a fifth as TEI, a tenth for cost")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS + MORE_PARTS)}")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=1, help="builds and loads in turn; the median ratio counts")
    parser.add_argument("--check", action="store_true", help="compare the dumps of large increments, too")
    parser.add_argument("--no-increment", action="store_true")
    parser.add_argument("--profile", action="store_true", help="print the functions that take most processor time")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder in it is made and removed")
    given = parser.parse_args()
    parts = given.only.split(",")
    if unknown := sorted(set(parts) - set(PARTS + MORE_PARTS)):
        parser.error(f"--only knows {', '.join(PARTS + MORE_PARTS)}, and not {', '.join(unknown)}")
    options = Options(
        given.letters, given.processes, given.rounds, given.check, given.profile, increment=not given.no_increment
    )
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="lettergraph-benchmark-") as folder:
        check_room(Path(folder), given.letters)
        say(_machine())
        measure(parts, options, Path(folder))


if __name__ == "__main__":
    main()
