"""Every key of ``collection.toml``: the reading refuses others, and docs/reference/collection.md is made of this."""

from __future__ import annotations

from dataclasses import dataclass

from kg.config.collection import FORMATS
from kg.config.columns import ROLES
from kg.config.external import EXTERNAL_AUTHORITIES


@dataclass(frozen=True, slots=True)
class Key:
    """One key, for the reading (``name``, ``required``) and for the reference page (all)."""

    name: str
    value: str
    meaning: str
    default: str | None = None
    """In words; ``None`` means that the key must be there."""


COLLECTION_KEYS = (
    Key("id", "slug", 'Stands at the beginning of every letter\'s key, e.g. `"bl"` in `bl-1919-11-12-1`.'),
    Key("title", "text", "The name of the collection, for people."),
    Key("description", "text", "What the collection holds.", "no description"),
    Key(
        "base_iri",
        "http or https IRI",
        "All IRIs of the collection begin with it; a missing slash at its end is added. "
        "It may have a path, but no query, fragment or user name. Do not change it once the site is published.",
    ),
    Key("publisher", "text", "Who publishes the site."),
    Key("licence", "IRI", "The licence of the statements (not of quoted texts: see `rights` of a source)."),
    Key("languages", "array of language tags", "The languages of the collection (BCP 47); the first is the default."),
    Key("span", "array of two years", "First and last year of the letters; dates outside get a warning.", "no limits"),
    Key(
        "calendar",
        '`"gregorian"`, `"julian"` or `"julian-until-1918"`',
        "The calendar of dates that name none; the last is Russia's: Julian up to 31 January 1918.",
        '`"gregorian"`',
    ),
    Key(
        "name_order",
        '`"given-first"` or `"inverted"`',
        "How sources print persons: `L. P. Serebryakov` or `Serebryakov, L. P.`",
        '`"given-first"`',
    ),
    Key(
        "separator",
        "text",
        "What stands between two persons or bodies in one line or table field.",
        '`","`; `";"` where the names are inverted',
    ),
    Key("edition", "slug", "The key of the edition that the sources are taken from.", "see `edition` of a source"),
    Key("authorities", "array of paths", "Authority files, see authority-files.md.", "none"),
    Key(
        "identities",
        "array of paths",
        "Files with decisions about who and what is one, see identities.md.",
        "all files of the folder `identities` whose names end with `.yaml`",
    ),
    Key("curations", "array of paths", "Curation files: decisions of editors about single letters.", "none"),
    Key(
        "same_as",
        "array of names or IRI prefixes",
        "Registers that authority files may link to: "
        + ", ".join(f'`"{authority.name}"`' for authority in EXTERNAL_AUTHORITIES)
        + ", or the beginning of the IRIs of another register.",
        "all of these",
    ),
    Key("server", "table", "How the site is served, see limits.md.", "the defaults there"),
    Key("sources", "array of tables", "The files of the collection, see below; at least one table."),
)

SOURCE_KEYS = (
    Key(
        "path",
        "path or glob",
        "Relative to the collection, e.g. `sources/*.txt` or `sources/**/*.xml`. "
        "A file that two tables match belongs to the first. Hidden files and `site/` never match.",
    ),
    Key(
        "format",
        " or ".join(f'`"{name}"`' for name in FORMATS),
        "The reader to use.",
        "the readers are asked in turn which one knows the file",
    ),
    Key("encoding", "name of an encoding", "The character encoding.", "as the file declares it, otherwise UTF-8"),
    Key(
        "address",
        "IRI",
        "Where on the web the files were taken from; `{name}` stands for the name of the file, "
        "`{stem}` for the name without its extension.",
        "no address",
    ),
    Key("language", "language tag", "The language of the sources.", "the first of the collection's `languages`"),
    Key("rights", "text or IRI", "The rights in the quoted texts.", "no statement"),
    Key(
        "publish_text",
        '`"full"`, `"quotes"` or `"none"`',
        "How much of the wording the site shows: all, the words that a statement rests on, or nothing.",
        '`"full"`',
    ),
    Key("name_order", "as above", "For these sources only.", "that of the collection"),
    Key("separator", "text", "For these sources only.", "that of the collection"),
    Key("calendar", "as above", "For these sources only.", "that of the collection"),
    Key(
        "edition",
        "slug",
        "The edition that the ids in these sources belong to: ids of two editions never mean the same letter, person "
        "or place. It is part of the keys that are made of them.",
        "that of the collection; without it, what the file says of its edition, or the file itself",
    ),
    Key("sheet", "text", "The name of the sheet of a workbook.", "the first sheet that has a heading"),
    Key(
        "columns",
        "table",
        "Which column of a table holds what, see [Tables](table.md).",
        "the well-known headings speak for themselves",
    ),
)


def key_table(keys: tuple[Key, ...]) -> str:
    """Write the table of the reference page for ``keys``, in Markdown."""
    rows = ["| key | value | meaning | if absent |", "|---|---|---|---|"]
    for key in keys:
        default = key.default or "an error"
        rows.append(f"| `{key.name}` | {key.value} | {key.meaning} | {default} |")
    return "\n".join(rows) + "\n"


def role_table() -> str:
    """Write the table of the roles of columns for docs/reference/table.md, in Markdown."""
    rows = ["| role | what the column holds | several values |", "|---|---|---|"]
    rows += [f"| `{role.name}` | {role.meaning} | {'yes' if role.several else ''} |" for role in ROLES]
    return "\n".join(rows) + "\n"


def authority_table() -> str:
    """Write the table of the known registers for the reference page, in Markdown."""
    rows = ["| name | register | IRIs look like |", "|---|---|---|"]
    rows += [f"| `{each.name}` | {each.label} | `{each.form}` |" for each in EXTERNAL_AUTHORITIES]
    return "\n".join(rows) + "\n"
