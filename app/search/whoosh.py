"""The embedded engine: Whoosh as a store of our terms; its parser and scorer are not used.

The index is a cache of the database, in `<data_dir>/search/<generation>`; `current` names the
generation that serves. One writer at a time holds `lock`; readers are never in its way. Its files
hold pickles: rebuild an index, never restore or import one.
"""

import contextlib
import fcntl
import json
import shutil
import struct
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import uuid4

from whoosh import analysis, columns, fields, formats, index, query
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.filedb.filestore import RamStorage
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader

from app.search.documents import Document
from app.search.indexing import analysed_row
from app.search.scoring import PLAIN
from app.search.segments import Leaf, SegmentedReader

_TERM = struct.Struct("!BfIBBfIIqi")
"""What Whoosh keeps of a term: flags, weight, count, lengths, ids, and where its postings are."""

_MEMORY_MB = 48

_SMALL, _MANY = 100, 12
"""Segments of fewer documents are merged once there are this many of them."""


class Weights(fields.FieldType):
    """A field that takes our terms with their weights as they are."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), None)

    def index(self, value: Mapping[str, float], **_options: object) -> Iterator[tuple[Any, ...]]:
        """Yield what Whoosh keeps of a term: bytes, frequency, weight, value."""
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


class Lists(W3Codec):
    """Whoosh's format with each term's postings as two plain arrays.

    Its own blocks are made for skipping in postings with positions; most of our terms occur in
    one or two documents. Indexing the corpus takes a third of the time this way.
    """

    def field_writer(self, storage: Any, segment: Any) -> "ListsWriter":
        """Return the writer of terms and postings."""
        return ListsWriter(self, storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> "ListsSegment":
        """Return a segment that remembers this format."""
        return ListsSegment(self, indexname)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> "Pairs":
        """Return the postings of a term."""
        offset, _length = terminfo.extent()
        half = terminfo.doc_frequency() * array("I").itemsize
        block = dbfile.get(offset, 2 * half)
        ids, weights = array("I", block[:half]), array("f", block[half:])
        values = [b""] * len(ids)
        return Pairs(ids, weights, values, format_, scorer, term=term, terminfo=terminfo)


class Pairs(ListMatcher):
    """Postings that can also be had at once."""

    def pairs(self) -> Iterable[tuple[int, float]]:
        """Return documents with weights."""
        return zip(self._ids, self._weights, strict=True)


class ListsSegment(W3Segment):
    """A segment written by `Lists`."""

    def codec(self, **_options: object) -> Lists:
        """Return the format to read the segment with."""
        return Lists()


class ListsWriter(W3FieldWriter):
    """Writes the postings of a term at once."""

    def add_postings(self, schema: Any, lengths: object, items: Iterable[Any]) -> None:
        """Write all postings, which come in order of field, term and document."""
        numbers: dict[str, int] = self._fieldmap
        for (name, term), postings in groupby(items, key=itemgetter(0, 1)):
            key = numbers.setdefault(name, len(numbers)).to_bytes(2, "big") + term
            ids, weights = array("I"), array("f")
            for _name, _term, number, weight, _value in postings:
                ids.append(number)
                weights.append(weight)
            self._tindex.add(key, self._write(ids, weights))

    def _write(self, ids: "array[int]", weights: "array[float]") -> bytes:
        """Write the arrays, and return what Whoosh keeps of a term."""
        offset = self._postfile.tell()
        block = ids.tobytes() + weights.tobytes()
        self._postfile.write(block)
        heaviest = max(weights)
        head = (0, sum(weights), len(ids), 0, 0, heaviest, ids[0], ids[-1])
        return _TERM.pack(*head, offset, len(block))


def _merge_few(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the small segments once there are many; return those that stay.

    Merging holds all their postings in memory, so large ones are left to the next rebuild.
    """
    small = [segment for segment in segments if segment.doc_count_all() < _SMALL]
    if len(small) < _MANY:
        return segments
    for segment in small:
        with contextlib.closing(SegmentReader(writer.storage, writer.schema, segment)) as reader:
            writer.add_reader(reader)
    return [segment for segment in segments if segment not in small]


def _schema() -> fields.Schema:
    return fields.Schema(
        key=fields.ID(unique=True),
        terms=Weights(),
        words=Weights(),
        card=fields.COLUMN(columns.VarBytesColumn()),
        texts=fields.COLUMN(columns.VarBytesColumn()),
    )


def _row(document: Document) -> dict[str, Any]:
    row = analysed_row(document)
    card = [
        document.type, document.id, document.language, document.family, row.published,
        row.audience, row.facets,
    ]  # fmt: skip
    return {
        "key": f"{document.type}:{document.id}",
        "terms": row.weights,
        "words": {f"{word}\t{spelt}": 1.0 for word, spelt in row.words.items()},
        "card": json.dumps(card).encode(),
        "texts": row.texts.encode(),
    }


class Whoosh:
    """The index under one folder, shared by all processes of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mutex = threading.RLock()
        self._name: str | None = None
        self._index: Any = None
        self._raw: Any = None
        self._reader = SegmentedReader([])

    @contextmanager
    def reader(self) -> Iterator[SegmentedReader]:
        """Open the present state; one search at a time: Whoosh's files have one position."""
        with self._mutex:
            self._refresh()
            yield self._reader

    def put(self, documents: Iterable[Document], *, drop: Iterable[tuple[str, int]] = ()) -> None:
        """Index documents with one commit, and forget the dropped ones."""
        with self._writing():
            name = self._current() or self._begin()
            writer = index.open_dir(self._folder / name).writer(limitmb=_MEMORY_MB, codec=Lists())
            try:
                for type_, number in drop:
                    writer.delete_by_term("key", f"{type_}:{number}")
                for document in documents:
                    writer.update_document(**_row(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=_merge_few)
            self._serve(name)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]) -> None:
        """Write a new generation while the old one serves; put() waits for it."""
        with self._writing():
            before = self._current()
            name = self._begin()
            writer = index.open_dir(self._folder / name).writer(limitmb=_MEMORY_MB, codec=Lists())
            try:
                for done, document in enumerate(documents, 1):
                    writer.add_document(**_row(document))
                    progress(done)
            except BaseException:
                writer.cancel()
                shutil.rmtree(self._folder / name)
                raise
            writer.commit()
            self._serve(name)
            self._remove_all_but({name, before})

    def count(self) -> int:
        """Return how many documents are indexed."""
        with self.reader() as reader:
            return sum(reader.sizes.values())

    def _refresh(self) -> None:
        name = self._current()
        if name is None:
            return
        if name != self._name:
            self._index, self._raw = index.open_dir(self._folder / name, readonly=True), None
            self._name = name
        if self._raw is not None and self._raw.generation() == self._index.latest_generation():
            return
        # Whoosh would reuse readers of segments without noticing what was deleted in them.
        before, self._raw = self._raw, self._index.reader()
        self._reader = SegmentedReader(
            [self._leaf(reader) for reader, _offset in self._raw.leaf_readers()]
        )
        if before is not None:
            before.close()

    def _leaf(self, reader: Any) -> Leaf:
        segment = reader.segment()
        known = {leaf.name: leaf for leaf in self._reader.leaves}
        return Leaf(reader, segment.segment_id(), known.get(segment.segment_id()))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the one writer of this machine, waiting for another to finish."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _current(self) -> str | None:
        try:
            return (self._folder / "current").read_text().strip()
        except FileNotFoundError:
            return None

    def _begin(self) -> str:
        name = uuid4().hex[:12]
        (self._folder / name).mkdir()
        index.create_in(self._folder / name, _schema())
        return name

    def _serve(self, name: str) -> None:
        """Let all readers turn to a generation from their next search on."""
        fresh = self._folder / "current.new"
        fresh.write_text(name)
        fresh.replace(self._folder / "current")

    def _remove_all_but(self, kept: set[str | None]) -> None:
        """Keep the generation before: a search that is under way may still read it."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder)


def standard_search(
    documents: Iterable[Document], name_of: Callable[[Document], str]
) -> Callable[[str, str, int], list[str]]:
    """Return a search as Whoosh comes, with its own analyser and scorer, to compare ours with."""
    text = {"analyzer": analysis.StandardAnalyzer()}
    schema = fields.Schema(
        name=fields.STORED,
        title=fields.TEXT(field_boost=8.0, **text),
        summary=fields.TEXT(field_boost=3.0, **text),
        body=fields.TEXT(**text),
    )
    stored = RamStorage().create_index(schema)
    writer = stored.writer(limitmb=_MEMORY_MB)
    for one in documents:
        writer.add_document(name=name_of(one), title=one.title, summary=one.summary, body=one.body)
    writer.commit()
    searcher = stored.searcher()

    def search(words: str, language: str, limit: int) -> list[str]:
        tokens = [token.text for token in text["analyzer"](words)]
        terms = [query.Term(name, token) for name in PLAIN for token in tokens]
        return [hit["name"] for hit in searcher.search(query.Or(terms), limit=limit)]

    return search
