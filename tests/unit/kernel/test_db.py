"""Transactions are settled in one place; a refusal leaves no trace."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, select, text

from app.accounts.models import Attempt
from app.kernel import clock, db
from app.kernel.db import UtcDateTime, aside, session, transaction
from app.lessons.models import Family


def attempt(key: str) -> Attempt:
    return Attempt(key=key, at=clock.now())


def kept() -> list[str]:
    session.rollback()
    return sorted(session.scalars(select(Attempt.key)))


def test_a_request_that_succeeds_is_kept_and_a_refused_one_leaves_no_trace(house):
    session.add(attempt("kept"))
    db.settle(succeeded=True)
    session.add(attempt("refused"))
    session.flush()
    db.settle(succeeded=False)

    assert kept() == ["kept"]


def test_what_is_written_aside_survives_a_refusal(house):
    with aside() as own:
        own.add(attempt("aside"))
    session.add(attempt("refused"))
    session.flush()
    db.settle(succeeded=False)

    assert kept() == ["aside"]


def test_what_fails_aside_is_not_written(house):
    def fail() -> None:
        with aside() as own:
            own.add(attempt("aside"))
            own.flush()
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()

    assert kept() == []


def test_what_is_kept_on_the_way_survives_a_refusal(house):
    session.add(attempt("file"))
    db.keep()
    session.add(attempt("deed"))
    db.settle(succeeded=False)

    assert kept() == ["file"]


def test_a_command_commits_at_its_end_or_not_at_all(house):
    with transaction() as own:
        own.add(attempt("whole"))

    def fail() -> None:
        with transaction() as own:
            own.add(attempt("half"))
            own.flush()
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert kept() == ["whole"]


def test_while_only_reading_a_transaction_inside_still_writes(house):
    with db.only_reading():
        assert session.scalars(select(Attempt)).all() == []
        with transaction() as own:
            own.add(attempt("inside"))
        assert db.reading.get()

    assert kept() == ["inside"]
    assert not db.reading.get()


def test_readers_do_not_wait_for_a_writer(house):
    with house.begin() as writer:
        writer.execute(text("insert into attempts (key, at) values ('w', '2026-01-01')"))
        with db.only_reading():
            assert session.scalars(select(Attempt)).all() == []


@pytest.fixture
def told():
    calls = []
    callback = db.on_written(lambda: calls.append(1))
    yield calls
    db._after_commit.remove(callback)


def test_a_commit_that_wrote_something_is_told(house, told):
    session.add(Family())
    session.commit()
    assert len(told) == 1

    session.execute(delete(Family))
    session.commit()
    assert len(told) == 2


def test_what_nobody_is_shown_is_not_told(house, told):
    session.add(attempt("counted"))
    session.commit()
    session.execute(delete(Attempt))
    session.commit()

    assert told == []


def test_reading_refused_and_asides_are_not_told(house, told):
    session.scalars(select(Attempt)).all()
    session.commit()
    session.add(Family())
    session.flush()
    session.rollback()
    with aside() as own:
        own.add(Family())
    session.commit()

    assert told == []


def test_a_moment_is_kept_in_utc_and_a_naive_one_is_refused(house):
    east = timezone(timedelta(hours=5))
    session.add(Attempt(key="moment", at=datetime(2026, 3, 1, 2, tzinfo=east)))
    session.commit()
    session.remove()

    assert session.scalar(select(Attempt.at)) == datetime(2026, 2, 28, 21, tzinfo=UTC)
    assert session.scalar(select(Attempt.at)).tzinfo is UTC
    kind = UtcDateTime()
    with pytest.raises(ValueError, match="time zone"):
        kind.process_bind_param(datetime(2026, 3, 1), house.dialect)
    assert kind.process_bind_param(None, house.dialect) is None
    assert kind.process_result_value(None, house.dialect) is None
    aware = datetime(2026, 3, 1, 2, tzinfo=east)
    assert kind.process_result_value(aware, house.dialect).utcoffset() == timedelta()


def test_an_sqlite_that_can_corrupt_the_database_is_refused(app, monkeypatch):
    monkeypatch.setattr(db.pysqlite3, "sqlite_version_info", (3, 40, 1))

    with pytest.raises(RuntimeError, match="can corrupt the database"):
        db.connect("sqlite:///nowhere.sqlite")


def test_sqlite_keeps_its_promises(tmp_path):
    engine = db._sqlite(f"sqlite:///{tmp_path / 'one.sqlite'}")
    with engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()

    assert said == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip


def test_postgresql_is_asked_with_time_limits():
    engine = db._postgresql("postgresql://somebody@127.0.0.1/nothing")

    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.dialect.name == "postgresql"
    engine.dispose()
