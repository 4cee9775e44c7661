"""Write the Python expression of a term: the part of the compiler that knows term maps.

An expression needs values of the record (*slots*); it gives one text, one or none, or many, depending on
them. Paths and terms are remembered per block of the source, so each is computed once per element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from kg.mapping import terms
from kg.mapping.evaluation import Element, evaluate
from kg.mapping.jsonpath import Path, Wildcard, is_single
from kg.mapping.model import Constant, Expression, Fresh, Reference, Template, TermMap, TermType, is_constant
from kg.mapping.source_text import SourceText

_COMPLETE_HEAD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*[/?#]|(?!//)[^/])")
_CANNOT_BE_SCHEME = re.compile(r"[^:]*[/?#]")


class Supply(Enum):
    """How many texts a piece of generated code gives."""

    CONSTANT = auto()
    """One, known now: ``code`` is the text itself."""
    ONE = auto()
    """One: ``code`` is a variable."""
    OPTIONAL = auto()
    """One or none: ``code`` is a variable that may be ``None``."""
    MANY = auto()
    """Any number: ``code`` is a variable that is a list."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the generated code has it."""

    code: str
    supply: Supply


class Slots:
    """The values that an expression needs: variables that must not be ``None``, and loops over lists."""

    def __init__(self) -> None:
        self.required: list[str] = []
        self.loops: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.required or self.loops)

    def one(self, variable: str) -> str:
        """Need a variable; the text is left out where it is ``None``."""
        self.required.append(variable)
        return variable

    def each(self, variable: str) -> str:
        """Need every value of a list; give the name of the single value."""
        name = f"each{len(self.loops)}"
        self.loops.append(f"for {name} in {variable}")
        return name

    def combined(self, expression: str) -> str:
        """Wrap an expression of these values: a value, a value or ``None``, or a list."""
        body = f"[{expression} {' '.join(self.loops)}]" if self.loops else expression
        if not self.required:
            return body
        condition = " and ".join(f"{name} is not None" for name in dict.fromkeys(self.required))
        return f"{body} if {condition} else {'[]' if self.loops else 'None'}"

    @property
    def supply(self) -> Supply:
        if self.loops:
            return Supply.MANY
        return Supply.OPTIONAL if self.required else Supply.ONE


class TermCode:
    """Writes the code of terms into a source."""

    def __init__(self, source: SourceText) -> None:
        self._source = source

    def member(self, element: str, step: str | int) -> str:
        if isinstance(step, str):
            # Asked once for all members of the element.
            code = f"isinstance({element}, dict)"
            is_object = self._source.once(code, partial(self._source.assign, code))
            code = f"{element}.get({step!r}) if {is_object} else None"
        else:
            inside = f"-len({element}) <= {step} < len({element})"
            code = f"{element}[{step}] if isinstance({element}, list) and {inside} else None"
        return self._source.once(code, lambda: self._source.assign(code))

    def term(self, term: TermMap, element: str, base: str) -> Text:
        if isinstance(term.expression, Fresh):
            return Text(self._source.assign("fresh()"), Supply.ONE)
        if is_constant(term):
            return Text(next(evaluate(term, Element(None, ()), base=base)).text, Supply.CONSTANT)
        slots = Slots()
        code = slots.combined(self._term_code(term, element, base, slots))
        return Text(self._source.once(code, lambda: self._source.assign(code)), slots.supply)

    def _term_code(self, term: TermMap, element: str, base: str, slots: Slots) -> str:
        """Write the expression that makes a term of the values in ``slots``."""
        if term.term_type is not TermType.LITERAL:
            return self._resource_code(term, element, base, slots)
        value = self.value(term.expression, element, slots)
        if term.language is not None:
            return f"{_lexical(value)} + {self._language(term.language, element, slots)}"
        if term.datatype is not None:
            return _typed(value, self.term(term.datatype, element, base), slots)
        return f"literal({value})"

    def _resource_code(self, term: TermMap, element: str, base: str, slots: Slots) -> str:
        kind = term.term_type
        if kind is TermType.BLANK_NODE:
            return f"blank_node({self.value(term.expression, element, slots)})"
        if kind in (TermType.UNSAFE_IRI, TermType.UNSAFE_URI):
            return f"unsafe_iri({self.value(term.expression, element, slots)}, {base!r})"
        name = "iri" if kind is TermType.IRI else "uri"
        if not isinstance(term.expression, Template):
            return f"{name}({self.value(term.expression, element, slots)}, {base!r})"
        parts = list(term.expression.parts)
        head = _static_head(parts, base) if kind is TermType.IRI else None
        if head is not None:
            pieces = self._pieces([head, *parts[1:]], element, slots, f"{name}_safe")
            return "f" + repr(f"<{pieces}>")
        return f"{name}(f{self._pieces(parts, element, slots, f'{name}_safe')!r}, {base!r})"

    def _pieces(self, parts: list[str | Reference], element: str, slots: Slots, encode: str | None = None) -> str:
        """Write the inside of an f-string: text, and values that are encoded or just made text."""
        pieces = []
        alone = sum(isinstance(part, Reference) for part in parts) == 1
        for part in parts:
            if isinstance(part, str):
                pieces.append(part.replace("{", "{{").replace("}", "}}"))
            else:
                name = self._reference(part, element, slots)
                text = f"({name} if type({name}) is str else value_text({name}))"
                pieces.append(f"{{{self._encoded(name, text, encode, alone)}}}" if encode else f"{{{text}}}")
        return "".join(pieces)

    def _encoded(self, name: str, text: str, encode: str, alone: bool) -> str:
        """Write the encoded text of a value: once for all templates that hold it.

        Only where it is ``alone`` in its template may a variable be made for it: next to a value that is absent it is
        never looked at, and may be one that has no text.
        """
        code = f"{encode}[{text}]"
        if alone and not name.startswith("each"):
            return self._source.once(code, lambda: self._source.assign(f"None if {name} is None else {code}"))
        return self._source.known(code) or code

    def value(self, expression: Expression, element: str, slots: Slots) -> str:
        """Write the expression of a value that is not encoded: a JSON value or a text."""
        if isinstance(expression, Reference):
            return self._reference(expression, element, slots)
        if isinstance(expression, Template):
            return f"f{self._pieces(list(expression.parts), element, slots)!r}"
        return repr(expression.value if isinstance(expression, Constant) else "")

    def _reference(self, reference: Reference, element: str, slots: Slots) -> str:
        if is_single(reference.path):
            variable = element
            for step in reference.path:
                if not isinstance(step, Wildcard):
                    variable = self.member(variable, step)
            return slots.one(variable)
        variable, path = element, reference.path
        while not isinstance(path[0], Wildcard):
            variable, path = self.member(variable, path[0]), path[1:]
        # Most lists are absent.
        code = f"() if {variable} is None else select_values({variable}, {_path_code(path)})"
        return slots.each(self._source.once(code, lambda: self._source.assign(code)))

    def key(self, expression: Expression, element: str) -> str:
        """Write the text of one side of a join's condition: a variable that may be ``None``, or a constant.

        ``expression`` must be such that `is_single_key` holds.
        """
        if isinstance(expression, Constant):
            return repr(expression.value)
        assert isinstance(expression, Reference)  # noqa: S101 - see above; said for the type checker
        name = self._reference(expression, element, Slots())
        code = f"{name} if {name} is None or type({name}) is str else value_text({name})"
        return self._source.once(code, lambda: self._source.assign(code))

    def _language(self, language: TermMap, element: str, slots: Slots) -> str:
        """Write the expression of a language suffix; where the record has no language it is empty."""
        if isinstance(language.expression, Constant):
            return repr(terms.language_suffix(language.expression.value))
        own = Slots()
        value = self.value(language.expression, element, own)
        if own.loops:
            code = f"({own.combined(f'language_suffix({value})')}) or ['']"
            return slots.each(self._source.once(code, lambda: self._source.assign(code)))
        code = f"language_suffix({own.combined(value)})"
        return self._source.once(code, lambda: self._source.assign(code))


def is_single_key(expression: Expression) -> bool:
    """Tell whether a side of a join's condition has one text at most, and no text made of several."""
    return isinstance(expression, Constant) or (isinstance(expression, Reference) and is_single(expression.path))


def _typed(value: str, datatype: Text, slots: Slots) -> str:
    if datatype.supply is Supply.CONSTANT:
        if datatype.code in (f"<{terms.DOUBLE}>", f"<{terms.STRING}>"):
            return f"typed({value}, {datatype.code!r})"
        return f"{_lexical(value)} + {'^^' + datatype.code!r}"
    name = slots.each(datatype.code) if datatype.supply is Supply.MANY else slots.one(datatype.code)
    return f"typed({value}, {name})"


def _lexical(value: str) -> str:
    """Write the expression of a string literal; ``value`` is a variable or an expression of a text."""
    return (
        f"quoted({value} if type({value}) is str else value_text({value}))"
        if value.isidentifier()
        else f"quoted({value})"
    )


def _path_code(path: Path) -> str:
    steps = ("ALL" if isinstance(step, Wildcard) else repr(step) for step in path)
    return f"({', '.join(steps)},)"


def _static_head(parts: list[str | Reference], base: str) -> str | None:
    """Give the beginning of a template's IRI if it holds the whole authority, whatever the values are.

    Then the template was checked once with sample values, and safe values cannot make it invalid.
    """
    first = parts[0]
    if not isinstance(first, str):
        return None
    if not terms.is_absolute(first):
        if _CANNOT_BE_SCHEME.match(first) is None:
            return None
        first = base + first
    return first if _COMPLETE_HEAD.match(first) else None
