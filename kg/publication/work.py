"""What the workers do: the tasks that need the store. This is the child's side; the web process never imports it.

A worker opens one release and answers tasks from it: `handler` is what `kg.workers` starts. A task is a JSON object
whose ``task`` names an entry of `TASKS`; an answer is a header (``media_type``) and bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from kg.errors import QueryError, ReleaseDamaged, UnknownEntity, Where
from kg.graphs.naming import GraphNames
from kg.graphs.syntaxes import Writer, write_syntax
from kg.graphs.terms import canonical_lines, quad_line
from kg.namespaces import DESCRIPTION_PREFIXES, LG, PREFIXES
from kg.publication.description import description_lines
from kg.publication.example_descriptions import EXAMPLE_PREFIXES, example_lines
from kg.publication.json_ld import Context, compact, read_context
from kg.publication.resource import describe, missing
from kg.publication.resource_formats import BY_MEDIA_TYPE, JSON_LD, TURTLE
from kg.publication.row_limit import RowLimit
from kg.release import Manifest, RecordsReader, read_manifest
from kg.release.contents import STORE
from kg.release.records import RECORDS
from kg.release.texts import TextsReader, open_texts
from kg.resources import ontology_folder
from kg.store.backend import QueryForm, ResultFormat
from kg.store.merging import Dataset
from kg.store.oxigraph import ReadOnlyStore
from kg.workers import sandbox

CONTEXT = "context.jsonld"
SHAPES = Path("model", "shapes")
MAX_ROWS = 1_000
"""Rows of a table for people."""


class Output(Protocol):
    """Where an answer is written: one header, then bytes."""

    def begin(self, header: Mapping[str, object]) -> None: ...

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ReleaseContext:
    """A release, opened once for all tasks of a worker."""

    release: Path
    manifest: Manifest
    names: GraphNames
    store: ReadOnlyStore
    records: RecordsReader
    texts: TextsReader | None
    json_ld: Context
    largest_rows: int | None = None
    """Of an answer that is a table."""


Task = Mapping[str, object]
TaskFunction = Callable[[ReleaseContext, Task, Output], None]


def handler(setup: object) -> Callable[[Task, Output], None]:
    """Open a release and give the handler of its tasks.

    Args:
        setup: ``{"release": path}``, and ``largest_rows`` of a table if they are limited.

    Raises:
        ReleaseDamaged: a part of the release is missing or unreadable.
    """
    given = cast("Mapping[str, object]", setup)
    release = Path(str(given["release"])).resolve()
    manifest = read_manifest(release)
    collection = manifest.metadata.get("collection")
    if not isinstance(collection, Mapping):
        raise ReleaseDamaged("The manifest does not name the collection.", where=Where(str(release)))
    context = ReleaseContext(
        release,
        manifest,
        GraphNames(str(collection["base_iri"])),
        ReadOnlyStore(release / STORE, prefixes=PREFIXES, base_iri=f"{collection['base_iri']}sparql"),
        RecordsReader(release / RECORDS),
        open_texts(release),
        read_context((ontology_folder() / CONTEXT).read_bytes()),
        cast("int | None", given.get("largest_rows")),
    )
    tasks = {**TASKS, **_page_tasks()}

    def handle(task: Task, output: Output) -> None:
        function = tasks.get(str(task.get("task")))
        if function is None:
            raise QueryError(f"There is no task {task.get('task')!r}.", remedy=f"Known are {', '.join(tasks)}.")
        function(context, task, output)

    return handle


def answer_query(context: ReleaseContext, task: Task, output: Output) -> None:
    """``query``, ``media_type``, ``default_graphs``, ``named_graphs``: the answer in a syntax for machines.

    ``form``: of a query that the parent has looked at (``kg.store.lexical``), so that it is not looked at again.
    """
    syntax = ResultFormat(str(task["media_type"]))
    form = _form(task)
    output.begin({"media_type": syntax.value})
    limited: Writer = output
    if context.largest_rows is not None and not syntax.is_graph:
        limited = RowLimit(output, format=syntax, largest=context.largest_rows)
    context.store.write(str(task["query"]), limited, format=syntax, dataset=_dataset(task), form=form)


def answer_table(context: ReleaseContext, task: Task, output: Output) -> None:
    """``query``, ``form``, ``default_graphs``, ``named_graphs``: the first rows of the answer, for a page."""
    table = context.store.table(str(task["query"]), limit=MAX_ROWS, dataset=_dataset(task), form=_form(task))
    _write_json({"names": table.names, "rows": table.rows, "more": table.more}, output)


def describe_resource(context: ReleaseContext, task: Task, output: Output) -> None:
    """``iri``, ``media_type``: the description of a resource.

    Raises:
        UnknownEntity: nothing is said of it; EntityGone: not any more.
    """
    iri, media_type = str(task["iri"]), str(task["media_type"])
    try:
        lines = describe(context.store, context.names, iri, named_graphs=BY_MEDIA_TYPE[media_type].named_graphs)
    except QueryError as error:  # characters that no IRI has
        raise UnknownEntity(error.what, where=Where(field=iri)) from error
    if not lines:
        raise missing(context.release, context.names.base_iri, iri)
    _write(context, lines, media_type, output, prefixes=_used_prefixes(lines))


def give_graph(context: ReleaseContext, task: Task, output: Output) -> None:
    """``iri``, ``media_type``: everything in one named graph.

    Raises:
        UnknownEntity: there is no such graph.
    """
    iri, media_type = str(task["iri"]), str(task["media_type"])
    try:
        known = context.store.has_graph(iri)
    except QueryError as error:
        raise UnknownEntity(error.what, where=Where(field=iri)) from error
    if not known:
        what = f"There is no graph <{iri}> in this release."
        raise UnknownEntity(what, where=Where(field=iri), remedy="SELECT DISTINCT ?g { GRAPH ?g { } } lists them.")
    statements = context.store.statements(graph=iri)
    # The store keeps the statements of a graph in order of subjects, so they need not be held in memory.
    _write(context, (quad_line(*statement) for statement in statements), media_type, output)


def give_model(context: ReleaseContext, task: Task, output: Output) -> None:
    """``part`` (``ontology`` or ``shapes``), ``media_type``: the model that the release was made with."""
    media_type = str(task["media_type"])
    if task["part"] == "ontology":
        own = LG.rstrip("#")
        statements = context.store.statements(graph=context.names.vocabulary)
        lines = (quad_line(*one) for one in statements if one[0] == f"<{own}>" or one[0].startswith(f"<{LG}"))
        _write(context, sorted(lines), media_type, output)
        return
    files = sorted((context.release / SHAPES).glob("*.ttl"))
    if media_type == TURTLE.media_type:  # as they were written, comments and all
        output.begin({"media_type": media_type})
        output.write(b"\n".join(path.read_bytes() for path in files))
        return
    _write(context, _parsed(files), media_type, output)


def describe_site(context: ReleaseContext, task: Task, output: Output) -> None:
    """``media_type``: service description and VoID, and the example queries, which editors look for there."""
    lines = [*description_lines(context.manifest), *example_lines(context.names.base_iri)]
    prefixes = _used_prefixes(lines, {**EXAMPLE_PREFIXES, **DESCRIPTION_PREFIXES})
    _write(context, lines, str(task["media_type"]), output, prefixes=prefixes)


def describe_examples(context: ReleaseContext, task: Task, output: Output) -> None:
    """``media_type``, and ``name`` for one of them: the example queries as RDF."""
    lines = example_lines(context.names.base_iri, name=cast("str | None", task.get("name")))
    _write(context, lines, str(task["media_type"]), output, prefixes=_used_prefixes(lines, EXAMPLE_PREFIXES))


def list_terms(context: ReleaseContext, task: Task, output: Output) -> None:
    """``graph``, ``prefix``: what a graph says, subject by subject, for a page."""
    prefix = f"<{task['prefix']}"
    subjects: dict[str, list[tuple[str, str]]] = {}
    shown = 0
    for subject, predicate, value, _ in context.store.statements(graph=str(task["graph"])):
        if subject.startswith(prefix) and shown < int(cast("int", task["limit"])):
            subjects.setdefault(subject, []).append((predicate, value))
            shown += 1
    if not subjects:
        what = f"There is no graph <{task['graph']}> in this release."
        raise UnknownEntity(what, where=Where(field=str(task["graph"])))
    listed = [{"subject": one, "statements": sorted(subjects[one])} for one in sorted(subjects)]
    _write_json({"subjects": listed, "more": shown >= int(cast("int", task["limit"]))}, output)


def say_alive(context: ReleaseContext, task: Task, output: Output) -> None:
    """Ask the store something, so that an answer proves that it can be read; and say which walls stand around us."""
    table = context.store.table("ASK {}", limit=1)
    answer = {"release": context.manifest.id, "answer": table.rows[0][0], "walls": sandbox.standing()}
    _write_json(answer, output)


TASKS: dict[str, TaskFunction] = {
    "query": answer_query,
    "table": answer_table,
    "describe": describe_resource,
    "graph": give_graph,
    "model": give_model,
    "description": describe_site,
    "examples": describe_examples,
    "terms": list_terms,
    "alive": say_alive,
}
"""Name to function; those of the pages for people stand in ``kg.publication.pages``."""


def _page_tasks() -> Mapping[str, TaskFunction]:
    from kg.publication import pages  # lazy: the mapping and the shapes are loaded for pages only

    return cast("Mapping[str, TaskFunction]", getattr(pages, "TASKS", {}))


def _form(task: Task) -> QueryForm | None:
    return QueryForm(str(task["form"])) if "form" in task else None


def _dataset(task: Task) -> Dataset:
    default = cast("Sequence[str]", task.get("default_graphs", ()))
    named = cast("Sequence[str]", task.get("named_graphs", ()))
    return Dataset(tuple(default), tuple(named))


def _used_prefixes(lines: Sequence[str], known: Mapping[str, str] = PREFIXES) -> Mapping[str, str]:
    text = "".join(lines)
    return {prefix: namespace for prefix, namespace in known.items() if f"<{namespace}" in text}


def _write(
    context: ReleaseContext,
    lines: Iterable[str],
    media_type: str,
    output: Output,
    *,
    prefixes: Mapping[str, str] = PREFIXES,
) -> None:
    output.begin({"media_type": media_type})
    if media_type == JSON_LD.media_type:
        document = compact(lines, context.json_ld)
        output.write(json.dumps(document, ensure_ascii=False, indent=1).encode())
        output.write(b"\n")
        return
    write_syntax(lines, output, media_type=media_type, prefixes=prefixes)


def _parsed(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        yield from canonical_lines(path.read_bytes(), media_type=TURTLE.media_type)


def _write_json(value: object, output: Output) -> None:
    output.begin({"media_type": "application/json"})
    output.write(json.dumps(value, ensure_ascii=False).encode())
