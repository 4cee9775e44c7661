"""Change one letter of a collection in place, as an editor would: no line is added or removed.

The same change made twice gives back the bytes of before.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

_ADDED = " jun."
_ADDED_SENTENCE = " Ein Nachtrag folgt."
_LETTER = re.compile(r"<(?:\w+:)?correspDesc\b.*?</(?:\w+:)?correspDesc>", re.DOTALL)
_NAME = re.compile(r"(?<=>)([^<>]*[^<>\s])(\s*</(?:\w+:)?(?:persName|orgName|name|rs|placeName|settlement)>)")
_SUFFIXES = {"cmif": "*.xml", "tei": "*.xml", "table": "*.csv", "pages": "*.txt"}


def change_letter(folder: Path, form: str) -> Path:
    """Change the letter in the middle of the file in the middle of a collection's sources, and give its file.

    Args:
        folder: of a collection whose sources are all of one form.
        form: one of ``benchmarks.letters.FORMATS``. In an index or an encoded letter a name is changed, in a table a
            cell, on a page the longest line.

    Raises:
        LookupError: there is no letter that could be changed.
    """
    found = sorted((folder / "sources").rglob(_SUFFIXES[form]))
    paths = [path for path in found if path.stat().st_size and path.parent.name != "damaged"]
    middle = len(paths) // 2
    for path in paths[middle:] + paths[:middle]:
        text = path.read_text(encoding="utf-8")
        changed = changed_text(text, form)
        if changed != text:
            path.write_text(changed, encoding="utf-8", newline="\n")
            return path
    raise LookupError(f"no letter of {folder} can be changed")


def changed_text(text: str, form: str, *, letter: int | None = None) -> str:
    """Change one letter of a file: that of a number, counted from 0, or the one in the middle.

    Where that letter names nobody, the next that does is changed; where none does, the text stays as it is.
    """
    if form == "pages":
        return _changed_page(text)
    return _changed_table(text, letter) if form == "table" else _changed_xml(text, letter)


def _changed_xml(text: str, letter: int | None) -> str:
    found = list(_LETTER.finditer(text))
    start = len(found) // 2 if letter is None else letter
    for place in found[start:] + found[:start]:
        changed = _NAME.sub(lambda name: _toggled(name[1], _ADDED) + name[2], place[0], count=1)
        if changed != place[0]:
            return text[: place.start()] + changed + text[place.end() :]
    return text


def _changed_table(text: str, letter: int | None) -> str:
    head, *lines = text.splitlines(keepends=True)
    start = len(lines) // 2 if letter is None else letter
    for number in [*range(start, len(lines)), *range(start)]:
        (row,) = csv.reader([lines[number]])
        if len(row) > 1 and row[1]:
            row[1] = _toggled(row[1], _ADDED)
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerow(row)
            lines[number] = out.getvalue()
            break
    return head + "".join(lines)


def _changed_page(text: str) -> str:
    lines = text.split("\n")
    number = max(range(len(lines)), key=lambda one: len(lines[one].removesuffix(_ADDED_SENTENCE)))
    lines[number] = _toggled(lines[number], _ADDED_SENTENCE)
    return "\n".join(lines)


def _toggled(text: str, added: str) -> str:
    return text.removesuffix(added) if text.endswith(added) else text + added
