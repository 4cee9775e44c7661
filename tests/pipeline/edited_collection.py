"""An invented collection of indexes, encoded letters, tables and pages, which is edited as editors do, at random."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from benchmarks.dirt import broken_off
from benchmarks.invented import Letter, Named, letters
from benchmarks.letters import SUFFIX, write_file
from kg.resources import mappings_folder, ontology_folder

SIZES = {"cmif": (7, 6), "tei": (1,) * 3, "table": (5, 4), "pages": (1,) * 3}
"""Letters of each file of a form."""

_SETTINGS = """\
id = "ec"
title = "{title}"
description = "Invented letters that are edited."
base_iri = "https://letters.example.org/"
publisher = "Nobody"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
languages = ["de", "en"]
authorities = ["authorities.yaml"]

[[sources]]
path = "sources/**/*.xml"
name_order = "inverted"
calendar = "{calendar}"

[[sources]]
path = "sources/**/*.csv"
name_order = "inverted"
separator = ";"

[[sources]]
path = "sources/**/*.txt"
language = "en"
publish_text = "{publish_text}"
"""
_AUTHORITIES = """\
persons:
  - key: first-person
    labels: {{de: "{label}"}}
    names: ["{name}", "{other_name}"]
    died: "{died}"
  - key: second-person
    labels: {{de: "Zweite, Person"}}
    names: ["{second_name}"]
"""
_DECISION = """\
decisions:
  - decision: {decision}
    kind: {kind}
    of: {of}
{more}    by: A. Reader
    on: 2026-11-24
    why: Two records of one life.
"""
_RULE = """\
# code: {code}
# severity: violation
# message: It contradicts another letter.
# description: It is a test.
# remedy: Nothing.
PREFIX schema: <http://schema.org/>
SELECT ?focus ?graph WHERE {{ {pattern} }}
"""
_RULES = {
    "T1-contradicts": 'GRAPH ?graph { ?focus schema:text ?text } FILTER(CONTAINS(?text, "contradicts"))',
    "T2-left-alone": """GRAPH ?graph { ?focus schema:text ?text } FILTER(CONTAINS(?text, "answers the first"))
    FILTER NOT EXISTS { GRAPH ?other { ?first schema:text ?words } FILTER(CONTAINS(?words, "contradicts")) }""",
}
"""The second is broken only when the first has held a letter back."""
_CONTRADICTION = {"pages/01.txt": "This contradicts. ", "pages/02.txt": "This answers the first. "}


@dataclass
class SourceFile:
    """One file; ``number`` is part of the ids of its letters, and stays when the file is renamed."""

    path: str
    form: str
    number: int
    letters: list[Letter]
    broken: bool = False
    begins: str = ""
    """Words before the text of a page's first letter."""

    def text(self) -> str:
        """Write the file."""
        text = write_file(self.form, self.letters, self.number)
        text = text.replace("\nLetter\n\n", f"\nLetter\n\n{self.begins}", 1)
        return broken_off(text) if self.broken else text


@dataclass
class EditedCollection:
    """The collection in a folder; ``edit`` changes it, ``write`` brings the files to the state that is meant."""

    folder: Path
    chance: random.Random
    files: list[SourceFile] = field(default_factory=list)
    label: str = "Erste, Person"
    died: str = "1931"
    title: str = "Edited letters"
    calendar: str = "gregorian"
    publish_text: str = "full"
    decisions: dict[str, str] = field(default_factory=dict)
    """The text of a decision file by its name."""
    names: Sequence[str] = ()
    keys: Sequence[str] = ()
    """Of people that authority records identify."""
    _pool: Iterator[Letter] = field(default_factory=lambda: iter(()))

    @classmethod
    def make(
        cls,
        folder: Path,
        *,
        seed: int,
        sizes: dict[str, tuple[int, ...]] | None = None,
        order: random.Random | None = None,
    ) -> EditedCollection:
        """Make a collection: the same seed gives the same one, and the same edits, whatever the order of writing."""
        made = cls(folder, random.Random(seed))  # noqa: S311 - edits, no secrets
        made._pool = letters(800, seed=seed)
        for form, counts in (sizes or SIZES).items():
            for number, count in enumerate(counts, start=1):
                group = [next(made._pool) for _ in range(count)]
                made.files.append(SourceFile(f"{form}/{number:02}.{SUFFIX[form]}", form, number, group))
        people = {one.name: one for file in made.files for x in file.letters for one, _ in x.senders if not one.body}
        made.names = [name for name in people if people[name].iri is None][:2] + list(people)[:2]
        made.keys = [key for one in people.values() if (key := key_of(one)) is not None]
        shutil.copytree(mappings_folder(), made.mappings)
        shutil.copytree(ontology_folder(), made.ontology)
        for code, pattern in _RULES.items():
            (made.ontology / "rules" / f"{code}.rq").write_text(_RULE.format(code=code, pattern=pattern), "utf-8")
        made.write(order=order)
        return made

    @property
    def mappings(self) -> Path:
        """The rules of this collection, which may be edited."""
        return self.folder.with_name(f"{self.folder.name}-mappings")

    @property
    def ontology(self) -> Path:
        """The shapes of this collection, which may be edited."""
        return self.folder.with_name(f"{self.folder.name}-ontology")

    @property
    def number(self) -> int:
        """Of letters that can be read."""
        return sum(len(file.letters) for file in self.files if not file.broken)

    def write(self, *, order: random.Random | None = None) -> None:
        """Write what is not as it should be, in an order, and remove what should not be there."""
        texts = {f"sources/{file.path}": file.text() for file in self.files}
        texts["collection.toml"] = _SETTINGS.format(
            title=self.title, calendar=self.calendar, publish_text=self.publish_text
        )
        texts["authorities.yaml"] = _AUTHORITIES.format(
            label=self.label, died=self.died, name=self.names[0], other_name=self.names[1], second_name=self.names[-1]
        )
        texts |= {f"identities/{name}.yaml": text for name, text in self.decisions.items()}
        for folder in ("sources", "identities"):
            for path in (self.folder / folder).rglob("*"):
                if path.is_file() and path.relative_to(self.folder).as_posix() not in texts:
                    path.unlink()
        items = list(texts.items())
        if order is not None:
            order.shuffle(items)
        for name, text in items:
            path = self.folder / name
            if not path.is_file() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")

    # ---- edits

    def edit(self, name: str | None = None) -> str:
        """Do one edit, of a kind or of any, and say which."""
        chosen = name or self.chance.choice(tuple(EDITS))
        EDITS[chosen](self)
        self.write()
        return chosen

    def _any_file(self, *, several: bool = False) -> SourceFile:
        forms = ("cmif", "table") if several else tuple(SIZES)
        form = self.chance.choice(forms)
        return self.chance.choice([file for file in self.files if file.form == form and not file.broken])

    def change_letter(self) -> None:
        """Give a letter another day."""
        file = self._any_file()
        place = self.chance.randrange(len(file.letters))
        file.letters[place] = replace(
            file.letters[place], date=file.letters[place].date + timedelta(days=1), dated="day"
        )

    def change_sender(self) -> None:
        """Give a letter the senders of another one: what is said of people that letters share changes."""
        file = self._any_file()
        place = self.chance.randrange(len(file.letters))
        file.letters[place] = replace(file.letters[place], senders=next(self._pool).senders)

    def add_letter(self) -> None:
        """Add a letter to an index or table, or as a file of its own."""
        file = self._any_file()
        new = next(self._pool)
        if file.form in ("cmif", "table"):
            file.letters.insert(self.chance.randrange(len(file.letters) + 1), new)
            return
        number = max(one.number for one in self.files if one.form == file.form) + 1
        path = f"{file.form}/{self.chance.randrange(100):02}-{number}.{SUFFIX[file.form]}"
        self.files.append(SourceFile(path, file.form, number, [new]))

    def remove_letter(self) -> None:
        """Take a letter out; the last of its form stays."""
        file = self._any_file()
        if len(file.letters) > 1:
            del file.letters[self.chance.randrange(len(file.letters))]
        elif sum(one.form == file.form and not one.broken for one in self.files) > 1:
            self.files.remove(file)

    def move_letter(self) -> None:
        """Move a letter to another place, of its file or of another one."""
        file, target = self._any_file(several=True), self._any_file(several=True)
        if target.form != file.form or len(file.letters) == 1:
            target = file
        letter = file.letters.pop(self.chance.randrange(len(file.letters)))
        target.letters.insert(self.chance.randrange(len(target.letters) + 1), letter)

    def rename_file(self) -> None:
        """Give a file another name, and so another place in the order of the release."""
        file = self._any_file()
        file.path = f"{file.form}/{self.chance.randrange(100):02}-renamed-{file.number}.{SUFFIX[file.form]}"

    def break_or_mend(self) -> None:
        """Cut an XML file off, or mend the one that was."""
        for file in self.files:
            if file.broken:
                file.broken = False
                return
        whole = [file for file in self.files if file.form == "cmif"]
        whole[-1].broken = len(whole) > 1

    def change_label(self) -> None:
        """Call a person of the authority file otherwise."""
        self.label = f"Erste, Person {self.chance.randrange(1000)}"

    def change_life(self) -> None:
        """Correct a date of the authority file."""
        self.died = str(self.chance.randrange(1850, 1930))

    def change_names(self) -> None:
        """Let other printed names mean the people of the authority file."""
        self.names = [*self.names[1:], self.names[0]]

    def decide_about_people(self) -> None:
        """Decide that two people are one, or that one record took another's place, or take that back."""
        one, other = self.chance.sample(sorted(self.keys), 2)
        forms = (
            {"decision": "same", "of": f"[{one}, {other}]", "more": ""},
            {"decision": "redirect", "of": one, "more": f"    to: {other}\n"},
        )
        self._decide("persons", kind="person", **self.chance.choice(forms))

    def decide_about_letters(self) -> None:
        """Decide that two documents are witnesses of one letter, or take that back."""
        registry = self.folder / "keys.tsv"
        lines = registry.read_text("utf-8").splitlines() if registry.is_file() else []
        keys = sorted(line.split("\t")[0] for line in lines if "\t" in line and not line.startswith(("#", "key\t")))
        if len(keys) > 1:
            one, other = self.chance.sample(keys, 2)
            self._decide("letters", kind="letter", decision="same", of=f"[{one}, {other}]", more="")

    def _decide(self, name: str, **words: str) -> None:
        if name in self.decisions:
            del self.decisions[name]
        else:
            self.decisions[name] = _DECISION.format(**words)

    def contradict(self) -> None:
        """Let two pages contradict others, so that they are held back after all; or take that back."""
        for file in self.files:
            words = _CONTRADICTION.get(f"{file.form}/{file.number:02}.txt", "")
            file.begins = "" if file.begins else words

    def change_settings(self) -> None:
        """Change what is set for the collection, or for some of its sources."""
        match self.chance.randrange(3):
            case 0:
                self.title = f"Edited letters {self.chance.randrange(1000)}"
            case 1:
                self.calendar = "julian" if self.calendar == "gregorian" else "gregorian"
            case _:
                self.publish_text = {"full": "quotes", "quotes": "none", "none": "full"}[self.publish_text]

    def change_mapping(self) -> None:
        """Leave out a statement of the mapping, or put it in again."""
        _toggle(self.mappings / "date.yaml", "- {p: rico:expressedDate", "#- {p: rico:expressedDate")

    def change_shape(self) -> None:
        """Change the words of a shape, or change them back."""
        _toggle(self.ontology / "shapes" / "date.ttl", 'sh:message "', 'sh:message "So: ')


EDITS: dict[str, Callable[[EditedCollection], None]] = {
    "change a letter": EditedCollection.change_letter,
    "change a sender": EditedCollection.change_sender,
    "add a letter": EditedCollection.add_letter,
    "remove a letter": EditedCollection.remove_letter,
    "move a letter": EditedCollection.move_letter,
    "rename a file": EditedCollection.rename_file,
    "break or mend a file": EditedCollection.break_or_mend,
    "change a label": EditedCollection.change_label,
    "change a life": EditedCollection.change_life,
    "change what names mean": EditedCollection.change_names,
    "decide about people": EditedCollection.decide_about_people,
    "decide about letters": EditedCollection.decide_about_letters,
    "contradict, or take it back": EditedCollection.contradict,
    "change a setting": EditedCollection.change_settings,
    "change a mapping": EditedCollection.change_mapping,
    "change a shape": EditedCollection.change_shape,
}


def key_of(named: Named) -> str | None:
    """Give the key in our IRIs of a person or body that an authority record identifies."""
    return None if named.iri is None else f"gnd-{named.iri.rsplit('/', 1)[1].lower()}"


def _toggle(path: Path, one: str, other: str) -> None:
    text = path.read_text("utf-8")
    before, after = (other, one) if other in text else (one, other)
    if before not in text:
        raise LookupError(f"{path.name} does not hold {before!r}")
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
