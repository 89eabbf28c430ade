"""The migrations lead from nothing to exactly what the models say, and back."""

import shutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from app.kernel import db, migrate


@pytest.fixture
def empty_database(app, tmp_path):
    """A database of the same kind as the suite's, with nothing in it."""
    engine = app.extensions["engine"]
    if engine.dialect.name == "sqlite":
        fresh = db._sqlite(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    else:
        name = f"{engine.url.database}_migrations"
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        url = engine.url.set(drivername="postgresql", database=name)
        fresh = db._postgresql(url.render_as_string(hide_password=False))
    yield fresh
    fresh.dispose()


def test_the_migrations_make_what_the_models_say(empty_database):
    migrate.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Model.metadata) == []


def test_the_migrations_can_be_undone(empty_database):
    migrate.upgrade(empty_database)

    migrate.downgrade(empty_database, "base")

    assert set(inspect(empty_database).get_table_names()) <= {"alembic_version"}


def test_a_migration_is_written_from_what_the_models_have_and_the_tables_lack(
    empty_database, tmp_path, monkeypatch
):
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    migrate.upgrade(empty_database)
    earlier = migrate.head()
    with empty_database.begin() as connection:
        connection.execute(text("DROP TABLE post_thanks"))

    migrate.write(empty_database, "Thanks again")

    (written,) = scripts.glob("versions/*_thanks_again.py")
    assert "create_table('post_thanks'" in written.read_text().replace('"', "'")
    assert migrate.current(empty_database) == earlier != migrate.head()
    migrate.upgrade(empty_database)
    assert inspect(empty_database).has_table("post_thanks")
