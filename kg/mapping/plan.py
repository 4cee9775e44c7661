"""A compiled mapping: records in, N-Quads lines out, and on demand the reason of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count

from kg.errors import MappingError
from kg.mapping.checks import check_mapping
from kg.mapping.compiler import Run, compile_run
from kg.mapping.interpreter import Interpreter, TracedQuad, record_label
from kg.mapping.model import Mapping


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping compiled for one base IRI; it holds no state between records and can be pickled.

    Make it with ``compile_mapping``. ``source`` is the generated code, for those who want to read it.
    """

    mapping: Mapping
    base_iri: str
    unsafe_iris: bool
    source: str
    _run: Run

    def __reduce__(self) -> tuple[Callable[[Mapping], Plan], tuple[Mapping]]:
        """Travel to another process as the mapping, which is compiled again there."""
        compile_again = partial(compile_mapping, base_iri=self.base_iri, unsafe_iris=self.unsafe_iris)
        return compile_again, (self.mapping,)

    def quads(self, record: object) -> list[str]:
        r"""Map one record, a value as ``json.loads`` gives it, to N-Quads lines.

        Returns:
            Lines such as ``'<s> <p> "text"@en <g> .\n'`` in the order of the schedule; a quad that two
            rules make comes twice.

        Raises:
            MappingError: a value does not fit the mapping; ``where`` names the mapping's file and line, and
                in ``field`` the rule and the record field, e.g. ``rule note, $.notes[2].text``.
        """
        lines: list[str] = []
        numbers = count(1)
        try:
            self._run(record, lines.append, lambda: f"_:r{record_label(record)}x{next(numbers)}")
        except MappingError:
            for _ in self.trace(record):
                pass  # raises where the plan failed, with the place
            raise
        return lines

    def trace(self, record: object) -> Iterator[TracedQuad]:
        """Map one record and say of each quad which rule and which fields made it.

        The lines are those of ``quads``, in the same order. It is some thirty times slower.

        Raises:
            MappingError: as ``quads``.
        """
        return Interpreter(self.mapping, record, base_iri=self.base_iri).run()


def compile_mapping(mapping: Mapping, *, base_iri: str, unsafe_iris: bool = False) -> Plan:
    """Compile a mapping for a collection.

    Args:
        mapping: what ``load_mapping`` or ``load_rml`` gave.
        base_iri: put before relative IRIs, e.g. ``"https://example.org/letters/"``.
        unsafe_iris: allow ``rml:UnsafeIRI``, whose output may hold spaces and so not be valid N-Quads.

    Raises:
        MappingError: the mapping contradicts itself; ``where`` names file, line, rule and part.
    """
    check_mapping(mapping, base_iri=base_iri, unsafe_iris=unsafe_iris)
    run, source = compile_run(mapping, base_iri=base_iri)
    return Plan(mapping, base_iri, unsafe_iris, source, run)
