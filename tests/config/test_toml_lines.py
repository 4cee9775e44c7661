"""The line of every key of a TOML file."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from kg.config.toml_lines import key_lines

EVERYTHING = '''\
# a comment with [brackets] and = signs
title = "a # no comment" # a comment
"quoted key" = 1
a.b.c = 2

text = """
[not.a.table]
x = 1
"""
literal = \'\'\'
y = 2 """ \'\'\'
numbers = [ 1, 2, # two
  3,
  [4, 5],
]
point = { x = 1, y = [ 6,
  7 ], z = { w = 1979-05-27 } }

[table]
key = true
  [table.inner]
  key = false
[[rows]]
key = 1
[rows.sub]
key = 2
[[rows]]
key = 3
[[rows.deep]]
key = 4
[[rows.deep]]
key = 5
'''


def test_every_key_and_element_has_its_line() -> None:
    lines = key_lines(EVERYTHING)

    assert lines == {
        "title": 2,
        "quoted key": 3,
        "a": 4,
        "a.b": 4,
        "a.b.c": 4,
        "text": 6,
        "literal": 10,
        "numbers": 12,
        "numbers[0]": 12,
        "numbers[1]": 12,
        "numbers[2]": 13,
        "numbers[3]": 14,
        "numbers[3][0]": 14,
        "numbers[3][1]": 14,
        "point": 16,
        "point.x": 16,
        "point.y": 16,
        "point.y[0]": 16,
        "point.y[1]": 17,
        "point.z": 17,
        "point.z.w": 17,
        "table": 19,
        "table.key": 20,
        "table.inner": 21,
        "table.inner.key": 22,
        "rows": 23,
        "rows[0]": 23,
        "rows[0].key": 24,
        "rows[0].sub": 25,
        "rows[0].sub.key": 26,
        "rows[1]": 27,
        "rows[1].key": 28,
        "rows[1].deep": 29,
        "rows[1].deep[0]": 29,
        "rows[1].deep[0].key": 30,
        "rows[1].deep[1]": 31,
        "rows[1].deep[1].key": 32,
    }


def paths(value: object, path: str) -> set[str]:
    """List the paths of all keys and elements below a value of ``tomllib``."""
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, child in value.items():
            found |= paths(child, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            found |= paths(child, f"{path}[{number}]")
    return found


def test_the_keys_are_those_that_the_parser_finds() -> None:
    assert paths(tomllib.loads(EVERYTHING), "") == key_lines(EVERYTHING).keys()


scalars = st.sampled_from(["1", "-1.5", "true", '"a"', '"\\" = ["', "'b # c'", '"""x\n= [ \n"""', "1979-05-27", '""'])
spaces = st.sampled_from([" ", "", "\n ", " # ] comment\n"])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.builds(lambda items, space: "[" + space + f",{space}".join(items) + space + "]", st.lists(inner), spaces),
        st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{number} = {item}" for number, item in enumerate(items)) + "}"
        ),
    ),
    max_leaves=8,
)


@given(st.lists(values, max_size=6))
def test_any_nesting_of_values_gives_the_keys_that_the_parser_finds(items: list[str]) -> None:
    text = "\n".join(f"key{number} = {item}" for number, item in enumerate(items))

    lines = key_lines(text)

    assert paths(tomllib.loads(text), "") == lines.keys()
    written = text.split("\n")
    for number in range(len(items)):
        assert written[lines[f"key{number}"] - 1].startswith(f"key{number} =")


@given(st.text(alphabet="[]{}=,.#\"'\n ab1\\", max_size=40))
def test_no_text_that_the_parser_accepts_is_too_much(text: str) -> None:
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return

    assert paths(parsed, "") <= key_lines(text).keys() | {""}
