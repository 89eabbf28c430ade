"""Taught reports, answers, suggestions taken, private feedback.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TEXT = sa.JSON(none_as_null=True)


def _key(table: str, column: str, to: str, on_delete: str | None = None) -> sa.ForeignKeyConstraint:
    target, _dot, _column = to.partition(".")
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [to], name=name, ondelete=on_delete)


def _of_report(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("report_id", ID, nullable=False),
        _key(table, "report_id", "taught_reports.id", "CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "taught_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("taught_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=True),
        sa.Column("pupils", ID, nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("devices", sa.String(length=40), nullable=True),
        sa.Column("minutes", ID, nullable=True),
        sa.Column("worked", TEXT, nullable=True),
        sa.Column("failed", TEXT, nullable=True),
        sa.Column("changed", TEXT, nullable=True),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("lock", ID, nullable=False),
        sa.CheckConstraint(
            "minutes is null or minutes > 0", name=op.f("ck_taught_reports_minutes")
        ),
        sa.CheckConstraint("pupils is null or pupils > 0", name=op.f("ck_taught_reports_pupils")),
        _key("taught_reports", "file_id", "stored_files.id"),
        _key("taught_reports", "lesson_id", "lessons.id", "CASCADE"),
        _key("taught_reports", "reporter_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_reports")),
        sa.UniqueConstraint("reporter_id", "key", name=op.f("uq_taught_reports_reporter_id_key")),
    )
    with op.batch_alter_table("taught_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taught_reports_file_id"), ["file_id"])
        batch_op.create_index("ix_taught_reports_lesson", ["lesson_id", "id"])
        batch_op.create_index(batch_op.f("ix_taught_reports_reporter_id"), ["reporter_id"])

    op.create_table(
        "taught_answers",
        *_of_report("taught_answers"),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_taught_answers")),
    )
    op.create_table(
        "taken_suggestions",
        *_of_report("taken_suggestions"),
        sa.Column("revision", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_taken_suggestions")),
    )
    op.create_table(
        "taught_report_changes",
        sa.Column("id", ID, nullable=False),
        *_of_report("taught_report_changes"),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", ID, nullable=True),
        _key("taught_report_changes", "by_id", "users.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_report_changes")),
    )
    with op.batch_alter_table("taught_report_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taught_report_changes_report_id"), ["report_id"])

    op.create_table(
        "feedback_notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("sender_id", ID, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        _key("feedback_notes", "lesson_id", "lessons.id", "CASCADE"),
        _key("feedback_notes", "sender_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_notes")),
        sa.UniqueConstraint("sender_id", "key", name=op.f("uq_feedback_notes_sender_id_key")),
    )
    with op.batch_alter_table("feedback_notes", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_notes_lesson", ["lesson_id", "id"])


def downgrade() -> None:
    op.drop_table("feedback_notes")
    op.drop_table("taught_report_changes")
    op.drop_table("taken_suggestions")
    op.drop_table("taught_answers")
    op.drop_table("taught_reports")
