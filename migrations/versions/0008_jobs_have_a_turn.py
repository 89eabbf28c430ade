"""Give each job a turn, so that whoever waits for a mail does not wait for ten thousand notices.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("jobs", sa.Column("turn", NUMBER, nullable=False, server_default="1"))
    op.drop_index("ix_jobs_due", "jobs")
    op.create_index("ix_jobs_due", "jobs", ["dead_at", "turn", "run_at", "id"])
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.alter_column("turn", existing_type=NUMBER, server_default=None)


def downgrade() -> None:
    op.drop_index("ix_jobs_due", "jobs")
    op.create_index("ix_jobs_due", "jobs", ["dead_at", "run_at", "id"])
    with op.batch_alter_table("jobs") as batch_op:
        batch_op.drop_column("turn")
