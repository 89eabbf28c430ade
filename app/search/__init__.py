"""Finding: one interface, two engines, and our own text analysis before either sees a word.

Rooms `register` a type of record with three functions: `documents(ids)` says what is searched of
them, `all_ids()` which there are, `load(actor, ids)` which of them a person may see. The index is
a cache of the database: it stores words, ids and audiences, can be rebuilt at any time and is
never trusted alone. What it finds is loaded again through the room's door before anybody sees it,
so a stale index shows too little for some seconds, never too much.

A query is analysed (`grammar`, `wanted`), matched by the engine (`embedded`, `postgres`), scored in
one place for both (`scoring`), widened when it finds little (`widening`), and paged (`paging`).
Rooms tell of changes with `changed`; `flask search rebuild` begins anew.
"""

from pathlib import Path

from flask import Flask

from app.search.documents import Document, Hit, Query, Results, register
from app.search.searching import (
    changed,
    complete,
    find,
    init_engine,
    rebuild,
    similar,
    trouble,
)
from app.search.signals import Lift, lifted, signal

__all__ = [
    "Document", "Hit", "Lift", "Query", "Results", "changed", "complete", "find", "init_app",
    "lifted", "rebuild", "register", "signal", "similar", "trouble",
]  # fmt: skip


def init_app(app: Flask, *, engine: str, data_dir: Path) -> None:
    """Choose the engine, and open the room's pages."""
    # The pages need the rest of this package, which their import would otherwise begin.
    from app.search import views

    init_engine(app, engine, data_dir)
    app.register_blueprint(views.bp)
