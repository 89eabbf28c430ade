"""The database: one engine, one session a thread, one place where a request is settled.

Actions change records and may flush; they never commit. A request is settled by `settle`, a job
by the worker, a command by `transaction`. What must outlive a refusal uses `aside`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar

import pysqlite3
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    Session,
    relationship,
    scoped_session,
    sessionmaker,
)

SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database when two connections write or checkpoint at once."""

STATEMENT_TIMEOUT_MS = 5_000
LOCK_TIMEOUT_MS = 2_000

reading: ContextVar[bool] = ContextVar("reading", default=False)
"""True while a request that only reads is served: SQLite then takes no write lock."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring the moment to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone: use kernel.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say on the way out that it is UTC; SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """A table. Enumerations are kept as their values, moments in UTC, lists as JSON."""

    is_shown: ClassVar[bool] = True
    """Whether any page shows what is in it: a change then ends the kept pages."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        int: BigInteger().with_variant(Integer(), "sqlite"),
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


related = partial(relationship, lazy="raise_on_sql")
"""A relationship that no template can load by surprise; queries name their loading plan."""

_sessions = sessionmaker(expire_on_commit=False)
session: scoped_session[Session] = scoped_session(_sessions)


def connect(url: str) -> Engine:
    """Return an engine with the safety settings of its kind, and bind the sessions to it."""
    engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
    bind(engine)
    return engine


def bind(target: Engine | Connection) -> None:
    """Let all sessions speak to `target`; tests hand in a connection that they roll back."""
    session.remove()
    mode = "create_savepoint" if isinstance(target, Connection) else "conditional_savepoint"
    _sessions.configure(bind=target, join_transaction_mode=mode)


@contextmanager
def transaction() -> Iterator[Session]:
    """Settle a command's or a job's work: commit at the end, roll back on any error.

    It begins anew: on SQLite a transaction that has read cannot safely begin to write.
    """
    session.remove()
    token = reading.set(False)
    try:
        yield session()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.remove()
        reading.reset(token)


@contextmanager
def only_reading() -> Iterator[None]:
    """Take no write lock meanwhile; `transaction` inside it may write."""
    token = reading.set(True)
    try:
        yield
    finally:
        session.remove()
        reading.reset(token)


@contextmanager
def aside() -> Iterator[Session]:
    """Give a short session of its own, for what must survive a refused request.

    On SQLite there is one writer: never use it inside a request that has already written.
    """
    token = reading.set(False)
    own = _sessions(info={"aside": True})
    try:
        with own.begin():
            yield own
    finally:
        own.close()
        reading.reset(token)


def insert(table: type[Model]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows ON CONFLICT, which both databases have."""
    kind = session.get_bind().dialect.name
    return postgresql.insert(table) if kind == "postgresql" else sqlite.insert(table)


def settle(*, succeeded: bool) -> None:
    """Commit the request's work, or leave no trace of it."""
    if succeeded:
        session.commit()
    else:
        session.rollback()


def keep() -> None:
    """Commit what came so far, though the request may yet be refused: a file somebody sent.

    Only before anything else was changed, or half a deed would be kept with it.
    """
    session.commit()


def begin_anew() -> None:
    """End the transaction so far: on SQLite one that has read cannot safely begin to write."""
    session.commit()


_after_commit: list[Callable[[], None]] = []


def on_written(callback: Callable[[], None]) -> Callable[[], None]:
    """Register what to call after a commit that changed something people may see."""
    _after_commit.append(callback)
    return callback


@event.listens_for(Session, "after_flush")
def _remember_change(changed: Session, context: object) -> None:
    records = (*changed.new, *changed.dirty, *changed.deleted)
    if any(getattr(record, "is_shown", True) for record in records):
        changed.info["written"] = True


@event.listens_for(Session, "do_orm_execute")
def _remember_bulk_change(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete or state.is_insert) and not (
        mapper is not None and not getattr(mapper.class_, "is_shown", True)
    ):
        state.session.info["written"] = True


@event.listens_for(Session, "after_commit")
def _tell_of_change(changed: Session) -> None:
    if changed.in_nested_transaction():
        return
    if changed.info.pop("written", False) and "aside" not in changed.info:
        for callback in _after_commit:
            callback()


@event.listens_for(Session, "after_rollback")
def _forget_change(changed: Session) -> None:
    changed.info.pop("written", None)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sqlite(url: str) -> Engine:
    if pysqlite3.sqlite_version_info < SAFE_SQLITE:
        raise RuntimeError(f"SQLite {pysqlite3.sqlite_version} can corrupt the database")
    engine = create_engine(url, module=pysqlite3.dbapi2, json_serializer=_dumps)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def _postgresql(url: str) -> Engine:
    options = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS}"
    return create_engine(
        url.replace("postgresql:", "postgresql+psycopg:", 1),
        pool_pre_ping=True,
        pool_size=10,
        connect_args={"options": options},
        json_serializer=_dumps,
    )
