"""Attempts at quizzes, and what one person is allowed beyond the others.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "quiz_allowances",
        sa.Column("enrolment_id", number, nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False),
        sa.Column("more", number, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", number, nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["users.id"],
            name=op.f("fk_quiz_allowances_by_id_users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_quiz_allowances_enrolment_id_enrolments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "item_key", name=op.f("pk_quiz_allowances")),
    )
    op.create_table(
        "quiz_attempts",
        sa.Column("id", number, nullable=False),
        sa.Column("enrolment_id", number, nullable=False),
        sa.Column("item_key", sa.String(length=20), nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("revision", number, nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saves", number, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        sa.Column("of", sa.Double(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_quiz_attempts_enrolment_id_enrolments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempts")),
        sa.UniqueConstraint(
            "enrolment_id",
            "item_key",
            "number",
            name=op.f("uq_quiz_attempts_enrolment_id_item_key_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("quiz_attempts")
    op.drop_table("quiz_allowances")
