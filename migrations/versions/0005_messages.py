"""Conversations, their messages, and from whom people take them.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _key(table: str, column: str, to: str, on_delete: str | None = None) -> sa.ForeignKeyConstraint:
    target, _dot, _column = to.partition(".")
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [to], name=name, ondelete=on_delete)


def _of_person(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("user_id", ID, nullable=False),
        _key(table, "user_id", "users.id", "CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", ID, nullable=False),
        sa.Column("begun_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("messages_count", ID, nullable=False),
        _key("conversations", "begun_by_id", "users.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index("ix_conversations_begun", ["begun_by_id", "created_at"])

    op.create_table(
        "conversation_people",
        sa.Column("conversation_id", ID, nullable=False),
        *_of_person("conversation_people"),
        sa.Column("read_number", ID, nullable=False),
        sa.Column("is_unread", sa.Boolean(), nullable=False),
        sa.Column("active_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        _key("conversation_people", "conversation_id", "conversations.id", "CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "user_id", name=op.f("pk_conversation_people")),
    )
    with op.batch_alter_table("conversation_people", schema=None) as batch_op:
        batch_op.create_index(
            "ix_conversation_people_list", ["user_id", "is_unread", "active_at", "conversation_id"]
        )

    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        _key("messages", "conversation_id", "conversations.id", "CASCADE"),
        _key("messages", "author_id", "users.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "conversation_id", "number", name=op.f("uq_messages_conversation_id_number")
        ),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_messages_author_id_key")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_author", ["author_id", "created_at"])

    op.create_table(
        "message_attachments",
        sa.Column("id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        _key("message_attachments", "message_id", "messages.id", "CASCADE"),
        _key("message_attachments", "file_id", "stored_files.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_attachments")),
    )
    with op.batch_alter_table("message_attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_attachments_message_id"), ["message_id"])
        batch_op.create_index(batch_op.f("ix_message_attachments_file_id"), ["file_id"])

    op.create_table(
        "message_drafts",
        *_of_person("message_drafts"),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "place", name=op.f("pk_message_drafts")),
    )
    op.create_table(
        "message_choices",
        *_of_person("message_choices"),
        sa.Column("takes", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_message_choices")),
    )
    op.create_table(
        "message_blocks",
        *_of_person("message_blocks"),
        sa.Column("blocked_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("message_blocks", "blocked_id", "users.id", "CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "blocked_id", name=op.f("pk_message_blocks")),
    )
    with op.batch_alter_table("message_blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_blocks_blocked_id"), ["blocked_id"])

    op.create_table(
        "message_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("reporter_id", ID, nullable=True),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("message_reports", "reporter_id", "users.id", "SET NULL"),
        _key("message_reports", "message_id", "messages.id", "SET NULL"),
        _key("message_reports", "author_id", "users.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_reports")),
        sa.UniqueConstraint(
            "reporter_id", "message_id", name=op.f("uq_message_reports_reporter_id_message_id")
        ),
    )
    with op.batch_alter_table("message_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_reports_message_id"), ["message_id"])
        batch_op.create_index(batch_op.f("ix_message_reports_author_id"), ["author_id"])


def downgrade() -> None:
    for table in (
        "message_reports",
        "message_blocks",
        "message_choices",
        "message_drafts",
        "message_attachments",
        "messages",
        "conversation_people",
        "conversations",
    ):
        op.drop_table(table)
