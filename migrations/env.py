"""Alembic's way in: the same engine, tables and settings as the app."""

from typing import Any

from alembic import context
from sqlalchemy import Enum, TypeDecorator

from app import create_app
from app.kernel import db

del create_app  # imported because it knows every room, and so every table


def render_item(kind: str, item: Any, autogenerate: Any) -> str | bool:
    """Write the database's own types: a migration outlives the classes of the app."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        item = item.impl_instance
        return f"sa.{item!r}" if type(item).__module__.startswith("sqlalchemy.sql") else False
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=db.Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
