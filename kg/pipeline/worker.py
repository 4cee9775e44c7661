"""What the limited children do: identify the letters of a source, make blocks of letters, decode texts.

Tasks and answers are JSON, see `kg.processes`. A source that cannot be read is an answer, not an exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from kg.authorities import Authorities, load_authorities
from kg.authorities.lookups import Recording
from kg.config import Collection, load_collection
from kg.curations import load_curations
from kg.errors import LettergraphError, MalformedSource, Where
from kg.graphs.alignment import Aligner
from kg.graphs.authority import authority_quads
from kg.graphs.vocabulary import vocabulary_quads
from kg.mapping import compile_mapping, load_mapping
from kg.pipeline.block_work import BlockMaker
from kg.pipeline.garbage import collect_rarely
from kg.pipeline.judging import Judge
from kg.pipeline.letter_mapping import LetterMapping
from kg.pipeline.messages import error_json
from kg.pipeline.opened_sources import OpenedSources
from kg.pipeline.settings import source_files
from kg.pipeline.source_texts import packed_text
from kg.processes import Handler
from kg.records.rights import FULL
from kg.sources import Reader, Source, SourceText, decode
from kg.validation import closure_from, load_shapes


@dataclass(frozen=True)
class Worker:
    """Does the tasks of one collection; what only blocks need is made at the first of them."""

    collection: Collection
    sources: OpenedSources
    mappings: Path
    ontology: Path
    engine: str

    def __call__(self, task: object) -> object:
        """Do one task: ``{"do": "identify" | "block" | "texts", …}``."""
        given = cast("Mapping[str, object]", task)
        if given["do"] == "block":
            return {"built": self.blocks.make(given)}
        if given["do"] == "texts":
            return [self._text(path) for path in cast("Sequence[str]", given["sources"])]
        return self._identified(str(given["source"]))

    @cached_property
    def authorities(self) -> Authorities:
        """All authority files and decisions; the parent has read them before and found nothing wrong."""
        collection = self.collection
        return load_authorities(collection.authorities, same_as=collection.same_as, identities=collection.identities)

    @cached_property
    def blocks(self) -> BlockMaker:
        """The maker of blocks, with shapes and closure."""
        collection, base_iri = self.collection, self.collection.base_iri
        plan = compile_mapping(load_mapping(self.mappings), base_iri=base_iri)
        judge = Judge(
            shapes=load_shapes(self.ontology / "shapes", registers=collection.same_as),
            closure=closure_from(
                vocabulary=vocabulary_quads(base_iri=base_iri, folder=self.ontology),
                curated=authority_quads(self.authorities, base_iri=base_iri),
            ),
            plan=plan,
            engine=self.engine,
        )
        files = list(self.sources.files.values())
        maker = BlockMaker(
            sources=self.sources,
            mapping=LetterMapping(plan, base_iri, str(collection.folder)),
            judge=judge,
            aligner=Aligner(base_iri),
            authorities=self.authorities,
            recording=Recording(self.authorities),
            curations=load_curations(files, collection.curations, base_iri=base_iri),
            base_iri=base_iri,
        )
        collect_rarely()
        return maker

    def _identified(self, path: str) -> object:
        try:
            return self._identify(*self.sources.open(path))
        except LettergraphError as error:
            return {"error": error_json(error), "sha256": self._sha256(path)}
        except RecursionError:
            return {"error": {"what": "It is nested too deeply.", "file": path, "remedy": "Simplify the source."}}
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            return {"error": {"what": what, "file": path, "remedy": "Check that it exists and may be read."}}

    def _sha256(self, path: str) -> str | None:
        """Hash a source that has no letters, so that the parent need not ask about the same bytes again."""
        try:
            return self.sources.load(path).sha256
        except (LettergraphError, OSError):
            return None

    def _identify(self, source: Source, text: SourceText, reader: Reader) -> object:
        found: dict[str, object] = {"sha256": source.sha256, "reader": f"{reader.name} {reader.version}"}
        if reader.is_register(source, text):
            return found | {"register": True}
        letters = reader.identify(source, text)
        if not letters:
            # Reading says why in the reader's own words.
            reader.read(source, text, keys={}, authorities=self.authorities)
            raise MalformedSource("It holds no letter.", where=Where(source.path, line=1))
        return found | {"letters": [asdict(one) for one in letters]}

    def _text(self, path: str) -> object:
        """Decode a source whose text may be published; one that cannot be read any more was reported as such."""
        try:
            source = self.sources.load(path)
            return packed_text(source.sha256, decode(source).text) if source.settings.publish_text == FULL else None
        except (LettergraphError, OSError):
            return None


def make_worker(collection: Collection, *, mappings: Path, ontology: Path, engine: str) -> Worker:
    """Make the worker of a collection."""
    files = {file.relative: file for file in source_files(collection)}
    return Worker(collection, OpenedSources(collection, files), mappings, ontology, engine)


def handler(setup: object) -> Handler:
    """Make the handler of a child; ``setup`` names the folders of collection, mappings and ontology, and the engine."""
    given = cast("Mapping[str, str]", setup)
    return make_worker(
        load_collection(Path(given["collection"])),
        mappings=Path(given["mappings"]),
        ontology=Path(given["ontology"]),
        engine=given["engine"],
    )
