"""Whoosh as a store of our terms, in a format of our own; its parser and scorer are not used."""

import contextlib
import json
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh import analysis, columns, fields, formats, index, query
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.matching import ListMatcher
from whoosh.reading import SegmentReader

from app.search.documents import Document
from app.search.indexing import analysed_row
from app.search.scoring import PLAIN

_TERM = struct.Struct("!BfIBBfIIqi")
"""What Whoosh keeps of a term: flags, weight, count, lengths, ids, and where its postings are."""

_MEMORY_MB = 32

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


def create(folder: Path) -> None:
    """Begin an empty index in a folder."""
    index.create_in(folder, _schema())


def opened(folder: Path) -> Any:
    """Open an index to read it."""
    return index.open_dir(folder, readonly=True)


@contextmanager
def writing(folder: Path) -> Iterator["Writer"]:
    """Write into an index: all of it at the end, or nothing.

    The segments are read, not mapped into memory: who writes only looks up a few keys.
    """
    there = FileStorage(folder, supports_mmap=False).open_index()
    writer = there.writer(limitmb=_MEMORY_MB, codec=Lists())
    try:
        with contextlib.closing(there.reader()) as reader:
            yield Writer(writer, reader)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=_merge_few)


class Writer:
    """What is to be changed in an index."""

    def __init__(self, writer: Any, reader: Any) -> None:
        self._writer = writer
        self._reader = reader

    def put(self, document: Document) -> None:
        """Add a document; one of the same key is replaced."""
        self.delete(document.type, document.id)
        self._writer.add_document(**_row(document))

    def delete(self, type_: str, number: int) -> None:
        """Forget a document, if it is there."""
        key = _key(type_, number).encode()
        if ("key", key) in self._reader:
            for found in self._reader.postings("key", key).all_ids():
                self._writer.delete_document(found)


def _merge_few(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the small segments once there are many; return those that stay.

    Merging takes as long as indexing anew, so large ones are left to the next rebuild.
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
        key=fields.ID(),
        terms=Weights(),
        words=Weights(),
        card=fields.COLUMN(columns.VarBytesColumn()),
        texts=fields.COLUMN(columns.VarBytesColumn()),
    )


def _key(type_: str, number: int) -> str:
    return f"{type_}:{number}"


def _row(document: Document) -> dict[str, Any]:
    row = analysed_row(document)
    card = [
        document.type, document.id, document.language, document.family, row.published,
        row.audience, row.facets,
    ]  # fmt: skip
    return {
        "key": _key(document.type, document.id),
        "terms": row.weights,
        "words": {f"{word}\t{spelt}": 1.0 for word, spelt in row.words.items()},
        "card": json.dumps(card).encode(),
        "texts": row.texts.encode(),
    }


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
