"""Notices, subscriptions, paces, digests, and what came back by mail.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _person(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_user_id_users")
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("bundle", sa.String(length=80), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("count", ID, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("is_unread", sa.Boolean(), nullable=False),
        sa.Column("is_mail_due", sa.Boolean(), nullable=False),
        sa.Column("mailed_count", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_notices_actor_id_users"), ondelete="SET NULL"
        ),
        _person("notices"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_notices_bundle", ["user_id", "bundle"], unique=False)
        batch_op.create_index(
            "ix_notices_list", ["user_id", "is_unread", "told_at", "id"], unique=False
        )
        batch_op.create_index(
            "uq_notices_unread",
            ["user_id", "kind", "bundle"],
            unique=True,
            sqlite_where=sa.text("is_unread"),
            postgresql_where=sa.text("is_unread"),
        )

    op.create_table(
        "notice_subjects",
        sa.Column("notice_id", ID, nullable=False),
        sa.Column("subject_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.id"],
            name=op.f("fk_notice_subjects_notice_id_notices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notice_id", "subject_id", name=op.f("pk_notice_subjects")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("target_id", ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _person("subscriptions"),
        sa.PrimaryKeyConstraint(
            "user_id", "kind", "target_id", "slug", name=op.f("pk_subscriptions")
        ),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_subscriptions_target", ["kind", "target_id", "slug", "level"], unique=False
        )

    op.create_table(
        "notice_paces",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("pace", sa.String(length=40), nullable=False),
        _person("notice_paces"),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_notice_paces")),
    )
    op.create_table(
        "digest_turns",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("weekday", ID, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("daily_since", MOMENT, nullable=False),
        sa.Column("weekly_since", MOMENT, nullable=False),
        _person("digest_turns"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_digest_turns")),
    )
    with op.batch_alter_table("digest_turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_turns_due_at"), ["due_at"], unique=False)

    op.create_table(
        "undeliverables",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _person("undeliverables"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_undeliverables")),
    )
    op.create_table(
        "received_mails",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_received_mails")),
    )
    with op.batch_alter_table("received_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_received_mails_at"), ["at"], unique=False)


def downgrade() -> None:
    op.drop_table("received_mails")
    op.drop_table("undeliverables")
    op.drop_table("digest_turns")
    op.drop_table("notice_paces")
    op.drop_table("subscriptions")
    op.drop_table("notice_subjects")
    op.drop_table("notices")
