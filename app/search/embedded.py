"""The embedded engine: an index of Whoosh segments in a folder.

The index is a cache of the database, in `<data_dir>/search/<generation>`; `current` names the
generation that serves. One writer at a time holds `lock`; readers are never in its way. Its files
hold pickles: rebuild an index, never restore or import one.
"""

import fcntl
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.search.documents import Document
from app.search.segments import Leaf, SegmentedReader
from app.search.whoosh import create, opened, writing


class Embedded:
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
        with self._alone():
            name = self._current() or self._begin()
            with writing(self._folder / name) as writer:
                for key in drop:
                    writer.delete(*key)
                for document in documents:
                    writer.put(document)
            self._serve(name)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]) -> int:
        """Write a new generation while the old one serves; put() waits for it."""
        with self._alone():
            before, name, done = self._current(), self._begin(), 0
            try:
                with writing(self._folder / name) as writer:
                    for done, document in enumerate(documents, 1):
                        writer.put(document)
                        progress(done)
            except BaseException:
                shutil.rmtree(self._folder / name)
                raise
            self._serve(name)
            self._remove_all_but({name, before})
            return done

    def count(self) -> int:
        """Return how many documents are indexed."""
        with self.reader() as reader:
            return sum(reader.sizes.values())

    def _refresh(self) -> None:
        name = self._current()
        if name is None:
            return
        if name != self._name:
            self._index, self._raw = opened(self._folder / name), None
            self._name = name
        if self._raw is not None and self._raw.generation() == self._index.latest_generation():
            return
        # Whoosh would reuse readers of segments without noticing what was deleted in them.
        before, self._raw = self._raw, self._index.reader()
        self._reader = SegmentedReader(
            [self._leaf(one) for one, _offset in self._raw.leaf_readers() if one.segment()]
        )
        if before is not None:
            before.close()

    def _leaf(self, reader: Any) -> Leaf:
        segment = reader.segment()
        known = {leaf.name: leaf for leaf in self._reader.leaves}
        return Leaf(reader, segment.segment_id(), known.get(segment.segment_id()))

    @contextmanager
    def _alone(self) -> Iterator[None]:
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
        create(self._folder / name)
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
