"""Attack one target for long: ``python -m tests.fuzz cmif [SECONDS]``.

With atheris (``pip install atheris``) it is guided by coverage, otherwise by chance alone.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from types import ModuleType

from tests.fuzz.corpus import corpus
from tests.fuzz.mutations import damaged
from tests.fuzz.targets import GRAMMARS, Target, readers


def main(arguments: list[str]) -> int:
    targets = {**readers(), **GRAMMARS}
    if not arguments or arguments[0] not in targets:
        print(f"Say what to attack: {', '.join(targets)}", file=sys.stderr)  # noqa: T201
        return 2
    name, seconds = arguments[0], float(arguments[1]) if len(arguments) > 1 else 60.0
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        _by_chance(name, targets[name], seconds)
        return 0
    _by_coverage(atheris, targets[name], seconds)
    return 0


def _by_chance(name: str, target: Target, seconds: float) -> None:
    documents = corpus(name)
    end, tried = time.monotonic() + seconds, 0
    chance = random.Random()  # noqa: S311
    while time.monotonic() < end:
        target(damaged(chance.choice(documents), chance))
        tried += 1
    print(f"{name}: {tried} damaged documents, no crash")  # noqa: T201


def _by_coverage(atheris: ModuleType, target: Target, seconds: float) -> None:
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}"], target)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
